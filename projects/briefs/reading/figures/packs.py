"""What is packed, sent and labelled: how many, and how many in each, says nothing of the size of a batch."""

import re
from collections.abc import Set

from projects.briefs.doubts import Doubt
from projects.briefs.reading.needs.asides import MAKERS, TRIAL_FAMILIES

PACKING = frozenset(["packaging", "cold-chain"])
PIECES = re.compile(r"(?:vials|syringes|cartridges|tablets|capsules)-")
SITES = "trial-sites"
_PACK = r"(?:bottles?|kits?|box(?:es)?|packs?|packets?|cartons?|blisters?|sachets?|pouch(?:es)?|wallets?|trays?|strips?|cases?|containers?|jars?)"
OPENED = re.compile(
    rf"(?<![a-z]){_PACK},? ?\(?(?:of|with|containing|contain(?:s|ing)?|holding|holds?|has|have|having|à|a|x|×|@)? ?(?:each )?(?:\d{{1,4}} ?[x×] ?)?$"
)
CLOSED = re.compile(
    rf"(?<!pfs)(?<!syringes) ?(?:each(?! (?:batch|lot|run))\b|apiece\b|(?:per|/|in (?:a|each|every)|to (?:a|each|the)) ?{_PACK}(?![a-z]))"
)
REACH = 28


def is_in_a_pack(plain: str, start: int, end: int) -> bool:
    """Whether a count at ``start`` to ``end`` is that of one pack: "bottles of 30 tablets", "2 vials per kit"."""
    return OPENED.search(plain, max(0, start - REACH), start) is not None or CLOSED.match(plain, end) is not None


def doubt_of_packs(plain: str, unit: str, start: int, end: int, asked: Set[str]) -> Doubt | None:
    """Why an amount in the unit is no scale where these lines and families are asked for, if it is none."""
    is_packing = bool(PACKING & asked) and not asked & (MAKERS | TRIAL_FAMILIES)
    if unit == SITES:
        return Doubt.PACKED if is_packing else None
    if not PIECES.match(unit):
        return None
    is_packed = (is_packing and unit.endswith("-batch")) or is_in_a_pack(plain, start, end)
    return Doubt.PACKED if is_packed else None
