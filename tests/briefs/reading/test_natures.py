"""What a product is, how it is made and how it is tested is no service that is asked for; and what only follows is not invented."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject
from tests.briefs.reading.facts import facts_of, value_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]
CONTAINMENT = "How well a plant contains a potent product is not compared for this kind of medicine. Ask the providers."


def musts(read: Read, vocabulary: Vocabulary, text: str) -> set[str]:
    """Families and lines that are a must."""
    facts = facts_of(read(text), vocabulary)
    return {
        fact.split(":")[1] for fact in facts if fact.startswith(("family:", "service-line:")) and fact.endswith(":must")
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AAV，HEK293三质粒，GMP生产200L", "plasmid-services"),
        ("AAV，三质粒共转染体系，GMP生产200L", "plasmid-services"),
        ("慢病毒四质粒系统 GMP 50L", "plasmid-services"),
        ("AAV made with a three-plasmid system, GMP manufacture at 200 L", "plasmid-services"),
        ("单抗，ELISA法PK", "dmpk"),
        ("鼻喷剂，体外生物等效性研究", "phase-1-unit"),
        ("Nasal spray, in vitro bioequivalence study", "phase-1-unit"),
        ("小核酸，GalNAc偶联，原料药GMP生产", "oligo-process-development"),
        ("单抗制剂灌装，欧盟QP放行", "qc-testing"),
        ("mAb fill-finish, EU QP release", "qc-testing"),
        ("III期片剂临床用药，泡罩包装", "commercial-packaging-serialisation"),
        ("Phase III tablets, blister packaging of clinical supplies", "commercial-packaging-serialisation"),
        ("单抗原液生产，质保金5%", "quality-services"),
    ],
)
def test_a_word_for_what_something_is_asks_for_no_service(read: Read, vocabulary: Vocabulary, text: str, code: str) -> None:
    assert code not in musts(read, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AAV，三种质粒GMP生产", "plasmid-services"),
        ("AAV: GMP manufacture of the three plasmids", "plasmid-services"),
        ("siRNA，GalNAc偶联工艺开发", "oligo-process-development"),
        ("siRNA: the GalNAc conjugation has a yield of 60% that should be improved.", "oligo-process-development"),
        ("小分子片剂，健康受试者生物等效性研究", "phase-1-unit"),
        ("单抗原液放行检测", "qc-testing"),
        ("单抗血清样品ELISA检测", "bioanalysis"),
        ("单抗制剂灌装，需欧盟QP放行", "qp-batch-release"),
        ("III期片剂临床用药，泡罩包装", "clinical-packaging-labelling"),
        ("片剂上市供应，泡罩包装", "commercial-packaging-serialisation"),
        ("鼻喷剂，体外生物等效性研究", "analytical-development"),
        ("双抗CHO，IND毒理批一批", "non-gmp-tox-material"),
        ("进口药品MAH代理", "local-agent-representation"),
    ],
)
def test_the_same_word_asks_for_its_work_where_this_is_said(
    read: Read, vocabulary: Vocabulary, text: str, code: str
) -> None:
    assert code in musts(read, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单抗原液生产，需OEB5车间", "OEB5车间"),
        ("双抗原液，高活车间", "高活车间"),
        ("ADC偶联，需OEB5车间", "OEB5车间"),
        ("mAb drug substance, OEB 5 facility.", "OEB 5"),
    ],
)
def test_containment_beside_an_antibody_is_said_not_to_be_compared(
    read: Read, vocabulary: Vocabulary, text: str, words: str
) -> None:
    reading = read(text)
    assert not {"modality:hpapi", "service-line:hpapi-manufacture"} & facts_of(reading)
    assert [note.words for note in reading.unclear if note.reason == CONTAINMENT] == [words]


@pytest.mark.parametrize("text", ["小分子OEB5原料药生产", "OEB5车间生产原料药", "Small molecule API, OEB 5."])
def test_containment_of_a_chemical_says_what_it_is(read: Read, text: str) -> None:
    assert "modality:hpapi:must" in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("AAV GMP生产，200L", "trial-applications"),
        ("AAV GMP manufacture at 200 L", "trial-applications"),
        ("自体CAR-T GMP生产", "toxicology"),
        ("Autologous CAR-T GMP manufacture", "toxicology"),
        ("单抗，注册临床用药生产", "marketing-applications"),
    ],
)
def test_gmp_and_the_name_of_a_product_make_no_application_and_no_study(
    read: Read, vocabulary: Vocabulary, text: str, family: str
) -> None:
    assert f"family:{family}" not in facts_of(read(text), vocabulary)


@pytest.mark.parametrize(
    "text",
    ["自体CAR-T GMP生产，20例患者", "自体CAR-T临床样品制备，20例患者", "Autologous CAR-T GMP manufacture for 20 patients"],
)
def test_each_patient_of_a_therapy_from_their_own_cells_is_a_batch(read: Read, vocabulary: Vocabulary, text: str) -> None:
    facts = facts_of(read(text), vocabulary)
    assert {"batches:20-20", "family:cell-therapy:must"} <= facts
    assert not any("trial-subjects" in fact for fact in facts)


@pytest.mark.parametrize(
    "text",
    ["自体CAR-T，I期临床试验运营，20例患者", "mAb Phase I trial with 20 patients", "BE study in healthy volunteers (n=20)"],
)
def test_patients_of_a_trial_stay_patients(read: Read, text: str) -> None:
    assert any(value_of(one) == "20-20 trial-subjects" for one in read(text).requirements)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("自体CAR-T GMP生产，临床入组20例患者", "20例"),
        ("AAV GMP manufacture, two 200 L batches to support a Phase 1/2 trial (about 30 patients)", "30 patients"),
    ],
)
def test_patients_of_a_trial_are_no_size_of_what_is_made_for_it(read: Read, text: str, words: str) -> None:
    reading = read(text)
    assert not any("trial-subjects" in value_of(one) for one in reading.requirements)
    assert words in {note.words for note in reading.unclear}


def test_portions_for_people_are_no_people(read: Read) -> None:
    reading = read("异体NK细胞GMP生产，50人份/批")
    assert not any(one.subject is Subject.SCALE for one in reading.requirements)
    assert "50人份" in {note.words for note in reading.unclear}


def test_cells_that_are_to_be_made_are_a_must_beside_their_vector(read: Read, vocabulary: Vocabulary) -> None:
    assert "cell-therapy" in musts(read, vocabulary, "自体CAR-T细胞GMP级制备，慢病毒载体GMP生产")


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("单抗原液，德国>法国>瑞士（按优先顺序）", {"DE", "FR", "CH"}),
        ("单抗原液，生产地按优先级：德国>法国", {"DE", "FR"}),
        ("单抗原液，德国、法国（按优先顺序）", {"DE", "FR"}),
        ("单抗原液，优先德国，其次奥地利", {"DE", "AT"}),
        ("mAb drug substance, Germany > France > Switzerland", {"DE", "FR", "CH"}),
        ("mAb drug substance in Germany, France, Switzerland (in order of preference)", {"DE", "FR", "CH"}),
    ],
)
def test_places_in_an_order_are_wishes_and_the_order_is_said_not_to_count(
    read: Read, text: str, countries: set[str]
) -> None:
    reading = read(text)
    found = {(one.code, one.force) for one in reading.requirements if one.subject is Subject.COUNTRY}
    assert found == {(code, Force.WISH) for code in countries}
    assert any("order is not compared" in note.reason for note in reading.unclear)


@pytest.mark.parametrize("text", ["单抗原液，德国生产，不考虑东欧", "mAb drug substance in Germany, not in Eastern Europe"])
def test_a_part_of_europe_is_its_own_countries(read: Read, text: str) -> None:
    found = {(one.code, one.force) for one in read(text).requirements if one.subject is Subject.COUNTRY}
    assert {("DE", Force.MUST), ("PL", Force.EXCLUDED)} <= found
    assert ("FR", Force.EXCLUDED) not in found
