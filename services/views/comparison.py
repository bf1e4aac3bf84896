"""Offerings side by side: a row for each thing that is said of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.models import Offering
from services.views.shown import Shown


@dataclass(frozen=True)
class Column:
    """An offering, and the address of the comparison without it."""

    offering: Offering
    shown: Shown
    without: str


@dataclass(frozen=True)
class ComparedRow:
    """One thing said of each; lines of a cell are separated by line breaks."""

    label: str
    cells: list[str]

    @property
    def differs(self) -> bool:
        return len(set(self.cells)) > 1


def _lines(relation: str) -> Callable[[Column], str]:
    """The names of what an offering is related to, one a line."""
    return lambda column: "\n".join(one.label for one in getattr(column.offering, relation).all())


def _sites(column: Column) -> str:
    return "\n".join(f"{site.city}, {site.country.label}" for site in column.offering.sites.all())


def _scale(column: Column) -> str:
    """The figure with its note, which is part of it."""
    return "\n".join(part for part in (column.shown.scale, column.offering.scale_note) if part)


def _standards(column: Column) -> str:
    """What is stated, and on which basis where nobody has confirmed it."""
    names = [one.label for one in column.offering.standards.all()]
    basis = column.offering.provider.get_standards_basis_display()
    return "\n".join([*names, f"({basis})"] if names and column.shown.is_unconfirmed else names)


def _confirmed(column: Column) -> str:
    return _("no, from public sources") if column.shown.is_unconfirmed else _("yes")


def _covered(column: Column) -> str:
    return _("yes") if column.shown.is_covered else _("no verified certificate here")


def _engagement(column: Column) -> str:
    least = column.offering.smallest_engagement
    return least.display() if least else ""


ROWS: list[tuple[str | Promise, Callable[[Column], str]]] = [
    (gettext_lazy("Provider"), lambda column: f"{column.shown.provider} · {column.offering.provider.get_state_display()}"),
    (gettext_lazy("Service line"), lambda column: column.shown.service_line),
    (gettext_lazy("Where it is done"), _sites),
    (gettext_lazy("Stages"), _lines("stages")),
    (gettext_lazy("Modalities"), _lines("modalities")),
    (gettext_lazy("Expression systems"), _lines("systems")),
    (gettext_lazy("Scale"), _scale),
    (gettext_lazy("Lead time"), lambda column: column.shown.lead),
    (gettext_lazy("Price"), lambda column: column.shown.price),
    (gettext_lazy("Smallest engagement"), _engagement),
    (gettext_lazy("Standards"), _standards),
    (gettext_lazy("Covered by certificate"), _covered),
    (gettext_lazy("Included"), lambda column: column.offering.included),
    (gettext_lazy("Not included"), lambda column: column.offering.excluded),
    (gettext_lazy("Confirmed by the provider"), _confirmed),
]


def rows_of(columns: list[Column]) -> list[ComparedRow]:
    """What is said of at least one of them."""
    rows = [ComparedRow(str(label), [cell(column) for column in columns]) for label, cell in ROWS]
    return [row for row in rows if any(row.cells)]
