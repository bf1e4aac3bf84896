"""In a text with several amounts each scale and each number of batches is that of the noun it stands with."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from projects.briefs.planning import plans_of
from projects.briefs.requirements import Reading
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]
TOX, CLINICAL, COMMERCIAL = "non-gmp-tox-material", "mammalian-ds-clinical", "mammalian-ds-commercial"


def amounts(read: Read, vocabulary: Vocabulary, text: str) -> dict[str, tuple[Decimal | None, int | None]]:
    """Of each package the scale and the batches."""
    plans = plans_of(read(text).requirements, vocabulary, text)
    return {plan.line: (plan.scale.low if plan.scale else None, plan.batches) for plan in plans}


@pytest.mark.parametrize(
    ("text", "tox", "clinical"),
    [
        ("单抗CHO，毒理批200L一批、GMP临床批2000L两批。", (200, 1), (2000, 2)),
        ("CHO单抗：毒理批：200L，一批；GMP临床批：2000L，两批", (200, 1), (2000, 2)),
        ("单抗CHO，安评批500升3批，GMP批1000升5批", (500, 3), (1000, 5)),
        ("CHO单抗，GMP临床批2000L 2批及毒理批200L 1批", (200, 1), (2000, 2)),
        ("CHO单抗，毒理批一批200L；临床批一批2000L，GMP", (200, 1), (2000, 1)),
        ("单抗CHO，毒理批200L一批GMP临床批2000L两批", (200, 1), (2000, 2)),
        ("mAb from CHO: a tox batch at 200 L, then two GMP batches at 2,000 L.", (200, None), (2000, 2)),
        ("mAb in CHO cells. One 200 L tox batch and two 2,000 L GMP batches.", (200, 1), (2000, 2)),
        ("mAb in CHO cells. 200 L for the tox batch; 2,000 L for GMP. Three GMP batches.", (200, None), (2000, 3)),
        ("mAb in CHO: engineering batch, 500 L; GMP batches: 2,000 L, four batches.", (500, None), (2000, 4)),
    ],
)  # fmt: skip
def test_a_scale_and_a_count_stay_with_the_batch_they_are_said_of(
    read: Read, vocabulary: Vocabulary, text: str, tox: tuple[int, int | None], clinical: tuple[int, int]
) -> None:
    found = amounts(read, vocabulary, text)
    assert (found[TOX], found[CLINICAL]) == (tox, clinical)


@pytest.mark.parametrize(
    "text",
    [
        "mAb in CHO: clinical GMP drug substance 2 batches at 500 L, commercial drug substance 15 batches at 15,000 L.",
        "CHO单抗，临床批原液500L 2批，商业化原液生产15000L 15批",
    ],
)
def test_clinical_and_commercial_batches_have_their_own_amounts(read: Read, vocabulary: Vocabulary, text: str) -> None:
    found = amounts(read, vocabulary, text)
    assert (found[CLINICAL], found[COMMERCIAL]) == ((500, 2), (15000, 15))


@pytest.mark.parametrize(
    "text",
    [
        "AAV，质粒GMP生产5g一批，AAV GMP生产200L三批，灌装1批2000支",
        "Plasmid GMP manufacture: 5 g, one batch; AAV GMP manufacturing at 200 L, three batches; vial filling of 2,000 vials, one batch.",
    ],
)
def test_what_a_product_is_made_of_has_its_own_batches(read: Read, vocabulary: Vocabulary, text: str) -> None:
    found = amounts(read, vocabulary, text)
    assert (found["plasmid-gmp"], found["aav-gmp-manufacture"]) == ((5, 1), (200, 3))
    assert (Decimal(2000), 1) in found.values()


@pytest.mark.parametrize(
    "text",
    [
        "CHO单抗，毒理批和GMP临床批均为2000L，各两批",
        "mAb in CHO cells: non-GMP material and GMP drug substance, 2,000 L, two batches.",
    ],
)
def test_one_amount_for_several_nouns_is_that_of_each(read: Read, vocabulary: Vocabulary, text: str) -> None:
    found = amounts(read, vocabulary, text)
    assert found[TOX] == found[CLINICAL] == (2000, 2)


def test_an_amount_that_two_batches_share_is_found_with_both(read: Read, vocabulary: Vocabulary) -> None:
    text = "mAb in CHO: tox batch at 2,000 L, one batch; GMP drug substance at 2000 litres, three batches."
    found = amounts(read, vocabulary, text)
    assert (found[TOX], found[CLINICAL]) == ((2000, 1), (2000, 3))


def test_an_amount_of_something_else_does_not_outgrow_the_one_that_is_said(read: Read, vocabulary: Vocabulary) -> None:
    text = "mAb, CHO. Process development up to 200 L.\n- tox batch ~150 g\n- 1 x GMP DS at 1000 L"
    found = amounts(read, vocabulary, text)
    assert (found[TOX][0], found[CLINICAL][0]) == (150, 1000)


def test_batches_that_are_filled_are_batches_of_what_is_filled(read: Read, vocabulary: Vocabulary) -> None:
    text = "Lentiviral vector at 200 L: one engineering run, then three GMP batches filled in vials."
    found = amounts(read, vocabulary, text)
    assert found["lentivirus-gmp-manufacture"] == (200, 3)


def test_a_vector_in_litres_stands_beside_its_plasmids_in_grams(read: Read, vocabulary: Vocabulary) -> None:
    found = amounts(read, vocabulary, "AAV GMP batches: 2 x 200 L; plasmid GMP 5 g, one batch; fill-finish of 2,000 vials.")
    assert (found["aav-gmp-manufacture"], found["plasmid-services"]) == ((200, 2), (5, 1))
