"""Starts and ends as people say them: the latest start, the window between a start and an end, weeks of the calendar."""

from collections.abc import Callable

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.test_figures_more import counted

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("mAb. Start no later than March 2027", "2027-03-31", "Start no later than March 2027"),
        ("mAb. Start no later than Q2 2027", "2027-06-30", "Start no later than Q2 2027"),
        ("mAb. Start by March 2027", "2027-03-31", "Start by March 2027"),
        ("mAb. Latest start: March 2027", "2027-03-31", "Latest start: March 2027"),
        ("mAb. Kick off no later than March 2027", "2027-03-31", "Kick off no later than March 2027"),
        ("mAb, kick-off within 3 months", "2027-02-24", "kick-off within 3 months"),
        ("mAb. Work must begin before June 2028", "2028-05-31", "begin before June 2028"),
        ("mAb. Start at the latest in June 2028", "2028-06-30", "Start at the latest in June 2028"),
        ("mAb. We cannot start later than May 2027", "2027-05-31", "cannot start later than May 2027"),
        ("mAb. Manufacture must be under way by March 2028", "2028-03-31", "under way by March 2028"),
        ("mAb. Work to commence on or before 1 June 2028", "2028-06-01", "commence on or before 1 June 2028"),
        ("单抗，2027年3月前启动", "2027-03-31", "2027年3月"),
        ("单抗，最迟2027年6月开工", "2027-06-30", "最迟2027年6月"),
        ("mAb. Start date (latest): 01.03.2027", "2027-03-01", "Start date (latest): 01.03.2027"),
        ("mAb.\nLatest start | March 2027", "2027-03-31", "Latest start | March 2027"),
        ("mAb. Start ASAP, no later than Q2 2027", "2027-06-30", "Start ASAP, no later than Q2 2027"),
        ("单抗，最晚于2027年3月1日启动", "2027-03-01", "最晚于2027年3月1日"),
        ("单抗，最迟不超过2027年6月启动", "2027-06-30", "最迟不超过2027年6月"),
        ("单抗，2027年二季度之前必须开工", "2027-06-30", "2027年二季度"),
        ("单抗，希望尽快启动，最迟2027年6月", "2027-06-30", "尽快启动，最迟2027年6月"),
        ("单抗，开始时间（最迟）：2027-03-01", "2027-03-01", "2027-03-01"),
    ],
)
def test_the_latest_start_is_neither_the_first_nor_the_last_day(text: str, day: str, words: str, read: Read) -> None:
    reading = read(text)
    assert counted(reading) == {f"window:.. begun by {day}"}
    (window,) = (one for one in reading.requirements if one.subject is Subject.WINDOW)
    assert words in window.words
    assert reading.unclear == ()


@pytest.mark.parametrize(
    "text",
    [
        "mAb drug substance. The phase I trial must start by March 2027",
        "单抗CHO原液，临床试验须于2027年3月前启动",
        "mAb drug substance. We must start dosing by March 2027",
        "mAb drug substance. Enrolment must begin by March 2027",
    ],
)
def test_by_when_a_trial_begins_is_no_start_of_the_making(text: str, read: Read) -> None:
    reading = read(text)
    assert counted(reading) == set()
    assert [note.doubt for note in reading.unclear] == [Doubt.EVENT]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("AAV. Start 2028, end 2027", {"window:2028-01-01..", "window:..2027-12-31"}),
        (
            "AAV. Start not before 2028. It must begin by June 2027",
            {"window:2028-01-01..", "window:.. begun by 2027-06-30"},
        ),
    ],
)
def test_days_that_do_not_go_together_are_both_read_and_told(text: str, facts: set[str], read: Read) -> None:
    reading = read(text)
    assert counted(reading) == facts
    assert [note.doubt for note in reading.unclear] == [Doubt.BEFORE_START]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb, kick-off no later than 1 June 2028 and finish by 31 Dec 2028", "window:..2028-12-31 begun by 2028-06-01"),
        ("mAb, start from May 2027, at the latest by July 2027", "window:2027-05-01..2027-07-31"),
        ("mAb, from January 2027, start no later than March 2027", "window:2027-01-01.. begun by 2027-03-31"),
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
        ("mAb, starting between March and May 2027, end Q1 2028", "window:2027-03-01..2028-03-31 begun by 2027-05-31"),
        ("mAb, kick-off between 1 March 2027 and 31 May 2027", "window:2027-03-01.. begun by 2027-05-31"),
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
