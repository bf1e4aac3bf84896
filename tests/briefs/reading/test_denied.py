"""What is denied is not asked for, what is asked for is not denied, and what is denied in part shuts nobody out: in Chinese as in English."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]


def starting(facts: set[str], *starts: str) -> set[str]:
    return {fact for fact in facts if fact.startswith(starts)}


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("非CHO表达，重组蛋白原液生产200L", "expression-system:cho"),
        ("非大肠杆菌表达，重组蛋白原液生产", "expression-system:e-coli"),
        ("非CHO/HEK293表达的重组蛋白，原液生产", "expression-system:hek293"),
        ("Non-CHO expression, recombinant protein drug substance 200 L.", "expression-system:cho"),
    ],
)
def test_non_before_a_host_excludes_it_and_leaves_the_work(text: str, excluded: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert {f"{excluded}:excluded", "service-line:biologics-drug-substance:must"} <= facts
    assert f"{excluded}:must" not in facts
    assert not starting(facts, "service-line:fermentation")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("非酵母表达的重组蛋白，细胞株开发", "modality:microbial-protein"),
        ("普通口服片剂，非细胞毒、非激素类，商业化生产", "modality:hpapi"),
        ("普通口服片剂，非细胞毒、非激素类，商业化生产", "service-line:hpapi-manufacture"),
        ("A non-cytotoxic oral tablet, commercial manufacture.", "modality:hpapi"),
        ("非病毒载体mRNA原液生产", "modality:gene-vector"),
    ],
)
def test_a_medicine_that_it_is_not_is_none_asked_for(text: str, denied: str, read: Read) -> None:
    assert not starting(facts_of(read(text)), denied)


def test_non_before_a_standard_denies_the_standard_alone(read: Read) -> None:
    facts = facts_of(read("非GLP毒理研究，小分子"))
    assert starting(facts, "service-line:")
    assert not starting(facts, "standard:glp-oecd")


@pytest.mark.parametrize(
    ("text", "excluded", "asked"),
    [
        ("单抗，细胞株开发不做，需要工艺开发", "cho-cell-line-development", "bioprocess-development"),
        ("单抗项目。冻干不做，只要西林瓶灌装", "lyophilised-manufacture", "aseptic-vial-filling"),
        ("稳定性研究不需要，制剂灌装需要，单抗", "stability-studies", "dp-manufacture"),
        ("单抗\n冻干：否；分析方法开发：不需要；原液生产：2000L", "method-development", "biologics-drug-substance"),
        ("冻干制剂：1万支，无需\n单抗原液：需要", "lyophilised-manufacture", "biologics-drug-substance"),
        ("细胞株开发 ×\n单抗原液 2000L", "cho-cell-line-development", "biologics-drug-substance"),
        ("| 冻干 | 否 |\n| 单抗原液 | 2000L |", "lyophilised-manufacture", "biologics-drug-substance"),
        ("冻干\t否\n单抗原液\t2000L", "lyophilised-manufacture", "biologics-drug-substance"),
        (
            "Lyophilisation: no\nDrug product filling: 10,000 vials\nAntibody.",
            "lyophilised-manufacture",
            "dp-manufacture",
        ),
        ("Stability: not needed\nmAb drug substance: 2,000 L", "stability-studies", "biologics-drug-substance"),
        ("单抗制剂灌装1万支，无需冻干", "lyophilised-manufacture", "dp-manufacture"),
    ],
)
def test_no_behind_a_service_or_in_a_form_excludes_that_service_alone(
    text: str, excluded: str, asked: str, read: Read
) -> None:
    reading = read(text)
    facts = facts_of(reading)
    assert {f"service-line:{excluded}:excluded", f"service-line:{asked}:must"} <= facts
    assert not {f"service-line:{excluded}:must", f"service-line:{asked}:excluded"} & facts
    assert "The text asks for this and excludes it." not in {one.reason for one in reading.unclear}


def test_an_amount_in_a_line_of_a_form_that_is_refused_is_not_asked_for(read: Read) -> None:
    assert not starting(facts_of(read("冻干制剂：1万支，无需\n单抗原液：需要")), "scale:")


@pytest.mark.parametrize(
    "text", ["分析方法：无\n单抗原液：2000L", "Analytical development: none\nmAb drug substance: 2,000 L"]
)
def test_none_in_a_form_is_said_to_mean_two_things(text: str, read: Read) -> None:
    assert [one for one in read(text).unclear if one.reason.startswith("This can mean that it is not needed")]


@pytest.mark.parametrize("words", ["冻干不是必须", "冻干非必需", "冻干并非必需", "冻干不强制"])
def test_what_is_no_must_is_a_wish(words: str, read: Read) -> None:
    facts = facts_of(read(f"单抗项目。{words}，西林瓶灌装1万支"))
    assert "service-line:lyophilised-manufacture:wish" in facts
    assert "service-line:lyophilised-manufacture:must" not in facts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Protein from E. coli inclusion bodies, fermentation process development. Refolding is not needed.",
            "upstream-process-microbial",
        ),
        ("大肠杆菌表达蛋白原液，无需复性", "upstream-process-microbial"),
        ("AAV9项目，需要生产，不需要毒理批", "vector-services"),
        ("Freeze-drying is not needed; filling of a mAb into vials, 10,000 vials.", "dp-manufacture"),
    ],
)
def test_a_part_that_is_not_needed_does_not_exclude_its_line(text: str, line: str, read: Read) -> None:
    assert f"service-line:{line}:excluded" not in facts_of(read(text))


def test_a_batch_that_needs_no_gmp_is_still_asked_for(read: Read) -> None:
    reading = read("毒理批不需要GMP，临床批GMP，AAV9项目")
    facts = facts_of(reading)
    assert "modality:aav:must" in facts
    assert not [fact for fact in facts if fact.endswith(":excluded")]
    assert "The text asks for GMP and says that it is not needed." not in {one.reason for one in reading.unclear}


@pytest.mark.parametrize(
    "text",
    [
        "不要求GMP。非GMP的mRNA 100mg 研究级，LNP包封",
        "mRNA 100mg，GMP：否",
        "无GMP要求，mRNA 100mg",
        "Non-GMP mRNA, 100 mg. LNP encapsulation.",
    ],
)
def test_who_refuses_gmp_gets_no_line_under_gmp(text: str, read: Read) -> None:
    reading = read(text)
    facts = facts_of(reading)
    assert not {"service-line:mrna-ds-gmp", "service-line:lnp-encapsulation-gmp"} & facts
    assert not [one for one in reading.unclear if "GMP" in one.reason]


@pytest.mark.parametrize(
    "text",
    [
        "除了中国和印度以外的亚洲国家，单抗2000L原液",
        "Asia other than China and India, mAb drug substance.",
    ],
)
def test_what_is_left_out_of_a_region_leaves_the_region(text: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert {"country:CN:excluded", "country:IN:excluded", "country:SG:must"} <= facts
    assert "country:SG:excluded" not in facts


def test_a_region_but_one_that_will_do_is_a_wish(read: Read) -> None:
    facts = facts_of(read("除印度外，亚洲都可以，单抗原液。不要中国"))
    assert {"country:CN:excluded", "country:IN:excluded", "country:SG:wish"} <= facts


def test_a_region_but_one_that_is_preferred_is_a_wish(read: Read) -> None:
    facts = facts_of(read("除中国台湾以外的亚洲地区优先，单抗原液"))
    assert {"country:TW:excluded", "country:SG:wish"} <= facts


@pytest.mark.parametrize(
    "text",
    [
        "不接受境外服务商。双抗，CHO，2000L原液生产",
        "单抗原液，不考虑海外供应商",
        "场地必须位于境内，单抗原液",
        "仅限国内CDMO，单抗原液",
        "单抗原液，不接受中国境外的场地",
        "不接受非中国企业，单抗原液",
        "非中国场地不考虑，单抗原液",
        "除中国之外的场地均不接受，单抗原液",
        "不考虑除中国以外的场地，单抗原液",
    ],
)
def test_who_refuses_what_is_abroad_wants_china(text: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert "country:CN:must" in facts
    assert "country:CN:excluded" not in facts


def test_non_eu_sites_that_are_refused_leave_the_eu(read: Read) -> None:
    assert "country:DE:must" in facts_of(read("Non-EU sites are not accepted. mAb drug substance."))


def test_outside_china_excludes_it_and_what_is_brought_from_there_says_nothing(read: Read) -> None:
    assert "country:CN:excluded" in facts_of(read("需要中国境外的CDMO，单抗原液"))
    assert not starting(facts_of(read("在中国境外生产的临床样品进口中国")), "country:")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("单抗项目，除临床批生产外，其余均由我方自行完成", "stage:phase-1:must"),
        ("除了灌装以外，其余我们自己做。单抗", "service-line:dp-manufacture:must"),
        ("除GMP批生产外，其他工作都不需要，单抗", "modality:mab:must"),
        ("Everything except fill-finish is done by us. mAb, 5,000 vials.", "service-line:dp-manufacture:must"),
    ],
)
def test_what_is_left_when_all_the_rest_is_done_is_asked_for(text: str, fact: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert fact in facts
    assert fact.replace(":must", ":excluded") not in facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("单抗原液，GMP批次不得少于3批", "batches:3-None"),
        ("单抗原液，不能少于两批", "batches:2-None"),
        ("单抗原液，不得低于2000L", "scale:2000-None l-bioreactor"),
        ("单抗原液，不得超过3批", "batches:None-3"),
        ("单抗原液，预算不得高于500万元", "budget:None-5000000 CNY"),
        ("单抗原液20批", "batches:20-20"),
    ],
)
def test_not_fewer_is_at_least_and_not_more_at_most(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "is_packaging"),
    [
        ("单抗原液生产。本项目不得转包、分包", False),
        ("乙方不得将服务分包，单抗原液", False),
        ("未经甲方书面同意，不得分包给第三方。单抗原液", False),
        ("临床用药分包、贴签，III期", True),
        ("负责试验药品的分包和编盲", True),
    ],
)
def test_subcontracting_is_no_packaging(text: str, is_packaging: bool, read: Read, vocabulary: Vocabulary) -> None:
    facts = facts_of(read(text), vocabulary)
    assert ("family:packaging:must" in facts) is is_packaging
    assert "family:packaging:excluded" not in facts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("单抗2000L原液，除非价格有明显优势，否则不考虑印度", "IN"),
        ("小分子API，不考虑印度，除非价格低30%", "IN"),
        ("No India unless the price is 30% lower. API for a small molecule.", "IN"),
        ("非美国企业优先，单抗原液", "US"),
    ],
)
def test_what_is_refused_in_part_shuts_nobody_out_and_is_listed(text: str, code: str, read: Read) -> None:
    reading = read(text)
    assert not starting(facts_of(reading), f"country:{code}")
    assert [one for one in reading.unclear if one.reason.startswith("This refuses something in part only")]


@pytest.mark.parametrize(
    "text",
    [
        "优先考虑印度或中国。印度不行的话，意大利也可以。小分子API",
        "印度不行就选意大利，小分子API",
        "If India does not work, Italy is fine. Small molecule API.",
    ],
)
def test_what_is_second_choice_excludes_neither(text: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert {"country:IT:wish", "country:IN:wish"} <= facts
    assert not {"country:IN:excluded", "country:IT:excluded", "country:IT:must"} & facts


def test_what_is_enough_is_asked_for_beside_what_is_not(read: Read) -> None:
    facts = facts_of(read("不要求EU GMP，NMPA GMP即可，单抗原液"))
    assert "standard:nmpa-gmp:must" in facts
    assert "standard:eu-gmp:must" not in facts
