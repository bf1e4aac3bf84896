"""So much for a week, a month or a quarter is compared by the year, in units that the product is counted in."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.test_figures_more import counted

Read = Callable[[str], Reading]
RATE = "No unit counts so much in such a time. Write how much one batch is, and how many batches are needed."


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("50 doses per month of CAR-T", "scale:600-600 doses-year"),
        ("CAR-T, 20 patient doses per week", "scale:1040-1040 doses-year"),
        ("CAR-T for 10 patients a month", "scale:120-120 patients-year"),
        ("CAR-T: 5 patient batches per week", "scale:260-260 patient-batches-year"),
        ("Fill-finish of 500 vials per week", "scale:26000-26000 vials-year"),
        ("20,000 tablets a month", "scale:240000-240000 tablets-year"),
        ("Syringe filling, syringes 40,000/month", "scale:480000-480000 sterile-units-year"),
        ("10 kg per month of HPAPI", "scale:0.12-0.12 t-api-year"),
        ("10 kg of HPAPI per month", "scale:0.12-0.12 t-api-year"),
        ("1-2 kg/month of API", "scale:0.012-0.024 t-api-year"),
        ("API, 200 kg each quarter", "scale:0.8-0.8 t-api-year"),
        ("API, monthly demand of 50 kg", "scale:0.6-0.6 t-api-year"),
        ("siRNA drug substance, 5 kg annual", "scale:0.005-0.005 t-api-year"),
        ("HPAPI 10公斤/月", "scale:0.12-0.12 t-api-year"),
        ("AAV, 2 batches per month", "scale:24-24 batches-year"),
        ("AAV, 2 lots monthly", "scale:24-24 batches-year"),
        ("4 AAV batches every quarter", "scale:16-16 batches-year"),
        ("AAV, one batch every two months", "scale:6-6 batches-year"),
        ("AAV, 2 batches every other month", "scale:12-12 batches-year"),
        ("API, 100 lb per year", "scale:0.045359237-0.045359237 t-api-year"),
        ("AAV, 12 batches a year", "scale:12-12 batches-year"),
    ],
)
def test_amount_for_a_week_or_a_month_is_compared_by_the_year(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}


@pytest.mark.parametrize("text", ["plasmid, 100 g per month", "plasmid, 100 g monthly", "质粒，每月100克"])
def test_dna_keeps_its_unit_for_a_month(text: str, read: Read) -> None:
    assert counted(read(text)) == {"scale:100-100 g-dna-month"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mAb, 10 kg/yr", "10 kg/yr"),
        ("mAb drug substance, 300 kg annually", "300 kg annually"),
        ("mAb, 2000 L per month", "2000 L per month"),
        ("Bioanalysis, 10,000 samples per month", "10,000 samples per month"),
        ("plasmid, 2 kg per year", "2 kg per year"),
    ],
)
def test_amount_for_a_time_that_no_unit_counts_is_listed(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert counted(reading) == set()
    assert (words, RATE) in [(note.words, note.reason) for note in reading.unclear]


def test_litres_beside_a_microbe_are_of_its_fermenter_and_not_of_the_conjugation(read: Read) -> None:
    assert counted(read("PEGylated protein, E coli 300 L")) == {"scale:300-300 l-fermenter"}
    assert counted(read("PEGylated protein, E. coli, 300 L ferment")) == {"scale:300-300 l-fermenter"}


def test_tablets_that_a_patient_takes_are_none_that_are_made(read: Read) -> None:
    assert counted(read("Oral solids, two tablets per week")) == set()


def test_month_that_is_a_point_in_time_is_no_rate(read: Read) -> None:
    assert counted(read("API, 100 kg a month before filing")) == {"scale:100-100 kg-ds-batch"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Peptide API, 5 oz", "scale:141.747615-141.747615 g-ds-batch"),
        ("A phase 3 trial with 450 pts", "scale:450-450 trial-subjects"),
    ],
)
def test_other_measures_and_short_words_are_counted(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}
