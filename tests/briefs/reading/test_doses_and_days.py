"""Doses of a batch are not those of a year, the way of cells takes days, and the day of the clinic is not that of the work."""

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Subject
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_mentioned import Read


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mRNA vaccine, 30,000 doses per batch.", "scale:30000-30000 doses-batch"),
        ("mRNA vaccine, 2 million doses per year.", "scale:2000000-2000000 doses-year"),
    ],
)
def test_what_a_number_is_of_is_said_beside_it(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Autologous CAR-T manufacture, vein-to-vein below 21 days.", "vein-to-vein below 21 days"),
        ("Autologous CAR-T manufacture, turnaround <6 weeks needle to needle.", "needle to needle"),
        ("自体CAR-T生产，静脉到静脉不超过21天。", "静脉到静脉不超过21天"),
    ],
)
def test_the_time_of_one_patient_is_listed_and_is_no_time_of_the_work(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert Subject.DURATION not in {one.subject for one in reading.requirements}
    assert {note.words: note.doubt for note in reading.unclear}[words] is Doubt.NOT_IN_PROFILES


def test_doses_of_neither_a_batch_nor_a_year_are_asked_back(read: Read) -> None:
    reading = read("3 million doses of an mRNA vaccine.")
    assert Subject.SCALE not in {one.subject for one in reading.requirements}
    assert Doubt.BATCH_OR_YEAR in {one.doubt for one in reading.unclear}


@pytest.mark.parametrize(
    "text",
    [
        "mAb at 500 L. Our candidate enters the clinic in 2028.",
        "mAb at 500 L. The medicine shall enter clinical trials in Q2 2028.",
        "mAb at 500 L. We move into Phase II in 2028.",
        "Autologous CAR-T, vein-to-vein under 14 days.",
    ],
)
def test_when_a_medicine_reaches_people_is_no_window(text: str, read: Read) -> None:
    assert Subject.WINDOW not in {one.subject for one in read(text).requirements}


@pytest.mark.parametrize(
    "text",
    [
        "A mAb to enter the clinic, GMP batches by June 2028.",
        "GMP batches of a mAb by June 2028; it goes into the clinic in 2029.",
        "CAR-T batches in under 14 weeks.",
    ],
)
def test_the_days_of_the_work_stay_windows(text: str, read: Read) -> None:
    assert Subject.WINDOW in {one.subject for one in read(text).requirements}
