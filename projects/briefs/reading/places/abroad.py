"""What "境内", "国内" and "境外" say to who writes Chinese: China, or any other country, though none is named."""

import re
from collections.abc import Iterator

from projects.briefs.reading.found import Found
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Subject

_ABROAD = r"(?:境外|国外|海外)"
_HOME = r"(?:境内|国内)(?!外)"
REFUSED = quick(
    rf"(?:不(?:接受|考虑|要|选|找|用|允许|得|能|可)(?:在|由|将|去|到|与|和)?|谢绝|拒绝|排除|禁止|(?<![类个特分区识级性])别|请勿|切勿|不(?:推荐|看|联系|发给))[^。；;，,、\n国外]{{0,6}}{_ABROAD}(?!资金|投资|付款|汇款|货币|上市|市场|申报|客户)"
)
REFUSED_BEHIND = re.compile(
    rf"{_ABROAD}的?(?:cdmo|cro|厂家|供应商|服务商|企业|公司|场地|工厂|的)?(?:一律|均|都|就|也|暂)?(?:不(?:考虑|接受|要|找|看|选|行|可以?)|免谈|除外)了?(?=[,，。；;、）)\s]|$)"
)
ONLY = quick(
    rf"(?:仅限|只限|限于?|只(?:考虑|接受|要|找|选|能)(?:是|在|由)?|(?<!不是)(?<!并非)(?<!非)(?<!不)必须(?:在|是|为|位于|由)?|(?<!必)须(?:在|位于)|应(?:在|位于)|要求(?:在|位于))"
    rf"[^。；;，,\n]{{0,4}}{_HOME}|全部?在{_HOME}(?:完成|生产)"
)
"""Said as a must."""
SUPPLIERS = re.compile(
    rf"{_HOME}的?(?:cdmo|cro|cmo|供应商|服务商|厂家|生产商|受托方|受托企业|合作方|生产基地|生产场地)(?!也|均|都|还|同)"
)
"""With the tone that the words around it give."""
AWAY = re.compile(r"境外(?:生产|制造|采购|完成|制备)的")
"""Where something comes from."""
FOREIGN = re.compile(rf"{_ABROAD}的?(?:cdmo|cro|cmo|供应商|服务商|厂家|生产商|工厂|场地|基地|合作方|生产(?!的))")
"""Sites in no country that is named."""
OUTSIDE = re.compile(r"(?:中国(?:大陆)?|我国)的?$")


def found_at_home(plain: str) -> Iterator[Found]:
    """China as the country of the sites, where only "abroad" is refused or "at home" is asked for."""
    for pattern, certain in ((REFUSED, 0.85), (REFUSED_BEHIND, 0.85), (ONLY, 0.85), (SUPPLIERS, 0.7)):
        for match in pattern.finditer(plain):
            at = match.start() if pattern is REFUSED_BEHIND else match.end() - 2
            if not OUTSIDE.search(plain, max(0, at - 6), at):
                yield Found(Subject.COUNTRY, ("CN",), match.start(), match.end(), certain, "home")


def foreign_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where sites abroad are spoken of and not refused, and no country is named."""
    for match in FOREIGN.finditer(plain):
        is_refused = REFUSED.search(plain, max(0, match.start() - 16), match.start() + 2) or REFUSED_BEHIND.match(
            plain, match.start()
        )
        if not is_refused and not OUTSIDE.search(plain, max(0, match.start() - 6), match.start()):
            yield match.start(), match.end()
