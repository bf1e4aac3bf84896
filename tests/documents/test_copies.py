"""Marks on a reader's copy, and what programs write into files unasked."""

import io
import struct
import zipfile
import zlib

import pytest
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from core.errors import Invalid
from documents.anonymous import anonymous
from documents.content import DOCX, JPEG, PDF, PNG, TEXT, XLSX
from documents.stamping import MOST_PAGES, ensure_copyable, stamped

SECRET = "Secret Sponsor"


def pdf(*rotations: int) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=12)
    for _one in rotations:
        made.add_page()
        made.cell(40, 10, "What it says")
    writer = PdfWriter(clone_from=io.BytesIO(bytes(made.output())))
    for page, rotation in zip(writer.pages, rotations, strict=True):
        page.rotate(rotation)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def telling_pdf() -> bytes:
    """With a name in its properties, its XMP, and on a remark."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf(0)))
    writer.add_metadata({"/Author": SECRET, "/Company": SECRET})
    xmp = StreamObject()
    xmp.set_data(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/By"): TextStringObject(SECRET)})
    remark = {"/Type": "/Annot", "/Subtype": "/Text"}
    note = DictionaryObject({NameObject(key): NameObject(value) for key, value in remark.items()})
    note[NameObject("/T")] = TextStringObject(SECRET)
    writer.add_annotation(0, note)
    return written(writer)


def office(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr(part, f'<w:ins w:author="{SECRET}">What it says</w:ins><author>{SECRET}</author>')
        file.writestr("xl/persons/person.xml", f'<person displayName="{SECRET}" userId="{SECRET}"/>')
        for name in ("core", "app", "custom"):
            file.writestr(f"docProps/{name}.xml", f"<dc:creator>{SECRET}</dc:creator>")
    return out.getvalue()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(out, "PNG")
    whole = out.getvalue()
    body = b"tEXtAuthor\0" + SECRET.encode()
    return whole[:33] + struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) + whole[33:]


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(out, "JPEG", comment=SECRET.encode(), exif=b"Exif\0\0" + SECRET.encode())
    return out.getvalue()


def unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return b"".join(file.read(name) for name in file.namelist())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (telling_pdf(), PDF), (office("word/document.xml"), DOCX), (office("xl/workbook.xml"), XLSX), (png(), PNG), (jpeg(), JPEG),
    ],
)  # fmt: skip
def test_no_name_stays_in_a_file_that_a_program_wrote_it_into(content: bytes, kind: object):
    assert SECRET.encode() in unpacked(content)
    given = anonymous(content, kind.content_type)
    assert SECRET.encode() not in unpacked(given)
    if kind in (PNG, JPEG):
        assert Image.open(io.BytesIO(given)).tobytes() == Image.open(io.BytesIO(content)).tobytes()
    elif kind is PDF:
        assert "What it says" in PdfReader(io.BytesIO(given)).pages[0].extract_text()
    else:
        assert b"What it says" in unpacked(given)


def test_what_a_library_a_tenant_or_a_camera_wrote_beside_the_text_is_gone_too():
    given = io.BytesIO()
    with zipfile.ZipFile(given, "w") as file:
        file.writestr("word/document.xml", "<w:t>What it says</w:t>")
        file.writestr("customXml/item1.xml", f"<p:properties><Manager>{SECRET}</Manager></p:properties>")
        file.writestr("docMetadata/LabelInfo.xml", f'<clbl:labelList><clbl:label siteId="{SECRET}"/></clbl:labelList>')
        file.writestr("word/_rels/settings.xml.rels", f'<Relationship Target="file:///C:/Users/{SECRET}/a.dotm"/>')
        file.writestr("word/media/image1.jpeg", jpeg())
        file.writestr("word/media/image2.png", png())
    clean = anonymous(given.getvalue(), DOCX.content_type)
    with zipfile.ZipFile(io.BytesIO(clean)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert not [name for name, data in parts.items() if SECRET.encode() in data]
    assert b"What it says" in parts["word/document.xml"]
    assert Image.open(io.BytesIO(parts["word/media/image1.jpeg"])).size
    assert Image.open(io.BytesIO(parts["word/media/image2.png"])).size


def test_what_a_text_says_stays():
    assert anonymous(b"By Secret Sponsor", TEXT.content_type) == b"By Secret Sponsor"


def test_a_mark_stands_upright_along_the_lower_edge_however_a_page_is_turned():
    reader = PdfReader(io.BytesIO(stamped(pdf(0, 90, 180, 270), "Copy for Łódź 药厂")))
    matrices = [page.get_contents().get_data().rsplit(b" cm", 1)[0].rsplit(b"q ", 1)[1].split() for page in reader.pages]
    assert [[float(number) for number in matrix[:4]] for matrix in matrices] == [
        [1, 0, 0, 1], [0, 1, -1, 0], [-1, 0, 0, -1], [0, -1, 1, 0],
    ]  # fmt: skip
    for page in reader.pages:
        assert "What it says" in page.extract_text()
        assert "Copy for Łódź" in page.extract_text()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7\nnothing", PDF), (office("word/document.xml")[:-40], DOCX), (b"PK\3\4", XLSX)],
)
def test_a_file_that_no_copy_can_be_made_of_is_not_taken(content: bytes, kind: object):
    with pytest.raises(Invalid, match="no copy can be made"):
        ensure_copyable(content, kind.content_type, "a")


def test_an_archive_that_unpacks_without_end_is_not_taken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("documents.anonymous.MOST_UNPACKED", 100)
    with pytest.raises(Invalid, match="no copy can be made"):
        ensure_copyable(office("word/document.xml"), DOCX.content_type, "a")


def test_a_pdf_with_too_many_pages_is_not_taken():
    writer = PdfWriter()
    for _one in range(MOST_PAGES + 1):
        writer.add_blank_page(10, 10)
    with pytest.raises(Invalid, match="from 1 to"):
        ensure_copyable(written(writer), PDF.content_type, "long.pdf")
