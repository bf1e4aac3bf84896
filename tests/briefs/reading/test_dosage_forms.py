"""A dosage form that no profile tells apart is filled by a house that fills, and is listed."""

import pytest

from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_mentioned import Read
from tests.briefs.reading.test_steady import demanded


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Manufacture of a topical cream for Phase II.", "topical cream"),
        ("Commercial suppositories.", "suppositories"),
        ("Oral suspension, 10,000 bottles.", "Oral suspension"),
        ("Eye drops without preservative.", "Eye drops"),
        ("pMDI manufacture.", "pMDI"),
        ("A dry powder inhaler with capsules to fill.", "dry powder inhaler"),
    ],
)
def test_a_form_that_is_not_compared_is_listed(text: str, form: str, read: Read) -> None:
    assert form in {one.words for one in read(text).unclear}


@pytest.mark.parametrize("text", ["Eye drops without preservative.", "pMDI manufacture."])
def test_drops_and_inhalers_are_filled(text: str, read: Read) -> None:
    assert "dp-manufacture" in demanded(read, text)


def test_a_study_of_drops_fills_none(read: Read) -> None:
    assert "dp-manufacture" not in demanded(read, "Toxicology of eye drops in rabbits.")


@pytest.mark.parametrize("text", ["| Scale | 200 L |\n| Batches | 3 GMP |\n| Product | AAV |", "Batches: 3 GMP"])
def test_batches_of_a_row_may_say_of_which_kind(text: str, read: Read) -> None:
    assert "batches:3-3" in facts_of(read(text))


@pytest.mark.parametrize("text", ["Phase III monitoring in Spain.", "Phase 2 monitoring and medical writing."])
def test_a_trial_is_monitored(text: str, read: Read) -> None:
    assert "clinical-monitoring" in demanded(read, text)
