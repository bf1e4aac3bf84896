"""Where the chain is covered, and where nobody is."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from core.memory import Recent
from services.search import kinds
from services.search.sets import numbers_of
from services.selectors.catalogue import Catalogue
from vocabulary.models import Modality, Stage

COVERAGES: Recent["Coverage"] = Recent(4)


@dataclass(frozen=True)
class Cell:
    """How many providers offer something for a stage and a modality, and how many offerings these are. Of a single provider,
    who it is."""

    stage: Stage | None
    providers: int
    offerings: int
    sole: str = ""

    @property
    def degree(self) -> str:
        """``none``, ``one`` or ``many``: one provider is a risk of its own."""
        return "none" if not self.providers else "one" if self.providers == 1 else "many"


@dataclass(frozen=True)
class CoverageRow:
    """A modality, or a group of them, along the chain; ``total`` over all stages."""

    modality: Modality
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Coverage:
    """Stages across, modalities down; ``totals`` over all modalities, stage by stage."""

    stages: list[Stage]
    rows: list[CoverageRow]
    totals: list[Cell]
    total: Cell

    @cached_property
    def gap_list(self) -> list[tuple[Modality, list[Cell]]]:
        """By modality, the stages that nobody serves."""
        return self._of_degree("none")

    @cached_property
    def single_list(self) -> list[tuple[Modality, list[Cell]]]:
        """By modality, the stages that one provider alone serves."""
        return self._of_degree("one")

    @property
    def gaps(self) -> int:
        """Pairs of a stage and a modality that nobody serves."""
        return sum(len(cells) for _modality, cells in self.gap_list)

    @property
    def single(self) -> int:
        """Pairs that one provider alone serves."""
        return sum(len(cells) for _modality, cells in self.single_list)

    @property
    def pairs(self) -> int:
        """Pairs of a stage and a modality."""
        return len(self.stages) * sum(row.modality.is_leaf for row in self.rows)

    def _of_degree(self, degree: str) -> list[tuple[Modality, list[Cell]]]:
        rows = [row for row in self.rows if row.modality.is_leaf]
        found = [(row.modality, [cell for cell in row.cells if cell.degree == degree]) for row in rows]
        return [(modality, cells) for modality, cells in found if cells]


def coverage_of(catalogue: Catalogue) -> Coverage:
    """Counted once for a revision of the catalogue and an edition of the vocabularies; anew each time where terms have no edition."""
    if catalogue.vocabulary.stamp is None:
        return _count(catalogue)
    key = (catalogue.index.revision, catalogue.vocabulary.stamp)
    return COVERAGES.get_or_make(key, lambda: _count(catalogue))


def _count(catalogue: Catalogue) -> Coverage:
    index, stages = catalogue.index, catalogue.vocabulary.in_use(Stage)
    by_stage = [index.entries_of((kinds.STAGE, stage.code)) for stage in stages]
    rows = []
    for modality in catalogue.vocabulary.in_use(Modality):
        mine = index.entries_of((kinds.MODALITY, modality.code))
        cells = [_cell(stage, mine & entries, catalogue) for stage, entries in zip(stages, by_stage, strict=True)]
        rows.append(CoverageRow(modality, cells, _cell(None, mine, catalogue)))
    totals = [_cell(stage, entries, catalogue) for stage, entries in zip(stages, by_stage, strict=True)]
    return Coverage(stages, rows, totals, _cell(None, index.live, catalogue))


def _cell(stage: Stage | None, entries: BitMap, catalogue: Catalogue) -> Cell:
    providers = np.unique(catalogue.index.columns["provider"][numbers_of(entries)])
    sole = catalogue.index.terms[int(providers[0])].key[1] if len(providers) == 1 else ""
    return Cell(stage, len(providers), len(entries), sole)
