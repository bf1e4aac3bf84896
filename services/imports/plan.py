"""What a spreadsheet would add and change, worked out in memory: nothing is written, and no row costs a query."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.values import Values, changed_names
from providers.enums import SlotStatus
from services.imports.cells import Complaint, Line
from services.imports.checks import Judge, is_open
from services.imports.columns import CAPABILITIES, CAPACITY, OFFERINGS, SHEETS, SITES, SUITES, Sheet
from services.imports.places import Places
from services.imports.standing import MODELS, Standing, fields_of

ADDED, CHANGED = "added", "changed"


@dataclass
class Entry:
    """A row to write: ``before`` is empty for a new one."""

    pk: uuid.UUID
    line: int
    before: Values
    after: Values

    @property
    def changed(self) -> list[str]:
        return changed_names(self.before, self.after)

    @property
    def is_new(self) -> bool:
        return not self.before


@dataclass
class Plan:
    """By sheet: what to write, and how many rows say what stands there already."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)

    def counts(self) -> list[dict[str, Any]]:
        """How many rows of each sheet would be added, changed or left as they are."""
        return [
            {
                "sheet": sheet.key,
                "title": {"en": sheet.en, "zh": sheet.zh},
                ADDED: sum(entry.is_new for entry in self.entries[sheet.key]),
                CHANGED: sum(not entry.is_new for entry in self.entries[sheet.key]),
                "unchanged": self.unchanged[sheet.key],
            }
            for sheet in SHEETS
            if sheet.key in self.entries
        ]


class Planner:
    """Compares the rows of each sheet with what stands, in the sheets' order, since later ones refer to earlier ones."""

    def __init__(self, standing: Standing, judge: Judge) -> None:
        self.standing = standing
        self.judge = judge
        self.places = Places(standing)
        self.plan = Plan()
        self.complaints: list[Complaint] = []

    def settle(self, sheet: Sheet, lines: Iterable[Line]) -> None:
        """Work out one sheet."""
        entries: list[Entry] = []
        same = 0
        taken: dict[uuid.UUID, int] = {}
        keys = Keys(sheet, self.standing)
        for line in lines:
            if not line.is_sound or not self._refer(sheet, line):
                continue
            pk = self._target(sheet, line, keys)
            if pk is None:
                continue
            if pk in taken:
                self._complain(sheet, line, "", _("Row %(row)s is about the same.") % {"row": taken[pk]})
                continue
            taken[pk] = line.number
            entry = self._entry(sheet, pk, line)
            self._judge(sheet, line, entry, keys)
            self.places.note(sheet, pk, entry.after)
            if entry.changed:
                entries.append(entry)
            else:
                same += 1
        self.plan.entries[sheet.key], self.plan.unchanged[sheet.key] = entries, same
        if sheet is SITES:
            after = {**self.standing.values[SITES.key], **{entry.pk: entry.after for entry in entries}}
            self.judge.open_sites = {pk for pk, values in after.items() if is_open(values)}

    def _judge(self, sheet: Sheet, line: Line, entry: Entry, keys: "Keys") -> None:
        problems: dict[str, list[Any]] = {}
        if entry.changed:
            problems = dict(self.judge.problems(sheet, entry.before, entry.after))
            row = self.standing.rows[sheet.key].get(entry.pk)
            if sheet is CAPACITY and row is not None and row.status != SlotStatus.OPEN:
                problems[""] = [_("This window is taken (%(state)s): it cannot be changed here.") % {"state": row.status}]
        clash = keys.put(entry.pk, entry.after)
        if clash:
            problems.setdefault("", []).append(clash)
        for name, texts in problems.items():
            for text in texts:
                self._complain(sheet, line, name, str(text))

    def _refer(self, sheet: Sheet, line: Line) -> bool:
        """Put keys where the row names places; whether all were found."""
        is_found = True
        for name, resolve in (("site", self.places.site), ("sites", self.places.sites)):
            if name in line.values:
                value, wrong = resolve(line.values[name])
                line.values[name] = value
                for text in wrong:
                    self._complain(sheet, line, name, text)
                    is_found = False
        if sheet is CAPACITY and is_found:
            suite, wrong = self.places.suite(line.values.pop("site", None), line.values.get("suite") or "")
            line.values["suite"] = suite
            for text in wrong:
                self._complain(sheet, line, "suite", text)
                is_found = False
        return is_found

    def _target(self, sheet: Sheet, line: Line, keys: "Keys") -> uuid.UUID | None:
        """Which row it is about: by its ID, else by what it says, else a new one."""
        given = line.values.pop("id", None)
        if given is not None:
            if given in self.standing.rows[sheet.key]:
                return uuid.UUID(str(given))
            self._complain(sheet, line, "id", _("You have nothing with this ID. Leave it empty for a new row."))
            return None
        found = keys.find(line.values)
        if len(found) > 1:
            self._complain(sheet, line, "id", _("You have several of these. Give the ID of the one that is meant."))
            return None
        return found[0] if found else uuid.uuid4()

    def _entry(self, sheet: Sheet, pk: uuid.UUID, line: Line) -> Entry:
        before = self.standing.values[sheet.key].get(pk, {})
        given = dict(line.values)
        if sheet is SITES and "authorities" in given:
            given["authorities_known"] = given["authorities"] is not None
            given["authorities"] = given["authorities"] or []
        blank = {} if before else blank_of(sheet)
        for name in ("status", "price_model"):
            if given.get(name) == "":
                given[name] = before.get(name) or blank[name]
        return Entry(pk, line.number, before, {**blank, **before, **given})

    def _complain(self, sheet: Sheet, line: Line, name: str, text: str) -> None:
        heads = {column.field: column.head for column in sheet.columns}
        self.complaints.append(Complaint(sheet.title, line.number, heads.get(name, ""), text))


def blank_of(sheet: Sheet) -> Values:
    """What a new row says where the sheet says nothing."""
    plain, many = fields_of(sheet)
    model = MODELS[sheet.key]
    values: Values = {}
    for name in plain:
        found: Any = model._meta.get_field(name)
        values[name] = None if found.is_relation else found.get_default()
    return {**values, **{name: [] for name in many}}


class Keys:
    """By what a row is known where it has no ID, and that two are not known by the same."""

    FIELDS = {
        SITES.key: ("city", "country", "name"),
        CAPABILITIES.key: ("site", "modality", "system"),
        OFFERINGS.key: ("service_line", "title_en", "title_zh"),
        SUITES.key: ("site", "name"),
        CAPACITY.key: ("suite", "starts_on", "ends_on"),
    }
    SHARED = {OFFERINGS.key, CAPACITY.key}
    """Sheets where two rows may be known by the same."""

    def __init__(self, sheet: Sheet, standing: Standing) -> None:
        self.sheet = sheet
        self.known: dict[tuple[Any, ...], list[uuid.UUID]] = {}
        self.by_row: dict[uuid.UUID, tuple[Any, ...]] = {}
        for pk, values in standing.values[sheet.key].items():
            self._add(pk, self._key(values))

    def find(self, values: Values) -> list[uuid.UUID]:
        """The rows that are known by the same."""
        return list(self.known.get(self._key(values), []))

    def put(self, pk: uuid.UUID, values: Values) -> str:
        """Note what a row is known by from now on; a sentence when another is known by the same."""
        key = self._key(values)
        if pk in self.by_row and self.by_row[pk] == key:
            return ""
        if pk in self.by_row:
            self.known[self.by_row[pk]].remove(pk)
        others = [other for other in self.known.get(key, []) if other != pk]
        self._add(pk, key)
        return _("You have another of the same already.") if others and self.sheet.key not in self.SHARED else ""

    def _key(self, values: Values) -> tuple[Any, ...]:
        return tuple(values.get(name) or "" for name in self.FIELDS[self.sheet.key])

    def _add(self, pk: uuid.UUID, key: tuple[Any, ...]) -> None:
        self.known.setdefault(key, []).append(pk)
        self.by_row[pk] = key
