"""How much hangs on what is named: the words around it say must, wish, not, have, or that it is about the sponsor.

A cue before a name holds to the end of its part of the sentence; a cue after a name ("... is preferred") for what stands
before it in the same part. "We already have" holds to the end of the sentence, or to the next cue. "Not", "except" and
"ideally" go over a comma only along a list of the same kind.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from projects.briefs.reading.tone import leanings, spoken
from projects.briefs.reading.tone.conditions import CONDITIONAL, SOFTLY
from projects.briefs.reading.tone.exclusive import TWICE, is_of_the_rest, is_required, is_rest_preferred, is_soft
from projects.briefs.reading.tone.patterns import IN_DENIED, IN_HAN, IN_HINTED, each, together
from projects.briefs.reading.tone.spoken import ENDS
from projects.briefs.reading.tone.states import HAVE_AFTER, HAVE_BEFORE
from projects.briefs.reading.writing.bounds import LEAST_AND_WISHED


class Tone(StrEnum):
    """What a cue makes of a name. ``fine`` will do, ``open`` is all the same, ``needless`` need not be, ``against`` would rather be
    avoided; ``yes`` is the answer of a form."""

    MUST = "must"
    WISH = "wish"
    NOT = "not"
    FINE = "fine"
    YES = "yes"
    OPEN = "open"
    NEEDLESS = "needless"
    AGAINST = "against"
    HAVE = "have"
    SPONSOR = "sponsor"


# fmt: off
WE_DO = (
    r"(?:we(?: will| shall| can| would| plan to| intend to| want to| are going to| expect to|.?ll)?|(?:and|but) (?:will|shall|can|"
    r"plan to|intend to|want to)) (?:also |then )?(?:do|handle|run|"
    r"make|cover|perform|manage|write|organi[sz]e|take care of|look after|manufacture|produce|fill|test|develop|conduct|carry out|"
    r"prepare|pack|label|analy[sz]e|complete|finish|keep|build)"
)
"""What a sponsor does, or will do, where "ourselves" follows."""
LEADING = {
    None: (
        rf"{LEAST_AND_WISHED}|(?:do|can|could|wo|would)n't you|"
        r"not only|not limited to|no(?:t)? (?:later|more|less|fewer|longer) than|no later|not yet|not exceed\w*|"
        r"without delay|not.for.profit"
        r"|no preference|(?:does|do|did)(?: not|n't) matter|non.?disclosure"
        r"|we (?:cannot|can't|can not|do not|don't|are not able to|are unable to|could not) (?:make|do|"
        r"manufacture|produce|have|run|handle|perform|fill|test|offer)(?! (?:any |a )?(?:need|preference|"
        r"interest))|we (?:lack|have no(?! (?:need|preference|interest|budget|plan|intention))(?: (?:in.house|"
        r"internal|own))?)|(?:no|without|lacking) (?:in.house|internal|own) "
        r"|(?:我们|我司|公司|团队|内部)(?:自己|目前|暂时|内部)?(?:也)?(?:没有|不会|无法|不具备|缺乏|缺少|尚无|还没有)(?!要求|偏好)|尚无|缺乏|不具备|自己不会|不仅|不但|不只|不单|(?:并非|不是)只|"
        r"不[得能可应宜]?(?:超过|少于|低于|高于|多于|大于|小于|晚于|早于|迟于)|不限于|(?:并?不是|并非|非)必(?:须|需|要)"
    ),
    Tone.NOT: (
        r"(?:do|does|did|will|would|can|could|should|must|may|is|are|need)(?: not|n't|not)(?: (?:need|want|"
        r"require|accept|consider|use|be|have|include|cover|seek|wish|work|go|propose|quote|offer|send)\b)?"
        r"(?: (?:any|to|for|in|with|made|located|based|done|from|be)\b){0,3}"
        r"|no need (?:for|of|to)|cannot|can't|not in|not from|not at|not by|\bnot\b|\bno\b(?! \d)|\bnor\b|"
        r"neither|nothing (?:is )?to be|without|exclud(?:e|es|ed|ing)(?! the possibility)|"
        r"except(?:ing)?(?: for)?|other than|outside(?: of)?"
        r"|avoid(?:ing)?|rather than|instead of|anywhere but|everything but|free of|minus|(?:out of|"
        r"not in) scope(?=\s?(?:items |are |is )?[:：])|exclusions?(?=\s?[:：])"
        r"|不在|不要|不需要|不需|无需|无须|毋需|不必|不用|不含|不包括|不包含|不涉及|不得|不能|不可|不接受|不考虑|不希望|不想|不做|暂不|不再(?:需要|要|做)?|不愿|不选|不去|排除|避免|"
        r"剔除|除了|除去|除(?!外|非)|而非|而不是|并非|没有(?![^，。；,;\n]{0,12}(?:的话|就[找选用去行]))|非(?=美|中|欧|印|俄|日)|不(?:能|可|应|得)是|勿"
    ),
    Tone.WISH: (
        r"可能(?:会|要|需要|还要|还需|也要|也需|做)|hopefully|hop(?:e|ing) for|ideally|preferabl[ey]|preferr(?:ed|ing)|prefers?\b|preferences?(?: for| is| are|:)?|nice.to.have|"
        r"would be nice|open to|openness to|optional(?:ly)?|if (?:at all )?possible|where possible|desirabl[ey]|"
        r"desired"
        r"|favou?rs?\b|favou?red|(?:could|may|might) (?:also )?(?:be|sit|include|need|use|consider|go|come)|"
        r"consider(?:ing)?\b|happy to|bonus|as a plus|advantage|welcome|would appreciate|willing to|potentially|"
        r"possibly|perhaps"
        r"|最好|优先考虑|优先选择|优先(?!\s?(?:[,，。；;、）)\n]|$))|倾向于|倾向|可选|尽量|如果可能|如可能|如有可能|理想情况|愿意|可以考虑|可考虑|也可|亦可|加分项|备选|考虑|(?:不行|没有(?:合适的?|理想的?)?)(?:的话|的?时|就)|没有(?=[^，。；,;\n]{0,12}(?:的话|就[找选用去行]))"
    ),
    Tone.HAVE: (
        r"already|we (?:currently |now )?(?:have|hold|own|possess|run|operate|completed|finished|manufactured|"
        r"made|produced)\b(?! to\b| no\b| a need| need)|(?:has|have) (?:already |now |just |been )+|in.house|"
        r"existing|(?:our|the) current|currently (?=\d[\d.,]* ?(?:m?l|k?g|litres?|liters?)\b)"
        r"|\bwe(?:'ve| ve)\b|(?:was|were) (?:made|done|completed|manufactured|produced|performed|run|finished|"
        r"carried)|currently (?:made|manufactured|produced|supplied)|(?<!be )completed|supplied by (?:us|"
        r"the sponsor)|(?:provided|made|done|handled|covered|supplied) by (?:us|the sponsor|our|another|"
        r"a different|a third)"
        r"|we (?:will |shall |can |would )?(?:supply|provide|ship|send|bring)\b"
        r"|(?:suppl(?:y|ies)|material|vector|product) (?:now |currently )?(?:comes?|came) from|with our (?:own )?(?=api\b|drug substance|bulk|active)"
        rf"|{WE_DO} (?=[^,.;]{{1,60}}\b(?:ourselves|internally|in.house|on our own|with our own))|sponsor (?:will |shall )?(?:supplies|"
        r"provides|supply|provide)"
        r"|已有|已经有|已经|已完成|已具备|已建立?|已获得?|已拥有|我方拥有|现有|目前拥有|自有|由我方提供|我方提供|我方负责|由我司提供|我司提供|自行|另有供应商|由另一|由其他|手头有|完成了"
        rf"|{HAVE_BEFORE}"
    ),
    Tone.SPONSOR: (
        r"we(?: are|'re| re) (?:an? |the )(?!partner)|our (?:company|team|headquarters?|hq|parent|office|offices|"
        r"laborator(?:y|ies)|lab|labs|investors?|shareholders?|lead investor|own site) |headquartered|"
        r"head.?quarters?|(?:company|we|firm|start-?up|sponsor|biotech)(?: is| are|,)? based (?:in|out of)|"
        r"founded|incorporated|spin.?(?:out|off) (?:of|from)|registered office|funded by|raised|listed (?:in|on)|"
        r"competitors?"
        r"|academic (?:group|team|lab)|sponsor is"
        r"|我们是|我司是|我公司是|本公司是|公司是|是一家|总部|成立于|注册于|由.{0,8}投资|孵化"
    ),
    Tone.MUST: (
        r"must(?! not|n't)|requir(?:e|es|ed|ing|ement|ements)\b|need(?:s|ed|ing)?\b(?! not)|mandatory|essential|"
        r"necessary|shall(?! not)|ha(?:s|ve) to\b|only|insist(?:s)?|looking (?:for|to)|look for|seek(?:s|ing)?\b|"
        r"search(?:ing)? for|request(?:s|ed|ing)?|want(?:s|ed)?\b|would like|wish to|ask(?:ing)? for|in scope|"
        r"scope (?:is|covers|includes|comprises)|plan(?:s|ned|ning)? to|intend"
        r"|必须|必需|需要|需求|需(?!求)|要求|务必|应当|须|仅限|只(?:能|考虑|接受|要)|寻找|寻求|征集|委托|拟|计划|现(?:需|寻)"
    ),
}
TRAILING = {
    Tone.NOT: (
        r"(?:is|are|was|were)?(?: not|n't) (?:needed|required|necessary|relevant|wanted|acceptable|in scope|part of|"
        r"included|an option|possible|foreseen|requested|of interest|considered|allowed)"
        r"|(?:(?:is|are|was|were|has been|have been|been) )?(?:currently |now |all )?(?:on hold|paused|shelved|put on ice|parked|called off)\b"
        r"|out of scope|outside (?:the |our |of )*scope|(?:is|are) (?:excluded|out|ruled out|unacceptable)|"
        r"(?:(?:is|are|was|were|has been|have been|will be) )?waived\b|excluded\b|off the table|ruled out|not needed|not required|not acceptable|unacceptable"
        rf"|除外|以外|之外|(?<=[国盟陆])境外|不需要(?!\s?[a-z0-9])|(?:不做|不要|不含|不包含?|无需|不需|取消|免去?|非必要){ENDS}|不在(?:本次|这次|此次)?(?:招标|询价|采购|项目|工作)?(?:的)?(?:范围|需求|考虑)|不考虑|不包括在内|不接受|不可接受|不行(?!的话|的?时|就)|暂时?不(?:用|需|做|"
        r"考虑|要)|不用(?:考虑|报|做|再|提供|管|标|了)?(?=[,，。；;、\s]|$|考虑|报|做|再|提供|管|标|了)|无需报|不必报"
    ),
    Tone.WISH: (
        r"(?:is |are |would be |strongly |highly )*(?:preferred|desirable|desired|ideal|welcome|optional|"
        r"attractive|advantageous|nice to have|appreciated|beneficial|favou?red)|would be (?:nice|good|great|best|perfect|our (?:first )?(?:choice|favou?rites?|preference)|"
        r"a plus|a bonus|an advantage|(?:very )?helpful|useful|valuable|of (?:value|interest|help))|"
        r"would (?:also |really |greatly |certainly )?help\b|(?:a|as a|is a|big) (?:plus|bonus|advantage)|"
        r"if (?:at all )?possible|where possible"
        r"|(?:can|may|could|might) (?:also )?(?:be|sit|come|go|stay|wait|follow)|(?:is|are|would be) (?:also |"
        r"equally )?(?:fine|ok|okay|acceptable|possible)|not (?:essential|mandatory|critical|a must)|"
        r"nice.to.have|preferable"
        r"|优先|为佳|更佳|更好|最佳|加分|可选|亦可|也可|为宜|尤佳"
        r"|(?:并?不是|并非|非)必(?:须|需|要)(?:的|项)?|不强制|不做强制要求|(?:不行|没有(?:合适的?|理想的?)?)(?:的话|的?时|就)|(?:不可行|不合适)的话"
    ),
    Tone.HAVE: (
        r"(?:comes?|came|coming) from|(?:takes?|taking) place (?:in|at|with) (?:an?other|our)\b|(?:released|certified) by (?:us|our|the sponsor)|(?:is|are|will be|was|"
        r"were) (?:already |now |currently )*(?:supplied|provided|made|done|available|complete|completed|"
        r"finished|in hand|in place|ready|sourced|covered|handled|manufactured|produced|established|secured|"
        r"taken care of|with another|being cleared|filed|submitted|approved|cleared|granted)|already (?:done|"
        r"available|made|complete|exists?|in hand|in place|established|secured)"
        r"|(?:placed?|placing|contracted|outsourced|assigned|ordered|booked|signed|awarded|"
        r"arranged)(?: already)?(?: with| to| at)? (?:elsewhere|separately|an?other|other|others|someone|"
        r"somebody|a different|our)|elsewhere\b|(?:we|our team|colleagues) (?:will |can |shall )?(?:do|handle|"
        r"run|make|cover|perform|manage|write|organise|organize|take care of)(?: it| this| that| these|"
        r" those)? (?:ourselves|internally|in.house|by ourselves)"
        r"|(?:is|are|was|were|stays?|kept|remains?|done|made|handled|run|performed|carried out|completed|conducted|"
        r"executed|organi[sz]ed|managed|filled|manufactured|produced|tested|developed|packed) (?:internally|in.house)|"
        r"(?:is|are|sits?|stays?|remains?|lies?) (?:already )?(?:with|at) (?:an?other|other|someone|somebody|"
        r"a different|our|us)\b"
        r"|(?:(?:from|by|with|at) (?:an?other|other|a different)|(?:by|with|at) our (?:own|current|"
        r"existing)) (?:vendor|supplier|cdmo|cmo|cro|partner|party|provider|company|house|group|contractor|"
        r"consultan)\w*"
        r"|(?:being |is |are |to be |will be )(?:written|prepared|drafted|done|handled|performed|run|managed|"
        r"organised|organized|carried out) by (?!you|the (?:cdmo|cmo|cro|provider|vendor|contractor|partner|"
        r"supplier)|the same|one\b)"
        r"|(?:supplied|provided|covered|handled|made|done|performed|validated|transferred|developed|tested|qualified|characterised|characterized) by (?:us|sponsor|the sponsor|the client|our|"
        r"an?other|others)|we (?:already )?have (?:already|it|this|that|these)\b|we already have|(?:is|"
        r"are) (?:closed|over)"
        r"|\s?[:：] ?(?:existing|later\b|not (?:wanted|needed|required)|done|ready|n/a|none\b|by others|by us|in place|"
        rf"available|covered|exists|已有|已完成|(?:不需要|不用|无需){ENDS}|自有|自备)"
        r"|(?:is|are) (?:all )?our own(?=[.,;)]|$)|(?<!be )done(?=[.,;:)]|$| already| \()|(?:is |are |already )+on board|already (?:selected|appointed|"
        r"hired|engaged|chosen)|held (?:in|on|last)|in.house(?=[.,;:)]|$)|(?:is |are )?(?:sourced|bought|"
        r"purchased|procured|obtained) from|(?:shipped|sent|delivered) by (?:us|sponsor|the sponsor)"
        r"|(?:manufactured|produced) (?:at|by) (?!you|the\b|an?\b|scale|risk|gmp|large|small|commercial|clinical|"
        r"microbial|mammalian|ferment|\d)|(?:is|are|comes?|follows?|come|follow) (?:for )?later|"
        r"at a later (?:stage|date|point|time)|(?<!or )(?<!no )(?<!not )(?<!and )(?<!or any )(?<!days )(?<!week )(?<!weeks )(?<!month )(?<!months )(?<!year )(?<!years )(?<!sooner or )later(?=\s?[.;,)]|\s?$)|not (?:now|yet)(?=[.,;]|$)|went (?:ok|okay|well|fine|smoothly)|"
        r"took place|(?:was|were) (?:held|positive|successful)|in hand|in place|is on hand|exists? (?:only|"
        r"already)|has been|have been|(?:exist|exists)\b|outside (?:the )?scope of this"
        r"|已有|已完成|已具备|已经完成|已建立|已就绪|已备好|(?:由|都由|均由|改用|使用|采用)(?:我方|我司|我们|甲方|本公司|公司|申办方|委托方|客户|其他|另一)|我们自己(?!不|没|无|也不|也没)|"
        r"我司自|自己(?:来)?(?:做|写|完成|提供|负责|准备|生产)|自有(?=[,，。；;、\s]|$)|自行(?:完成|生产|制备|做|承担|负责|处理|解决|安排)|自产|自供|自备|自理|自研|内部完成"
        r"|(?:已经?)?(?:搞定|解决)|已(?:经|全部|都|由.{1,6}|在.{1,6})?(?:做完|完成|签约?|落实|安排|委托|外包)|(?:做|生产|备|写|准备|建)好了|(?<!年)供货(?!量|期|周期|数量|能力|要求|计划|需求|约?[0-9])|另(?:找|"
        r"请|寻|由|选)|(?:以后|明年|将来|后续|之后|下一步|后面)再(?:说|做|议|谈|定|考虑|选|找)|暂缓|再议|已(?:于|经)?.{0,8}召开|已获批|另行"
        rf"|{HAVE_AFTER}"
    ),
    Tone.MUST: (
        r"(?:is |are )?(?:required|mandatory|essential|needed|necessary|a must|must.have|in scope|compulsory)|必须|必需|"
        r"为必要条件|必备"
    ),
}
# fmt: on
# Said with two words that would each mean something else: they are looked for first.
TWOFOLD = (
    (
        Tone.MUST,
        r"(?:no|not|never|nothing|nobody|none|cannot|(?:are|is|was|were|do|does|did|ca|could|wo|would|should|sha|has|have|had|must|need|might|may)n't)\b[^,.;:]{0,40}\b(?:outside(?: of)?|other than|except(?: for)?|beyond|apart from)(?: the)?|"
        r"(?:outside(?: of)?|other than)(?: the)?(?=[^,.;:]{1,60} (?:(?:is|are|be|was|will|would|can|may|shall|should|must|could)(?: not|n't|not)(?: be)? "
        r"(?:acceptable|accepted|considered|allowed|permitted|possible|wanted|welcome|eligible|an option|for us|used|ok|okay|fine)|(?:is|are) (?:unacceptable|excluded|out|ruled out|forbidden|no option)))|"
        r"(?:may|must|can|should|shall|could|will|do|does)(?: not|n't|not)(?: be)?(?: (?:allowed|permitted|able))?(?: to)? leave(?: the)?|"
        r"(?:only|solely|exclusively) (?:be )?(?:consider|accept|look at|take|work with|use|go to|envisage|contemplate|entertain|shortlist)\w{0,3}(?![^.;:]{0,60} (?:as (?:an? |our )?(?:back-?up|fallback|last resort|second|alternative)|if|when|where)\b)|"
        r"no (?:other )?(?:sites?|plants?|one|places?|countr(?:y|ies)|providers?|suppliers?|cdmos?|locations?) but(?: those| ones)?(?= (?:an?|the|in|at|from|[a-z]+)\b)|"
        r"(?:before|until|without|prior to|under|after)(?: signing| we sign)? (?:an? |the )?(?=cdas?\b|ndas?\b|confidentiality|secrecy)|"
        r"(?:不要|不考虑|不接受|不找|不选)(?=[^，。；,;\n]{1,12}(?:以外|之外|(?<=国)境外))",
    ),
    (
        Tone.NOT,
        r"(?<=anything )but|(?<=anywhere )but|(?<=anyone )but|(?<=everywhere )but|(?:are|is|am|we're)(?: not|n't| not really) (?:looking (?:for|at|into)|seeking|searching for|interested in|asking for|considering)|not (?:looking for|interested in)",
    ),
    (
        Tone.HAVE,
        r"(?:can(?:no|'|’)t|cannot|can not|may not|will not|won't|not able to|unable to) (?:yet |now )?(?:share|disclose|reveal|tell|send)",
    ),
    (Tone.SPONSOR, rf"no preference (?:for|between|regarding|as to)|{CONDITIONAL}"),
    (Tone.AGAINST, SOFTLY),
    (
        Tone.WISH,
        r"(?:如果?|若|要是|假如|万一)(?=[^，。；,;\n]{1,12}(?:不行|不可行|不合适|没有合适|不能满足))|\bif (?=[a-z ]{2,30} (?:does not|doesn't|do not|don't|cannot|can't|is not|isn't) (?:work|an option|possible|available|feasible|suitable|fit))",
    ),
)  # fmt: skip
Patterns = list[tuple[Tone | None, re.Pattern[str], int]]

_LEADING: Patterns = [
    *together(leanings.FIRST, IN_DENIED),
    *each(TWOFOLD),
    *together(spoken.LEADING, IN_HAN),
    *together(leanings.LEADING, IN_HINTED),
    *each(LEADING.items()),
]
_TRAILING: Patterns = [*together(spoken.TRAILING, IN_HAN), *together(leanings.TRAILING, IN_HINTED), *each(TRAILING.items())]
NAMES: dict[str, Tone | None] = {"none": None, **{tone.value: tone for tone in Tone}}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at ``start`` to ``end`` of the text."""

    tone: Tone | None
    start: int
    end: int
    is_short: bool = False


NAMED = re.compile(
    r"\s= ?(?!Our|You)[A-Z][a-z]{3,15}|(?:made|manufactured|produced|filled|supplied|handled|performed|ongoing|synthesi[sz]ed) (?:by|at|"
    r"with) (?!Phase|European|Good)(?![A-Z][a-z]+(?:an|ese|ish|wiss|ench|utch)\b)[A-Z][a-z]{3,15}"
)
SUPPOSED = re.compile(r"\b(?:if|should|in case) (?:[a-z]{1,20} ){1,4}$")
"""What would be so "if India does not work" is not said to be."""
SHORT = re.compile(
    r"existing|(?:our|the) current|in.house|现有|(?:made|supplied|provided|handled|covered|done|performed) by .*|"
    r"(?:from|by|with|at) .*"
)
"""Cues that are about the next word, or about the last one, not about the sentence."""


def leading_cues(sentence: str, offset: int, hints: Sequence[bool]) -> list[Cue]:
    """The cues that speak of what follows, in order; of two at one place, the first of the table."""
    return [_of_whom(_of_only(cue, sentence, offset), sentence, offset) for cue in _cues(_LEADING, sentence, offset, hints)]


def trailing_cues(sentence: str, offset: int, hints: Sequence[bool], written: str) -> list[Cue]:
    """The cues that speak of what stands before. ``written`` is the sentence with its capitals: "made by Lonza" is by a company."""
    named = [Cue(Tone.HAVE, match.start() + offset, match.end() + offset, True) for match in NAMED.finditer(written)]
    said = [
        _of_only(cue, sentence, offset)
        for cue in _cues(_TRAILING, sentence, offset, hints)
        if not TWICE.search(sentence, 0, cue.end - offset)
        and not SUPPOSED.search(sentence, 0, cue.start - offset)
        and not (cue.tone is Tone.NOT and is_of_the_rest(sentence, cue.start - offset))
        and not (cue.tone is Tone.NOT and is_rest_preferred(sentence, cue.start - offset))
    ]
    return sorted([*said, *named], key=lambda cue: cue.start)


def _of_only(cue: Cue, sentence: str, offset: int) -> Cue:
    span = (cue.start - offset, cue.end - offset)
    if cue.tone is Tone.NOT and is_soft(sentence, *span):
        return replace(cue, tone=Tone.AGAINST)
    is_asked = cue.tone in {Tone.WISH, Tone.FINE} and is_required(sentence, *span)
    return replace(cue, tone=Tone.MUST) if is_asked else cue


def _of_whom(cue: Cue, sentence: str, offset: int) -> Cue:
    """What somebody else cannot do, or no longer does, is neither refused nor there."""
    is_refusal = cue.tone is Tone.NOT or sentence.startswith("no longer", cue.start - offset)
    is_told = is_refusal and leanings.is_of_others(sentence, cue.start - offset, cue.end - offset)
    return replace(cue, tone=None) if is_told else cue


def _cues(patterns: Patterns, sentence: str, offset: int, hints: Sequence[bool]) -> list[Cue]:
    taken, cues = bytearray(len(sentence)), []
    for tone, pattern, hint in patterns:
        if not hints[hint]:
            continue
        for match in pattern.finditer(sentence):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                named = match.lastgroup.rstrip("0123456789") if match.lastgroup else ""
                if named != spoken.SILENT:
                    span, is_short = (match.start() + offset, match.end() + offset), SHORT.fullmatch(match[0]) is not None
                    cues.append(Cue(NAMES.get(named, tone), *span, is_short))
    return sorted(cues, key=lambda cue: cue.start)
