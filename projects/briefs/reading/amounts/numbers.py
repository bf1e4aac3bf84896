"""Numbers as people write them: digits, words, Chinese numerals, powers of ten, and the ranges made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from projects.briefs.reading.writing import bounds
from projects.briefs.reading.writing.firsts import matches_at, quick

SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * tens
    for tens, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SMALL |= {"dozen": 12, "a dozen": 12, "single": 1, "both": 2}
LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MULTIPLES = LARGE | {
    "mio": 10**6,
    "mio.": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "k": 10**3,
    "w": 10**4,
    "kw": 10**7,
    "m": 10**6,
    "mm": 10**6,
}
HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
"""The numerals of contracts."""

_DIGITS = r"(?:\d{1,3}(?:[, \u00a0\u202f'’]\d{3})+(?!\d)|\d{1,15})(?:\.\d{1,6}|,\d{1,2}(?![\d,]))?"
_POWER = (
    r"(?:(?P<factor>\d{1,4}(?:\.\d{1,4})?)\s?[x×*·]\s?)?10(?:\^\s?\{?(?P<power>\d{1,2})\}?|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
_EXPONENT = r"(?P<mantissa>\d{1,4}(?:\.\d{1,4})?)e\+?(?P<exponent>\d{1,2})(?![a-z\d])"
_WORD = "|".join(sorted({*SMALL, *LARGE} - {"a dozen", "both"}, key=len, reverse=True))
_WORDS = rf"(?P<words>(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD})){{0,7}})(?![a-z])"
_HALF = rf"(?P<half>half an? |(?:a )?quarter (?:of an? )?)(?:(?P<half_of>{'|'.join(LARGE)}|dozen)(?![a-z])|(?=(?:k?g|kilo|gram|ton|lit(?:re|er)|l\b)))"
_AND_HALF = rf"(?P<and_half>{_WORD}) and a half (?=(?:k?g|kilo|gram|ton|lit(?:re|er)))|(?<!per )(?P<single>an? )(?=tonnes?\b|kilogram\b)"
_FRACTION = (
    r"(?:(?P<wholes>\d{1,3})\s?)?(?P<sign>[½¼¾⅓⅔])|(?<!phase )(?<!stage )(?:(?P<wholes_too>\d{1,3})\s)?"
    r"(?P<over>[1-7])/(?P<under>[2-8])(?=[\s-]?(?:of )?(?:an? )?(?:k?g|kilo\w*|grams?|tons?|tonnes?|lit(?:re|er)s?|k?l|million)(?![a-z]))"
)
SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal("0.3333"), "⅔": Decimal("0.6667")}
_HAN = r"(?P<han>[零〇一二两三四五六七八九十百千万亿]{1,14}|半|(?<!大)[壹贰叁肆伍陆柒捌玖][拾佰仟万萬亿億][零〇壹贰叁肆伍陆柒捌玖拾佰仟万萬亿億]{0,20})"
_TIMES = r"(?:\s?(?P<times>million|billion|trillion|thousand|mio\.?|mn|bn|k)(?![a-z/])|\s?(?P<short>m)(?=\s(?:tab(?:let)?s?|cap(?:sule)?s?|vials?|syringes?|pfs|doses?|units?|ampoules?|cartridges?|blisters?|pens?)(?![a-z]))|\s?(?P<chat>k?w)(?=\s?(?:[支片粒瓶元块袋份盒枚剂人美欧]|rmb|usd|eur|cny))|\s?(?P<han_times>[十百千万亿]{1,2}))?"
NUMBER = re.compile(rf"{_POWER}|{_EXPONENT}|{_HALF}|{_AND_HALF}|{_FRACTION}|(?P<digits>{_DIGITS}){_TIMES}|{_WORDS}|{_HAN}")
_SIGN = "½¼¾⅓⅔零〇一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖"
_SPELT = [*_WORD.split("|"), "half", "quarter", "a half", "a quarter", "an ", "a "]
STARTS = re.compile(
    rf"[\d{_SIGN}{''.join({one[0]: '' for one in _SPELT})}](?:(?<=[\d{_SIGN}])|{'|'.join(f'(?<={one[0]})(?={one[1:]})' for one in _SPELT)})"
)
"""Where a number may begin; this is found quickly."""
GLUED = re.compile(r"[a-z_.\d][-‐–/]?\Z|[a-z\d]\.\Z")
"""To the very end: ``$`` also matches before a line break, and a number that begins a line is glued to nothing."""
RANGE_GAP = re.compile(r"\s?(?:[-–—~〜～]|to|至|到)\s?")
AND_GAP = re.compile(r"\s?(?:and|和|与)\s?")
UNIT_GAP = re.compile(r"\s?(?P<unit>[a-zµ²³升克公斤千毫吨支瓶片粒批例]{1,8})\s?(?:[-–—~〜～]|to|至|到|and|和|与)\s?")
UNIT_AGAIN = re.compile(r"\s?([a-zµ²³升克公斤千毫吨支瓶片粒批例]{1,8})(?![a-z])")
SCALED = re.compile(r"scal|transfer|increas|放大|转移")
"""From one size to another is no range of them."""
LEAST = quick(
    r"(?:at least|minimum(?: of)?|min\.?|no less than|not less than|no fewer than|not fewer than|more than|over|above|exceeding|"
    r"from|≥|(?<![a-z/\"'])>=?|至少|不[得能可应宜]?(?:少|低|小)于|最少|(?<!不)(?<!不[得能可应宜])(?:超过|大于|高于|多于))\s?(?:about |approximately |approx\.? |an? |us|eur|usd|"
    r"[$€£¥])?\s?$"
)
MOST = quick(
    r"(?:up to|at most|maximum(?: of)?|max\.?|(?:no|(?:not|n't)(?: (?:be|need|want|require|use|have))?) (?:more|longer|larger|bigger|"
    r"greater|higher) than|(?:not|never|n't) exceed(?:ing)?|not (?:be |go |cost |lie )?(?:above|over|beyond)|not to exceed|no (?:circumstances|account|case) exceed|(?:not|'t) (?:able to |willing to )?(?:go |pay |spend |afford |invest |cost |rise |accept |quote |be ){1,2}(?:above|over|beyond|more than|higher than)|upper limit(?: of| is)?|(?:price |cost |budget )?ceiling(?: of|:| is)?|maximum (?:bid |contract |total )?(?:price|value|budget|amount)(?: of|:| is)?|(?<!no )(?<!not )(?:less|fewer|smaller) than|below|under|≤|<=?|capped at|limited to|within|至多|最多|不[得能可应宜]?(?:超过|高于|大于|多于)|(?<!不)(?<!不[得能可应宜])(?:低于|小于|少于)|上限(?:为|是|:)?\s?(?:人民币)?|最大|控制在|(?:最高(?:投标|采购)?|投标|采购|招标)?(?:限价|控制价|拦标价)(?:金额)?(?:为|是|[:：])?\s?(?:人民币)?)\s?(?:about |an? |us|eur|usd|"
    r"[$€£¥])?\s?$"
)
NO_CAP = re.compile(r"up to|within")
"""Up to these amounts somebody needs it; the other words only say what would be too much."""
AFTER_LEAST = re.compile(r"\s?(?:or more|or above|or larger|or greater|and above|minimum|\+|以上|及以上|起)")
AFTER_MOST = re.compile(r"\s?(?:or less|or below|at most|maximum|以下|以内|之内|上限)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a range at ``start`` to ``end``. A missing end is open; ``step`` is what a following word multiplied by,
    and ``is_capped`` when the text only says what would be too much."""

    low: Decimal | None
    high: Decimal | None
    start: int
    end: int
    step: Decimal = Decimal(1)
    is_capped: bool = False

    @property
    def one(self) -> Decimal:
        """The single number, or the higher end."""
        return self.high if self.high is not None else self.low or Decimal(0)


def numbers_in(plain: str) -> list[Number]:
    """The numbers of a text in small letters, in order, ranges as one."""
    merged: list[Number] = []
    for number in _singles(plain):
        if merged and (joined := _said_twice(plain, merged[-1], number) or _range(plain, merged[-1], number)):
            merged[-1] = joined
        else:
            merged.append(number)
    return [_bounded(plain, number) for number in merged]


def number_at(plain: str, position: int) -> Number | None:
    """The number that begins at the position."""
    match = NUMBER.match(plain, position)
    return _number(match) if match else None


def whole(value: Decimal) -> Decimal:
    """Without noughts after the point, and without an exponent."""
    return Decimal(f"{value.normalize():f}")


def _singles(plain: str) -> Iterator[Number]:
    for match in matches_at([one.start() for one in STARTS.finditer(plain)], NUMBER, plain):
        before = plain[max(0, match.start() - 2) : match.start()]
        if match[0][0].isalpha() and match[0][0].isascii() and before[-1:].isalpha() and before[-1:].isascii():
            continue
        is_range = re.search(r"\dk?[-–]$|\d\s?[km]?[lg][-–]$|\d[x×*]$", plain[max(0, match.start() - 5) : match.start()])
        if not match["han"] and GLUED.search(before) and not is_range:
            continue
        yield _number(match)


def _number(match: re.Match[str]) -> Number:
    value, step = _value(match)
    return Number(value, value, match.start(), match.end(), step)


def _value(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    one = Decimal(1)
    if power := match["power"] or match["raised"]:
        return Decimal(match["factor"] or 1) * Decimal(10) ** int(power.translate(SUPERSCRIPT)), one
    if match["exponent"]:
        return Decimal(match["mantissa"]).scaleb(int(match["exponent"])), one
    if match["single"]:
        return one, one
    if match["half"] or match["and_half"] or match["sign"] or match["over"]:
        return _fraction(match), one
    if match["words"]:
        return Decimal(_from_words(match["words"])), Decimal(LARGE.get(re.split(r"[\s-]", match["words"])[-1], 1))
    if match["han"]:
        return _from_han(match["han"]), one
    step = Decimal(MULTIPLES.get(match["times"] or match["short"] or match["chat"] or "", 1))
    for char in match["han_times"] or "":
        step *= HAN_UNITS[char]
    return Decimal(_from_digits(match["digits"])) * step, step


def _fraction(match: re.Match[str]) -> Decimal:
    """ "Half a million", "one and a half", "½", "2 ½", "1/2"."""
    if match["half"]:
        part = Decimal("0.5" if match["half"].startswith("half") else "0.25")
        return Decimal((LARGE | SMALL).get(match["half_of"] or "", 1)) * part
    if match["and_half"]:
        return Decimal(_from_words(match["and_half"])) + Decimal("0.5")
    wholes = Decimal(match["wholes"] or match["wholes_too"] or 0)
    return wholes + (SIGNS[match["sign"]] if match["sign"] else Decimal(match["over"]) / Decimal(match["under"]))


def _from_digits(digits: str) -> str:
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    if re.search(r",\d{1,2}$", plain) and "." not in plain:
        return plain.replace(",", ".")
    return plain.replace(",", "")


def _from_words(words: str) -> int:
    total = part = 0
    for word in re.split(r"[\s-]+", words):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in LARGE:
            total, part = total + max(part, 1) * LARGE[word], 0
        elif word != "and":
            part = max(part, 1) * 12 if word == "dozen" else part + SMALL[word]
    return total + part


def _from_han(han: str) -> Decimal:
    han = han.translate(FORMAL)
    if han == "半":
        return Decimal("0.5")
    if not any(char in HAN_UNITS for char in han):
        return Decimal("".join(str(HAN_DIGITS[char]) for char in han))
    total = section = digit = 0
    for char in han:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif HAN_UNITS[char] >= 10**4:
            total, section, digit = (total + (section + digit or 1)) * HAN_UNITS[char], 0, 0
        else:
            section, digit = section + (digit or 1) * HAN_UNITS[char], 0
    return Decimal(total + section + digit)


def _said_twice(plain: str, first: Number, second: Number) -> Number | None:
    """ "Four (4)" as contracts write it."""
    is_same = first.low == first.high == second.low == second.high and plain.startswith(")", second.end)
    is_beside = is_same and bounds.REPEATED.fullmatch(plain, first.end, second.start) is not None
    return replace(first, end=second.end + 1) if is_beside else None


def _range(plain: str, first: Number, second: Number) -> Number | None:
    gap = plain[first.end : second.start]
    between = plain[max(0, first.start - 12) : first.start]
    repeated = UNIT_GAP.fullmatch(gap)
    if repeated and UNIT_AGAIN.match(plain, second.end) and not SCALED.search(plain, max(0, first.start - 32), first.start):
        again = UNIT_AGAIN.match(plain, second.end)
        gap = gap[repeated.end("unit") :] if again and again[1] == repeated["unit"] else gap
    is_least = bounds.LEAST_TO_MOST.fullmatch(gap) and bounds.LEAST.search(plain, max(0, first.start - 24), first.start)
    is_range = is_least or RANGE_GAP.fullmatch(gap) or (AND_GAP.fullmatch(gap) and re.search(r"between\s|在|介于", between))
    if not is_range or first.low != first.high or first.low is None or second.low is None:
        return None
    low = first.low
    if second.step > 1 and first.step == 1 and low * second.step <= second.low:
        low = low * second.step
    return Number(low, second.low, first.start, second.end, second.step) if low < second.low else None


def _bounded(plain: str, number: Number) -> Number:
    """ "At least 2" is open upwards, "up to 3" downwards."""
    if number.low != number.high:
        return number
    before, after = plain[max(0, number.start - 32) : number.start], plain[number.end : number.end + 14]
    if (most := MOST.search(before)) or AFTER_MOST.match(after):
        return replace(number, low=None, is_capped=most is None or NO_CAP.match(most[0]) is None)
    if LEAST.search(before) or AFTER_LEAST.match(after):
        return replace(number, high=None)
    return number
