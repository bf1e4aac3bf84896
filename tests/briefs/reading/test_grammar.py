"""Numbers, units, dates, money and places, one by one."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb at 2 kL", "scale:2000-2000 l-bioreactor"),
        ("mAb at two thousand litres", "scale:2000-2000 l-bioreactor"),
        ("mAb at 2,000-L scale", "scale:2000-2000 l-bioreactor"),
        ("mAb at 2 000 L", "scale:2000-2000 l-bioreactor"),
        ("mAb, 500–2,000 L", "scale:500-2000 l-bioreactor"),
        ("mAb, at least 500 L", "scale:500-None l-bioreactor"),
        ("mAb, up to 500 L", "scale:None-500 l-bioreactor"),
        ("单抗，两千升", "scale:2000-2000 l-bioreactor"),
        ("单抗，不少于2千升", "scale:2000-None l-bioreactor"),
        ("microbial fermentation at 1.5 m3", "scale:1500-1500 l-fermenter"),
        ("AAV, 1.2 x 10^14 vg per batch", "scale:120000000000000-120000000000000 vg-batch"),
        ("AAV, 10¹⁴ vg", "scale:100000000000000-100000000000000 vg-batch"),
        ("peptide API, 300 kg a year", "scale:0.3-0.3 t-api-year"),
        ("fill-finish of 50k vials", "scale:50000-50000 vials-batch"),
        ("无菌灌装，每批5万支", "scale:50000-50000 vials-batch"),
        ("trial with 80 healthy volunteers", "scale:80-80 trial-subjects"),
        ("三批GMP生产", "batches:3-3"),
        ("two pilot lots and a mAb", "batches:2-2"),
        ("mAb, 3 x 200 L", "batches:3-3"),
        ("budget EUR 2–3 m", "budget:2000000-3000000 EUR"),
        ("budget of $2.5 million", "budget:2500000-2500000 USD"),
        ("between €2m and €3m", "budget:2000000-3000000 EUR"),
        ("two million euros", "budget:2000000-2000000 EUR"),
        ("up to USD 500k", "budget:None-500000 USD"),
        ("预算300万欧元", "budget:3000000-3000000 EUR"),
        ("预算为300-500万美元", "budget:3000000-5000000 USD"),
        ("in Q3 2027", "window:2027-07-01..2027-09-30"),
        ("by March 2027", "window:..2027-03-31"),
        ("before March 2027", "window:..2027-02-28"),
        ("within 9 months", "window:..2027-08-24"),
        ("from January to June 2027", "window:2027-01-01..2027-06-30"),
        ("starting in mid-2027", "window:2027-05-01.."),
        ("2027年第三季度", "window:2027-07-01..2027-09-30"),
        ("2027年3月前完成", "window:..2027-03-31"),
        ("明年上半年", "window:2027-01-01..2027-06-30"),
        ("9个月内", "window:..2027-08-24"),
        ("within a year and a half", "window:..2028-05-24"),
        ("in two and a half years", "window:..2029-05-24"),
        ("within half a year", "window:..2027-05-24"),
        ("一年半内完成", "window:..2028-05-24"),
        ("半年内出方案", "window:..2027-05-24"),
        ("in Q3 '27", "window:2027-07-01..2027-09-30"),
        ("first batch in 3Q27", "window:2027-07-01..2027-09-30"),
        ("drug substance in 2H 2027", "window:2027-07-01..2027-12-31"),
        ("kick-off Jan '27", "window:2027-01-01.."),
        ("by the first quarter of next year", "window:..2027-03-31"),
        ("in the summer of 2027", "window:2027-06-01..2027-08-31"),
        ("by the end of this year", "window:..2026-12-31"),
        ("明年底", "window:2027-10-01..2027-12-31"),
        ("2028年上半年完成", "window:2028-01-01..2028-06-30"),
        ("a 12-month programme", "duration:52-52"),
        ("项目周期18个月", "duration:78-78"),
        ("Phase I–III", "stage:phase-2"),
        ("phase 1/2", "stage:phase-2"),
        ("Ⅱ期临床", "stage:phase-2"),
        ("under CDA", "confidentiality:cda-required"),
        ("We sign an NDA first", "confidentiality:cda-required"),
    ],
)
def test_figure_is_read(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The titre is 1.5–2 g/L.",
        "Tablets of 500 mg in bottles",
        "vials of 10 mL fill volume",
        "We raised $80 million in a series B round.",
        "24-month stability study",
        "Proposals by 15 December 2026, please.",
        "Founded in 2021.",
        "GLP-1 analogue, 21 CFR 210",
        "We have a 2 L process.",
    ],
)
def test_number_that_asks_for_nothing_is_no_requirement(text: str, read: Read) -> None:
    counted = {"scale", "budget", "window", "duration", "batches"}
    assert [one for one in read(text).requirements if one.subject.value in counted] == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("We will file an IND in the US.", "jurisdiction:us:must"),
        ("site in France, market Brazil", "country:FR:must"),
        ("site in France, market Brazil", "jurisdiction:br:must"),
        ("clinical trial in Australia, manufacturing in Singapore", "jurisdiction:au:must"),
        ("clinical trial in Australia, manufacturing in Singapore", "country:SG:must"),
        ("no Chinese suppliers", "country:CN:excluded"),
        ("The site must not be in China.", "country:CN:excluded"),
        ("manufacturing in India is not acceptable", "country:IN:excluded"),
        ("anywhere in Asia except Japan", "country:JP:excluded"),
        ("anywhere in Asia except Japan", "country:KR:must"),
        ("ideally Germany, Austria or Switzerland", "country:CH:wish"),
        ("Nordic supplier preferred", "country:SE:wish"),
        ("Neither India nor China", "country:CN:excluded"),
        ("We cannot work with Chinese or Russian companies", "country:CN:excluded"),
        ("不在中国生产", "country:CN:excluded"),
        ("我们需要在德国生产双抗原液", "country:DE:must"),
        ("除印度外均可", "country:IN:excluded"),
        ("优先考虑德国供应商", "country:DE:wish"),
        ("在日本上市", "jurisdiction:jp:must"),
        ("中国、美国和欧盟申报", "jurisdiction:eu:must"),
        ("中美双报", "jurisdiction:us:must"),
    ],
)
def test_place_is_a_site_or_a_market(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "We are a US biotech.",
        "We are headquartered in Basel.",
        "A small private French oncology company has a drug.",
        "Our office in Tokyo will be in touch.",
        "我们是一家美国生物技术公司，总部位于波士顿。",
        "Tested in guinea pigs.",
        "Chinese hamster ovary cells",
    ],
)
def test_background_names_no_place(text: str, read: Read) -> None:
    assert [one for one in read(text).requirements if one.subject.value in {"country", "jurisdiction"}] == []


def test_region_without_one_of_its_countries_is_no_contradiction(read: Read) -> None:
    reading = read("Sites in Europe excluding Switzerland.")
    facts = facts_of(reading)
    assert {"country:CH:excluded", "country:DE:must"} <= facts
    assert "country:CH:must" not in facts
    assert reading.unclear == ()


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("2,000 L of tablets", "2,000 L of tablets", "This unit does not fit what is asked for."),
        ("The titre is 3 g/L.", "3 g/L", "This is a concentration or a rate, which is no scale."),
        ("The budget is 2 million.", "budget is 2 million", "The budget has no currency."),
        ("EUR 500k per batch", "EUR 500k", "This is a price for each, not a budget for the project."),
        ("to be done by March 2020", "by March 2020", "This date lies in the past."),
        (
            "The mAb must be GMP. GMP is not needed.",
            "GMP is not needed",
            "The text asks for GMP and says that it is not needed.",
        ),
        ("Sites in the EU. Not in the EU.", "EU", "The text asks for this and excludes it."),
        ("Site in Germany. Not in Germany.", "Germany", "The text asks for this and excludes it."),
        ("The budget is EUR 1m. The budget is EUR 3m.", "EUR 3m", "The text names another budget before."),
        ("It must pass QQX-7 tests.", "QQX-7", "This abbreviation is in no vocabulary."),
    ],
)
def test_what_makes_no_sense_is_listed_with_a_reason(text: str, words: str, reason: str, read: Read) -> None:
    assert (words, reason) in [(note.words, note.reason) for note in read(text).unclear]


def test_non_gmp_lot_for_toxicology_beside_gmp_lots_is_no_contradiction(read: Read) -> None:
    assert read("A non-GMP tox lot and three EU GMP clinical lots of a mAb.").unclear == ()


def test_authorities_share_the_word_gmp(read: Read) -> None:
    facts = facts_of(read("The plant must meet US, EU and Chinese GMP."))
    assert {"standard:fda-cgmp-210-211:must", "standard:eu-gmp:must", "standard:nmpa-gmp:must"} <= facts
    assert not [fact for fact in facts if fact.startswith("country") or fact.endswith("jurisdiction:cn:must")]


def test_a_place_before_a_comma_shares_nothing_with_the_standard_behind_it(read: Read) -> None:
    facts = facts_of(read("Made in Shanghai or elsewhere in China, EU GMP required."))
    assert {fact for fact in facts if fact.startswith("standard")} == {"standard:eu-gmp", "standard:eu-gmp:must"}


def test_each_filing_is_for_the_market_beside_it(read: Read) -> None:
    reading = read("An IND with the FDA and a CTA in the EU are planned.")
    words = {one.code: one.words for one in reading.requirements if one.subject.value == "service-line"}
    assert words == {"ind-fda": "IND", "cta-eu": "CTA"}


def test_what_is_said_of_a_phrase_holds_for_all_of_it(read: Read) -> None:
    facts = facts_of(read("GMP antibody at 2,000 L. Fill-finish of 20,000 vials would be nice."))
    assert {
        "service-line:dp-manufacture:wish",
        "scale:20000-20000 vials-batch:wish",
        "scale:2000-2000 l-bioreactor:must",
    } <= facts
    assert "service-line:dp-manufacture:must" not in facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("No need for stability studies.", "service-line:stability-studies:excluded"),
        ("Optionally, packaging and labelling.", "service-line:packaging:wish"),
        ("Everything except toxicology.", "service-line:toxicology:excluded"),
        ("Stability studies are out of scope.", "service-line:stability-studies:excluded"),
        ("Formulation development would be a plus.", "service-line:formulation:wish"),
        ("We already have the drug substance and need fill-finish only.", "service-line:dp-manufacture:must"),
        ("Nice to have: fill-finish.", "service-line:dp-manufacture:wish"),
        ("Project must be completed no later than June 2028.", "window:..2028-06-30:must"),
        ("The provider should ideally be in the US but Canada is also fine.", "country:CA:wish"),
        ("不需要毒理研究。", "service-line:toxicology:excluded"),
        ("灌装可选。", "service-line:dp-manufacture:wish"),
        ("原液已完成，仅需灌装。", "service-line:dp-manufacture:must"),
    ],
)
def test_force_is_read_from_the_words_around(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Fill-finish is handled by another CDMO.",
        "Drug substance will be supplied by us.",
        "Cell line development is done.",
        "毒理由另一家CRO负责。",
        "已有原液。",
    ],
)
def test_what_is_there_already_is_no_need(text: str, read: Read) -> None:
    assert [one for one in read(text).requirements if one.subject.value == "service-line"] == []


def test_market_that_no_vocabulary_has_is_listed(read: Read) -> None:
    reading = read("A phase 2 study across Poland and Norway.")
    assert "jurisdiction:pl:must" in facts_of(reading)
    assert [note.words for note in reading.unclear] == ["Norway"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The site must be in Germany, Austria or Switzerland.", {"Germany, Austria or Switzerland"}),
        ("European or US sites", {"European or US"}),
        ("必须在新加坡或韩国生产", {"新加坡或韩国"}),
        ("sites in both Germany and Austria", {"Germany", "Austria"}),
        ("A site in Germany. Not in Austria.", {"Germany", "Austria"}),
    ],
)
def test_list_of_countries_is_one_choice(text: str, words: set[str], read: Read) -> None:
    reading = read(text)
    assert {one.words for one in reading.requirements if one.subject.value == "country"} == words
    assert all(text[one.start : one.end] == one.words for one in reading.requirements)


def test_standards_joined_by_or_are_a_choice_and_by_and_are_two(read: Read) -> None:
    assert {one.words for one in read("EU GMP or ICH Q7").requirements if one.subject is Subject.STANDARD} == {
        "EU GMP or ICH Q7"
    }
    assert {one.words for one in read("EU GMP and ICH Q7").requirements} == {"EU GMP", "ICH Q7"}


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("We need a fill-finish partner in the EU with QP release.", "wish"),
        ("Fill-finish of vials. QP release would be a plus.", "wish"),
        ("We need QP release and fill-finish.", "must"),
        ("Fill-finish of vials. QP release is mandatory.", "must"),
        ("We are looking for QP release of imported batches.", "must"),
    ],
)
def test_what_goes_with_another_service_is_a_must_only_when_it_is_asked_for(text: str, force: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert f"service-line:qp-batch-release:{force}" in facts
    assert len([one for one in facts if one.startswith("service-line:qp-batch-release:")]) == 1


def test_filing_of_a_trial_application_is_no_registration(read: Read) -> None:
    assert "stage:registration-filing" not in facts_of(read("IND filing in 2027, antibody drug substance."))
    assert "stage:registration-filing" in facts_of(read("BLA filing in 2027, antibody drug substance."))


def test_whose_application_an_ind_is_depends_on_the_language(read: Read) -> None:
    assert "jurisdiction:cn:wish" in facts_of(read("单抗原液，明年底前拿到IND批件。"))
    assert "jurisdiction:us:wish" in facts_of(read("Antibody drug substance for an IND next year."))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("IND-enabling package for an oral degrader: 28-day GLP rat and dog tox.", {"service-line:toxicology:must", "service-line:trial-applications:wish"}),
        ("Drug-linker at 500 g and conjugation to an antibody.", {"modality:adc", "scale:500-500 g-ds-batch"}),
        ("GalNAc-siRNA, 2 kg.", {"modality:oligonucleotide", "scale:2-2 kg-ds-batch"}),
        ("Generic doxorubicin vials, ANDA.", {"modality:small-molecule", "jurisdiction:us:wish"}),
        ("注射用抗体，三批注册批，计划申请优先审评。", {"stage:phase-3", "jurisdiction:cn:wish"}),
    ],
)  # fmt: skip
def test_words_of_the_trade_are_read(text: str, facts: set[str], read: Read) -> None:
    assert facts - facts_of(read(text)) == set()


def test_member_of_the_union_without_an_agency_here_is_the_union(read: Read) -> None:
    facts = facts_of(read("A phase 2 study across Poland, Hungary and Spain."))
    assert {"jurisdiction:pl:must", "jurisdiction:eu:must", "jurisdiction:es:must"} <= facts


def test_market_where_it_is_sold_already_is_none_that_is_asked_for(read: Read) -> None:
    facts = facts_of(read("The vaccine is licensed in India and Brazil and shall be registered with the NMPA."))
    assert {one for one in facts if one.startswith("jurisdiction") and one.count(":") == 1} == {"jurisdiction:cn"}
    assert "jurisdiction:us" in facts_of(read("It is marketed in the United States. We need a second site."))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("We need phage display and affinity maturation.", "bacteriophage"),
        ("Plasma protein binding and CYP inhibition of forty compounds.", "recombinant-protein"),
        ("Nanobody eye drops made in Pichia.", "small-molecule"),
        ("单克隆抗体，同一家公司能做西林瓶无菌灌装。", "small-molecule"),
    ],
)
def test_name_of_a_test_or_a_dosage_form_is_no_medicine(read: Read, text: str, modality: str) -> None:
    assert f"modality:{modality}" not in facts_of(read(text))


@pytest.mark.parametrize(
    ("name", "modality"),
    [("Delandistrogene moxeparvovec", "aav"), ("Elasomeran", "mrna"), ("Trastuzumab deruxtecan", "adc"), ("奥希替尼", "small-molecule"), ("利拉鲁肽", "peptide")],
)  # fmt: skip
def test_stem_of_a_name_says_what_it_is(read: Read, name: str, modality: str) -> None:
    assert f"modality:{modality}" in facts_of(read(f"{name}, clinical supply."))
