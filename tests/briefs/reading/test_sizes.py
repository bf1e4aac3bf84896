"""Numbers beside a unit that are no amount of a batch: reactors side by side, what one tablet holds, "a few hundred"."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.facts import value_of

Read = Callable[[str], Reading]


def amounts(read: Read, text: str) -> set[str]:
    return {value_of(one) for one in read(text).requirements if one.subject in {Subject.SCALE, Subject.BATCHES}}


def doubts(read: Read, text: str) -> dict[str, str]:
    return {note.words: note.reason for note in read(text).unclear if note.words != "GMP"}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("单抗原液生产，2x2000L一次性反应器", {"2x2000L"}, {"2000-2000 l-bioreactor"}),
        ("单抗原液生产，规模2×500L", {"2×500L"}, {"500-500 l-bioreactor"}),
        ("单抗原液生产，2*2000L或4×1000L均可", {"2*2000L", "4×1000L"}, {"2000-2000 l-bioreactor", "1000-1000 l-bioreactor"}),
        ("单抗原液生产，2×500L，三批", {"2×500L"}, {"500-500 l-bioreactor", "3-3"}),
        ("mAb drug substance, 4x2000L single-use bioreactors.", {"4x2000L"}, {"2000-2000 l-bioreactor"}),
        ("mAb drug substance at a scale of 2 x 2,000 L.", {"2 x 2,000 L"}, {"2000-2000 l-bioreactor"}),
        ("mAb drug substance, 2 x 2,000 L, three batches.", {"2 x 2,000 L"}, {"2000-2000 l-bioreactor", "3-3"}),
    ],
)  # fmt: skip
def test_reactors_side_by_side_are_no_batches_and_this_is_said(
    read: Read, text: str, words: set[str], expected: set[str]
) -> None:
    assert amounts(read, text) == expected
    assert {word for word, reason in doubts(read, text).items() if "side by side" in reason} == words


@pytest.mark.parametrize(
    "text", ["单抗原液生产，3×200L临床批", "单抗原液生产，3x200L", "mAb, 3x200L GMP batches.", "mAb, 3 x 200 L."]
)
def test_so_many_times_a_size_counts_batches_where_nothing_speaks_of_reactors(read: Read, text: str) -> None:
    assert amounts(read, text) == {"200-200 l-bioreactor", "3-3"}


@pytest.mark.parametrize(
    "text",
    [
        "小分子片剂，规格50mg，临床批生产",
        "片剂，规格5mg、10mg和20mg",
        "片剂，规格分别为5/10/20mg",
        "胶囊，每粒含量100mg",
        "Tablets, strengths: 5 mg, 10 mg and 20 mg.",
    ],
)
def test_the_strength_of_a_tablet_is_no_scale(read: Read, text: str) -> None:
    assert amounts(read, text) == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单抗原液生产，几百升", "几百升"),
        ("单抗原液生产，数千升规模", "数千升"),
        ("单抗原液生产，十几批", "十几批"),
        ("单抗原液生产，几批", "几批"),
        ("小分子原料药，几十公斤", "几十公斤"),
        ("mAb drug substance, several hundred litres.", "several hundred litres"),
        ("mAb drug substance, a few batches.", "a few batches"),
        ("API, tens of kilograms.", "tens of kilograms"),
    ],
)
def test_an_amount_that_is_not_exact_is_listed_and_not_guessed(read: Read, text: str, words: str) -> None:
    assert amounts(read, text) == set()
    assert doubts(read, text) == {words: "This amount is not exact. Write a number, or two that it lies between."}


@pytest.mark.parametrize(
    "text", ["单抗原液生产200升，几家供应商报价", "小分子原料药第十批，50公斤", "mAb at 200 L, several sites."]
)
def test_a_word_like_several_of_something_else_is_no_amount(read: Read, text: str) -> None:
    assert not any("not exact" in reason for reason in doubts(read, text).values())


@pytest.mark.parametrize(
    "text", ["Commercial mAb, 12 x 20,000 L", "Commercial mAb, 12 x 20,000 L per year", "单抗商业化原液，12×20000L/年"]
)
def test_twelve_times_a_size_is_twelve_of_that_size_each(read: Read, text: str) -> None:
    reading = read(text)
    assert amounts(read, text) == {"12-12", "20000-20000 l-bioreactor"}
    assert [one.of_one for one in reading.requirements if one.subject is Subject.SCALE] == [True]
    assert reading.unclear == ()


@pytest.mark.parametrize("text", ["mAb drug substance at 10^14 L in CHO", "Aseptic vial filling, 10^12 vials"])
def test_more_than_anybody_makes_is_no_must(read: Read, text: str) -> None:
    assert amounts(read, text) == set()
    assert list(doubts(read, text).values()) == [
        "This is more than anybody makes, so it is not asked for. Check the number and its unit."
    ]


def test_litres_of_a_reactor_are_of_what_grows_in_it(read: Read) -> None:
    assert amounts(read, "mAb drug substance, 20,000 L reactors") == {"20000-20000 l-bioreactor"}
    assert amounts(read, "Small molecule API synthesis, 2,000 L reactors") == {"2-2 m3-reactor"}
