"""How far a word of tone reaches: to the comma and no further, back where it ends its clause, over none of a question; in Chinese as in English."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_denied import starting

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("已有IND批件，做单抗GMP原液2000L两批", {"service-line:mammalian-ds-clinical:must", "scale:2000-2000 l-bioreactor", "batches:2-2"}),
        ("已有IND批件\n做单抗GMP原液2000L两批", {"service-line:mammalian-ds-clinical:must", "scale:2000-2000 l-bioreactor", "batches:2-2"}),
        ("质粒我司自有，慢病毒GMP生产200L", {"service-line:lentivirus-gmp-manufacture:must", "scale:200-200 l-bioreactor"}),
        ("细胞库甲方自有，单抗原液2000L和冻干制剂", {"service-line:biologics-drug-substance:must", "service-line:lyophilised-manufacture:must", "scale:2000-2000 l-bioreactor"}),
        ("单抗商业化原液，已有工艺包要技术转移，年产12批*2000L", {"service-line:transfer:must", "scale:2000-2000 l-bioreactor", "scale:12-12 batches-year"}),
        ("已有药明工艺包，单抗商业化原液2000L", {"service-line:mammalian-ds-commercial:must", "scale:2000-2000 l-bioreactor"}),
        ("细胞株现有，单抗GMP原液2000L两批", {"service-line:mammalian-ds-clinical:must", "batches:2-2"}),
        ("毒素连接子我们自备，ADC偶联GMP两批", {"service-line:adc-ds-gmp:must", "batches:2-2"}),
        ("主细胞库已建好，做AAV9 GMP原液200L", {"service-line:aav-gmp-manufacture:must", "scale:200-200 l-bioreactor"}),
        ("我们有单抗原液生产需求，2000L", {"service-line:biologics-drug-substance:must", "scale:2000-2000 l-bioreactor"}),
        ("我们有个双抗项目，原液2000L GMP两批", {"service-line:mammalian-ds-clinical:must", "batches:2-2"}),
        ("API自有，胶囊临床批10万粒", {"service-line:oral-solid-manufacture:must"}),
        ("We already have an IND, mAb GMP drug substance at 2,000 L, two batches", {"service-line:mammalian-ds-clinical:must", "scale:2000-2000 l-bioreactor", "batches:2-2"}),
        ("Plasmids in-house, lentivirus GMP production at 200 L", {"service-line:lentivirus-gmp-manufacture:must"}),
    ],
)  # fmt: skip
def test_what_is_there_ends_at_the_comma(text: str, facts: set[str], read: Read) -> None:
    assert facts <= facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("已有细胞库、质粒和参考品，慢病毒GMP 50L", ("service-line:plasmid-services", "service-line:cell")),
        ("质粒我司自有，慢病毒GMP生产200L", ("service-line:plasmid-services",)),
        ("细胞株现有，单抗GMP原液2000L两批", ("service-line:cell-line", "service-line:cho-cell-line")),
        ("主细胞库已建好，做AAV9 GMP原液200L", ("service-line:cell-bank",)),
        ("有没有能做ADC偶联的厂家？抗体我们自己有，偶联原液500L三批。", ("service-line:mammalian", "service-line:biologics")),
        ("毒理、药效都外包给其他CRO了，单抗原液2000L", ("service-line:toxicology", "service-line:in-vivo")),
        ("siRNA原料药1kg。毒理目前正在做，不用管", ("service-line:toxicology:must",)),
        ("疫苗原液，WHO PQ后续申请", ("standard:who-gmp",)),
        ("单抗III期CRO，先在国内做，美国申报后续再定", ("jurisdiction:us", "country:US")),
        ("我们有IND，单抗原液2000L", ("service-line:trial-applications",)),
        ("手里有细胞株，做单抗原液500L GMP", ("service-line:cell-line",)),
        ("拥有质粒和细胞库，做AAV 200L GMP", ("service-line:plasmid-services:must", "service-line:cell-line")),
        ("由客户提供细胞库和质粒，慢病毒GMP 200L", ("service-line:plasmid-services", "service-line:cell")),
        ("单抗原液2000L，成品我们自己灌装", ("service-line:dp-manufacture", "service-line:aseptic")),
        ("Plasmids are our own, lentivirus GMP production 200 L", ("service-line:plasmid-services",)),
        ("We have a cell line, a master bank and a process. mAb GMP drug substance at 2,000 L.", ("service-line:cell",)),
    ],
)  # fmt: skip
def test_what_is_there_is_not_asked_for(text: str, there: tuple[str, ...], read: Read) -> None:
    assert not starting(facts_of(read(text)), *there)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("通过FDA或EMA GMP检查的优先，单抗GMP原液", {"standard:fda-cgmp-210-211:wish", "standard:eu-gmp:wish"}),
        ("FDA检查通过者优先，单抗GMP原液", {"standard:fda-cgmp-210-211:wish"}),
        ("有欧盟检查经验者优先，单抗GMP原液2000L", {"standard:eu-gmp:wish"}),
        ("国内厂家优先，单抗GMP原液", {"country:CN:wish"}),
        ("优先考虑国内，单抗GMP原液", {"country:CN:wish"}),
        ("国内首选，单抗GMP原液", {"country:CN:wish"}),
        ("FDA-inspected sites preferred, mAb GMP drug substance", {"standard:fda-cgmp-210-211:wish"}),
        ("Preferably Irish sites, mAb GMP drug substance", {"country:IE:wish"}),
    ],
)
def test_what_is_preferred_stands_before_the_comma_and_the_rest_is_asked_for(text: str, wish: set[str], read: Read) -> None:
    facts = facts_of(read(text))
    assert wish <= facts
    assert {"modality:mab:must", "service-line:mammalian-ds-clinical:must"} <= facts
    assert not starting(facts, "jurisdiction:us:must")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("有没有做ADC偶联的厂家", "service-line:conjugates:must"),
        ("能不能做ADC偶联", "service-line:conjugates:must"),
        ("有没有做单抗原液2000L的厂，最好在国内", "scale:2000-2000 l-bioreactor:must"),
        ("可不可以做冻干制剂，单抗2万支", "service-line:lyophilised-manufacture:must"),
        ("是不是可以做siRNA原料药", "service-line:oligo-gmp-api:must"),
        ("有没有能做慢病毒GMP生产的？", "service-line:lentivirus-gmp-manufacture:must"),
        ("最好能不能在国内做，单抗原液2000L", "country:CN:wish"),
        ("要不要做冻干还没定，单抗制剂灌装2万支", "service-line:lyophilised-manufacture:wish"),
        ("有没有能做ADC偶联的厂家？抗体我们自己有，偶联原液500L三批。", "modality:adc:must"),
        ("谁能做siRNA原料药GMP？10kg", "service-line:oligo-gmp-api:must"),
        ("Don't you make ADCs? We need conjugation.", "service-line:conjugates:must"),
    ],
)
def test_a_question_refuses_nothing(text: str, fact: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert fact in facts
    assert not {one for one in facts if one.endswith(":excluded")}


def test_what_bidders_are_asked_about_themselves_is_still_only_a_question(read: Read) -> None:
    reading = read("你们有没有能做AAV的平台？单抗原液2000L")
    assert not starting(facts_of(reading), "modality:aav")
    assert "AAV" in {one.words for one in reading.unclear}


@pytest.mark.parametrize("text", ["没有冻干需求，单抗制剂灌装2万支", "单抗制剂灌装2万支，不用做冻干"])
def test_what_is_not_there_to_be_done_is_still_refused(text: str, read: Read) -> None:
    assert "service-line:lyophilised-manufacture:excluded" in facts_of(read(text))


def test_a_place_that_would_be_best_is_no_market(read: Read) -> None:
    facts = facts_of(read("有没有做单抗原液2000L的厂，最好在国内"))
    assert "country:CN:wish" in facts
    assert not starting(facts, "jurisdiction:cn")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("ADC偶联，美国太贵了不看", "country:US"),
        ("ADC偶联，US太贵了就不看了", "country:US"),
        ("单抗原液，印度的不看", "country:IN"),
        ("单抗原液，印度就算了", "country:IN"),
        ("小分子API，不要推荐印度的", "country:IN"),
        ("小分子API，别找印度的厂", "country:IN"),
        ("溶瘤病毒GMP生产，不找AAV厂家", "modality:aav"),
        ("ADC原液GMP生产，不是冻干，是水针", "service-line:lyophilised-manufacture"),
        ("不是冻干而是水针，单抗2万支", "service-line:lyophilised-manufacture"),
        ("小分子胶囊临床批，伴随诊断不用找", "service-line:specialty-biomarker-lab"),
        ("外泌体项目暂停，先做iPSC来源NK细胞GMP生产", "modality:exosome"),
        ("CAR-T工艺开发，质粒和慢病毒暂停", "service-line:plasmid-services"),
        ("单抗原液，制剂先不做", "service-line:dp-manufacture"),
        ("单抗原液，制剂灌装暂时搁置", "service-line:dp-manufacture"),
        ("mAb drug substance 2,000 L. Filling is on hold.", "service-line:dp-manufacture"),
        ("mAb drug substance 2,000 L. The AAV project is paused.", "modality:aav"),
    ],
)
def test_what_is_refused_or_put_off_is_no_must(text: str, refused: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert f"{refused}:excluded" in facts
    assert not {f"{refused}:must", f"{refused}:wish"} & facts


def test_a_refusal_may_speak_of_the_clause_before_it(read: Read) -> None:
    facts = facts_of(read("单抗原液2000L。冻干制剂灌装，都不用报"))
    assert "service-line:lyophilised-manufacture:excluded" in facts
    assert "service-line:biologics-drug-substance:must" in facts


@pytest.mark.parametrize("text", ["单抗原液2000L，境外不考虑", "单抗原液2000L，国外的厂家不看"])
def test_who_looks_at_nobody_abroad_wants_china(text: str, read: Read) -> None:
    assert "country:CN:must" in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "country"), [("单抗原液2000L，中国境外不考虑", "CN"), ("单抗原液2000L，欧洲以外的厂家都不要", "DE")]
)
def test_a_place_outside_which_nobody_is_looked_at_is_wanted(text: str, country: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert f"country:{country}:must" in facts
    assert f"country:{country}:excluded" not in facts


def test_no_plant_of_ones_own_under_gmp_does_not_refuse_gmp(read: Read) -> None:
    reasons = {one.reason for one in read("AAV GMP原液200L，我们没有GMP车间").unclear}
    assert "The text asks for GMP and says that it is not needed." not in reasons


def test_what_is_put_off_leaves_what_is_done_first(read: Read) -> None:
    facts = facts_of(read("外泌体项目暂停，先做iPSC来源NK细胞GMP生产"))
    assert "service-line:allogeneic-gmp-manufacture:must" in facts
    assert not starting(facts, "service-line:exosome")
    assert "service-line:autologous-process-development:must" in facts_of(read("CAR-T工艺开发，质粒和慢病毒暂停"))
    assert "service-line:aseptic-vial-filling:must" in facts_of(read("不是冻干而是水针，单抗2万支"))


def test_a_line_that_stopped_elsewhere_is_why_it_is_asked_for(read: Read) -> None:
    facts = facts_of(read("慢病毒生产线停了，需要找新的GMP厂做慢病毒200L"))
    assert "service-line:lentivirus-gmp-manufacture:must" in facts


def test_what_is_preferred_what_will_do_and_what_is_too_dear_are_told_apart(read: Read) -> None:
    facts = facts_of(read("ADC偶联，China-based preferred but Korea也OK，US vendor太贵了就不看了"))
    assert {"country:CN:wish", "country:KR:wish", "country:US:excluded"} <= facts
    assert not starting(facts, "country:KR:must", "country:US:must")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("ADC偶联原液。抗体中间体：由甲方提供，不在本次范围内。", "service-line:biologics-drug-substance"),
        ("ADC偶联原液。抗体中间体：甲方提供", "service-line:biologics-drug-substance"),
        ("ADC偶联原液。抗体中间体（甲方提供）", "service-line:biologics-drug-substance"),
        ("ADC偶联原液。裸抗（由客户提供）", "service-line:biologics-drug-substance"),
        ("AAV GMP原液200L。质粒 | 甲方提供", "service-line:plasmid-services"),
        ("AAV GMP原液200L\n质粒\t我方提供\n灌装\t需要", "service-line:plasmid-services"),
        ("慢病毒GMP生产。质粒构建与生产（甲方负责）。", "service-line:plasmid-services"),
        ("mAb drug substance 2,000 L; fill-finish: later", "service-line:dp-manufacture"),
        ("AAV GMP drug substance 200 L. Plasmids: provided by the sponsor.", "service-line:plasmid-services"),
        ("AAV GMP drug substance 200 L. Plasmid manufacture (supplied by us).", "service-line:plasmid-services"),
    ],
)
def test_who_provides_it_may_stand_behind_a_colon_in_a_bracket_or_in_a_table(text: str, there: str, read: Read) -> None:
    assert not starting(facts_of(read(text)), there)


def test_what_stands_behind_a_colon_and_goes_on_is_no_answer(read: Read) -> None:
    assert "service-line:mammalian-ds-clinical:must" in facts_of(read("单抗：由我司自主研发，需GMP原液2000L"))


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("GalNAc-siRNA原料药GMP生产。不需要：siRNA设计与筛选、单体合成。", "oligonucleotide"),
        ("177Lu核药GMP生产，225Ac目前不做", "radiopharmaceutical"),
        ("mRNA原液GMP生产，不需要mRNA序列设计", "mrna"),
        ("AAV9 GMP生产，不做AAV2", "aav"),
    ],
)
def test_a_narrow_thing_that_is_refused_is_listed_and_leaves_the_product(text: str, product: str, read: Read) -> None:
    reading = read(text)
    facts, reasons = facts_of(reading), {one.reason for one in reading.unclear}
    assert f"modality:{product}:must" in facts
    assert f"modality:{product}:excluded" not in facts
    assert "The text asks for this and excludes it." not in reasons
    assert [one for one in reasons if one.startswith("This is a part of a service that is asked for")]


def test_what_is_asked_for_and_refused_in_the_same_words_is_a_contradiction(read: Read) -> None:
    assert "The text asks for this and excludes it." in {one.reason for one in read("需要单抗，不要单抗").unclear}


@pytest.mark.parametrize(
    "text",
    [
        "小分子项目，需要胶囊生产\n非临床GLP毒理 | 否 | 已完成",
        "| 非临床GLP毒理 | 不需要 |\n| 单抗原液 | 2000L |",
    ],
)
def test_a_line_that_refuses_a_study_excludes_neither_its_standard_nor_its_stage(text: str, read: Read) -> None:
    reading = read(text)
    excluded = {one.code for one in reading.requirements if one.force is Force.EXCLUDED}
    assert excluded == {"glp-repeat-dose-tox"}
    assert not [one for one in reading.unclear if "GLP" in one.words]


@pytest.mark.parametrize("text", ["样品不出境，III期CRO", "样品不得出境，III期CRO", "API不进口，需要片剂生产"])
def test_what_does_not_cross_a_border_needs_no_customs(text: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert not starting(facts, "service-line:trade-compliance:must", "service-line:trade-compliance:wish")
