"""What the columns of a table, the marks of a document and the head of a mail say about the words."""

from collections.abc import Sequence
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.briefs.extraction import text_of
from projects.briefs.tables import Columns
from tests.briefs.test_intake import docx, xlsx


def text_in_file(name: str, content: bytes) -> str:
    return text_of(SimpleUploadedFile(name, content))


MATRIX: tuple[tuple[str | None, ...], ...] = (
    ("Requirement", "Must", "Nice to have", "No"),
    ("mAb drug substance", "x", None, None),
    ("Stability studies", None, "X", None),
    ("Site in India", None, None, "✓"),
)


def test_an_x_says_what_stands_above_its_column() -> None:
    lines = text_in_file("brief.xlsx", xlsx(*MATRIX)).splitlines()
    assert lines == ["mAb drug substance (must)", "Stability studies (nice to have)", "Site in India: no"]


def test_an_x_in_a_table_of_a_document_says_the_same() -> None:
    def cell(word: str | None) -> str:
        return f"<w:tc><w:p><w:r><w:t>{word or ''}</w:t></w:r></w:p></w:tc>"

    rows = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in MATRIX)
    lines = text_in_file("brief.docx", docx(body=f"<w:tbl>{rows}</w:tbl>")).splitlines()
    assert "Site in India: no" in lines
    assert "Stability studies (nice to have)" in lines


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Country", "India", "", "", "x"], ["Country", "India (not acceptable)", "", ""]),
        (["Country", "Spain", "x", "", ""], ["Country", "Spain (must)", "", ""]),
        (["Comment", "none", "", "", ""], ["Comment", "none", "", "", ""]),
    ],
)
def test_a_value_keeps_what_is_ticked_behind_it(row: Sequence[str], said: Sequence[str]) -> None:
    columns = Columns()
    assert columns.row(["Field", "Value", "Must", "Wish", "No"]) == []
    assert columns.row(row) == said


def test_one_word_of_force_in_a_row_is_no_head_of_a_table() -> None:
    assert Columns().row(["Country", "India", "must"]) == ["Country", "India", "must"]


def test_rows_of_two_products_keep_their_sizes_and_batches() -> None:
    rows = (("Product", "Scale (L)", "Country", "Batches"), ("mAb", 2000, "Germany", 2), ("AAV vector", 200, "Spain", 3))
    lines = text_in_file("brief.xlsx", xlsx(*rows)).splitlines()
    assert lines == ["mAb: 2000 L, Germany, 2 batches", "AAV vector: 200 L, Spain, 3 batches"]


@pytest.mark.parametrize("mark", ["<w:strike/>", '<w:dstrike w:val="true"/>', "<w:vanish/>"])
def test_words_that_are_struck_through_or_hidden_are_not_read(mark: str) -> None:
    body = (
        f"<w:p><w:r><w:t>We need a plasmid. </w:t></w:r><w:r><w:rPr>{mark}</w:rPr><w:t>Must be in India.</w:t></w:r></w:p>"
    )
    assert text_in_file("brief.docx", docx(body=body)) == "We need a plasmid."


def test_a_mark_that_is_off_hides_nothing() -> None:
    body = '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>We need a plasmid.</w:t></w:r></w:p>'
    assert text_in_file("brief.docx", docx(body=body)) == "We need a plasmid."


def mail(subtype: str, words: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "mAb manufacture", "ann@sponsor.example", "bids@house.example"
    message.set_content(words, subtype=subtype, cte="quoted-printable")
    return message.as_bytes()


@pytest.mark.parametrize(("subtype", "words"), [("plain", "Scale = 2,000 L\n"), ("html", "<p>Scale = 2,000&nbsp;L</p>")])
def test_of_a_saved_mail_only_subject_and_words_are_read(subtype: str, words: str) -> None:
    text = text_in_file("brief.txt", mail(subtype, words)).replace("\xa0", " ")
    assert text.splitlines() == ["mAb manufacture", "", "Scale = 2,000 L"]


def test_a_form_in_lines_with_colons_is_no_mail() -> None:
    form = "Product: mAb\nScale: 500 L\nCountry: Spain\n\nWe look for a second site."
    assert text_in_file("brief.txt", form.encode()) == form
