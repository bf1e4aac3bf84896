"""What stands in a brief and no rule took is listed: nothing is lost without a line, and nothing is listed that asks for nothing."""

from collections.abc import Callable

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.reading_json import draft_of, read_back, written
from projects.briefs.requirements import Reading

Read = Callable[[str], Reading]
SUBSTANCE = "GMP drug substance of a monoclonal antibody, 2,000 L."


def untaken(read: Read, text: str) -> list[str]:
    """The words that were not taken into account."""
    return [one.words for one in read(text).unclear if one.doubt is Doubt.NOT_TAKEN]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Purity > 98%, single impurity < 0.5%.", "Purity > 98%, single impurity < 0.5%"),
        ("Product temperature below -60C.", "Product temperature below -60C"),
        ("The site must be FDA inspected in the last three years.", "must be FDA inspected in the last three years"),
        ("Two suppliers wanted, at least one of them new.", "Two suppliers wanted"),
        ("24 patients in year one, rising to 60 per year.", "rising to 60 per year"),
        ("Particle size D50 5 µm.", "Particle size D50 5 µm"),
        ("Filled in 10 mL vials.", "Filled in 10 mL vials"),
        ("Number of SKUs | 17", "Number of SKUs | 17"),
        ("纯度≥99%。", "纯度≥99"),
        ("两种规格。", "两种规格"),
        ("上海或周边3小时车程内。", "上海或周边3小时车程内"),
        ("合作年限5年起。", "合作年限5年起"),
    ],
)
def test_a_figure_that_no_rule_took_is_listed_with_its_words(said: str, words: str, read: Read) -> None:
    assert any(words in line for line in untaken(read, f"{SUBSTANCE}\n{said}")), untaken(read, f"{SUBSTANCE}\n{said}")


@pytest.mark.parametrize(
    "said",
    [
        "Publication rights must stay with the hospital.",
        "Exclusivity of sequences is a must.",
        "A segregated suite is a must.",
        "We want to see the suite before signing.",
        "No animal-derived components.",
        "须有独立的留样室。",
        "要求乙方配备双语项目经理。",
    ],
)
def test_a_sentence_that_asks_for_something_nobody_understood_is_listed(said: str, read: Read) -> None:
    assert untaken(read, f"{SUBSTANCE}\n{said}") == [said.rstrip(".。")]


@pytest.mark.parametrize(
    "said",
    [
        "2. Scope of work",
        "2.1 Scope of work",
        "Our team of 12 people is in Leuven.",
        "Founded in 2019.",
        "Series B of EUR 40 million closed in May 2025.",
        "Phase 2a showed 45% response.",
        "Please send your proposal by 15 January 2027.",
        "Payment within 60 days of the invoice.",
        "BioX GmbH, Lindenstr. 14, 10115 Berlin",
        "Tel: +49 30 1234567",
        "RFP 2027-014 rev. 2, page 3",
        "The target is IL-17 and CD3, labelled with 177Lu or 14C.",
        "Under 21 CFR Part 11 and ISO 13485.",
        "It is a 2+1 format, BCS class 2, phase 1b.",
        "What we need:",
        "No GMP yet.",
        "报价有效期90天。",
        "联系电话：021-55667788。",
        "第3章 工作范围",
        "采购需求说明",
    ],
)
def test_what_asks_for_nothing_is_not_listed(said: str, read: Read) -> None:
    assert untaken(read, f"{SUBSTANCE}\n{said}") == []


def test_what_is_read_or_listed_already_is_not_listed_again(read: Read) -> None:
    text = "mAb drug substance, 2,000 L, three batches, EUR 2 million, Q3 2027, in Germany, at 150 mg/mL."
    assert untaken(read, text) == []


def test_neighbours_of_one_sentence_are_one_line(read: Read) -> None:
    text = f"{SUBSTANCE} Groups: 5 arms, 12 visits, 7 cards each. Reports every 6 months."
    assert len(untaken(read, text)) == 2


def test_a_route_of_goods_is_listed_and_no_site(read: Read) -> None:
    reading = read("Import PBMC samples from Japan, with the customs clearance.")
    assert any("Japan" in line for line in untaken(read, "Import PBMC samples from Japan, with the customs clearance."))
    assert not any(one.code == "JP" for one in reading.requirements)


def test_where_the_buyer_sits_is_not_listed(read: Read) -> None:
    assert untaken(read, f"We are a biotech in Basel, Switzerland. {SUBSTANCE}") == []


def test_an_abbreviation_in_a_line_that_is_listed_stands_there_once(read: Read) -> None:
    reading = read(f"{SUBSTANCE} LLOQ 50 pg of it.")
    assert [one.words for one in reading.unclear if "LLOQ" in one.words] == ["LLOQ 50 pg of it"]


def test_of_many_lines_ten_are_listed_those_that_ask_first_and_the_rest_is_counted(read: Read) -> None:
    told = "\n".join(f"- part {letter} has {number} pins" for number, letter in enumerate("ghijklmnop", start=11))
    asked = "\n".join(f"- it must have {number} doors" for number in range(31, 34))
    lines = [one for one in read(f"{SUBSTANCE}\n{told}\n{asked}").unclear if one.doubt is Doubt.NOT_TAKEN]
    assert len(lines) == 10
    assert [one.more for one in lines] == [0] * 9 + [3]
    assert sum("doors" in one.words for one in lines) == 3
    assert "3 more lines" in lines[-1].reason


def test_how_many_are_left_out_is_kept_with_the_draft(read: Read) -> None:
    told = "\n".join(f"- part {letter} has {number} pins" for number, letter in enumerate("ghijklmnopqr", start=11))
    reading = read(f"{SUBSTANCE}\n{told}")
    assert read_back(written(draft_of(reading))).unclear == reading.unclear
