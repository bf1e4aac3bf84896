"""Limits that seem to say their opposite, and musts that another sentence must not take away."""

from collections.abc import Callable
from itertools import permutations

import pytest

from projects.briefs.requirements import Force, Reading
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("start not before July 2027", "2027-07-01.."),
        ("not needed until Q2 2028", "2028-04-01.."),
        ("We don't need it before 2028", "2028-01-01.."),
        ("Cannot start before July 2027", "2027-07-01.."),
        ("not prior to July 2027", "2027-07-01.."),
        ("not after March 2028", "..2028-03-31"),
        ("prior to July 2027", "..2027-06-30"),
        ("before July 2027", "..2027-06-30"),
        ("not before Q3 2027 and not after Q1 2028", "2027-07-01..2028-03-31"),
        ("before the end of 2027", "..2027-12-31"),
        ("before mid-2027", "..2027-07-01"),
    ],
)
def test_a_day_that_is_denied_is_the_other_end(said: str, window: str, read: Read) -> None:
    assert f"window:{window}" in facts_of(read(f"mAb drug substance at 2,000 L. {said}."))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Only US sites are acceptable.", "US"),
        ("We would only consider sites in the US.", "US"),
        ("Only a US site can be accepted.", "US"),
        ("Only sites in Spain may be proposed for the mAb.", "ES"),
        ("No site but a US one can be taken.", "US"),
        ("Sites outside the EU are not acceptable.", "ES"),
        ("Sites other than Spain are not wanted.", "ES"),
        ("We cannot work outside the EU.", "ES"),
        ("We can't go outside Europe.", "ES"),
        ("Material may not leave the EU.", "ES"),
    ],
)
def test_what_only_some_may_is_required_of_all(said: str, code: str, read: Read) -> None:
    facts = facts_of(read(f"mAb drug substance at 2,000 L. {said}"))
    assert f"country:{code}:must" in facts
    assert {"modality:mab:must", "service-line:biologics-drug-substance:must"} <= facts


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("We can only consider China as a backup.", "country:CN:must"),
        ("We'd love Denmark. Sweden works too.", "country:DK:must"),
        ("We had bad experience with India.", "country:IN:must"),
    ],
)
def test_what_is_only_put_up_with_is_no_must(said: str, fact: str, read: Read) -> None:
    assert fact not in facts_of(read(f"mAb drug substance at 2,000 L. {said}"))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Commercial capsules, must be in Portugal, US FDA approved.", {"country:PT", "jurisdiction:us"}),
        (
            "Autologous CAR-T manufacture for 24 patients in Phase I, in Germany or the Netherlands.",
            {"country:DE", "country:NL"},
        ),
        ("GMP manufacture of an AAV vector in Spain for a Phase I trial with 12 patients.", {"country:ES"}),
        ("We need a Phase I unit in Australia.", {"country:AU", "jurisdiction:au"}),
        ("AAV manufacture for a Phase I trial in Spain.", {"jurisdiction:es"}),
        ("Vials filled, transported to hospitals in Germany, France and Italy.", {"jurisdiction:de", "jurisdiction:it"}),
    ],
)
def test_a_place_is_a_site_where_something_is_made_and_a_market_where_something_is_filed(
    text: str, places: set[str], read: Read
) -> None:
    assert places <= facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HPAPI 2 kg, Phase I.", "hpapi"),
        ("ADC 5 kg for Phase II.", "adc"),
        ("AAV 1,000 L, commercial.", "aav"),
        ("AAV 9 vector at 200 L.", "aav"),
        ("TIL 20 batches for Phase II.", "tcr-til"),
    ],
)
def test_a_medicine_is_read_beside_its_amount(text: str, code: str, read: Read) -> None:
    assert f"modality:{code}" in facts_of(read(text))


def test_a_row_that_names_the_product_takes_nothing_from_the_next_rows(read: Read) -> None:
    facts = facts_of(read("Product AAV vector\nCountry Germany\nScale 200 L"))
    assert {"modality:aav:must", "country:DE:must", "scale:200-200 l-bioreactor"} <= facts


SENTENCES = (
    "Commercial capsules, 200 million per year.",
    "Must also do stability studies.",
    "Must have EU GMP.",
    "Sites in Germany are required.",
)


@pytest.mark.parametrize(
    "texts", [SENTENCES, ("100,000 tablets for Phase II.", *SENTENCES[1:]), ("3,000 vials of a mAb.", *SENTENCES[1:])]
)
def test_a_must_more_takes_no_must_away(texts: tuple[str, ...], read: Read) -> None:
    for first, second in permutations(texts, 2):
        alone = [
            one
            for one in read(first + " Thank you for your help.").requirements
            if one.force is Force.MUST and not one.is_guess
        ]
        both = {(one.subject, one.code) for one in read(f"{first} {second}").requirements if one.force is Force.MUST}
        assert {(one.subject, one.code) for one in alone} <= both, (first, second)


def test_a_medicine_that_is_not_needed_says_nothing_of_what_is_made(read: Read) -> None:
    facts = facts_of(read("Phase II bispecific antibody drug substance at 2,000 L. HPAPI is not needed."))
    assert not {one for one in facts if "hpapi" in one or "api-manufacture" in one}


@pytest.mark.parametrize(
    "said", ["NDA first.", "NDA required before details.", "Please sign our NDA.", "CDA/NDA comes first."]
)
def test_an_agreement_that_is_to_be_signed_is_no_application(said: str, read: Read) -> None:
    facts = facts_of(read(f"Phase II antibody drug substance at 2,000 L. {said}"))
    assert "confidentiality:cda-required:must" in facts
    assert "service-line:marketing-applications" not in facts


@pytest.mark.parametrize(
    ("said", "budget"),
    [
        ("MEUR 4.", "4000000-4000000 EUR"),
        ("MEUR 2.5-3.", "2500000-3000000 EUR"),
        ("KUSD 750.", "750000-750000 USD"),
        ("TEUR 800.", "800000-800000 EUR"),
        ("k€ 800, firm.", "800000-800000 EUR"),
        ("4 MEUR.", "4000000-4000000 EUR"),
    ],
)
def test_thousands_and_millions_stand_before_the_currency_too(said: str, budget: str, read: Read) -> None:
    assert f"budget:{budget}" in facts_of(read(f"mAb drug substance. Budget {said}"))
