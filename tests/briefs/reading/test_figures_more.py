"""Figures that look like others: names of sizes, thousands with points, largest sizes, dates of something else."""

from collections.abc import Callable

import pytest

from projects.briefs.reading.amounts.numbers import numbers_in
from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]
COUNTED = {Subject.SCALE, Subject.BATCHES, Subject.BUDGET, Subject.WINDOW, Subject.DURATION}
TWO_WAYS = (
    "This number can be read as thousands or as decimals. Write it without a point, or with both decimals and thousands."
)
CAPPED = "This names the largest size that will do. Providers are compared by what they have at least: write the size that you need."
UNCOUNTED = "This does not say what is counted. Name it: vials, syringes, tablets or another thing that has a unit."
ZERO = "This amount is zero. Write how much is needed, or leave it out."
HUGE = "This number is too large to be meant."
NO_DATE = "There is no such date in the calendar."
EVENT = "This date is read as that of a filing, a meeting or another event, and not as the time of the work. Write when the work is to start or end."
MISFIT = "This unit does not fit what is asked for."
PAST = "This date lies in the past."


def counted(reading: Reading) -> set[str]:
    """The figures among the facts, each once."""
    names = {subject.value for subject in COUNTED}
    return {fact for fact in facts_of(reading) if fact.split(":")[0] in names and fact.count(":") == 1}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Fill-finish of an mAb in 10R vials.", set()),
        ("Fill-finish of an mAb in 2R vials per batch.", set()),
        ("Fill-finish of 20,000 10R vials per batch.", {"scale:20000-20000 vials-batch"}),
        ("Three GMP batches of an mAb, the 3rd batch later.", {"batches:3-3"}),
        ("A peptide, five grams a batch.", {"scale:5-5 g-ds-batch"}),
        ("A peptide, two gram batches.", {"scale:2-2 g-ds-batch"}),
        ("mAb, 150 litres per batch", {"scale:150-150 l-bioreactor"}),
        ("mAb, three 12,000 L PPQ batches", {"batches:3-3", "scale:12000-12000 l-bioreactor"}),
        ("Two T cell batches for a CAR-T", {"batches:2-2"}),
        ("Peptide API, 1/2 tonne per year", {"scale:0.5-0.5 t-api-year"}),
        ("Peptide API, ½ tonne per year", {"scale:0.5-0.5 t-api-year"}),
        ("Peptide API, 2½ tonnes per year", {"scale:2.5-2.5 t-api-year"}),
        ("Peptide API, half a tonne per year", {"scale:0.5-0.5 t-api-year"}),
        ("Peptide API, one and a half tonnes per year", {"scale:1.5-1.5 t-api-year"}),
        ("Peptide API, a quarter of a tonne per year", {"scale:0.25-0.25 t-api-year"}),
        ("Peptide API, a tonne per year", {"scale:1-1 t-api-year"}),
        ("Peptide API, made by a kilo-lab", set()),
        ("mAb, 200 L to 500 L", {"scale:200-500 l-bioreactor"}),
        ("mAb, between 200L and 500L", {"scale:200-500 l-bioreactor"}),
        ("mAb, scale-up from 50 L to 500 L", {"scale:50-None l-bioreactor", "scale:500-500 l-bioreactor"}),
        ("mAb, 10 R vials", set()),
        ("We need 50,000 prefilled syringes per batch.", {"scale:50000-50000 syringes-batch"}),
        ("Prefilled syringes of an mAb, 50,000 per batch", {"scale:50000-50000 syringes-batch"}),
        ("Fill 50,000 sterile prefilled 1 mL syringes per batch.", {"scale:50000-50000 syringes-batch"}),
        ("Tablets of 100 mg, 2.5 million per year", {"scale:2500000-2500000 tablets-year"}),
        ("Filling of vials, 2,500 units", {"scale:2500-2500 vials-batch"}),
        ("预充针灌装，每批5万支", {"scale:50000-50000 syringes-batch"}),
        ("卡式瓶10万支/批", {"scale:100000-100000 syringes-batch"}),
        ("西林瓶灌装，每批5万支", {"scale:50000-50000 vials-batch"}),
        ("mAb, up to 2,000 L", {"scale:None-2000 l-bioreactor"}),
        ("mAb, no less than 50 L", {"scale:50-None l-bioreactor"}),
        ("capsules of size 0", set()),
    ],
)
def test_number_counts_what_stands_beside_it(text: str, facts: set[str], read: Read) -> None:
    assert counted(read(text)) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("mAb, budget 2.500.000 EUR", {"budget:2500000-2500000 EUR"}),
        ("mAb, budget EUR 1.250.000 to 2.500.000", {"budget:1250000-2500000 EUR"}),
        ("2.500.000 tablets per batch", {"scale:2500000-2500000 tablets-batch"}),
        ("mAb at 2.000 L, budget 2.500.000 EUR", {"scale:2000-2000 l-bioreactor", "budget:2500000-2500000 EUR"}),
        ("mAb at 2.000 L, budget 1.500,50 EUR", {"scale:2000-2000 l-bioreactor", "budget:1500.5-1500.5 EUR"}),
        ("mAb at 2.000 L and 1,5 kg", {"scale:2000-2000 l-bioreactor", "scale:1.5-1.5 kg-ds-batch"}),
        ("mAb at 2,000 L, 1.250 kg", {"scale:2000-2000 l-bioreactor", "scale:1.25-1.25 kg-ds-batch"}),
        ("mAb at 0.500 L", {"scale:0.5-0.5 l-bioreactor"}),
    ],
)
def test_points_between_thousands_are_read_where_the_text_shows_them(text: str, facts: set[str], read: Read) -> None:
    assert counted(read(text)) == facts


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("mAb at 2.000 L", "2.000 L", TWO_WAYS),
        ("mAb, budget 2.500 EUR", "2.500 EUR", TWO_WAYS),
        ("12.500 vials of an mAb", "12.500 vials", TWO_WAYS),
        ("mAb, 20,000 vials, at 2.000 L", "2.000 L", TWO_WAYS),
        ("mAb at most 200 L", "at most 200 L", CAPPED),
        ("mAb, no more than 50 L", "no more than 50 L", CAPPED),
        ("mAb, not larger than 50 L", "not larger than 50 L", CAPPED),
        ("mAb, maximum 50 L", "maximum 50 L", CAPPED),
        ("mAb, must not be larger than 50 L", "not be larger than 50 L", CAPPED),
        ("mAb, we do not need more than 50 L", "not need more than 50 L", CAPPED),
        ("mAb, 50 L is the maximum", "50 L is the maximum", CAPPED),
        ("mAb, 200 L or less", "200 L or less", CAPPED),
        ("单抗，不超过500升", "不超过500升", CAPPED),
        ("单抗，500升以下", "500升以下", CAPPED),
        ("mAb, -5 L", "-5 L", "No amount is below zero. Write the amount without the minus sign."),
        ("Fill-finish of 5,000 units", "5,000 units", UNCOUNTED),
        ("20,000 autoinjectors of an mAb", "20,000 autoinjectors", UNCOUNTED),
        ("mAb, 50,000 per batch", "50,000 per batch", UNCOUNTED),
        ("mAb at 1e400 L", "1e400 L", HUGE),
        ("mAb at 99999999999999999999 L", "99999999999999999999 L", HUGE),
        ("AAV, 1e19 vg", "1e19 vg", HUGE),
        ("mAb, 0 batches", "0 batches", ZERO),
        ("mAb, budget 0 EUR", "0 EUR", ZERO),
        ("mAb at 0 L", "0 L", ZERO),
        ("500 kg of CAR-T cells", "500 kg of CAR-T cells", MISFIT),
        ("10 kg of AAV", "10 kg of AAV", MISFIT),
        ("300 vials of a GLP tox study", "300 vials of a GLP tox study", MISFIT),
        ("50,000 patients of mAb drug substance", "50,000 patients of mAb drug substance", MISFIT),
        ("An mAb, 1e14 vg", "1e14 vg", MISFIT),
    ],
)
def test_amount_that_cannot_be_understood_is_listed_and_no_must(text: str, words: str, reason: str, read: Read) -> None:
    reading = read(text)
    assert (words, reason) in [(note.words, note.reason) for note in reading.unclear]
    assert not [one for one in reading.requirements if one.subject in COUNTED and words in one.words]


@pytest.mark.parametrize(
    "text",
    [
        "10 g of plasmid for an AAV",
        "5,000 vials of placebo for the study",
        "20,000 vials of trial medication",
        "300 patients treated with an mAb",
        "1,000 samples of drug substance",
        "500 g of a peptide for rat studies",
    ],
)
def test_unit_that_fits_stays_a_must(text: str, read: Read) -> None:
    reading = read(text)
    assert reading.unclear == ()
    assert len(counted(reading)) == 1


def test_minus_at_the_beginning_of_a_line_is_the_mark_of_a_list(read: Read) -> None:
    assert counted(read("mAb drug substance\n-200 L scale\n-two batches")) == {"scale:200-200 l-bioreactor", "batches:2-2"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mAb, start in Q7 2027", "Q7 2027"),
        ("mAb, ready 31 February 2027", "31 February 2027"),
        ("mAb, ready Feb 31, 2027", "Feb 31, 2027"),
        ("mAb by 2027-02-30", "2027-02-30"),
        ("mAb by 31.02.2027", "31.02.2027"),
        ("mAb, 2027 Q7", "2027 Q7"),
        ("mAb, fifth quarter of 2027", "fifth quarter of 2027"),
        ("单抗，2027年13月", "2027年13月"),
        ("单抗，2027年2月30日完成", "2027年2月30日"),
    ],
)
def test_date_that_no_calendar_has_is_listed(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert (words, NO_DATE) in [(note.words, note.reason) for note in reading.unclear]
    assert counted(reading) == set()


@pytest.mark.parametrize("written", ["15.03.2027", "15/03/2027", "03/15/2027"])
def test_day_in_figures_is_read(written: str, read: Read) -> None:
    assert counted(read(f"mAb by {written}")) == {"window:..2027-03-15"}


def test_day_and_month_in_either_order_are_listed(read: Read) -> None:
    reading = read("mAb by 03/04/2027")
    assert [note.words for note in reading.unclear] == ["03/04/2027"]
    assert counted(reading) == set()


def test_quarter_of_a_year_is_no_standard(read: Read) -> None:
    assert "standard:ich-q7" not in facts_of(read("API, start in Q7 2027"))
    assert "standard:ich-q7" in facts_of(read("API under ICH Q7, start in Q3 2027"))
    assert "standard:ich-q7" in facts_of(read("API to Q7 in 2027"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mAb drug substance; IND in Q4 2027", "Q4 2027"),
        ("mAb drug substance, BLA mid 2028", "mid 2028"),
        ("mAb drug substance; investor meeting in May", "May"),
        ("mAb drug substance for our launch in 2029", "2029"),
        ("mAb drug substance. IND (Q4 2027)", "Q4 2027"),
        ("mAb drug substance. Board meeting: May 2027", "May 2027"),
        ("mAb drug substance, phase 2 start in Q1 2028", "start in Q1 2028"),
        ("单抗原液生产，2027年底申报IND", "2027年底"),
    ],
)
def test_date_of_a_filing_or_a_meeting_is_not_that_of_the_work(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert (words, EVENT) in [(note.words, note.reason) for note in reading.unclear]
    assert counted(reading) == set()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("GMP batch of an mAb by Q2 2027 for our IND in Q4 2027.", {"window:..2027-06-30"}),
        ("mAb drug substance. We file the CTA in Q3 2027. Filling is wanted by June 2027.", {"window:..2027-06-30"}),
        ("mAb, from DNA to IND by Q4 2027", {"window:..2027-12-31"}),
        ("mAb drug substance for the IND by March 2027", {"window:..2027-03-31"}),
        ("BLA writing is needed, filing in H1 2028", {"window:2028-01-01..2028-06-30"}),
        ("A phase 1 trial in Australia, first patient in Q2 2027", {"window:2027-04-01.."}),
    ],
)
def test_date_of_the_work_stays_where_an_event_stands_beside_it(text: str, facts: set[str], read: Read) -> None:
    assert counted(read(text)) == facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb. Start in Q1 2027 and end in Q4 2027", "window:2027-01-01..2027-12-31"),
        ("mAb, May 2027 start", "window:2027-05-01.."),
        ("mAb. The project takes no more than 18 months.", "duration:None-78"),
        ("mAb. The project takes at least 12 months.", "duration:52-None"),
        ("mAb. Start in 4 months, finish within 18", "window:2027-03-24..2028-05-24"),
        ("mAb. Start in 4 months and finish within 18 months.", "window:2027-03-24..2028-05-24"),
        ("mAb, kick-off in January 2027, done by December 2027", "window:2027-01-01..2027-12-31"),
        ("mAb, finish March 2028", "window:..2028-03-31"),
    ],
)
def test_start_is_told_from_an_end(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mAb, finish March 2021", "finish March 2021"),
        ("mAb drug substance, Q3 2025", "Q3 2025"),
        ("单抗原液，2023年完成", "2023年"),
        ("mAb drug substance, start March 2024", "start March 2024"),
        ("mAb drug substance from March 2020 to June 2021", "March 2020 to June 2021"),
    ],
)
def test_window_that_is_over_is_said_to_be(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert [(note.words, note.reason) for note in reading.unclear] == [(words, PAST)]
    assert counted(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "mAb drug substance. We were founded in 2021.",
        "mAb drug substance. The phase 1 study was finished in March 2024.",
        "mAb drug substance. The board meeting was held in May.",
        "mAb to EU GMP Annex 1 (2022)",
        "mAb drug substance. 公司已于2022年成立。",
    ],
)
def test_what_is_told_of_the_past_is_no_matter(text: str, read: Read) -> None:
    reading = read(text)
    assert reading.unclear == ()
    assert counted(reading) == set()


def test_end_before_the_start_of_other_words_is_listed(read: Read) -> None:
    reading = read("mAb. Start in March 2028. Finish by June 2027.")
    assert [note.words for note in reading.unclear] == ["Finish by June 2027"]


@pytest.mark.parametrize(("plain", "value"), [("phase iii, 1,200 patients", 1200), ("phase i, 2,000 l", 2000)])
def test_number_behind_a_phase_has_its_thousands(plain: str, value: int) -> None:
    assert [int(one.one) for one in numbers_in(plain)] == [value]
