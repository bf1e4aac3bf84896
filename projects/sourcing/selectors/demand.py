"""What was asked for by stage and modality, beside who offers it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q

from core.clock import ClockTimestamp
from projects.sourcing.enums import RfqStatus
from projects.sourcing.models import QuoteVersion, RfqLine
from projects.sourcing.models.rfq import AFTER_OPENING, DECIDED
from projects.sourcing.selectors.quarter import Quarter
from projects.sourcing.selectors.reply import published_in
from projects.sourcing.selectors.small_numbers import Asked, Told, told_cells
from services.selectors.catalogue import current_catalogue
from services.selectors.coverage import coverage_of
from vocabulary.models import Modality, Stage, Term

AnyTerm = TypeVar("AnyTerm", bound=Term)


@dataclass(frozen=True)
class DemandCell:
    """What was asked at a stage for a modality. ``providers`` offer something there now; None where it was not said for what."""

    stage: Stage | None
    modality: Modality | None
    lines: int
    unanswered: int | None
    providers: int | None

    @property
    def is_unmet(self) -> bool:
        """Nobody offers it, or somebody asked in vain."""
        return self.providers == 0 or bool(self.unanswered)


@dataclass(frozen=True)
class Demand:
    """Stages across, modalities down, both in the order of the chain; None where fewer than three sponsors asked, or nobody."""

    quarter: Quarter
    stages: list[Stage | None]
    rows: list[tuple[Modality | None, list[DemandCell | None]]]

    @property
    def cells(self) -> list[DemandCell]:
        """Those that are told: what nobody offers first, then what was asked in vain most often."""
        found = [cell for _modality, cells in self.rows for cell in cells if cell]
        return sorted(found, key=lambda one: (one.providers != 0, -(one.unanswered or 0), -one.lines))


def demand_of(quarter: Quarter) -> Demand:
    """Over the requests that were published in a quarter which is over, by their lines and the modalities of their projects.

    Reads what sponsors asked past ``visible_to``, on purpose: operators do not see a tenant's lines, they see how many there
    are where at least three tenants stand behind the number. No amounts. A line of a project of two modalities counts in both.
    """
    cells = told_cells(_asked(quarter))
    at, of = {stage for stage, _modality in cells}, {modality for _stage, modality in cells}
    stages = _ordered(Stage.objects.filter(pk__in=at - {None}).order_by("order", "pk"), at)
    modalities = _ordered(Modality.objects.filter(pk__in=of - {None}).order_by("order", "pk"), of)
    supply = _supply()
    rows = []
    for modality in modalities:
        keys = [(stage.pk if stage else None, modality.pk if modality else None) for stage in stages]
        shown = [_cell(stage, modality, cells.get(key), supply.get(key)) for stage, key in zip(stages, keys, strict=True)]
        rows.append((modality, shown))
    return Demand(quarter, stages, rows)


def _asked(quarter: Quarter) -> Iterator[Asked]:
    quoted = Exists(QuoteVersion.objects.filter(quote__invitation__rfq=OuterRef("rfq"), sent_at__isnull=False))
    closed = Q(rfq__status=RfqStatus.OPEN, rfq__deadline__lte=ClockTimestamp())
    over = closed | Q(rfq__status__in=[*AFTER_OPENING, *DECIDED])
    waiting = ~over & ~Q(rfq__status=RfqStatus.CANCELLED)
    rows = RfqLine.objects.filter(rfq__in=published_in(quarter).values("pk")).annotate(is_quoted=quoted).order_by()
    counted = rows.values_list("stage", "rfq__project__modalities", "rfq__organization").annotate(
        lines=Count("pk"),
        unanswered=Count("pk", filter=over & Q(is_quoted=False)),
        waiting=Count("pk", filter=waiting & Q(is_quoted=False)),
    )
    for stage, modality, sponsor, lines, unanswered, open_still in counted:
        yield Asked((stage, modality), sponsor, lines, unanswered, open_still)


def _supply() -> dict[tuple[str | None, str | None], int]:
    coverage = coverage_of(current_catalogue())
    return {
        (cell.stage.pk if cell.stage else None, row.modality.pk): cell.providers
        for row in coverage.rows
        for cell in row.cells
    }


def _ordered(found: Iterable[AnyTerm], codes: set[str | None]) -> list[AnyTerm | None]:
    return [*found, None] if None in codes else [*found]


def _cell(stage: Stage | None, modality: Modality | None, cell: Told | None, providers: int | None) -> DemandCell | None:
    return DemandCell(stage, modality, cell.lines, cell.unanswered, providers) if cell else None
