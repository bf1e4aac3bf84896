"""Places that are named for something else than the work: a clock, a currency, where samples leave, the buyer's own address; and days
that are a tender's."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject

Read = Callable[[str], Reading]


def places(read: Read, text: str, force: Force = Force.MUST) -> set[str]:
    """Countries of sites, of that force."""
    return {one.code for one in read(text).requirements if one.subject is Subject.COUNTRY and one.force is force}


def markets(read: Read, text: str) -> set[str]:
    """Markets that are a must."""
    found = read(text).requirements
    return {one.code for one in found if one.subject is Subject.JURISDICTION and one.force is Force.MUST}


def windows(read: Read, text: str) -> list[str]:
    return [one.words for one in read(text).requirements if one.subject is Subject.WINDOW]


@pytest.mark.parametrize(
    "text",
    [
        "单抗原液2000L。截止日期：2026年12月25日17:00（北京时间）",
        "单抗原液2000L。投标截止时间2026年12月25日17时，北京时间。",
        "单抗原液2000L。Deadline 2026-12-18 18:00前提交proposal",
        "mAb drug substance, 2000 L. Everything in by 18 December 2026, 5 pm Beijing time.",
    ],
)
def test_a_day_with_its_hour_is_the_tenders_and_a_clock_is_no_place(text: str, read: Read) -> None:
    assert places(read, text) == set()
    assert windows(read, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "III期CRO，要求有近3年内分泌领域经验。",
        "CRO，近5年内有FDA获批经验，单抗BLA申报。",
        "过去两年内有商业化批次，单抗原液生产。",
    ],
)
def test_years_that_lie_behind_are_no_window(text: str, read: Read) -> None:
    assert windows(read, text) == []


def test_years_that_lie_ahead_are_one(read: Read) -> None:
    assert windows(read, "未来3年内完成III期临床，单抗") == ["未来3年"]
    assert windows(read, "单抗原液生产，3个月内交付。交付时间2027年3月31日")


@pytest.mark.parametrize(
    ("text", "musts", "wishes"),
    [
        ("LBA生物分析，样本从美国中心寄到上海。", set(), {"CN"}),
        ("生物分析，血样由欧洲寄至苏州。", set(), {"CN"}),
        ("LBA生物分析，在上海做，样本从美国发出。", {"CN"}, set()),
        ("LBA生物分析，在上海做，样本从美国寄来。", {"CN"}, set()),
    ],
)
def test_nobody_works_where_samples_leave(text: str, musts: set[str], wishes: set[str], read: Read) -> None:
    assert places(read, text) == musts
    assert places(read, text, Force.WISH) == wishes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GLP毒理，场地中国，预算US$1.5M", {"CN"}),
        ("我们在美国波士顿，想在中国找GLP毒理。", {"CN"}),
        ("我们公司在苏州工业园区，想找美国的CRO做GLP毒理。", {"US"}),
        ("我们在中国找GLP毒理。", {"CN"}),
        ("核药GMP生产，别推荐国外的。", {"CN"}),
    ],
)
def test_the_buyers_own_address_and_money_are_no_sites(text: str, expected: set[str], read: Read) -> None:
    assert places(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("欧盟MAA需要欧盟境内法定代表。", {"eu"}),
        ("吸入制剂开发，欧盟报。", {"eu"}),
        ("需要美国agent，单抗BLA申报。", {"us"}),
        ("CMC资料撰写（NMPA+FDA）", {"cn", "us"}),
    ],
)
def test_where_it_is_filed_is_a_market(text: str, expected: set[str], read: Read) -> None:
    assert places(read, text) == set()
    assert markets(read, text) == expected


def test_where_goods_go_to_is_no_site_and_is_listed_where_it_is_no_market(read: Read) -> None:
    assert places(read, "制剂生产，出口东南亚。") == set()
    assert "东南亚" in {note.words for note in read("制剂生产，出口东南亚。").unclear}


def test_standards_joined_by_a_plus_are_each_one(read: Read) -> None:
    found = read("单抗原液2000L，质量：NMPA+ANVISA GMP（必须）").requirements
    assert {one.code for one in found if one.subject is Subject.STANDARD} == {"nmpa-gmp", "anvisa-gmp"}
