"""Starts and ends as people say them: the latest start, the window between a start and an end, weeks of the calendar."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.test_figures_more import counted

Read = Callable[[str], Reading]
LATEST = "This is the latest day to start, which is not compared. Write from when the work may start, and by when it must be done."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mAb. Start no later than March 2027", "Start no later than March 2027"),
        ("mAb. Start by March 2027", "Start by March 2027"),
        ("mAb. Latest start: March 2027", "Latest start: March 2027"),
        ("mAb. Kick off no later than March 2027", "Kick off no later than March 2027"),
        ("mAb, kick-off within 3 months", "kick-off within 3 months"),
        ("mAb. Work must begin before June 2028", "begin before June 2028"),
        ("mAb. Start at the latest in June 2028", "Start at the latest in June 2028"),
        ("mAb. We cannot start later than May 2027", "cannot start later than May 2027"),
        ("mAb. Manufacture must be under way by March 2028", "under way by March 2028"),
        ("mAb. Work to commence on or before 1 June 2028", "commence on or before 1 June 2028"),
        ("单抗，2027年3月前启动", "2027年3月前启动"),
    ],
)
def test_latest_start_is_listed_and_neither_the_first_nor_the_last_day(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert counted(reading) == set()
    assert [note.reason for note in reading.unclear] == [LATEST]
    assert reading.unclear[0].words in words


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb, kick-off no later than 1 June 2028 and finish by 31 Dec 2028", "window:..2028-12-31"),
        ("mAb, start in 3 months", "window:2027-02-24.."),
        ("mAb, not earlier than March 2027", "window:2027-03-01.."),
        ("mAb, start no sooner than March 2027", "window:2027-03-01.."),
        ("mAb, delivery on or before 1 June 2028", "window:..2028-06-01"),
    ],
)
def test_first_and_last_days_are_told_from_a_latest_start(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("AAV. Start: 1 March 2027", "window:2027-03-01.."),
        ("AAV. Kick-off date: 1 March 2027", "window:2027-03-01.."),
        ("AAV. Start: 01.03.2027\nEnd: 30.11.2027", "window:2027-03-01..2027-11-30"),
        ("AAV, kick-off 04.05.2027, end 30.11.2027", "window:2027-05-04..2027-11-30"),
        ("mAb, starting between March and May 2027, end Q1 2028", "window:2027-03-01..2028-03-31"),
        ("mAb, kick-off between 1 March 2027 and 31 May 2027", "window:2027-03-01.."),
        ("mAb, start date: Q3 2027, finish: Q2 2028", "window:2027-07-01..2028-06-30"),
        ("mAb from mid-January to end of June 2027", "window:2027-01-01..2027-06-30"),
        ("mAb, January through June 2027", "window:2027-01-01..2027-06-30"),
        ("mAb by end Q1 2028", "window:..2028-03-31"),
        ("mAb in wk 14 2027", "window:2027-04-05..2027-04-11"),
        ("mAb in week 14 of 2027", "window:2027-04-05..2027-04-11"),
        ("mAb, start CW 14/2027", "window:2027-04-05.."),
    ],
)
def test_start_and_end_are_one_window(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}


@pytest.mark.parametrize(
    "text",
    ["AAV. Decision: 15 Jan 2027\nStart: 1 March 2027", "AAV. Vendor decision by 15 Jan 2027, start on 1 March 2027"],
)
def test_day_of_a_decision_is_no_time_of_the_work(text: str, read: Read) -> None:
    reading = read(text)
    assert counted(reading) == {"window:2027-03-01.."}
    assert any("15 Jan 2027" in note.words for note in reading.unclear)


def test_week_that_no_year_has_is_listed(read: Read) -> None:
    reading = read("mAb in week 60 2027")
    assert (counted(reading), [note.words for note in reading.unclear]) == (set(), ["week 60 2027"])


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb, 6 to 8 weeks turnaround", "duration:6-8"),
        ("mAb, turnaround time of 6 to 8 weeks", "duration:6-8"),
        ("mAb, turnaround time 10 business days", "duration:2-2"),
        ("mAb, not more than 5 months", "duration:None-22"),
        ("mAb, at most 12 months", "duration:None-52"),
        ("mAb. Lead time must not exceed 20 weeks", "duration:None-20"),
        ("mAb. Delivery must take no longer than 9 months", "duration:None-39"),
        ("mAb, 16 weeks from PO to delivery", "duration:16-16"),
    ],
)
def test_longest_time_that_the_work_may_take_is_its_duration(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}


@pytest.mark.parametrize("text", ["Bioanalysis, samples not more than 3 months old", "mAb lots at most 6 months apart"])
def test_age_of_a_thing_is_no_duration(text: str, read: Read) -> None:
    assert counted(read(text)) == set()
