"""Files without the names that programs write into them unasked: author, company, who commented, where a picture was taken."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from documents.content import DOCX, JPEG, PDF, PNG, XLSX

PDF_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")
OFFICE_PROPERTIES = re.compile(r"docProps/")
EMPTY_PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
WHO = re.compile(rb'(\b(?:w:author|w:initials|w15:author|w15:userId|displayName|userId|userName|lastModifiedBy)=)"[^"]*"')
WHERE = re.compile(rb'(\bTarget=)"file:[^"]*"')
"""A template or a picture on somebody's disk: its path names them."""
BESIDE = re.compile(r"customXml/item\d*\.xml|docMetadata/")
"""What a library or a tenant wrote beside the text: people, titles, labels."""
EMPTY_BESIDE = {
    "docMetadata/LabelInfo.xml": b'<?xml version="1.0" encoding="UTF-8"?><clbl:labelList '
    b'xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>'
}
WHO_BY_NAME = re.compile(rb"(<author>)[^<]*(</author>)")
MOST_UNPACKED = 150 * 2**20
PNG_TEXTS = {b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"}
JPEG_NOTES = {0xE1, 0xED, 0xFE}
"""Exif and XMP, Photoshop, comment."""


def anonymous(content: bytes, content_type: str) -> bytes:
    """The file without them; what it says and shows stays. Text and CSV hold none."""
    remove = REMOVERS.get(content_type)
    return remove(content) if remove else content


def _of_pdf(content: bytes) -> bytes:
    if PdfReader(io.BytesIO(content)).is_encrypted:
        return content
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.metadata = None
    for key in PDF_KEYS:
        writer.root_object.pop(key, None)
    for page in writer.pages:
        for key in PDF_KEYS:
            page.pop(key, None)
        _forget_who_remarked(page)
    for number in range(len(writer._objects)):
        found = writer._objects[number]
        if isinstance(found, DictionaryObject):
            found.pop("/Metadata", None)
    out = io.BytesIO()
    writer.compress_identical_objects(remove_duplicates=False)
    writer.write(out)
    return out.getvalue()


def _forget_who_remarked(page: PageObject) -> None:
    """/T is the author of a remark, and the name of a field of a form."""
    notes: Any = page.get("/Annots")
    for note in notes.get_object() if notes is not None else []:
        found = note.get_object()
        if isinstance(found, DictionaryObject) and found.get("/Subtype") != "/Widget":
            found.pop("/T", None)


def _of_office(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if sum(part.file_size for part in given.infolist()) > MOST_UNPACKED:
            raise ValueError("It unpacks to more than can be read.")
        for part in given.infolist():
            made.writestr(zipfile.ZipInfo(part.filename), _of_part(part.filename, given.read(part)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _of_part(name: str, data: bytes) -> bytes:
    if OFFICE_PROPERTIES.match(name):
        return EMPTY_PROPERTIES.get(name, b"")
    if BESIDE.match(name):
        return EMPTY_BESIDE.get(name, b"<empty/>")
    if name.endswith((".xml", ".rels")):
        return WHERE.sub(rb'\1"file:///"', WHO_BY_NAME.sub(rb"\1\2", WHO.sub(rb'\1""', data)))
    if data.startswith(b"\xff\xd8"):
        return _of_jpeg(data)
    return _of_png(data) if data.startswith(b"\x89PNG") else data


def _of_png(content: bytes) -> bytes:
    def chunks() -> Iterator[bytes]:
        place = 8
        while place + 12 <= len(content):
            (length,) = struct.unpack(">I", content[place : place + 4])
            end = place + 12 + length
            if content[place + 4 : place + 8] not in PNG_TEXTS:
                yield content[place:end]
            place = end

    return content[:8] + b"".join(chunks())


def _of_jpeg(content: bytes) -> bytes:
    """Segment by segment up to the picture itself."""
    kept, place = [content[:2]], 2
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] != 0xDA:
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        end = place + 2 + length
        if content[place + 1] not in JPEG_NOTES:
            kept.append(content[place:end])
        place = end
    return b"".join(kept) + content[place:]


REMOVERS: dict[str, Callable[[bytes], bytes]] = {
    PDF.content_type: _of_pdf,
    DOCX.content_type: _of_office,
    XLSX.content_type: _of_office,
    PNG.content_type: _of_png,
    JPEG.content_type: _of_jpeg,
}
