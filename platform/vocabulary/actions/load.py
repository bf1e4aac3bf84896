"""Bringing the vocabulary up to the shipped data."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Invalid
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from vocabulary import rules
from vocabulary.actions.edition import lock_edition, renew
from vocabulary.actions.writing import note_edits, set_columns, settle_paths, write_links
from vocabulary.models import VOCABULARIES, Term, Values
from vocabulary.selectors.values import values_of
from vocabulary.shipped import Shipment

MERGED = ("synonyms_en", "synonyms_zh")
"""Lists to which operators add: theirs stay, and what is newly shipped joins them."""


@dataclass(frozen=True)
class Line:
    """A term that a load touched, or left alone because an operator had edited it, and which fields."""

    kind: str
    code: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}" + (f": {', '.join(self.fields)}" if self.fields else "")


@dataclass
class LoadReport:
    """What a load did, by name. ``kept`` are fields that say something else than shipped, since an operator edited them."""

    added: list[Line] = field(default_factory=list)
    updated: list[Line] = field(default_factory=list)
    retired: list[Line] = field(default_factory=list)
    unretired: list[Line] = field(default_factory=list)
    kept: list[Line] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(lines) for name, lines in vars(self).items()}

    @property
    def has_changes(self) -> bool:
        return bool(self.added or self.updated or self.retired or self.unretired)


@transaction.atomic
def load_vocabulary(
    *, actor: Actor, shipment: Shipment, overwrite: Collection[str] = (), dry_run: bool = False
) -> LoadReport:
    """Add, update and retire terms until they say what ``shipment`` says, except where an operator edited them.

    ``overwrite`` names codes whose shipped values are taken back. Nothing is written when any of it is unsound (Invalid), or
    in a ``dry_run``. A second load of the same changes nothing.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    rules.ensure_sound(shipment)
    _ensure_known(overwrite, shipment)
    edition = lock_edition()
    report = LoadReport()
    batches = [_Batch(VOCABULARIES[kind], shipped, overwrite, report) for kind, shipped in shipment.terms.items()]
    for batch in batches:
        batch.save_terms()
    for batch in batches:
        write_links(batch.model, batch.before, batch.after)
    if report.has_changes:
        renew(edition)
        emit("vocabulary.loaded", actor=actor, subject=edition, data=report.counts)
    if dry_run:
        transaction.set_rollback(True)
    return report


class _Batch:
    """One vocabulary on its way: what its terms said before, and what they shall say after."""

    def __init__(
        self, model: type[Term], shipped: dict[str, Values], overwrite: Collection[str], report: LoadReport
    ) -> None:
        self.model = model
        self.terms: dict[str, Term] = model.objects.select_for_update().in_bulk()
        self.before = values_of(model, self.terms.values())
        self.after: dict[str, Values] = {}
        self.dirty: set[str] = set()
        self.new = [code for code in shipped if code not in self.terms]
        for code, values in shipped.items():
            self._settle(code, values, code in overwrite, report)
        for code, term in self.terms.items():
            if code not in shipped and term.shipped is not None:
                self._settle(code, {**term.shipped, "retired": True}, False, report)
        self.dirty |= settle_paths(self.terms)

    def save_terms(self) -> None:
        """Write the columns. References between vocabularies are checked by the database at commit."""
        self.model.objects.bulk_create([self.terms[code] for code in self.new])
        for code in sorted(self.dirty.difference(self.new)):
            self.terms[code].save()

    def _settle(self, code: str, shipped: Values, overwrite: bool, report: LoadReport) -> None:
        """Decide what one term says from now on."""
        term = self.terms.setdefault(code, self.model(code=code, shipped=shipped))
        current = self.before.get(code, shipped)
        values, kept = settle(current, term.shipped, shipped, overwrite=overwrite)
        self.after[code] = values
        changed = tuple(name for name in values if values[name] != current[name])
        if changed or term.shipped != shipped:
            self.dirty.add(code)
        term.shipped = shipped
        set_columns(term, values)
        note_edits(term, values)
        self._report(Line(self.model.KIND, code, changed), kept, report)

    def _report(self, line: Line, kept: tuple[str, ...], report: LoadReport) -> None:
        if line.code in self.new:
            report.added.append(Line(line.kind, line.code))
        elif "retired" in line.fields:
            (report.retired if self.after[line.code]["retired"] else report.unretired).append(line)
        elif line.fields:
            report.updated.append(line)
        if kept:
            report.kept.append(Line(line.kind, line.code, kept))


def settle(current: Values, before: Values | None, shipped: Values, *, overwrite: bool) -> tuple[Values, tuple[str, ...]]:
    """What a term shall say, field by field, and the fields where it keeps an operator's word.

    ``before`` is what was shipped last time: a field that still says so was not edited. None means that an operator added the
    term, so that all of it is theirs.
    """
    settled, kept = {}, []
    for name, new in shipped.items():
        now = current[name]
        untouched = before is not None and (name not in before or now == before[name])
        if overwrite or now == new or untouched:
            settled[name] = new
            continue
        settled[name] = _merged(now, (before or {}).get(name, []), new) if name in MERGED else now
        if settled[name] != new:
            kept.append(name)
    return settled, tuple(kept)


def _merged(now: list[Any], before: list[Any], new: list[Any]) -> list[Any]:
    """The operator's list, without what was withdrawn since, with what was added since."""
    mine = [word for word in now if word in new or word not in before]
    return mine + [word for word in new if word not in before and word not in mine]


def _ensure_known(codes: Collection[str], shipment: Shipment) -> None:
    known = {code for terms in shipment.terms.values() for code in terms}
    unknown = sorted(set(codes) - known)
    if unknown:
        raise Invalid(_("There is no shipped term with the code %(codes)s.") % {"codes": ", ".join(unknown)})
