"""How long samples are kept is not how long the work takes, and what is taken out of plasma is made in no cells."""

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Subject
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_mentioned import Read


def subjects(read: Read, text: str) -> set[str]:
    return {one.subject for one in read(text).requirements}


@pytest.mark.parametrize(
    "text",
    [
        "Stability of a mAb in vials for 48 months.",
        "ICH stability studies over 24 months, tablets.",
        "Stability programme: 36 months at 5 °C.",
        "Storage and testing under ICH conditions for 18 months.",
        "单抗稳定性考察，持续36个月。",
    ],
)
def test_the_time_of_a_stability_study_is_no_time_of_the_project(text: str, read: Read) -> None:
    assert not subjects(read, text) & {Subject.DURATION, Subject.WINDOW}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Stability studies of a mAb, lead time 3 months.", "duration:13-13"),
        ("A project of 12 months with stability studies.", "duration:52-52"),
    ],
)
def test_the_time_of_the_work_beside_a_stability_study_stays(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Fractionation of pooled plasma into albumin.",
        "Plasma-derived immunoglobulin, 4,000 L of plasma.",
        "Factor IX from human plasma, filled in vials.",
    ],
)
def test_what_comes_from_plasma_is_listed_and_no_recombinant_protein(text: str, read: Read) -> None:
    reading = read(text)
    assert Subject.MODALITY not in {one.subject for one in reading.requirements}
    assert "biologics-drug-substance" not in {one.code for one in reading.requirements}
    assert "l-bioreactor" not in {one.unit for one in reading.requirements}
    assert Doubt.NOT_IN_PROFILES in {one.doubt for one in reading.unclear}


@pytest.mark.parametrize(
    "text", ["Recombinant factor VIII in CHO cells, 500 L.", "Recombinant albumin, not plasma-derived."]
)
def test_the_same_protein_made_in_cells_is_a_recombinant_one(text: str, read: Read) -> None:
    assert "modality:recombinant-protein" in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Influenza vaccine with an adjuvant.", "adjuvant"),
        ("A live virus vaccine, 200 L.", "live virus"),
        ("No drug: Class IIa software.", "Class IIa software"),
    ],
)
def test_what_no_profile_says_is_listed(text: str, words: str, read: Read) -> None:
    assert words in {one.words for one in read(text).unclear}


def test_adjuvant_treatment_adds_nothing_to_a_vaccine(read: Read) -> None:
    assert Doubt.NOT_IN_PROFILES not in {one.doubt for one in read("A mAb for adjuvant treatment of melanoma.").unclear}
