"""Thirty-six briefs written as sponsors write them, in both languages, with the codes a reader would take from each.

The first twenty-six were looked at while rules were written; the last ten came after. ``make bench-intake
DEMANDS=tests/briefs/written.json`` reports the same.
"""

from pathlib import Path

import pytest

from projects.briefs.benchmark import judged, read_demands, scores
from tests.briefs.reading.conftest import TODAY
from vocabulary.selectors.vocabulary import Vocabulary

WRITTEN = Path(__file__).parents[1] / "written.json"


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("modality", 0.95, 0.95), ("service family", 0.85, 0.95), ("stage", 0.78, 0.93), ("jurisdiction", 0.95, 0.95)],
)
def test_briefs_are_read_as_a_reader_would(vocabulary: Vocabulary, name: str, precision: float, recall: float) -> None:
    tally = scores(judged(read_demands(WRITTEN), vocabulary, TODAY))[name]
    assert (tally.precision >= precision, tally.recall >= recall) == (True, True), tally
