"""Whose copy a PDF is, visibly on each of its pages."""

import io
from typing import Any

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import Align
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from core.errors import Invalid
from core.pdf import with_fonts_for
from documents.anonymous import anonymous
from documents.content import PDF

MOST_PAGES = 2000
BAND, SIZE, SPACE = 22.0, 7.0, 4.0
NAME = NameObject("/OpenCdmoStamp")


def ensure_copyable(content: bytes, content_type: str, name: str) -> None:
    """Copies for readers can be made of it: asked when a file is taken, so that none fails when it is handed out.

    A PDF takes no password and has at most so many pages. Raises Invalid.
    """
    try:
        anonymous(content, content_type)
        is_locked, pages = _looked_into(content) if content_type == PDF.content_type else (False, 1)
        if content_type == PDF.content_type and not is_locked and 0 < pages <= MOST_PAGES:
            stamped(content, name)
    except Exception as error:  # whatever a foreign file makes a reader stumble over
        text = _(
            "“%(name)s” is damaged or locked: no copy can be made of it. Open and save it anew, and choose the new file."
        )
        raise Invalid(text % {"name": name}) from error
    if is_locked:
        text = _(
            "“%(name)s” is protected by a password, so no copy can be marked for its reader. Remove the protection first."
        )
        raise Invalid(text % {"name": name})
    if not 0 < pages <= MOST_PAGES:
        raise Invalid(_("“%(name)s” must have from 1 to %(most)s pages.") % {"name": name, "most": MOST_PAGES})


def _looked_into(content: bytes) -> tuple[bool, int]:
    reader = PdfReader(io.BytesIO(content))
    return reader.is_encrypted, 0 if reader.is_encrypted else len(reader.pages)


def stamped(content: bytes, text: str) -> bytes:
    """The same pages, each with the text in a band along its lower edge as the page is looked at."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    bands: dict[tuple[float, float], Any] = {}
    before = writer._add_object(_stream(b"q\n"))
    for page in writer.pages:
        width, height = float(page.cropbox.width), float(page.cropbox.height)
        seen = (height, width) if page.rotation % 180 else (width, height)
        if seen not in bands:
            bands[seen] = writer._add_object(_band(writer, seen[0], text))
        _put(writer, page, before, bands[seen])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _put(writer: PdfWriter, page: PageObject, before: Any, band: Any) -> None:
    """Drawn after all else, in a state of its own; the page's content is not parsed."""
    resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
    drawn = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    drawn[NAME] = band
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources
    matrix = " ".join(f"{number:.2f}" for number in _upright(page))
    after = writer._add_object(_stream(f"\nQ q {matrix} cm {NAME} Do Q\n".encode()))
    content = page.get("/Contents")
    found = content.get_object() if content is not None else None
    parts = list(found) if isinstance(found, ArrayObject) else [page.raw_get("/Contents")] if found is not None else []
    page[NameObject("/Contents")] = ArrayObject([before, *parts, after])


def _upright(page: PageObject) -> tuple[float, float, float, float, float, float]:
    """From the lower left corner of the page as it is looked at, to where that is on the page as it is stored."""
    box = page.cropbox
    left, bottom, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    return {
        90: (0, 1, -1, 0, left + width, bottom),
        180: (-1, 0, 0, -1, left + width, bottom + height),
        270: (0, -1, 1, 0, left, bottom + height),
    }.get(page.rotation % 360, (1, 0, 0, 1, left, bottom))


def _band(writer: PdfWriter, width: float, text: str) -> StreamObject:
    """The band as something to be drawn on any page."""
    page = PdfReader(io.BytesIO(_drawn(width, text))).pages[0]
    form = _stream(page.get_contents().get_data())  # type: ignore[union-attr]
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = page.mediabox
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return form


def _drawn(width: float, text: str) -> bytes:
    pdf = with_fonts_for(FPDF(unit="pt", format=(width, BAND)), text)
    pdf.set_margin(SPACE)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    pdf.set_fill_color(255)
    pdf.rect(0, 0, width, BAND, style="F")
    pdf.set_font("latin", size=SIZE)
    pdf.set_text_color(170, 30, 30)
    pdf.set_y(SPACE / 2)
    pdf.multi_cell(width - 2 * SPACE, SIZE * 1.3, text, align=Align.C, max_line_height=SIZE * 1.3)
    return bytes(pdf.output())


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream
