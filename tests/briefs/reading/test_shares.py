"""A place is asked of the services that the words around it name, and of all where they do not make that clear."""

from collections.abc import Callable
from datetime import date

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Force, Reading, Subject

Read = Callable[[str], Reading]
DS, DP, API, SOLIDS = "biologics-drug-substance", "dp-manufacture", "api-manufacture", "oral-solid-manufacture"
CELLS, CLINICAL, TOX, PACKS = "cho-cell-line-development", "mammalian-ds-clinical", "toxicology", "packaging"


def places(read: Read, text: str) -> dict[str, tuple[str, ...]]:
    """By the words of a place the services that it is asked of, none where it is asked of all."""
    return {
        one.words if one.force is not Force.EXCLUDED else f"not {one.words}": one.service_lines
        for one in read(text).requirements
        if one.subject is Subject.COUNTRY
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("API (small molecule, 50 kg) made in India or China, and the tablets filled in Europe.", {"India or China": (API,), "Europe": (SOLIDS,)}),
        ("Drug substance from a 2,000 L mammalian line in the US, fill-finish into vials in Germany or Austria.", {"US": (DS,), "Germany or Austria": (DP,)}),
        ("单抗原液（2000L，国内），制剂灌装放在欧洲。", {"国内": (DS,), "欧洲": (DP,)}),
        ("原液国内做，制剂在美国灌装。", {"国内": (DS,), "美国": (DP,)}),
        ("抗体原液在中国生产，制剂灌装必须在欧洲，包装在德国。", {"中国": (DS,), "欧洲": (DP,), "德国": (PACKS,)}),
        ("mAb. Drug substance: US or Canada. Drug product: Germany, Switzerland.", {"US or Canada": (DS,), "Germany, Switzerland": (DP,)}),
        ("Antibody:\n- Cell line development: China\n- GMP drug substance, 500 L: US\n- Fill-finish: Germany", {"China": (CELLS,), "US": (CLINICAL,), "Germany": (DP,)}),
        ("Drug substance | 2,000 L | United States\nDrug product | 50,000 vials | Germany", {"United States": (DS,), "Germany": (DP,)}),
        ("Part 1: drug substance of a mAb, 2,000 L\nLocation: US\n\nPart 2: fill-finish in vials\nLocation: Germany", {"US": (DS,), "Germany": (DP,)}),
        ("In the US: cell line development and GMP drug substance of a mAb. In Europe: fill-finish.", {"US": (CELLS, CLINICAL), "Europe": (DP,)}),
        ("In Europe we need drug substance and drug product of a mAb; in China the toxicology.", {"Europe": (DS, DP), "China": (TOX,)}),
        ("We need DS and DP for a mAb, both in Europe, and toxicology in the US.", {"Europe": (DS, DP), "US": (TOX,)}),
        ("API not from China, tablets not from India.", {"not China": (API,), "not India": (SOLIDS,)}),
        ("For the API we prefer Italy or Spain; for the capsules France would be ideal.", {"Italy or Spain": (API,), "France": (SOLIDS,)}),
        ("Mammalian DS (US preferred), DP fill (Germany only).", {"US": (DS,), "Germany": (DP,)}),
        ("mAb DS in the US or Canada; fill-finish in Canada.", {"US or Canada": (DS,), "Canada": (DP,)}),
        ("mAb DS in Korea, DP also in Germany, with packaging in Germany and Austria", {"Korea": (DS,), "Germany": (DP,), "Germany and Austria": (PACKS,)}),
    ],
)  # fmt: skip
def test_places_of_several_clauses_are_each_asked_of_what_their_clause_names(
    read: Read, text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert places(read, text) == {words: tuple(sorted(lines)) for words, lines in expected.items()}


@pytest.mark.parametrize(
    "text",
    [
        "mAb DS and fill-finish in Europe.",
        "We need mAb DS and DP, EU preferred.",
        "mAb drug substance at 2,000 L plus vial filling. Sites in Europe only.",
        "Antibody DS at 2,000 L, fill-finish in Germany.",
        "We need cell line development, DS, and DP of a mAb in Germany.",
        "mAb原液和制剂都要在国内做。",
        "单抗原液生产和制剂灌装，场地在欧洲。",
        "Manufacture of mAb drug substance in Germany. Fill-finish too.",
        "European sites for DS and DP of a mAb.",
    ],
)
def test_a_place_that_is_not_plainly_of_one_is_asked_of_all(read: Read, text: str) -> None:
    found = places(read, text)
    assert found
    assert set(found.values()) == {()}


@pytest.mark.parametrize(
    "text",
    [
        "Antibody DS in two batches of 2,000 L, fill-finish must be in Germany.",
        "Drug substance and drug product for a mAb. The drug product has to be filled in Germany.",
        "We need antibody drug substance and fill-finish. A site in Germany for the fill-finish.",
        "Antibody drug substance can be made anywhere; fill-finish in Germany.",
        "我们需要单抗原液（2000L）和制剂，制剂必须在德国灌装。",
    ],
)
def test_a_single_place_that_is_plainly_of_one_service_is_asked_of_it_alone(read: Read, text: str) -> None:
    assert list(places(read, text).values()) == [(DP,)]


def test_a_place_within_one_for_all_is_asked_of_what_its_own_sentence_names(read: Read) -> None:
    found = places(read, "mAb DS 2,000 L. Sites in the EU. Fill-finish in Germany.")
    assert found == {"EU": (), "Germany": (DP,)}


def test_the_place_of_work_that_is_not_asked_for_shuts_nobody_out_and_is_listed(read: Read) -> None:
    text = "Drug substance is at our Shanghai partner today and stays in China, fill-finish must be in Germany."
    assert places(read, text) == {"Germany": ()}
    assert [one.words for one in read(text).unclear if one.doubt is Doubt.OF_OTHER_WORK] == ["China"]


def test_a_place_that_is_refused_for_one_service_is_no_contradiction_to_it_for_another(read: Read) -> None:
    reading = read("API from China, tablets not from China.")
    assert [one.doubt for one in reading.unclear if one.doubt is Doubt.ASKED_AND_EXCLUDED] == []
    assert places(read, "API from China, tablets not from China.") == {"China": (API,), "not China": (SOLIDS,)}


def test_sites_that_are_refused_for_a_service_do_not_refuse_the_service(read: Read) -> None:
    reading = read("European site for DS and DP of a mAb; no Chinese sites for the drug product.")
    services = {(one.code, one.force) for one in reading.requirements if one.subject is Subject.SERVICE_LINE}
    assert services == {(DS, Force.MUST), (DP, Force.MUST)}


def test_a_part_of_a_region_that_is_wished_for_stands_beside_the_region(read: Read) -> None:
    reading = read("mAb drug substance. Sites in the EU. France or Italy would be best.")
    found = [one for one in reading.requirements if one.subject is Subject.COUNTRY]
    assert {one.code for one in found if one.force is Force.WISH} == {"FR", "IT"}
    assert {"FR", "IT", "DE"} <= {one.code for one in found if one.force is Force.MUST}


def test_a_region_keeps_the_country_of_it_that_another_sentence_asks_for(read: Read) -> None:
    found = [one for one in read("mAb DS. Sites in Europe. The plant must be in Germany.").requirements if one.code == "DE"]
    assert [one.words for one in found] == ["Europe", "Germany"]


def figures(read: Read, text: str, subject: Subject) -> dict[str, tuple[str, ...]]:
    return {one.words: one.service_lines for one in read(text).requirements if one.subject is subject}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mAb drug substance in Q2 2027, drug product in Q4 2027.", {"Q2 2027": (DS,), "Q4 2027": (DP,)}),
        ("mAb DS, start in March 2027. Fill-finish in October 2027.", {"start in March 2027": (DS,), "October 2027": (DP,)}),
        ("单抗原液2027年二季度，制剂灌装2027年四季度。", {"2027年二季度": (DS,), "2027年四季度": (DP,)}),
        ("mAb DS and DP, start in March 2027, delivery by December 2027.", {"start in March 2027, delivery by December 2027": ()}),
    ],
)  # fmt: skip
def test_times_of_several_services_are_their_own(read: Read, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    found = figures(read, text, Subject.WINDOW)
    assert set(found.values()) == set(expected.values())
    assert len(found) == len(expected) or () in found.values()


def test_budgets_of_several_services_are_their_own_and_no_contradiction(read: Read) -> None:
    text = "预算：单抗原液200万欧元，制剂灌装60万欧元。"
    assert figures(read, text, Subject.BUDGET) == {"200万欧元": (DS,), "60万欧元": (DP,)}
    assert not [one for one in read(text).unclear if one.doubt is Doubt.OTHER_BUDGET]
    assert figures(read, "mAb DS and DP. Budget EUR 2m in all.", Subject.BUDGET) == {"EUR 2m": ()}


def test_what_is_filled_and_finished_in_a_month_does_not_only_end_in_it(read: Read) -> None:
    (window,) = [one for one in read("Fill-finish of a mAb in October 2027.").requirements if one.subject is Subject.WINDOW]
    assert (window.starts_on, window.ends_on) == (date(2027, 10, 1), date(2027, 10, 31))
