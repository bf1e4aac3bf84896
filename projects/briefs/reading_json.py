"""A reading as JSON: what is stored with a brief, what the API answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Force, Reading, Requirement, Subject, Unclear, key_of

ONLY_WHERE_ASKED = ("in_force", "of_one")
NUMBERS, DAYS = ("low", "high"), ("starts_on", "latest_start", "ends_on")


@dataclass(frozen=True)
class Item:
    """A requirement of a draft: its place, and what a person has said of it. ``is_said`` by a person, not by the text."""

    index: int
    requirement: Requirement
    is_confirmed: bool = False
    is_removed: bool = False
    is_said: bool = False


@dataclass(frozen=True)
class Draft:
    """A stored reading."""

    items: tuple[Item, ...]
    unclear: tuple[Unclear, ...]

    @property
    def kept(self) -> list[Requirement]:
        """The requirements that nobody removed. What a person has confirmed is certain."""
        return [
            replace(one.requirement, confidence=1.0) if one.is_confirmed else one.requirement
            for one in self.items
            if not one.is_removed
        ]

    def with_item(self, index: int, **changes: Any) -> "Draft":
        """With one item changed: ``is_confirmed``, ``is_removed``, or ``force`` of its requirement."""
        force = changes.pop("force", None)
        items = [
            replace(one, **changes, requirement=replace(one.requirement, force=force) if force else one.requirement)
            if one.index == index
            else one
            for one in self.items
        ]
        return Draft(tuple(items), self.unclear)

    def with_said(self, said: Sequence[Requirement], instead_of: Collection[int] = ()) -> "Draft":
        """With requirements that a person has said, behind the others; those that they stand for are removed, and can be taken
        back."""
        items = [replace(one, is_removed=True) if one.index in instead_of else one for one in self.items]
        more = [Item(place, one, is_confirmed=True, is_said=True) for place, one in enumerate(said, start=len(items))]
        return Draft((*items, *more), self.unclear)


def draft_of(reading: Reading, removed: Collection[str] = ()) -> Draft:
    """As it was read, before anybody looked; ``removed`` are the keys of what somebody has taken away."""
    items = (Item(index, one, is_removed=key_of(one) in removed) for index, one in enumerate(reading.requirements))
    return Draft(tuple(items), reading.unclear)


def written(draft: Draft) -> dict[str, Any]:
    """As JSON."""
    return {
        "requirements": [
            requirement_json(one.requirement)
            | {"confirmed": one.is_confirmed, "removed": one.is_removed, "said": one.is_said}
            for one in draft.items
        ],
        "unclear": [unclear_json(note) for note in draft.unclear],
    }


def read_back(stored: Mapping[str, Any]) -> Draft:
    """What ``written`` wrote."""
    items = tuple(
        Item(index, _requirement(row), bool(row.get("confirmed")), bool(row.get("removed")), bool(row.get("said")))
        for index, row in enumerate(stored.get("requirements", ()))
    )
    return Draft(items, tuple(_unclear(row) for row in stored.get("unclear", ())))


def requirement_json(one: Requirement) -> dict[str, Any]:
    """Numbers as text, days as ISO 8601. That a certificate, or one vessel, is asked for, a latest start, a group and the services that it
    is asked of stand there only where they are."""
    seldom = {*ONLY_WHERE_ASKED, "group", "service_lines"}
    values = {field.name: getattr(one, field.name) for field in fields(one) if field.name not in seldom}
    for name in NUMBERS:
        values[name] = None if values[name] is None else f"{values[name]:f}"
    for name in DAYS:
        values[name] = values[name].isoformat() if values[name] else None
    if values["latest_start"] is None:
        del values["latest_start"]
    asked: dict[str, Any] = {name: True for name in ONLY_WHERE_ASKED if getattr(one, name)}
    asked |= {"group": one.group} if one.group else {}
    asked |= {"service_lines": list(one.service_lines)} if one.service_lines else {}
    return values | asked | {"subject": one.subject.value, "force": one.force.value}


def unclear_json(note: Unclear) -> dict[str, Any]:
    """Words, where they stand, and why they are not clear, as a code; ``more`` only where others like it are left out."""
    more = {"more": note.more} if note.more else {}
    return {"words": note.words, "start": note.start, "end": note.end, "code": note.doubt.value} | more


def _unclear(row: Mapping[str, Any]) -> Unclear:
    code = row.get("code")
    doubt = Doubt(code) if code in Doubt.values else Doubt.OTHER
    return Unclear(row["words"], row["start"], row["end"], doubt, row.get("more", 0))


def _requirement(row: Mapping[str, Any]) -> Requirement:
    values = {field.name: row[field.name] for field in fields(Requirement) if field.name in row}
    values |= {name: None if row[name] is None else Decimal(row[name]) for name in NUMBERS}
    values["service_lines"] = tuple(row.get("service_lines", ()))
    values |= {name: date.fromisoformat(row[name]) for name in DAYS if row.get(name)}
    return Requirement(**values | {"subject": Subject(row["subject"]), "force": Force(row["force"])})
