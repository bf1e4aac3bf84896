"""Papers: A4, every page numbered, in fonts that hold the letters of Latin, Greek, Cyrillic and Chinese."""

from collections.abc import Iterable, Sequence
from typing import Literal

import fontpkg_noto_sans  # type: ignore[import-untyped]
import pylopdf_fonts_zh_cn
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, XPos, YPos
from fpdf.fonts import CoreFont, FontFace, TTFFont

LATIN = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
CHINESE = pylopdf_fonts_zh_cn.sans_path()
CONTENT_TYPE = "application/pdf"
GREY, SHADE = (95, 105, 115), (225, 230, 235)
SMALL, NORMAL, LARGE = 7.5, 9, 16


def with_fonts_for(pdf: FPDF, text: str) -> FPDF:
    """Give a document the fonts that hold the letters of a text; glyphs that are used are embedded, the others are not.

    The Chinese font comes with the first letter that the Latin one lacks: to read it and to cut it down takes most of the time
    that a paper takes. To be asked again for each text that is added.
    """
    if "latin" not in pdf.fonts:
        pdf.add_font("latin", fname=LATIN)
        pdf.set_font("latin", size=NORMAL)
    if "chinese" not in pdf.fonts and _lacks(pdf.fonts["latin"], text):
        pdf.add_font("chinese", fname=CHINESE)
        pdf.set_fallback_fonts(["chinese"])
    return pdf


def _lacks(font: CoreFont | TTFFont, text: str) -> bool:
    return isinstance(font, TTFFont) and not font.cmap.keys() >= set(map(ord, text.replace("\n", "")))


class Paper(FPDF):
    """A document that grows downwards. ``foot`` stands at the bottom of every page, beside its number."""

    def __init__(self, *, title: str, foot: str, is_landscape: bool = False) -> None:
        super().__init__(orientation="landscape" if is_landscape else "portrait", format="A4")
        self.foot = self._printed(foot)
        self.set_title(title)
        self.set_margins(15, 15)
        self.set_auto_page_break(auto=True, margin=20)
        self.add_page()

    def footer(self) -> None:
        """Called for every page as it ends."""
        self.set_y(-16)
        self.set_font("latin", size=SMALL)
        self.set_text_color(GREY)
        number = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": "{nb}"}
        with_fonts_for(self, number)
        top = self.get_y()
        self.multi_cell(self.epw - 35, 3.5, self.foot, align=Align.L)
        self.set_xy(self.l_margin + self.epw - 35, top)
        self.cell(35, 3.5, number, align=Align.R)
        self.set_text_color(0)
        self.set_font("latin", size=NORMAL)

    def heading(self, text: str, size: float = 12) -> None:
        """A heading, kept with some lines of what follows."""
        if self.will_page_break(size * 2):
            self.add_page()
        self.ln(3)
        self.set_font("latin", size=size)
        self._write(text, size * 0.5)
        self.ln(1)
        self.set_font("latin", size=NORMAL)

    def paragraph(self, text: str, *, is_quiet: bool = False) -> None:
        """Lines as they were typed, over as many pages as it takes."""
        if is_quiet:
            self.set_text_color(GREY)
        self._write(text, 4.6)
        self.set_text_color(0)
        self.ln(1)

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names with their values."""
        for name, value in rows:
            if self.will_page_break(10):
                self.add_page()
            top, page = self.get_y(), self.page
            self.set_text_color(GREY)
            self.multi_cell(45, 4.8, self._printed(name), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            below = self.get_y()
            self.set_text_color(0)
            self.set_xy(self.l_margin + 47, top)
            self.multi_cell(
                self.epw - 47, 4.8, self._printed(value) or "–", align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            if self.page == page:
                self.set_y(max(self.get_y(), below))

    def grid(
        self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], numbers: Sequence[int]
    ) -> None:
        """A table whose heads stand on every page. ``numbers`` are the places of columns that are set to the right."""
        self.set_font("latin", size=8)
        self.set_draw_color(SHADE)
        aligned: list[Literal["LEFT", "RIGHT"]] = ["RIGHT" if place in numbers else "LEFT" for place in range(len(heads))]
        with self.table(
            col_widths=tuple(widths),
            text_align=tuple(aligned),
            headings_style=FontFace(fill_color=SHADE),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=4.2,
            padding=1,
        ) as table:
            for cells in [heads, *rows]:
                row = table.row()
                for cell in cells:
                    row.cell(self._printed(cell))
        self.set_font("latin", size=NORMAL)

    def as_bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.output())

    def _write(self, text: str, height: float) -> None:
        self.multi_cell(self.epw, height, self._printed(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _printed(self, text: str) -> str:
        kept = printable(text)
        with_fonts_for(self, kept)
        return kept


def printable(text: str) -> str:
    """Without what no font draws and what would be taken for the number of pages."""
    kept = "".join(one for one in text.replace("\r\n", "\n") if one >= " " or one == "\n")
    return kept.replace("{nb}", "{ nb}")
