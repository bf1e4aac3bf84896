"""Limits and bands of what people at work may breathe in ("OEB 4", "OEL < 1 µg/m3"): no amount of anything, and in no profile."""

from collections.abc import Iterator

from projects.briefs.reading.writing.firsts import quick

_AMOUNT = (
    r"(?:\s?(?:of|at|is|below|under|above|less than|[:：=<>≤≥]|为|低于|小于|约|级)){0,3}\s?[0-9]{1,5}(?:\.[0-9]{1,4})?(?:\s?[-–/]\s?[0-9]{1,5}(?:\.[0-9]{1,4})?)?"
    r"(?:\s?(?:[µμun]g|mg|(?:micro|nano)gram(?:me)?s?|微克|纳克)(?:\s?(?:/|per|每)\s?(?:m3|m³|cubic met(?:re|er)s?|立方米))?)?(?:级别?|类)?"
)
EXPOSURE = quick(
    rf"(?<![a-z])oe[bl]s?[\s-]?(?:bands? |levels? |class |limits? )?{_AMOUNT}|"
    rf"occupational exposure (?:limits?|bands?|levels?)(?:\s?\(oe[bl]\))?(?:{_AMOUNT})?|职业(?:暴露|接触)(?:限值|限度|等级|水平|分级)(?:{_AMOUNT})?"
)


def exposures_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where such a limit or band stands, with its number."""
    return (match.span() for match in EXPOSURE.finditer(plain))
