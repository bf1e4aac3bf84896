"""Several countries in one Chinese word, a character each: "欧美日", "中美双报", "中欧美日韩"."""

import re
from collections.abc import Iterator

MARKET_OF = {"中": "cn", "美": "us", "欧": "eu", "日": "jp", "韩": "kr", "英": "gb", "加": "ca", "澳": "au"}
_EACH = "[" + "".join(MARKET_OF) + "]"
_BEHIND = r"(?:市场|双报|[两三四五]地|[两三四五]报|申报|同步|同时|上市|注册|监管|药监|法规|认证|临床|多国|等国|等地|等市场|gmp|标准)"
RUN = re.compile(
    rf"(?<![㐀-鿿])(?P<open>{_EACH}{{3,6}})(?![公元币方式本文国])|(?P<led>(?<=[在于向为对面足合入按、和及与])(?!中国){_EACH}{{3,6}})(?![公元币方式本文国])|"
    rf"(?<![国年月集])(?P<said>{_EACH}{{2,6}})(?={_BEHIND})"
)


def joint_markets(plain: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where several markets stand in one word, with their codes in its order."""
    for match in RUN.finditer(plain):
        chars = match[0]
        if len(set(chars)) == len(chars):
            yield match.start(), match.end(), tuple(MARKET_OF[char] for char in chars)
