"""Several countries in one Chinese word, a character each: "欧美日", "中美双报", "中欧美日韩"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.writing.text import stems_of
from projects.briefs.requirements import Subject

MARKET_OF = {"中": "cn", "美": "us", "欧": "eu", "日": "jp", "韩": "kr", "英": "gb", "加": "ca", "澳": "au"}
_EACH = "[" + "".join(MARKET_OF) + "]"
_BEHIND = r"(?:市场|双报|[两三四五]地|[两三四五]报|申报|同步|同时|上市|注册|监管|药监|法规|认证|临床|多国|等国|等地|等市场|gmp|标准)"
RUN = re.compile(
    rf"(?<![㐀-鿿])(?P<open>{_EACH}{{3,6}})(?![公元币方式本文国])|(?P<led>(?<=[在于向为对面足合入按、和及与])(?!中国){_EACH}{{3,6}})(?![公元币方式本文国])|"
    rf"(?<![国年月集])(?P<said>{_EACH}{{2,6}})(?={_BEHIND})"
)

JOINT_SITES = re.compile(r"(?:等国|等地|[两三四五]地)?的?(?:工厂|场地|厂|基地|cdmo|cmo|供应商|服务商|生产)")
"""Behind the word where it is about sites."""


_ALL = re.compile(rf"{_EACH}{{2,6}}(?:双报|[三四五]报|[两三四五]地|同步|同时|都报|均报)")
"""Filed in all of them, and not in any."""


def each_market(plain: str, found: Found) -> Iterator[Found]:
    """Markets that are all meant, one by one; each has words of its own, since codes with the same words are a choice."""
    if found.subject is Subject.JURISDICTION and len(found.codes) > 1 and _ALL.match(plain, found.start):
        yield from (replace(found, codes=(code,), start=found.start + place) for place, code in enumerate(found.codes))
    else:
        yield found


def joint_countries(terms: Terms, markets: Sequence[str]) -> tuple[str, ...]:
    """The countries of markets; "欧" is Europe."""
    named = terms.lexicon.names[Subject.COUNTRY]
    codes = [named.get(stems_of("欧洲"), {}) if market == "eu" else {market.upper(): ""} for market in markets]
    return tuple(dict.fromkeys(code for one in codes for code in one))


def joint_markets(plain: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where several markets stand in one word, with their codes in its order."""
    for match in RUN.finditer(plain):
        chars = match[0]
        if len(set(chars)) == len(chars):
            yield match.start(), match.end(), tuple(MARKET_OF[char] for char in chars)
