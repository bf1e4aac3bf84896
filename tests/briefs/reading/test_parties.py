"""Where the buyer sits, where the product is made today and where a reference product was bought are no place that is asked for."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject

Read = Callable[[str], Reading]


def sites(read: Read, text: str) -> set[str]:
    """The countries that are a must; of a region one."""
    found: dict[str, str] = {}
    for one in read(text).requirements:
        if one.subject is Subject.COUNTRY and one.force is Force.MUST:
            found.setdefault(one.words, one.code if not one.words.startswith(("欧洲", "Europe", "美国或")) else "region")
    return set(found.values())


@pytest.mark.parametrize(
    "text",
    [
        "我方位于杭州，寻找单抗CHO 2000L原液生产，供应商不限地域",
        "我司地处武汉，需双抗原液",
        "甲方：苏州某公司，需要单抗原液生产，CHO 2000L",
        "甲方住所地：广州市。委托单抗细胞株开发和GMP原液生产。",
        "甲方位于北京，需要双抗原液2000L",
        "甲方（苏州某生物医药有限公司）拟委托双抗原液生产。",
        "采购人：南京某生物医药公司；单抗原液生产",
        "招标人：上海XX生物医药有限公司，地址：上海市浦东新区张江路。单抗原液。",
        "委托单位地址：江苏省南京市江宁区。单抗原液。",
        "Client: Suzhou BioPharma Co. mAb drug substance.",
        "Buyer address: Guangzhou, China. mAb drug substance.",
        "Sponsor is located in Boston, USA. mAb drug substance.",
    ],
)
def test_the_buyers_own_address_is_no_place_for_the_work(read: Read, text: str) -> None:
    assert sites(read, text) == set()


def test_the_market_beside_the_buyers_country_is_kept(read: Read) -> None:
    for text in (
        "委托方为美国公司，产品在中国申报IND，单抗原液",
        "Client: US biotech, target market China; mAb drug substance.",
    ):
        found = {(one.subject, one.code) for one in read(text).requirements if one.force is Force.MUST}
        assert (Subject.JURISDICTION, "cn") in found
        assert not any(subject is Subject.COUNTRY for subject, _code in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("采购方：北京某医药公司。单抗CHO 2000L原液，拟在欧洲生产", {"region"}),
        ("单抗，目前由药明生物（无锡）生产，现拟转移至欧洲，2000L", {"region"}),
        ("单抗，目前在上海自有工厂生产，现希望在美国或欧洲增加第二供应商，2000L", {"region"}),
        ("单抗原液目前生产地在印度，拟转移至德国", {"DE"}),
        ("单抗原液一直由韩国工厂供应，需在德国新增产能", {"DE"}),
        ("The mAb is currently made in India; it is to be moved to Germany.", {"DE"}),
        ("The mAb is at present manufactured at a site in Korea. A second site in Germany is needed.", {"DE"}),
    ],
)
def test_where_it_is_made_today_is_not_where_it_is_to_be_made(read: Read, text: str, expected: set[str]) -> None:
    assert sites(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我方希望在杭州生产单抗原液", {"CN"}),
        ("委托方要求生产场地在德国，单抗原液", {"DE"}),
        ("生产地址：德国，单抗原液", {"DE"}),
        ("目前计划在中国生产单抗原液", {"CN"}),
        ("2027年之前在中国生产单抗原液", {"CN"}),
        ("单抗原液。生产场地：德国", {"DE"}),
        ("mAb drug substance. Location: Germany.", {"DE"}),
        ("目前寻找中国的单抗原液生产商", {"CN"}),
        ("We currently look for mAb drug substance made in Germany.", {"DE"}),
    ],
)
def test_a_place_that_somebody_wants_is_still_asked_for(read: Read, text: str, expected: set[str]) -> None:
    assert sites(read, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("阿达木单抗，欧盟来源，生物类似药的分析相似性研究", "欧盟"),
        ("生物类似药相似性研究，采用美国市售参比制剂", "美国"),
        ("III期临床，对照药从德国采购", "德国"),
        ("EU-sourced adalimumab, analytical similarity of a biosimilar mAb", "EU"),
        ("Biosimilar mAb, reference product sourced from Germany, analytical similarity.", "Germany"),
    ],
)
def test_where_a_reference_product_comes_from_is_listed_and_asked_of_nobody(read: Read, text: str, words: str) -> None:
    reading = read(text)
    assert not any(one.subject in {Subject.COUNTRY, Subject.JURISDICTION} for one in reading.requirements)
    assert [note.words for note in reading.unclear if "reference product" in note.reason] == [words]
