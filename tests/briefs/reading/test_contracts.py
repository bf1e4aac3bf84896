"""What a tender or a contract says of itself is no time, money, place or service of the work; and calendar words are read as dates."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.facts import facts_of, value_of

Read = Callable[[str], Reading]
CALENDAR = {Subject.WINDOW, Subject.DURATION}


def times(read: Read, text: str) -> set[str]:
    return {value_of(one) for one in read(text).requirements if one.subject in CALENDAR}


def doubts(read: Read, text: str) -> dict[str, str]:
    return {note.words: note.reason for note in read(text).unclear}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单抗原液，2028年一季度交付", {"2028-01-01..2028-03-31"}),
        ("单抗原液，第一季度交付", {"2027-01-01..2027-03-31"}),
        ("单抗原液，2027年第三季度完成生产", {"2027-07-01..2027-09-30"}),
        ("单抗原液，周期两个季度", {"26-26"}),
        ("单抗原液，第一季度启动，四季度交付", {"2027-01-01..2027-12-31"}),
        ("单抗原液，2027年上半年启动，下半年交付", {"2027-01-01..2027-12-31"}),
        ("单抗原液，2028年6月30日完成", {"2028-06-30..2028-06-30"}),
        ("单抗原液，明年Q2到Q4之间", {"2027-04-01..2027-12-31"}),
        ("单抗原液，2027年第二季度至第四季度", {"2027-04-01..2027-12-31"}),
        ("mAb drug substance, between Q2 and Q4 next year.", {"2027-04-01..2027-12-31"}),
        ("单抗原液，自2027年1月1日起至2029年12月31日止", {"2027-01-01..2029-12-31"}),
        ("单抗原液，2027年3月1日至2028年6月30日", {"2027-03-01..2028-06-30"}),
        ("mAb drug substance. From 1 January 2027 to 31 December 2029.", {"2027-01-01..2029-12-31"}),
        ("单抗原液，12月15日前交付", {"..2026-12-15"}),
        ("单抗原液，3月底前完成", {"..2027-03-31"}),
        ("单抗原液，12月启动", {"2026-12-01.."}),
        ("单抗原液，12个月内完成", {"..2027-11-24"}),
        ("单抗原液，项目周期6月", {"26-26"}),
    ],
)
def test_quarters_and_months_are_those_of_the_calendar(read: Read, text: str, expected: set[str]) -> None:
    assert times(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "单抗原液生产。请在12月15日前提交报价。",
        "单抗原液生产。请于2026年12月15日之前将方案发给我们。",
        "单抗原液生产。报名截止时间：2026年12月10日，开标时间：2026年12月20日。",
        "单抗原液生产。请于2026年12月1日至12月10日期间报名。",
        "单抗原液生产。合同签订后30日内支付30%，验收合格后15日内付清尾款。",
        "单抗原液生产。发票开具后60日内付款。",
        "单抗原液生产。质保期12个月。",
        "mAb drug substance. Invoices are paid within 60 days.",
        "mAb drug substance. Payment within 30 days of delivery.",
        "单抗原液生产。交付后30日内支付尾款。",
        "mAb drug substance. 30% is payable within 30 days of signature.",
        "mAb drug substance. By 15 December 2026 please send us your proposal. Bids are opened on 20 December 2026.",
    ],
)
def test_when_bids_are_due_and_bills_are_paid_is_no_time_of_the_work(read: Read, text: str) -> None:
    assert times(read, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单抗原液生产，收到预付款后12周内交付", "..2027-02-16"),
        ("单抗原液生产，投标人须在2027年6月30日前完成交付", "..2027-06-30"),
        ("单抗原液生产，付款后于2027年6月底前交付", "..2027-06-30"),
        ("单抗原液生产，2027年6月交付后支付尾款", "2027-06-01..2027-06-30"),
        ("mAb drug substance. Deliver by June 2027 after payment.", "..2027-06-30"),
    ],
)
def test_work_that_follows_a_payment_keeps_its_time(read: Read, text: str, expected: str) -> None:
    assert times(read, text) == {expected}


def test_a_range_of_days_is_of_the_year_that_is_said_once(read: Read) -> None:
    assert times(read, "单抗原液，2027年3月1日至6月30日完成生产") == {"2027-03-01..2027-06-30"}


def test_the_time_of_the_work_beside_a_term_of_payment_is_kept(read: Read) -> None:
    text = "单抗原液生产，2027年一季度启动，合同签订后30日内支付30%。2028年6月底前交付。"
    assert times(read, text) == {"2027-01-01..", "..2028-06-30"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单抗原液生产。投标保证金人民币20万元。", "人民币20万"),
        ("单抗原液生产。招标文件售价500元人民币。", "500元人民币"),
        ("mAb drug substance. A bid bond of EUR 20,000 is required.", "EUR 20,000"),
    ],
)
def test_a_deposit_is_no_budget_and_said_to_be_none(read: Read, text: str, words: str) -> None:
    assert not any(one.subject is Subject.BUDGET for one in read(text).requirements)
    assert doubts(read, text)[words] == "This is a deposit, a penalty or a fee, not a budget for the project."


@pytest.mark.parametrize(
    "text",
    [
        "单抗原液生产，争议由上海国际仲裁中心仲裁",
        "单抗原液生产。本合同适用中国法律，由北京法院管辖。质保金5%。",
        "mAb drug substance. Disputes are settled by the courts of Germany.",
        "mAb drug substance. The agreement is under the laws of Switzerland.",
    ],
)
def test_whose_courts_decide_says_nothing_of_sites_markets_or_services(read: Read, text: str) -> None:
    subjects = {one.subject for one in read(text).requirements}
    assert not subjects & {Subject.COUNTRY, Subject.JURISDICTION}
    assert "service-line:quality-services" not in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单抗原液，2027年春节后启动", {"2027年春节"}),
        ("单抗原液，国庆节前交付", {"国庆节"}),
        ("mAb drug substance. Start after Chinese New Year 2027, deliver before Christmas.", {"after Chinese New Year 2027", "before Christmas"}),
        ("单抗原液，12月内启动", {"12月内"}),
        ("单抗原液，2026年12月启动，次年6月交付", {"次年6月"}),
    ],
)  # fmt: skip
def test_a_day_that_is_not_said_is_listed_and_not_guessed(read: Read, text: str, words: set[str]) -> None:
    assert words <= doubts(read, text).keys()
    assert times(read, text) <= {"2026-12-01.."}
    assert not any(one.subject is Subject.COUNTRY for one in read(text).requirements)
