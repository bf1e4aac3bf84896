"""What is understood and cannot be compared is listed with what to do, and nothing that a text says is lost without a word."""

from collections.abc import Callable

import pytest

from projects.briefs.reading.writing.radicals import folded
from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]
BY_NAME = "Companies are not told apart by name."
BY_COUNTRY = "Places are compared by country only"


def listed(reading: Reading, reason: str) -> list[str]:
    return [one.words for one in reading.unclear if one.reason.startswith(reason)]


def test_radicals_in_a_file_are_the_characters_they_look_like_each_where_it_was(read: Read) -> None:
    text = "⽇本或中国，⼩分⼦原料药⽣产，⼤肠杆菌，⾮临床研究"
    reading = read(text)
    plain = read("日本或中国，小分子原料药生产，大肠杆菌，非临床研究")
    assert facts_of(reading) == facts_of(plain)
    assert all(text[one.start : one.end] == one.words for one in reading.requirements)
    assert folded("⺠⻓⻅⻛⻳") == "民长见风龟"


def test_blanks_that_a_printer_puts_into_a_date_change_nothing(read: Read) -> None:
    assert facts_of(read("计划2027 年第⼀季度启动")) == facts_of(read("计划2027年第一季度启动"))
    assert "window:2027-12-15..2027-12-15" in facts_of(read("2027 年12 月15 日交付"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("不要药明，也不要三星，单抗2000L原液", ["不要药明", "不要三星"]),
        ("服务商不能是药明康德系公司，AAV生产", ["服务商不能是药明康德系公司"]),
        ("请排除凯莱英、博腾，小分子API", ["排除凯莱英、博腾"]),
        ("供应商不得是某某生物，单抗原液", ["供应商不得是某某生物"]),
        ("Please avoid Lonza and Catalent. mAb drug substance.", ["avoid Lonza and Catalent"]),
        ("mAb drug substance, but not Xylobio.", ["but not Xylobio"]),
    ],
)
def test_companies_that_are_refused_are_listed_and_never_matched(text: str, words: list[str], read: Read) -> None:
    assert listed(read(text), BY_NAME) == words


@pytest.mark.parametrize(
    "text",
    [
        "不要冻干，单抗灌装",
        "供应商不能是中国公司，单抗原液",
        "mAb drug substance, not in China.",
        "No GMP, no Phase II. mAb.",
        "不考虑印度，单抗原液",
    ],
)
def test_what_is_refused_and_understood_is_no_company(text: str, read: Read) -> None:
    assert not listed(read(text), BY_NAME)


def test_a_place_in_the_name_of_a_company_is_none(read: Read) -> None:
    facts = facts_of(read("不要上海药明，单抗原液"))
    assert not {fact for fact in facts if fact.startswith("country:")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("单抗原液，供应商在苏州", "苏州"),
        ("长三角的单抗CDMO", "长三角"),
        ("离上海近一点的CDMO，单抗原液", "上海"),
        ("四川或江苏的工厂，单抗原液", "四川或江苏"),
        ("小分子API，浙江、江苏或山东的厂", "浙江、江苏或山东"),
    ],
)
def test_a_city_or_a_province_is_read_as_its_country_and_that_is_said_once(text: str, place: str, read: Read) -> None:
    reading = read(text)
    assert "country:CN:must" in facts_of(reading)
    assert listed(reading, BY_COUNTRY) == [place]


def test_where_a_given_supplier_sits_is_no_site_asked_for(read: Read) -> None:
    facts = facts_of(read("小分子API。起始物料由我们指定的山东供应商提供。"))
    assert not {fact for fact in facts if fact.startswith("country:")}


def test_the_same_holds_in_english_and_a_country_needs_no_such_word(read: Read) -> None:
    assert listed(read("mAb drug substance in Boston or San Diego."), BY_COUNTRY) == ["Boston or San Diego"]
    assert not listed(read("mAb drug substance in the USA or Germany."), BY_COUNTRY)


@pytest.mark.parametrize("text", ["不考虑苏州的工厂，单抗原液", "mAb drug substance, not in California."])
def test_a_city_that_is_refused_does_not_shut_out_its_country(text: str, read: Read) -> None:
    reading = read(text)
    assert not {fact for fact in facts_of(reading) if fact.startswith("country:")}
    assert len(listed(reading, BY_COUNTRY)) == 1


def test_abroad_without_a_country_is_listed(read: Read) -> None:
    assert listed(read("海外CDMO优先，单抗原液"), "This names no country.") == ["海外CDMO"]


@pytest.mark.parametrize(
    ("text", "markets"),
    [
        ("小分子片剂，欧美日市场", {"eu", "us", "jp"}),
        ("中欧美日韩市场上市，片剂", {"cn", "eu", "us", "jp", "kr"}),
        ("美欧日三地申报，单抗III期", {"eu", "us", "jp"}),
        ("日韩市场，片剂", {"jp", "kr"}),
        ("中美双报，单抗IND", {"cn", "us"}),
    ],
)
def test_markets_in_one_word_are_all_read(text: str, markets: set[str], read: Read) -> None:
    facts = facts_of(read(text))
    assert {fact.split(":")[1] for fact in facts if fact.startswith("jurisdiction:") and fact.endswith(":must")} == markets


@pytest.mark.parametrize("text", ["今日美国市场，片剂", "单抗原液，15日内回复", "集中美元付款，单抗原液"])
def test_characters_that_are_parts_of_other_words_are_no_markets(text: str, read: Read) -> None:
    assert not {fact for fact in facts_of(read(text)) if fact in {"jurisdiction:jp", "jurisdiction:eu"}}


def test_plants_in_one_word_of_countries_are_sites(read: Read) -> None:
    assert {"country:JP:must", "country:US:must", "country:DE:must"} <= facts_of(read("欧美日的工厂，单抗"))


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("预算捌佰万元整，单抗原液", "8000000-8000000 CNY"),
        ("预算：人民币壹仟贰佰万元整，单抗", "12000000-12000000 CNY"),
        ("预算上限（人民币/万元）：800", "8000000-8000000 CNY"),
        ("预算（万元）：1500", "15000000-15000000 CNY"),
        ("总预算（万美元）：200-300，单抗", "2000000-3000000 USD"),
        ("预算约1500万（人民币），单抗原液", "15000000-15000000 CNY"),
        ("预算150万欧元到200万欧元之间，单抗原液", "1500000-2000000 EUR"),
        ("Budget (EUR million): 2-3. mAb.", "2000000-3000000 EUR"),
        ("Budget: 2 million (EUR). mAb drug substance.", "2000000-2000000 EUR"),
        ("Budget between 1.5 million euros and 2 million euros, mAb.", "1500000-2000000 EUR"),
    ],
)
def test_a_budget_is_read_with_its_label_its_bracket_and_its_range(text: str, budget: str, read: Read) -> None:
    reading = read(text)
    assert [fact for fact in facts_of(reading) if fact.startswith("budget:") and fact.count(":") == 1] == [
        f"budget:{budget}"
    ]
    assert not [one for one in reading.unclear if "budget" in one.reason]


def test_the_mainland_is_no_number(read: Read) -> None:
    assert "duration:52-52" in facts_of(read("中国大陆以外，12个月完成，单抗原液"))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("数据管理、统计、医学写作，III期临床", "service-line:biostatistics:must"),
        ("ADC：抗体原液、偶联、制剂", "service-line:biologics-drug-substance:must"),
        ("ADC：抗体原液、偶联、制剂", "service-line:conjugates:must"),
        ("单抗。CMC模块翻译成英文", "service-line:ctd-writing-publishing:must"),
        ("单抗。ICH条件，24个月", "service-line:stability-studies:must"),
        ("年需求20批，PPQ 3批，单抗原液商业化", "scale:20-20 batches-year"),
        ("年需求20批，PPQ 3批，单抗原液商业化", "batches:3-3"),
        ("小分子原料药，年产能约3吨至5吨", "scale:3-5 t-api-year"),
        ("2027年3月启动，年底前完成放行，单抗原液", "window:2027-03-01..2027-12-31"),
        ("单抗西林瓶冻干灌装1万支", "service-line:lyophilised-manufacture:must"),
        ("FDA批准的无菌生产线，单抗灌装", "standard:fda-cgmp-210-211:must"),
        ("接受过FDA检查的工厂，单抗灌装", "standard:fda-cgmp-210-211:must"),
        ("工厂经NMPA核查，单抗灌装", "standard:nmpa-gmp:must"),
        ("工厂接受过FDA和EMA检查，单抗灌装", "standard:eu-gmp:must"),
        ("不得早于2027年1月启动，单抗原液", "window:2027-01-01.."),
        ("不得晚于2027年6月交付，单抗原液", "window:..2027-06-30"),
    ],
)
def test_nothing_of_a_list_is_lost(text: str, fact: str, read: Read, vocabulary: Vocabulary) -> None:
    assert fact in facts_of(read(text), vocabulary)


def test_an_inspected_plant_is_no_market(read: Read) -> None:
    facts = facts_of(read("接受过FDA检查的工厂，单抗灌装"))
    assert "jurisdiction:us" not in facts
    assert "jurisdiction:us:must" in facts_of(read("向FDA申报，单抗IND"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("不锈钢反应器2000L，单抗原液", "不锈钢反应器"),
        ("头孢类独立厂房，片剂", "头孢类独立厂房"),
        ("mAb drug substance in a stainless steel bioreactor.", "stainless steel bioreactor"),
    ],
)
def test_what_no_profile_says_is_listed_as_a_question(text: str, words: str, read: Read) -> None:
    reading = read(text)
    assert listed(reading, "Profiles are not compared by this.") == [words]
    assert "jurisdiction:us" not in facts_of(reading)


@pytest.mark.parametrize(
    "text",
    [
        "mAb drug substance. Don't send this to Lonza.",
        "mAb drug substance. We are not allowed to work with WuXi or Samsung.",
        "mAb drug substance. Lonza must not be contacted.",
        "mAb drug substance. Catalent is out.",
        "mAb drug substance. Please do not involve Acme Biosolutions.",
    ],
)
def test_a_company_that_is_to_be_left_out_is_listed_however_it_is_said(text: str, read: Read) -> None:
    assert listed(read(text), "Companies are not told apart by name.")


@pytest.mark.parametrize(
    "text",
    [
        "We do not need a site in Ireland. mAb.",
        "mAb, but not in Germany or Austria.",
        "The work must not start before Monday. mAb.",
    ],
)
def test_what_is_no_company_is_not_taken_for_one(text: str, read: Read) -> None:
    assert not listed(read(text), "Companies are not told apart by name.")
