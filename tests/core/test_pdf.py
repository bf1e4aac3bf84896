"""Which letters a paper can say, and that it brings no font for letters that it does not say."""

import io

from django.utils.translation import override
from pypdf import PdfReader

from core.pdf import Paper

LATIN_GREEK_CYRILLIC = "Łódź “10 µm” α-helix Жуков – 5 €"


def paper(text: str, more: str = "") -> PdfReader:
    made = Paper(title="A paper", foot=text)
    made.heading(text)
    made.paragraph(text)
    made.facts([("Name", text)])
    made.grid(["Head", "Value"], [[more or text, "1"]], [5, 2], [1])
    return PdfReader(io.BytesIO(made.as_bytes()))


def fonts(reader: PdfReader) -> list[str]:
    found = reader.pages[0]["/Resources"]["/Font"]
    return sorted(font.get_object()["/BaseFont"].partition("+")[2] for font in found.values())


def test_a_paper_without_chinese_letters_has_one_font():
    reader = paper(LATIN_GREEK_CYRILLIC)
    assert len(fonts(reader)) == 1
    assert reader.pages[0].extract_text().count(LATIN_GREEK_CYRILLIC) == 5


def test_the_first_chinese_letter_brings_its_font_wherever_it_comes():
    with override("en"):
        text = paper("Harbour", more="药厂").pages[0].extract_text()
    assert "药" in text
    assert "厂" in text
    assert len(fonts(paper("Harbour", more="药厂"))) == 2


def test_a_number_of_a_page_is_readable_in_chinese():
    with override("zh-hans"):
        reader = paper("Harbour")
    assert len(fonts(reader)) == 2
    assert "页" in reader.pages[0].extract_text()
