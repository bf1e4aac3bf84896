"""Ranges said in two halves, numbers said twice, series of runs, and numbers that count nothing."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject
from tests.briefs.reading.test_figures_more import counted

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Vial filling, 5k-15k vials", {"scale:5000-15000 vials-batch"}),
        ("Vial filling, 5-15k vials", {"scale:5000-15000 vials-batch"}),
        ("mAb, 200 L or larger", {"scale:200-None l-bioreactor"}),
        ("mAb, 200 L minimum", {"scale:200-None l-bioreactor"}),
        ("mAb at 500 L or above, 3 batches", {"scale:500-None l-bioreactor", "batches:3-3"}),
        ("mAb, 3 or more batches", {"batches:3-None"}),
        ("mAb, at least three but no more than five batches", {"batches:3-5"}),
        ("mAb, min. 3, max. 5 batches", {"batches:3-5"}),
        ("mAb, no fewer than 2 and at most 4 batches", {"batches:2-4"}),
        ("mAb, no fewer than four (4) cGMP batches", {"batches:4-None"}),
        ("mAb, three (3) batches at two hundred (200) litres", {"batches:3-3", "scale:200-200 l-bioreactor"}),
        ("mAb: 1x 50 L, 2x200L and 1x1000L", {"batches:1-1", "batches:2-2", "scale:50-50 l-bioreactor", "scale:200-200 l-bioreactor", "scale:1000-1000 l-bioreactor"}),
    ],
)  # fmt: skip
def test_both_ends_of_a_range_are_read(text: str, facts: set[str], read: Read) -> None:
    assert counted(read(text)) == facts


@pytest.mark.parametrize(
    ("text", "batches"),
    [
        ("a minimum of 2 and ideally 4 batches of mAb at 200 L", (2, 4)),
        ("at least 2, ideally 3 batches of mAb at 200 L", (2, 3)),
        ("at least two but preferably four batches of mAb at 200 L", (2, 4)),
    ],
)
def test_wish_for_more_batches_makes_no_wish_of_the_rest(text: str, batches: tuple[int, int], read: Read) -> None:
    found = read(text).requirements
    asked = {one.subject: one for one in found if one.confidence > 0.5}
    assert (asked[Subject.BATCHES].low, asked[Subject.BATCHES].high) == batches
    assert asked[Subject.MODALITY].force is asked[Subject.SCALE].force is asked[Subject.BATCHES].force is Force.MUST


def test_batches_that_are_only_wished_for_stay_a_wish(read: Read) -> None:
    wished = [one for one in read("mAb: ideally 4 batches").requirements if one.subject is Subject.BATCHES]
    assert [one.force for one in wished] == [Force.WISH]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("AAV: three engineering runs plus 2 GMP", 5),
        ("AAV: 3 engineering + 3 GMP runs", 6),
        ("AAV: 3 engineering + 3 GMP", 6),
        ("AAV: one demo, then two engineering and three PPQ lots", 6),
    ],
)
def test_runs_counted_by_their_kind_are_added_up(text: str, total: int, read: Read) -> None:
    assert f"batches:{total}-{total}" in counted(read(text))


def test_runs_with_nouns_of_their_own_are_counted_apart(read: Read) -> None:
    assert counted(read("AAV: 3 engineering runs and 2 GMP runs")) == {"batches:3-3", "batches:2-2"}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("OEB 4 tablets, 50 kg/batch", {"scale:50-50 kg-ds-batch"}),
        ("OEB 4/5 capsules", set()),
        ("OEB band 4 tablets", set()),
        ("OEB 4 batches of an API", set()),
        ("Filling of a cream in 30 g tubes", set()),
        ("A gel in 50 g jars", set()),
    ],
)
def test_bands_of_containment_and_sizes_of_packs_count_nothing(text: str, facts: set[str], read: Read) -> None:
    assert counted(read(text)) == facts
