"""Patterns that are looked for by the characters that they begin with.

The engine of ``re`` passes quickly over what cannot begin a match if each alternative begins with a letter; "\\b" or a bracket before
it hides that. Here "\\b(?:made|sold) by" is written "m(?<=\\bm)ade by|s(?<=\\bs)old by", which finds the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from projects.briefs.reading.writing.scripts import alternatives

ITEM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
TIMES = re.compile(r"(?P<often>[*+?]|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})(?P<lazy>\??)")
LISTED = re.compile(r"\[((?:\w-\w|[^\\\]^-]|\\[^\w\s]|-(?=\]))+)\]")
"""A class that lists characters, perhaps from one to another."""
RANGE = re.compile(r"(\w)-(\w)|\\?(.)", re.DOTALL)
CLASSES = {r"\d": "0123456789", r"\s": " \t\n\r\f\v"}
"""What they are with the flag ASCII."""
NOWHERE = ("(?=", "(?!", "(?<=", "(?<!")


@dataclass(frozen=True, slots=True)
class Branch:
    """What begins with ``char``, where ``here`` holds in front of it, and goes on with ``rest``."""

    here: str
    char: str
    rest: str


def quick(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled so that it is looked for by its first characters. Fails where these are not a few that it names, or would
    make two of a group with a name."""
    return re.compile(by_first(branches_of(pattern, flags)), flags)


def matches_at(starts: Sequence[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds of a pattern that can begin nowhere but at these places of the text."""
    reached = 0
    for start in starts:
        match = pattern.match(text, start) if start >= reached else None
        if match:
            yield match
            reached = match.end()


def by_first(branches: Sequence[Branch]) -> str:
    """One pattern of all branches. Those that begin with another character cannot match in the same place, so that only the order of
    those with the same one is kept."""
    firsts = dict.fromkeys(one.char for one in branches)
    return "|".join(_of_one(char, [one for one in branches if one.char == char]) for char in firsts)


def branches_of(pattern: str, flags: int = 0) -> list[Branch]:
    """The pattern by its first characters, in its order."""
    return joined([branch for one in alternatives(pattern) if one for branch in _branches(list(_items(one)), flags)])


def joined(branches: Sequence[Branch]) -> list[Branch]:
    """Those of one first character and one place together, as long as no other place comes between."""
    found: list[Branch] = []
    for char in dict.fromkeys(one.char for one in branches):
        for here, same in groupby((one for one in branches if one.char == char), key=lambda one: one.here):
            rests = [one.rest for one in same]
            found.append(Branch(here, char, rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})"))
    return found


def _of_one(char: str, branches: Sequence[Branch]) -> str:
    first = re.escape(char)
    parts = [(f"(?<={one.here}{first})" if one.here else "") + one.rest for one in joined(branches)]
    return first + (parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})")


def _branches(items: list[tuple[str, str]], flags: int) -> list[Branch]:
    here = ""
    while items and not items[0][1] and (items[0][0] in {r"\b", r"\B"} or items[0][0].startswith(NOWHERE)):
        here, items = here + items[0][0], items[1:]
    if not items:
        raise ValueError("It may be empty, so that it begins with any character.")
    (item, times), behind = items[0], items[1:]
    again, may_lack, is_lazy = _again(item, times)
    rest = again + "".join(one + often for one, often in behind)
    found = [Branch(here + one.here, one.char, one.rest + rest) for one in _firsts(item, flags)]
    if may_lack:
        without = [replace(one, here=here + one.here) for one in _branches(behind, flags)]
        found = [*without, *found] if is_lazy else [*found, *without]
    return found


def _again(item: str, times: str) -> tuple[str, bool, bool]:
    """What is left of an item after it stood once, whether it may lack, and whether that is tried first."""
    match = TIMES.fullmatch(times)
    if match is None or match["often"] == "?":
        return "", match is not None, bool(match and match["lazy"])
    if match["often"] in {"*", "+"}:
        return f"{item}*{match['lazy']}", match["often"] == "*", bool(match["lazy"])
    least, most = int(match["least"] or 0), match["most"]
    left = f"{{{max(0, least - 1)}{match['comma']}{int(most) - 1 if most else ''}}}"
    return f"{item}{left}{match['lazy']}", not least, bool(match["lazy"])


def _firsts(item: str, flags: int) -> list[Branch]:
    """What one item of a pattern can begin with, each character once for all that it can go on with."""
    if item.startswith("(?:"):
        return branches_of(item[3:-1], flags)
    if item in CLASSES and flags & re.ASCII:
        return [Branch("", char, "") for char in CLASSES[item]]
    if listed := LISTED.fullmatch(item):
        return [Branch("", char, "") for part in RANGE.finditer(listed[1]) for char in _listed(part)]
    if re.fullmatch(r"[^.^$\\(\[]|\\\W", item):
        return [Branch("", item[-1], "")]
    raise ValueError(f"It begins with {item}, which names no character.")


def _listed(part: re.Match[str]) -> Iterator[str]:
    first, last = (part[1], part[2]) if part[1] else (part[3], part[3])
    return map(chr, range(ord(first), ord(last) + 1))


def _items(words: str) -> Iterator[tuple[str, str]]:
    """The items of an alternative, each with how often it stands: a character, a class or a group."""
    place = 0
    while place < len(words):
        start, depth = place, 0
        while (item := ITEM.match(words, place)) and (depth := depth + {"(": 1, ")": -1}.get(item[0], 0)):
            place = item.end()
        place = item.end() if item else len(words)
        times = TIMES.match(words, place)
        yield words[start:place], times[0] if times else ""
        place = times.end() if times else place
