"""Sentences that a mail or a PDF broke where its line was full are read as if they stood in one line."""

from collections.abc import Callable

import pytest

from projects.briefs.reading.writing.text import Layout
from projects.briefs.reading.writing.wrapping import flattened, soft_breaks, unfolded
from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]
MAIL = """Dear all, we are looking for a partner for the GMP drug substance of
our monoclonal antibody, made in CHO cells, who has a site in Canada or
the United
States and could also do the stability studies of the
European Union; we have no need for toxicology, since the
carcinogenicity study is done."""
LIST = """Services:
- GMP manufacture of a monoclonal antibody from CHO cells at 2,000 L
- Fill-finish of 20,000 vials with visual inspection and labels
  of the United
  Kingdom
- No toxicology

Where
Germany or Austria"""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("mAb drug substance, sites in Canada or the United\nStates only", {"country:CA:must", "country:US:must"}),
        ("We need an antibody made in the United\nKingdom at 20\nkg.", {"country:GB:must", "scale:20-20 kg-ds-batch"}),
        ("We need GLP toxicol-\nogy for a small molecule.", {"service-line:glp-repeat-dose-tox:must"}),
        ("Antibody, fill-\nfinish of vials.", {"service-line:dp-manufacture:must"}),
        ("An antibody; the first trial is in\nJapan: 20 patients.", {"jurisdiction:jp:must"}),
        (MAIL, {"country:CA:must", "country:US:must", "service-line:stability-studies:must"}),
    ],
)
def test_a_line_break_inside_a_sentence_is_a_space(text: str, facts: set[str], read: Read) -> None:
    reading = read(text)
    assert facts - facts_of(reading) == set()
    assert all(text[one.start : one.end] == one.words for one in (*reading.requirements, *reading.unclear))


def test_a_need_is_shown_in_the_words_of_the_text_with_the_break_in_them(read: Read) -> None:
    words = {one.words for one in read("mAb made in the United\nKingdom. GLP toxicol-\nogy.").requirements}
    assert {"United\nKingdom", "GLP toxicol-\nogy"} <= words


def test_wrapped_mail_reads_as_the_same_mail_in_one_line(read: Read) -> None:
    assert facts_of(read(MAIL)) == facts_of(read(MAIL.replace("\n", " ")))


@pytest.mark.parametrize(
    "text",
    [
        "Services needed\nmAb drug substance\nFill-finish in vials\nRelease testing\nNo toxicology",
        "Hi team,\nWe need a plasmid.",
        "Scale\n1,000 L single-use\nBatches\n3",
        "Scale: 500 L\nBatches: 3\nCountry: Germany",
        "Not needed\ntoxicology\nstability",
        "We need the following\n\nGMP drug substance",
        "It is a long line which goes on and on to the end of the.\nNext one begins here.",
        "Product | Scale\nmAb | 500 L",
        "Product\tScale\nmAb\t500 L",
        "需求\n单抗原液GMP生产\n西林瓶无菌灌装\n不需要毒理研究",
        "1. GMP manufacture of drug substance at the\n2. Fill-finish of vials\n(a) labels and\n(b) boxes",
        "一、原液生产和\n二、制剂灌装",
        "مطلوب تصنيع\nلقاح",
    ],
)
def test_an_item_a_heading_a_label_a_row_and_a_paragraph_begin_anew(text: str) -> None:
    assert soft_breaks(text) == []


def test_an_item_goes_on_below_itself_and_ends_at_the_next(read: Read) -> None:
    breaks = [LIST[place - 8 : place] for place in soft_breaks(LIST)]
    assert breaks == ["d labels", "e United"]
    facts = facts_of(read(LIST))
    assert {"service-line:toxicology:excluded", "scale:20000-20000 vials-batch:must"} <= facts


def test_chinese_lines_of_one_width_are_one_sentence(read: Read) -> None:
    text = (
        "我们正在开发一种由CHO细胞表达的单克隆抗体，需要以两千升规模生产临床用原液，供应\n"
        "商必须位于德国或者奥地利，但不能在中国，不需要毒理研究和稳定性研究，项目预算为三\n"
        "百万欧元。"
    )
    assert len(soft_breaks(text)) == 2
    assert unfolded(text) == text.replace("\n", "")
    facts = facts_of(read(unfolded(text)))
    assert {"country:DE:must", "service-line:toxicology:excluded", "budget:3000000-3000000 EUR"} <= facts


def test_writing_from_the_right_keeps_its_places() -> None:
    text = "نبحث عن شريك لتصنيع mAb في ألمانيا أو النمسا،\nالحجم 2,000 L\nوالميزانية"
    layout = Layout(text)
    assert len(layout.plain) == len(text)
    assert all(text[word.start : word.end] == word.raw for word in layout.words())


def test_every_character_stays_where_it_was() -> None:
    for text in (MAIL, LIST, "a\n" * 50, "\n\n \n", "x-\ny", ""):
        flat = flattened(text)
        assert len(flat) == len(text)
        assert [char for char, other in zip(text, flat, strict=True) if char != other] == ["\n"] * len(soft_breaks(text))


def test_halves_of_a_word_are_joined_and_names_keep_their_hyphen() -> None:
    assert unfolded("repro-\nductive toxicol\u00ad\nogy, fill-\nfinish, ADC-\nlinker") == (
        "reproductive toxicology, fill-finish, ADC-linker"
    )
