"""An amount stays with its package, and a number of batches with the scale that it stands with."""

from collections.abc import Callable
from datetime import date

import pytest

from projects.briefs.benchmark import shipped_vocabulary
from projects.briefs.planning import Plan, plans_of
from projects.briefs.reading import read_brief

TODAY = date(2026, 11, 24)
Planned = Callable[[str], dict[str, Plan]]


@pytest.fixture(scope="module")
def planned() -> Planned:
    vocabulary = shipped_vocabulary()

    def plans(text: str) -> dict[str, Plan]:
        return {one.line: one for one in plans_of(read_brief(text, vocabulary, TODAY).requirements, vocabulary, text)}

    return plans


def amount(plan: Plan) -> tuple[str, int | None]:
    return (f"{plan.scale.low:f} {plan.scale.unit}" if plan.scale else "", plan.batches)


def told(plan: Plan) -> list[str]:
    return [one.words for one in plan.left]


@pytest.mark.parametrize(
    ("text", "line", "expected", "left"),
    [
        ("AAV，毒理批50L一批，GMP临床批200L两批", "aav-gmp-manufacture", ("200 l-bioreactor", 2), []),
        ("AAV，毒理批50L一批，GMP临床批200L两批", "vector-services", ("50 l-bioreactor", 1), []),
        (
            "小分子原料药：毒理批20kg一批，GMP临床批50kg两批",
            "api-clinical-manufacture",
            ("50 kg-ds-batch", 2),
            ["毒理批20kg一批"],
        ),
        (
            "Small molecule API: one tox batch of 20 g, then two clinical GMP batches of 100 g.",
            "api-clinical-manufacture",
            ("100 g-ds-batch", 2),
            ["one tox batch of 20 g"],
        ),
    ],
)
def test_a_scale_and_the_number_of_batches_beside_it_stay_together(
    planned: Planned, text: str, line: str, expected: tuple[str, int], left: list[str]
):
    plan = planned(text)[line]
    assert amount(plan) == expected
    assert told(plan) == left


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("siRNA原料药GMP生产：100 g，用于I期；后续II期1 kg", "后续II期1 kg"),
        ("siRNA drug substance under GMP: 100 g for Phase I; later 1 kg for Phase II.", "later 1 kg for Phase II"),
    ],
)
def test_the_nearest_phase_is_the_packages_and_a_later_one_is_told_as_what_it_is(planned: Planned, text: str, later: str):
    plan = planned(text)["oligo-gmp-api"]
    assert (amount(plan), plan.stage, told(plan)) == (("100 g-ds-batch", None), "phase-1", [later])


def test_a_vaccine_gets_its_amounts_as_an_antibody_does_and_its_clinical_batches_are_no_preclinical_ones(planned: Planned):
    plans = planned("重组疫苗，CHO。毒理批200L一批，GMP临床批1000L两批。制剂：冻干，每批5000瓶。")
    found = {line: (*amount(one), one.stage, told(one)) for line, one in plans.items()}
    assert found == {
        "non-gmp-tox-material": ("200 l-bioreactor", 1, "preclinical-ind-enabling", []),
        "vaccine-antigen-ds": ("1000 l-bioreactor", 2, "phase-1", []),
        "lyophilised-manufacture": ("5000 vials-batch", None, "phase-1", []),
    }


def test_what_prepares_a_product_keeps_the_amount_that_stands_with_it(planned: Planned):
    plans = planned("ADC：毒素-连接子GMP合成每批200g；偶联原液500L，3批。")
    assert amount(plans["linker-payload-synthesis"]) == ("200 g-ds-batch", None)
    assert amount(plans["adc-ds-gmp"]) == ("500 l-conjugation", 3)


def test_patients_are_batches_of_the_cells_and_not_of_the_vector_beside_them(planned: Planned):
    plans = planned("慢病毒GMP生产2批，每批50L；自体CAR-T细胞GMP生产30例患者")
    assert amount(plans["lentivirus-gmp-manufacture"]) == ("50 l-bioreactor", 2)
    assert amount(plans["autologous-gmp-manufacture"]) == ("", 30)


@pytest.mark.parametrize(
    "text",
    [
        "We need process development for a recombinant protein in E. coli, then a tox batch (100 L) and one GMP batch (500 L).",
        "E. coli protein: process development; a tox batch at 100 L; one GMP batch at 500 L; fill 2,000 vials.",
    ],
)
def test_batches_of_a_microbe_keep_their_litres_which_are_those_of_a_fermenter(planned: Planned, text: str):
    plans = planned(text)
    assert amount(plans["non-gmp-tox-material"])[0] == "100 l-fermenter"
    assert amount(plans["microbial-ds-clinical"]) == ("500 l-fermenter", 1)
    assert told(plans["non-gmp-tox-material"]) == told(plans["microbial-ds-clinical"]) == []
