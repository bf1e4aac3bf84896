"""What an amendment changed, in the words of the form it was changed in."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.languages import joined
from projects.sourcing.models import Rfq, RfqVersion
from vocabulary.models import Country, ServiceLine, Stage, Standard, Term, Unit
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary

MOMENTS = {"deadline", "question_cutoff"}
DAYS = {"decision_on", "starts_on", "latest_start", "ends_on"}
TERMS: dict[str, type[Term]] = {
    "service_line": ServiceLine,
    "stage": Stage,
    "standards": Standard,
    "countries_allowed": Country,
    "countries_excluded": Country,
}


@dataclass(frozen=True)
class Change:
    """A row: what, and its text before and after; empty where there was nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Edition:
    """An amendment as it is read."""

    version: RfqVersion
    changes: tuple[Change, ...]


def editions_shown(rfq: Rfq, versions: QuerySet[RfqVersion]) -> list[Edition]:
    """``versions`` with their differences in words."""
    names, vocabulary = _names(), current_vocabulary()
    return [Edition(one, tuple(_change(rfq, row, names, vocabulary) for row in one.diff)) for one in versions]


def _change(rfq: Rfq, row: dict[str, Any], names: dict[str, str], vocabulary: Vocabulary) -> Change:
    field = str(row["field"]).removeprefix("line.")
    what = names.get(field, field)
    if row.get("line") and field != "line":
        what = f"{row['line']}: {what}"
    before, after = (_text(rfq, field, row[side], vocabulary) for side in ("before", "after"))
    return Change(what, before, after)


def _text(rfq: Rfq, field: str, value: Any, vocabulary: Vocabulary) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return ""
    if field in MOMENTS:
        moment = datetime.fromisoformat(value).astimezone(ZoneInfo(rfq.time_zone))
        return f"{moment:%Y-%m-%d %H:%M} {rfq.time_zone}"
    if field in DAYS:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if field in TERMS:
        codes = value if isinstance(value, list) else [value]
        return joined(_label(vocabulary, TERMS[field], code) for code in codes)
    if field == "quantity":
        return f"{Decimal(value['value']).normalize():,f} {_symbol(vocabulary, value['unit'])}"
    if field == "criteria":
        return joined(f"{one['label']} {one['weight']} %" for one in value)
    return "\n".join(value) if isinstance(value, list) else str(value)


def _label(vocabulary: Vocabulary, model: type[Term], code: str) -> str:
    """One that is no longer in the vocabulary keeps its code."""
    term = vocabulary.terms[model].get(code)
    return str(term.label) if term else code


def _symbol(vocabulary: Vocabulary, code: str) -> str:
    unit = vocabulary.terms[Unit].get(code)
    return unit.written if isinstance(unit, Unit) else code


def _names() -> dict[str, str]:
    return {
        "codename": _("Public name"),
        "teaser": _("Teaser"),
        "title": _("Confidential title"),
        "brief": _("Confidential brief"),
        "deadline": _("Deadline"),
        "time_zone": _("Time zone"),
        "question_cutoff": _("Questions until"),
        "min_validity_days": _("Quotes are valid for days"),
        "currency": _("Currency of the comparison"),
        "criteria": _("Criteria"),
        "decision_on": _("Decision expected"),
        "budget_known": _("A budget is approved"),
        "document": _("File"),
        "line": _("Line"),
        "service_line": _("Service line"),
        "stage": _("Stage"),
        "quantity": _("Quantity"),
        "batches": _("Batches"),
        "standards": _("Standards"),
        "certificates_in_force": _("A certificate in force for each standard"),
        "countries_allowed": _("Only in these countries"),
        "countries_excluded": _("Not in these countries"),
        "starts_on": _("Not before"),
        "latest_start": _("Begun by"),
        "ends_on": _("Done by"),
        "details": _("Confidential details"),
        "questions": _("Questions to bidders, one a line"),
        "required_questions": _("Questions that must be answered, one a line"),
        "position": _("Place among the lines"),
    }
