"""Where the chain is covered, and where nobody is."""

from dataclasses import dataclass

import numpy as np

from core.memory import Recent
from services.search import kinds
from services.search.sets import numbers_of
from services.selectors.catalogue import Catalogue
from vocabulary.models import Modality, Stage

COVERAGES: Recent["Coverage"] = Recent(4)


@dataclass(frozen=True)
class Cell:
    """How many providers offer something for a stage and a modality, and how many offerings these are."""

    stage: str
    providers: int
    offerings: int

    @property
    def degree(self) -> str:
        """``none``, ``one`` or ``many``: one provider is a risk of its own."""
        return "none" if not self.providers else "one" if self.providers == 1 else "many"


@dataclass(frozen=True)
class CoverageRow:
    """A modality, or a group of them, along the chain."""

    modality: Modality
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    """Stages across, modalities down."""

    stages: list[Stage]
    rows: list[CoverageRow]

    @property
    def gaps(self) -> int:
        """Pairs of a stage and a modality that nobody serves."""
        return sum(cell.degree == "none" for row in self.rows if row.modality.is_leaf for cell in row.cells)

    @property
    def single(self) -> int:
        """Pairs that one provider alone serves."""
        return sum(cell.degree == "one" for row in self.rows if row.modality.is_leaf for cell in row.cells)


def coverage_of(catalogue: Catalogue) -> Coverage:
    """Counted once for a revision of the catalogue and an edition of the vocabularies."""
    key = (catalogue.index.revision, catalogue.vocabulary.stamp)
    return COVERAGES.get_or_make(key, lambda: _count(catalogue))


def _count(catalogue: Catalogue) -> Coverage:
    index, stages = catalogue.index, catalogue.vocabulary.in_use(Stage)
    providers = index.columns["provider"]
    rows = []
    for modality in catalogue.vocabulary.in_use(Modality):
        mine = index.entries_of((kinds.MODALITY, modality.code))
        cells = []
        for stage in stages:
            both = numbers_of(mine & index.entries_of((kinds.STAGE, stage.code)))
            cells.append(Cell(stage.code, len(np.unique(providers[both])), len(both)))
        rows.append(CoverageRow(modality, cells))
    return Coverage(stages, rows)
