"""What "支", "units" and bare numbers per batch count: the vials, syringes or tablets that are named beside them."""

import re
from collections.abc import Set
from functools import lru_cache

from projects.briefs.reading.amounts.numbers import Number
from projects.briefs.reading.amounts.rates import RATE

EACH_BATCH = re.compile(r"\s{0,2}(?:(?:/|per|a|each|every)\s{0,2}(?:batch|lot|run)|/\s?批|每批)")
EACH_YEAR = re.compile(r"\s?/\s?(?:year|yr|a)\b|\s(?:per|a|each|every) (?:year|yr|annum)\b|\s(?:annually|p\.a\.)")
BEFORE_BATCH = re.compile(r"(?:每批(?:次)?|\b(?:per|each) (?:batch|lot))[:：]?\s?(?:约|about )?$")
SO_MANY = re.compile(r"\bn\s?[=≈~:]\s?$")
UNKNOWN = re.compile(
    r"[\s-]{0,2}(?:(?!(?:and|or|of|for|in|the|to|with|from|at|by|per|an?|each|every)\b)[a-z0-9-]{1,20}\s){0,3}(?:ampou?les?|pens?|auto-?injectors?|bags?|"
    r"bottles?|sachets?|patches|kits|inhalers?|suppositories|tubes|jars|devices|sticks|applicators)(?![a-z])"
)
"""What a product comes in, that no unit counts."""
PIECES = re.compile(r"[\s-]{0,2}(?:units?|pieces|pcs)(?![a-z])")
CONTAINERS = {
    "vials": r"vials?|西林瓶", "syringes": r"syringes?|(?<![a-z])pfs|预充针|预灌封|预充式|注射器", "cartridges": r"cartridges?|卡式瓶|笔芯",
    "tablets": r"tablets?|片剂", "capsules": r"capsules?|胶囊",
}  # fmt: skip
CONTAINER = re.compile("|".join(f"(?P<{name}>{words})" for name, words in CONTAINERS.items()))
OF_SOME = {"支": "", "支/批": " per batch", "支/年": " per year"}
"""Counts whatever is long and thin."""
CLAUSE = re.compile(r"[.;。；\n](?!\d)")
NEAR, MANY = 60, 100
"""Characters to what is counted; a smaller number of "units" may be of anything, plants too."""


def standing_beside(plain: str, spelling: str, start: int, end: int) -> str:
    """Of "支" what stands beside it: a syringe or a cartridge; else a vial, as always."""
    named = container_near(plain, start, end) if spelling in OF_SOME else ""
    named = named or (only_container(plain) if spelling in OF_SOME else "")
    return named + OF_SOME[spelling] if named in {"syringes", "cartridges"} else spelling


@lru_cache(maxsize=8)
def only_container(plain: str) -> str:
    """The one container that a text names at all; empty where it names none or several."""
    named = {match.lastgroup or "" for match in CONTAINER.finditer(plain)} - {"tablets", "capsules"}
    return named.pop() if len(named) == 1 else ""


def uncounted(plain: str, number: Number, services: Set[str]) -> tuple[str, int] | None:
    """ "5,000 units", "50,000 per batch", "n=36" of a trial: what is counted stands beside it, or nowhere."""
    if "clinical-operations" in services and SO_MANY.search(plain, max(0, number.start - 6), number.start):
        return "subjects", number.end
    unknown = UNKNOWN.match(plain, number.end)
    if unknown and number.one >= MANY:
        return "", unknown.end()
    pieces = PIECES.match(plain, number.end)
    end = pieces.end() if pieces else number.end
    each = EACH_BATCH.match(plain, end) or EACH_YEAR.match(plain, end) or RATE.match(plain, end)
    if number.one < MANY or not (pieces or each):
        return None
    named = container_near(plain, number.start, end)
    return named, each.end() if each and not named else end


def is_of_each_batch(plain: str, number: Number) -> bool:
    """ "每批10剂": so many in each batch."""
    return BEFORE_BATCH.search(plain, max(0, number.start - 12), number.start) is not None


def container_near(plain: str, start: int, end: int) -> str:
    """The container named nearest in the same clause, as a spelling of a unit; empty when there is none."""
    before = CLAUSE.split(plain[max(0, start - NEAR) : start])[-1]
    after = CLAUSE.split(plain[end : end + NEAR])[0]
    near = [(len(before) - match.end(), match.lastgroup or "") for match in CONTAINER.finditer(before)]
    near += [(match.start(), match.lastgroup or "") for match in CONTAINER.finditer(after)]
    return min(near, default=(0, ""))[1]
