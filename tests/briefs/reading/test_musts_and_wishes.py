"""A must beside a wish stays a must, a hope is a wish unless somebody is sought, and a standard that several authorities have is asked of nobody
before one is named."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_denied import starting

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("单抗委托生产，希望在浙江省内", "country:CN:wish"),
        ("单抗委托生产，希望在中国", "country:CN:wish"),
        ("单抗原液，希望场地在德国或瑞士", "country:DE:wish"),
        ("单抗原液，希望符合欧盟GMP", "standard:eu-gmp:wish"),
        ("We hope for a site in Germany, mAb drug substance.", "country:DE:wish"),
        ("希望找一家国内CDMO做单抗原液2000L", "country:CN:must"),
        ("希望委托ADC偶联原液生产", "service-line:adc-ds-gmp:must"),
        ("希望贵司提供冻干服务，单抗2万支", "service-line:lyophilised-manufacture:must"),
        ("单抗原液，希望能在韩国生产", "country:KR:must"),
    ],
)
def test_a_hope_is_a_wish_unless_work_is_sought(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))
    other = fact.replace(":must", ":wish") if fact.endswith(":must") else fact.replace(":wish", ":must")
    assert other not in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "must", "wish"),
    [
        ("重组疫苗GMP生产，WHO PQ是加分项，NMPA必须", "jurisdiction:cn", "standard:who-gmp"),
        ("单抗原液，NMPA GMP必须，欧盟GMP优先", "standard:nmpa-gmp", "standard:eu-gmp"),
        ("单抗原液，场地欧洲，德国优先", "country:IE", "country:DE"),
        ("III期CRO，中心在澳洲或者国内都行（澳洲优先）", "country:CN", "country:AU"),
        ("EU GMP is a must, WHO PQ is a plus. mAb drug substance.", "standard:eu-gmp", "standard:who-gmp"),
        ("Phase 3 CRO. Sites in Australia or China, Australia preferred.", "country:CN", "country:AU"),
        ("Site in Europe, Germany preferred. mAb drug substance.", "country:IE", "country:DE"),
    ],
)
def test_a_must_beside_a_wish_stays_a_must(text: str, must: str, wish: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert {f"{must}:must", f"{wish}:wish"} <= facts
    assert f"{must}:wish" not in facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("不是FDA检查过的不考虑，单抗原液2000L", "standard:fda-cgmp-210-211:must"),
        ("没有欧盟GMP证书的不考虑，单抗原液2000L", "standard:eu-gmp:must"),
        ("没做过ADC的不要找，ADC偶联原液", "modality:adc:must"),
    ],
)
def test_who_looks_at_nobody_without_it_wants_it(text: str, fact: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert fact in facts
    assert not {one for one in facts if one.endswith(":excluded")}


def test_either_of_two_places_is_one_choice(read: Read) -> None:
    wanted = [one for one in read("III期CRO，中心在澳洲或者国内都行").requirements if one.code in {"AU", "CN"}]
    assert {one.force.value for one in wanted} == {"must"}
    assert len({(one.start, one.end) for one in wanted}) == 1


def test_a_country_that_is_asked_for_stays_so_beside_a_city_that_is_preferred(read: Read) -> None:
    reading = read("iPSC-NK GMP生产，国内，北京优先")
    assert "country:CN:must" in facts_of(reading)
    assert "北京" in {one.words for one in reading.unclear}


@pytest.mark.parametrize(
    "text",
    [
        "不是必须在国内，单抗原液2000L",
        "不必在德国，单抗原液2000L",
        "不是说一定要国内，单抗原液2000L",
        "不一定在国内，单抗原液2000L",
    ],
)
def test_what_need_not_be_is_no_must(text: str, read: Read) -> None:
    assert not starting(facts_of(read(text)), "country:")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("BE/PK临床 (可选)，仿制药片剂生产", {"phase-1-unit"}),
        ("稳定性研究/方法开发 (可选)，单抗原液2000L", {"stability-studies", "method-development"}),
        (
            "Lyophilisation / stability (optional), mAb drug substance 2,000 L",
            {"lyophilised-manufacture", "stability-studies"},
        ),
    ],
)
def test_both_of_a_pair_are_optional(text: str, codes: set[str], read: Read) -> None:
    facts = facts_of(read(text))
    assert {f"service-line:{code}:wish" for code in codes} <= facts
    assert not {f"service-line:{code}:must" for code in codes} & facts


@pytest.mark.parametrize(
    "text", ["需GLP资质的毒理机构", "GLP毒理，大鼠28天", "Toxicology in rats under GLP", "GLP tox study in rats."]
)
def test_glp_of_nobody_is_asked_back_and_shuts_nobody_out(text: str, read: Read) -> None:
    reading = read(text)
    assert not starting(facts_of(reading), "standard:")
    assert [one for one in reading.unclear if one.reason.startswith("Whose GLP is not said")]


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("GLP toxicology in rats, OECD GLP", "glp-oecd"),
        ("需NMPA GLP资质的毒理机构", "glp-nmpa"),
        ("Toxicology in rats under FDA GLP", "glp-fda-58"),
    ],
)
def test_glp_of_somebody_is_asked_for(text: str, standard: str, read: Read) -> None:
    reading = read(text)
    assert f"standard:{standard}:must" in facts_of(reading)
    assert not [one for one in reading.unclear if one.reason.startswith("Whose GLP")]


@pytest.mark.parametrize(
    "text",
    ["非GLP毒理研究，小分子", "GLP-1多肽原料药生产", "毒理研究，GLP：不需要", "Not under GLP: dose range finding in rats"],
)
def test_glp_that_is_refused_or_a_part_of_a_name_is_not_asked_back(text: str, read: Read) -> None:
    assert not [one for one in read(text).unclear if one.reason.startswith("Whose GLP")]


def test_gmp_of_a_substance_alone_is_no_standard_of_its_own(read: Read) -> None:
    reading = read("小分子原料药 GMP 生产")
    assert not starting(facts_of(reading), "standard:")
    assert [one for one in reading.unclear if one.reason.startswith("Whose GMP is not said")]
    assert "standard:ich-q7:must" in facts_of(read("原料药GMP生产，符合ICH Q7"))


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("最高限价：人民币1800万元，单抗原液", "18000000 CNY"),
        ("控制价1800万元，单抗原液", "18000000 CNY"),
        ("最高投标限价：2600万元，单抗原液", "26000000 CNY"),
        ("招标控制价：人民币1,800万元，单抗原液", "18000000 CNY"),
        ("预算上限：人民币1800万元，单抗原液", "18000000 CNY"),
        ("Price ceiling: EUR 2 million. mAb drug substance.", "2000000 EUR"),
        ("Maximum bid price EUR 2 million. mAb drug substance.", "2000000 EUR"),
    ],
)
def test_the_highest_price_of_a_tender_is_an_upper_end(text: str, most: str, read: Read) -> None:
    assert f"budget:None-{most}:must" in facts_of(read(text))
