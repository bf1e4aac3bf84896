"""Values as Chinese briefs and chats write them: strengths, packs, "w" for ten thousand, changed amounts, and markets that are all meant."""

import pytest

from projects.briefs.requirements import Subject
from tests.briefs.reading.facts import value_of
from tests.briefs.reading.test_sizes import Read, amounts, doubts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("伏诺拉生片20mg，批量50万片。", {"500000-500000 tablets-batch"}),
        ("预灌封注射器 1ml:40mg，10万支。", {"100000-100000 syringes-batch"}),
        ("胶囊75mg，GMP生产。", set()),
        ("规格20mg*14片，GMP生产。", set()),
        ("片剂，包装规格7片/板×2板/盒，年产1亿片。", {"100000000-100000000 tablets-year"}),
        ("多肽原料药50mg研究批。", {"0.05-0.05 g-ds-batch"}),
    ],
)
def test_a_strength_or_a_pack_is_no_scale(text: str, expected: set[str], read: Read) -> None:
    assert amounts(read, text) == expected


def test_so_much_in_a_bag_is_listed(read: Read) -> None:
    assert "1e8 cells/袋" in doubts(read, "CAR-T，1e8 cells/袋，共200袋。")


@pytest.mark.parametrize("container", ["预灌封注射器", "预充针"])
def test_an_amount_ends_with_its_line_and_is_of_the_one_container_named(container: str, read: Read) -> None:
    text = f"批量：3万支/批\n年产量：60万支\n{container}"
    assert "30000-30000 syringes-batch" in amounts(read, text)
    assert not {one for one in amounts(read, text) if one.startswith("30000-") and one.endswith("year")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慢病毒载体2批，自体CAR-T细胞制备，30例患者，I期临床样品。", {"2-2", "30-30"}),
        ("质粒和慢病毒GMP生产，自体CAR-T细胞制备40例患者。", {"40-40"}),
        ("CAR-T I期临床试验入组30例患者，临床监查。", {"30-30 trial-subjects"}),
    ],
)
def test_patients_of_own_cells_are_batches_beside_their_vector_too(text: str, expected: set[str], read: Read) -> None:
    assert amounts(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单抗原液2000L，预算：¥800w", "8000000-8000000 CNY"),
        ("单抗原液2000L，预算800w人民币", "8000000-8000000 CNY"),
        ("单抗原液，预算：1.2kw人民币", "12000000-12000000 CNY"),
    ],
)
def test_w_is_ten_thousand_of_money(text: str, expected: str, read: Read) -> None:
    assert [value_of(one) for one in read(text).requirements if one.subject is Subject.BUDGET] == [expected]


def test_w_is_ten_thousand_of_pieces_and_listed_where_no_currency_is_said(read: Read) -> None:
    assert amounts(read, "西林瓶2w支灌装") == {"20000-20000 vials-batch"}
    assert "预算500w" in doubts(read, "小分子，预算500w")
    assert "1.5kw预算" in doubts(read, "原料药生产，1.5kw预算")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("口服片生产，批量从10万片改成30万片。", {"300000-300000 tablets-batch"}),
        ("批量由200L调整为500L，单抗原液。", {"500-500 l-bioreactor"}),
    ],
)
def test_an_amount_that_another_one_takes_the_place_of_counts_no_more(text: str, expected: set[str], read: Read) -> None:
    assert amounts(read, text) == expected


def test_the_shelves_of_a_dryer_grow_no_cells(read: Read) -> None:
    assert amounts(read, "西林瓶冻干制剂，冻干面积≥20㎡") == set()
    assert "20㎡" in doubts(read, "西林瓶冻干制剂，冻干面积≥20㎡")
    assert amounts(read, "慢病毒贴壁培养，固定床30 m2") == {"30-30 m2-adherent"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单抗BLA，中美双报。", 2),
        ("中美欧三地同步申报，单抗BLA。", 3),
        ("欧美双报，片剂。", 2),
        ("面向欧美市场，单抗。", 1),
    ],
)
def test_markets_that_are_all_meant_are_no_choice(text: str, expected: int, read: Read) -> None:
    found = [one for one in read(text).requirements if one.subject is Subject.JURISDICTION]
    assert len({(one.start, one.end) for one in found}) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("吸入粉雾剂工艺开发。", "formulation", "bioprocess-development"),
        ("经皮贴剂工艺开发。", "formulation", "api-development"),
        ("硝化反应原料药中试。", "api-development", "bioprocess-development"),
        ("头孢类粉针无菌分装。", "dp-manufacture", "lyophilised-manufacture"),
        ("注射用化药中试批1万瓶，冻干。", "lyophilised-manufacture", "api-manufacture"),
        ("抗体偶联核酸AOC偶联。", "other-bioconjugation", "adc"),
        ("单抗工艺开发和原液生产。", "bioprocess-development", "formulation"),
    ],
)
def test_work_is_on_the_side_of_what_it_is_done_to(text: str, wanted: str, unwanted: str, read: Read) -> None:
    codes = {one.code for one in read(text).requirements}
    assert wanted in codes
    assert unwanted not in codes
