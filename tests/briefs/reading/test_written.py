"""Briefs written as sponsors write them, in both languages, with the codes a reader would take from each.

``written.json``: thirty-six of our own; the first twenty-six were looked at while rules were written, the last ten came after.
``unprompted.json`` (24) and ``unprompted_28.json``: by two people who knew no rule, labelled with what is asked for and nothing that merely
follows; rules were mended afterwards by what they showed. ``outside_24.json`` and ``outside_28.json`` are by the same two, ``outside_30.json`` by
another one: no rule was written by them, and none should be, since they alone tell what to expect of a brief from outside. ``unprompted_56.json`` and
``outside_2x12.json`` are by two more, one writing English and one mostly Chinese; the second was only scored. ``make bench-intake DEMANDS=tests/briefs/written.json`` reports the same.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from projects.briefs.benchmark import Tally, judged, read_demands, scores
from tests.briefs.reading.conftest import TODAY
from vocabulary.selectors.vocabulary import Vocabulary

HERE = Path(__file__).parents[1]
FLOORS = {
    "written.json": {
        "modality": (0.95, 0.95),
        "service family": (0.85, 0.95),
        "stage": (0.85, 0.88),
        "jurisdiction": (0.95, 0.95),
    },
    "unprompted.json": {
        "modality": (0.94, 0.98),
        "service family": (0.82, 0.95),
        "stage": (0.85, 0.9),
        "jurisdiction": (0.93, 0.93),
    },
    "unprompted_28.json": {
        "modality": (0.97, 0.97),
        "service family": (0.92, 0.94),
        "stage": (0.9, 0.95),
        "jurisdiction": (0.92, 0.9),
    },
    "unprompted_56.json": {
        "modality": (0.88, 0.94),
        "service family": (0.76, 0.89),
        "stage": (0.73, 0.9),
        "jurisdiction": (0.76, 0.84),
    },
    "outside_24.json": {
        "modality": (0.84, 0.84),
        "service family": (0.66, 0.86),
        "stage": (0.74, 0.85),
        "jurisdiction": (0.8, 0.85),
    },
    "outside_30.json": {
        "modality": (0.8, 0.9),
        "service family": (0.62, 0.72),
        "stage": (0.71, 0.76),
        "jurisdiction": (0.76, 0.75),
    },
    "outside_2x12.json": {
        "modality": (0.89, 0.97),
        "service family": (0.58, 0.8),
        "stage": (0.7, 0.95),
        "jurisdiction": (0.7, 0.78),
    },
    "outside_28.json": {
        "modality": (0.84, 0.97),
        "service family": (0.62, 0.74),
        "stage": (0.7, 0.64),
        "jurisdiction": (0.86, 0.84),
    },
}


@pytest.fixture(scope="module")
def tallies(vocabulary: Vocabulary) -> Callable[[str], dict[str, Tally]]:
    """By file, each of which is read once for all that is measured."""
    return cache(lambda file: scores(judged(read_demands(HERE / file), vocabulary, TODAY)))


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, floors in FLOORS.items() for name in floors])
def test_briefs_are_read_as_a_reader_would(tallies: Callable[[str], dict[str, Tally]], file: str, name: str) -> None:
    precision, recall = FLOORS[file][name]
    tally = tallies(file)[name]
    assert (tally.precision >= precision, tally.recall >= recall) == (True, True), tally
