"""What of a file cannot be read stands in its text as a mark, and how much hangs on a cell stays with it."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from core.errors import Invalid
from projects.briefs.extraction import in_words, text_of
from projects.briefs.reading.writing.unread import unread_in
from tests.briefs.test_intake import docx, pdf, xlsx


def text_in_file(name: str, content: bytes) -> str:
    return text_of(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (["Country", "India", "", "not acceptable"], "Country: India (not acceptable)"),
        (["Country", "India", "Excluded"], "Country: India (not acceptable)"),
        (["India", "is not accepted"], "India (not acceptable)"),
        (["Budget", "1500000", "EUR", "max"], "Budget: max 1500000 EUR"),
        (["Budget", "max", "1500000", "EUR"], "Budget: max 1500000 EUR"),
        (["Scale", "200", "L", "minimum"], "Scale: min 200 L"),
        (["Country", "UK", "nice"], "Country: UK (nice to have)"),
    ],
)
def test_how_much_hangs_on_a_cell_stays_with_it(cells: list[str], line: str) -> None:
    assert in_words(cells) == line


def test_hidden_sheet_is_not_read_and_said_to_be_there() -> None:
    book, file = Workbook(), BytesIO()
    book.active.append(("Product", "mAb"))
    hidden = book.create_sheet("old")
    hidden.append(("Country", "China"))
    hidden.sheet_state = "hidden"
    book.save(file)
    text = text_in_file("brief.xlsx", file.getvalue())
    assert "China" not in text
    assert [note.words for note in unread_in(text)] == ["[hidden sheet, not read]"]


def test_formula_without_a_value_is_said_to_be_there() -> None:
    text = text_in_file("brief.xlsx", xlsx(("Product", "mAb"), ("Start", "=B9+30")))
    assert "Start: [formula without a value]" in text
    assert len(list(unread_in(text))) == 1


def test_words_above_every_page_are_read_once() -> None:
    file = BytesIO(docx("We need a plasmid."))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(file, "a") as archive:
        for number in (1, 2):
            line = "<w:p><w:r><w:t>Request for quotation: EU sites only</w:t></w:r></w:p>"
            archive.writestr(f"word/header{number}.xml", f"<w:hdr {space}>{line}</w:hdr>")
    text = text_in_file("brief.docx", file.getvalue())
    assert text.splitlines() == ["Request for quotation: EU sites only", "We need a plasmid."]


def test_page_that_is_a_picture_is_said_to_be_there() -> None:
    writer, file = PdfWriter(), BytesIO()
    writer.append(BytesIO(pdf("We need a plasmid.")))
    page = writer.add_blank_page(612, 792)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): DictionaryObject()})
    writer.write(file)
    text = text_in_file("brief.pdf", file.getvalue())
    assert "We need a plasmid." in text
    assert [note.words for note in unread_in(text)] == ["[page 2 is a picture, not read]"]


def test_text_of_western_windows_is_read() -> None:
    assert text_in_file("brief.txt", "Café – 200 L “mAb”".encode("cp1252")) == "Café – 200 L “mAb”"


def test_empty_text_is_called_empty_and_no_picture() -> None:
    with pytest.raises(Invalid) as refused:
        text_in_file("brief.txt", b"  \n \n")
    assert refused.value.errors["file"] == ["This file is empty. Choose another one, or paste the text."]
