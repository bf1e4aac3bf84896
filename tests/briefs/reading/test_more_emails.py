"""What else sourcing managers write in mails: strengths of tablets, a second choice of places, hospitals that are supplied, where a step is
done already."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Tablets, 100-150 M tabs/yr.", "scale:100000000-150000000 tablets-year"),
        ("Tablet, 30 million tabs per year", "scale:30000000-30000000 tablets-year"),
        ("Filling of 20 M vials a year.", "scale:20000000-20000000 vials-year"),
        ("HPAPI steroid, 300 kg/yr commercial, crystallisation development.", "service-line:hpapi-manufacture"),
        ("口服缓释片，需要CMO商业化生产，年产3亿片", "service-line:oral-solid-manufacture"),
        ("We need batch release (QP) and import testing.", "service-line:qp-batch-release"),
        ("CDMO with continuous manufacturing for hormone tablets.", "service-line:oral-solid-manufacture"),
        ("Vaccine: recombinant protein subunit in Pichia, 2,000 L.", "modality:vaccine-protein"),
        ("Filling, Mexico or Puerto Rico preferred, otherwise continental US.", "country:US:wish"),
        ("没有合适的国内厂家就找日本的，抗体原液2000L", "country:JP:wish"),
        ("Ac-225药物GMP生产，国内没有的话日本、澳洲也可以", "country:AU:wish"),
        ("Run a SAD study in healthy volunteers, Australia or New Zealand, 72 subjects.", "country:NZ"),
        ("Run a SAD study in healthy volunteers, Australia or New Zealand, 72 subjects.", "country:AU"),
        ("Lu-177 doses, distribution to 25 hospitals in DE, FR, IT.", "jurisdiction:eu"),
        ("Lu-177 doses, distribution to 25 hospitals in Germany and Japan.", "jurisdiction:jp"),
        ("SAD study in healthy volunteers, first subject in by March 2027.", "window:.. begun by 2027-03-31"),
        ("Target countries: Brazil, Japan. mAb DS.", "jurisdiction:br"),
        ("阿达木单抗III期样品生产，申报国家：中国、巴西", "jurisdiction:br"),
        ("阿达木单抗III期样品生产，同时做头对头分析相似性", "service-line:comparability-studies"),
        ("Oncolytic HSV-1 at 10 L, including MVB/WVB", "service-line:cell-bank-manufacture"),
        ("寻求凝胶贴膏CDMO，放大至20万贴/批", "service-line:dp-manufacture"),
        ("Phase I of a T cell engager, 5 sites in Spain. CRO for monitoring, DM, stats.", "service-line:data-management"),
        ("Phase I of a T cell engager, 5 sites in Spain. CRO for monitoring, DM, stats.", "jurisdiction:es"),
        ("Backup site for drug product assembly: autoinjector.", "service-line:combination-device-development"),
        ("做病毒清除验证，12月出报告。", "window:2026-12-01..2026-12-31"),
    ],
)
def test_it_is_read_as_it_is_meant(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Second source for our approved tablet (25 mg and 50 mg).", "scale"),
        ("Need GLP 28-day tox in rat, dermal route. Compound is a BTK inhibitor cream.", "service-line:dp-manufacture"),
        ("Need GLP 28-day tox in rat, dermal route. Compound is a BTK inhibitor.", "service-line:api-manufacture"),
        ("Fill/finish only, 800 vials per lot. AAV DS at Forge.", "service-line:aav-gmp-manufacture"),
        ("Fill finish of cartridges. Capacity reservation fee acceptable.", "service-line:cdmo-selection-advisory"),
        ("Peptide API, two suppliers, at least one outside China.", "country:CN"),
        ("Ac-225药物GMP生产，国内没有的话日本、澳洲也可以", "jurisdiction:jp"),
        ("Lu-177 doses, distribution to 25 hospitals in DE, FR, IT.", "country"),
        ("GMP vial filling, 5 caps per vial", "scale"),
        ("mAb DS, registration starting materials strategy", "stage:registration-filing"),
        ("Labelling and serialisation, EU. MAH in Ireland.", "jurisdiction:cn"),
        ("mAb DS. Currently at ph2 CMO in Korea, wants to move to Europe.", "jurisdiction:kr"),
        ("Type 2 DM trial, phase 2", "service-line:data-management"),
        ("做病毒清除验证，12月出报告。", "duration"),
    ],
)
def test_it_is_not_taken_for_something_else(text: str, absent: str, read: Read) -> None:
    assert not [one for one in facts_of(read(text)) if one.startswith(absent)]


def test_a_place_that_one_of_two_suppliers_must_not_be_in_is_listed(read: Read) -> None:
    listed = [one.words for one in read("Peptide API, two suppliers, at least one outside China.").unclear]
    assert "China" in listed


def test_a_drug_substance_at_a_scale_is_still_asked_for(read: Read) -> None:
    assert "service-line:biologics-drug-substance" in facts_of(read("mAb DS at 200 L and DP."))


def test_milligrams_of_an_oligonucleotide_are_an_amount(read: Read) -> None:
    assert [one for one in facts_of(read("siRNA, 500 mg non-GMP for a tox study.")) if one.startswith("scale:")]
