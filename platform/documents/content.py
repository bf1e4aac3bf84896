"""What a file is, by its content. Its name and what the browser says of it are hearsay."""

import codecs
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext_lazy as _

from core.errors import Text

HEAD = 4096
TEXT_SAMPLE = 1 << 20
MOSTLY = 0.85
"""How much of a text's letters beyond ASCII must be common Chinese for it to be Chinese."""
LOOKED_AT = 50_000
"""Letters from the beginning by which it is judged."""
MOST_PARTS = 20_000
"""Entries of a zip container that are looked at; a real document has a few dozen."""


@dataclass(frozen=True)
class FileType:
    """A type that some purpose takes. ``endings`` are lower case, the usual one first."""

    label: Text
    content_type: str
    endings: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = FileType("PDF", "application/pdf", (".pdf",))
PNG = FileType("PNG", "image/png", (".png",))
JPEG = FileType("JPEG", "image/jpeg", (".jpg", ".jpeg"))
DOCX = FileType(_("Word (DOCX)"), f"{OFFICE}wordprocessingml.document", (".docx",))
XLSX = FileType(_("Excel (XLSX)"), f"{OFFICE}spreadsheetml.sheet", (".xlsx",))
CSV = FileType("CSV", "text/csv", (".csv",))
TEXT = FileType(_("plain text"), "text/plain", (".txt",))
RTF = FileType(_("rich text (RTF)"), "application/rtf", (".rtf",))
"""Known so that it can be refused by its name: its bytes are plain text, its words are not."""

EVERY_TYPE = (PDF, PNG, JPEG, DOCX, XLSX, CSV, TEXT)
BY_MAGIC = {PDF.content_type: PDF, PNG.content_type: PNG, JPEG.content_type: JPEG}
BY_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
"""Office documents are zip archives: what is in them tells which."""


def type_of(file: BinaryIO, name: str) -> FileType | None:
    """The type of a file that can be sought in; None when it is none we know, or two at once.

    ``name`` only tells CSV from other text, which nothing in the text does.
    """
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _type_of_archive(file)
    found = next((BY_MAGIC[one] for one in _mime_types(head) if one in BY_MAGIC), None)
    if found is not None:
        return None if _holds_an_archive(file) else found
    if head.lstrip()[:5].lower() == b"{\\rtf":
        return RTF
    file.seek(0)
    sample = file.read(TEXT_SAMPLE)
    if text_in(sample, is_whole=len(sample) < TEXT_SAMPLE) is not None:
        return CSV if name.lower().endswith(".csv") else TEXT
    return None


def names_of(types: Iterable[FileType]) -> str:
    """For a sentence: "PDF, PNG, JPEG"."""
    return ", ".join(str(one.label) for one in types)


def _mime_types(head: bytes) -> list[str]:
    try:
        return [match.mime_type for match in puremagic.magic_string(head)]
    except (puremagic.PureError, ValueError):
        return []


def _type_of_archive(file: BinaryIO) -> FileType | None:
    """A Word or Excel document without macros."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {part.filename for part in archive.infolist()[:MOST_PARTS]}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    found = [kind for part, kind in BY_PART.items() if part in names]
    if "[Content_Types].xml" not in names or len(found) != 1 or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return found[0]


def _holds_an_archive(file: BinaryIO) -> bool:
    """A picture or PDF that is a zip archive as well reads as one thing here and as another elsewhere."""
    file.seek(0)
    return zipfile.is_zipfile(file)


def text_in(content: bytes, is_whole: bool = True) -> str | None:
    """Words of a plain text: by its mark, else in UTF-8, else in the code of Chinese Windows (GB18030) where that gives Chinese,
    else in that of Western Windows (CP1252) where that gives words of Europe.

    None for what is no plain text: other bytes, control characters, markup that a browser would run. ``is_whole`` is False
    for the beginning of a file, which may end within a character.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _plain(content, "utf-16", is_whole)
    try:
        return _plain(content, "utf-8-sig", is_whole)
    except UnicodeDecodeError:
        words = _plain(content, "gb18030", is_whole)
        if words and _is_chinese(words):
            return words
        words = _plain(content, "cp1252", is_whole)
        return words if words and _is_western(words) else None


def _plain(content: bytes, code: str, is_whole: bool) -> str | None:
    """Raises UnicodeDecodeError for UTF-8 that is none."""
    try:
        words = codecs.getincrementaldecoder(code)().decode(content, is_whole)
    except UnicodeDecodeError:
        if code == "utf-8-sig":
            raise
        return None
    if words.lstrip()[:1] == "<" or any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in words):
        return None
    return words


WESTERN = frozenset("€‚„…‰‹›‘’“”•–—™ §©«»®°±²³´µ·º¼½¾×÷£¥¿¡")
MOST_FOREIGN = 0.25
"""How much of a Western text is beyond ASCII at most."""


def _is_western(words: str) -> bool:
    """Bytes of another code give runs of accents and signs; in Western words small accented letters and signs stand alone or by two."""
    foreign = [letter for letter in words[:LOOKED_AT] if ord(letter) > 127]
    known = all(letter in WESTERN or letter.isalpha() for letter in foreign)
    return known and len(foreign) <= MOST_FOREIGN * len(words[:LOOKED_AT]) and FOREIGN_RUN.search(words[:LOOKED_AT]) is None


FOREIGN_RUN = re.compile(r"[À-ÿ]{3}")


def _is_chinese(words: str) -> bool:
    """Bytes of another code give rare characters when they are read as Chinese; a Chinese text is of common ones (GB 2312)."""
    foreign = [letter for letter in words[:LOOKED_AT] if ord(letter) > 127]
    common = sum(0xB0 <= (letter.encode("gb2312", "ignore") or b" ")[0] <= 0xD7 for letter in foreign)
    signs = sum("\u2000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uffef" for letter in foreign)
    return common >= 2 and common + signs >= MOSTLY * len(foreign)
