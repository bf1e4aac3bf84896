"""What was lost without a line: services in the trade's other words, labelled terms, money with its step before the sign, and what no profile
says, which is listed."""

import pytest

from projects.briefs.requirements import Force, Subject
from tests.briefs.reading.facts import value_of
from tests.briefs.reading.test_sizes import Read, amounts, doubts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("III期影像读片。", "imaging-core-lab"),
        ("单抗病毒安全检测。", "biosafety-testing"),
        ("欧盟MAA需要欧盟境内法定代表。", "local-agent-representation"),
        ("单抗BLA申报，需要美国agent。", "local-agent-representation"),
        ("临床用药配送到巴西。", "rtsm-supply-management"),
        ("ADC的DAR、游离毒素检测。", "analytical-development"),
        ("Analytical ultracentrifugation of a mAb.", "structural-characterisation"),
        ("单抗的分析超速离心。", "structural-characterisation"),
        ("Surface plasmon resonance for a mAb.", "potency-bioassay"),
        ("核药项目，前体小分子合成。", "api-manufacture"),
    ],
)
def test_a_service_is_known_by_the_trades_other_words(text: str, code: str, read: Read) -> None:
    assert code in {one.code for one in read(text).requirements}


def test_who_signs_for_a_company_is_no_agent(read: Read) -> None:
    assert "local-agent-representation" not in {one.code for one in read("片剂生产，法定代表人签字。").requirements}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单抗原液2000L，工期：不超过9个月", "None-39"),
        ("单抗原液2000L，服务期限：合同签订之日起18个月", "78-78"),
        ("单抗原液2000L，交付期限：90天", "13-13"),
        ("CAR-T，从活检到放行不超过6周", "None-6"),
    ],
)
def test_a_labelled_term_is_how_long_the_work_may_take(text: str, expected: str, read: Read) -> None:
    assert [value_of(one) for one in read(text).requirements if one.subject is Subject.DURATION] == [expected]


def test_the_end_of_a_span_of_time_tests_nothing(read: Read) -> None:
    assert "qc-testing" not in {one.code for one in read("CAR-T，从活检到放行不超过6周").requirements}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AAV, budget 2.5 MEUR", "2500000-2500000 EUR"),
        ("AAV, budget 300 KUSD", "300000-300000 USD"),
        ("AAV, budget k€ 300", "300000-300000 EUR"),
        ("AAV, budget 2 m$", "2000000-2000000 USD"),
        ("AAV, budget 1.5 Mio. EUR", "1500000-1500000 EUR"),
        ("AAV, budget: 500 TEUR", "500000-500000 EUR"),
    ],
)
def test_the_step_of_money_may_stand_before_its_sign(text: str, expected: str, read: Read) -> None:
    found = [one for one in read(text).requirements if one.subject is Subject.BUDGET]
    assert [value_of(one) for one in found] == [expected]
    assert text.endswith(found[0].words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单抗原液2000L，市场：中国、巴西、沙特", "沙特"),
        ("片剂生产，头孢独立厂房。", "头孢独立厂房"),
        ("口溶膜生产，100万片。", "口溶膜"),
        ("疫苗原液生产，含佐剂代工。", "佐剂代工"),
        ("小容量注射剂，终端灭菌。", "终端灭菌"),
        ("疫苗生产，协助批签发。", "批签发"),
        ("片剂开发，四条溶出曲线。", "溶出曲线"),
        ("CAR-T生产，支持IIT。", "IIT"),
        ("片剂生产，受托方须有C证。", "有C证"),
        ("核药GMP生产，每两周一次，24小时内送达。", "24小时内送达"),
        ("兽用疫苗生产500L。", "兽用"),
        ("片剂生产，含麻醉药品。", "麻醉药品"),
        ("Tablet manufacturing of a controlled substance.", "controlled substance"),
        ("Tablets, DEA Schedule II.", "DEA Schedule II"),
        ("Veterinary vaccine, 500 L GMP.", "Veterinary"),
        ("Potent API, OEL < 1 µg/m3, GMP batches.", "OEL < 1 µg/m3"),
        ("API manufacture, OEL 0.05 µg/m³.", "OEL 0.05 µg/m³"),
        ("HPAPI with an OEL of 0.1 µg/m3, three batches.", "OEL of 0.1 µg/m3"),
        ("Capsules, occupational exposure band 5.", "occupational exposure band 5"),
        ("小分子原料药OEB5，10公斤。", "OEB5"),
        ("小分子原料药，职业暴露限值1微克，10公斤。", "职业暴露限值1微克"),
        ("A mAb for dogs and cats, 2,000 L.", "dogs and cats"),
        ("宠物用单抗，500L。", "宠物"),
        ("Soft gelatin capsules, small molecule.", "Soft gelatin capsules"),
        ("软胶囊生产，小分子。", "软胶囊"),
    ],
)
def test_what_no_profile_says_is_listed(text: str, words: str, read: Read) -> None:
    assert words in doubts(read, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mAb drug substance, 2000 L. Could you also do lyophilisation?", "lyophilised-manufacture"),
        ("单抗原液2000L，能否顺便做一下冻干？", "lyophilised-manufacture"),
        ("mAb drug substance, 2000 L. Is it possible to also run the stability studies?", "stability-studies"),
    ],
)
def test_what_could_be_done_besides_is_a_wish(text: str, code: str, read: Read) -> None:
    assert {one.force for one in read(text).requirements if one.code == code} == {Force.WISH}


def test_what_a_text_only_asks_about_is_what_it_wants(read: Read) -> None:
    for text in ("Could you also do lyophilisation?", "请问能否承接ADC偶联？"):
        assert any(one.force is Force.MUST for one in read(text).requirements if one.subject is Subject.SERVICE_LINE), text


def test_what_is_made_in_the_patient_is_made_of_no_cells(read: Read) -> None:
    found = read("in vivo CAR-T（LNP-mRNA），mRNA原液GMP生产")
    assert {one.code for one in found.requirements if one.subject is Subject.MODALITY} == {"mrna"}
    assert "in vivo CAR-T" in {note.words for note in found.unclear}


def test_groups_of_patients_are_counted_together(read: Read) -> None:
    assert "48-48" in amounts(read, "24+24例自体CAR-T细胞制备")


@pytest.mark.parametrize(
    ("text", "code"),
    [("GLP-1口服片压片，API改用甲方提供的。", "api-manufacture"), ("质粒采用客户的，AAV GMP生产。", "plasmid-services")],
)
def test_what_is_used_of_the_buyers_own_is_asked_of_nobody(text: str, code: str, read: Read) -> None:
    assert not [one for one in read(text).requirements if one.code == code and one.force is Force.MUST]


def test_a_limit_of_exposure_is_no_amount(read: Read) -> None:
    assert amounts(read, "小分子原料药，职业暴露限值1微克，10公斤。") == {"10-10 kg-ds-batch"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目 | 预算（万元）\n抗体原液 | 500", ["5000000-5000000 CNY"]),
        ("Service | Budget (kEUR) | Batches\nmAb drug substance | 500-600 | 3", ["500000-600000 EUR"]),
        ("Budget (kEUR) | Batches | Notes\n500 | 3", []),
    ],
)
def test_the_head_of_a_column_says_what_its_sums_are_of(text: str, expected: list[str], read: Read) -> None:
    assert [value_of(one) for one in read(text).requirements if one.subject is Subject.BUDGET] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("慢病毒载体GMP 2批，每批不少于200 mL。", "200 mL"),
        ("mAb: filling of 10 ml vials, each batch at least 200 ml.", "200 ml"),
    ],
)
def test_the_size_of_a_batch_that_no_unit_counts_is_listed(text: str, words: str, read: Read) -> None:
    listed = doubts(read, text)
    assert words in listed
    assert "10 ml" not in listed


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("siRNA: we need 3 kg of drug substance and later on 20 kg.", "3-3 kg-ds-batch"),
        ("单抗预充针灌装，原液自产，供货量每年80万支。", "800000-800000 sterile-units-year"),
        ("单抗预充针灌装，每年供货80万支。", "800000-800000 sterile-units-year"),
    ],
)
def test_what_is_supplied_in_a_year_or_comes_later_leaves_what_is_asked_for(text: str, amount: str, read: Read) -> None:
    assert amount in amounts(read, text)
