"""A file is what its content says, whatever it is called; its name is kept as far as it is harmless."""

import io

import pytest

from documents.content import CSV, DOCX, JPEG, PDF, PNG, RTF, TEXT, XLSX, FileType, type_of
from documents.naming import LONGEST, cleaned_name
from tests.documents import conftest as files


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.PDF, PDF),
        (files.PNG, PNG),
        (files.JPEG, JPEG),
        (files.DOCX, DOCX),
        (files.XLSX, XLSX),
        ("灌装 fill/finish\n".encode(), TEXT),
        ("Müller für Größe, Straße, Köln, Übung, Füße, Höhe".encode("latin-1"), TEXT),
        ("Three “GMP” batches – 200 L, café au lait €".encode("cp1252"), TEXT),
        ("\ufeffname,scale\n".encode(), TEXT),
        (("ä" * (1 << 20)).encode(), TEXT),
        (("灌装" * (1 << 20)).encode("gb18030"), TEXT),
        ("单克隆抗体原液，2000 L，欧盟GMP。\r\n".encode("gbk"), TEXT),
        ("\ufeff单抗 fill/finish\r\n".encode("utf-16-le"), TEXT),
        ("\ufeffFill-finish of vials".encode("utf-16-be"), TEXT),
        (rb"{\rtf1\ansi We need a plasmid.}", RTF),
    ],
)
def test_a_known_type_is_found_by_its_content(content: bytes, expected: FileType):
    assert type_of(io.BytesIO(content), "anything") is expected


def test_only_the_name_tells_csv_from_other_text():
    assert type_of(io.BytesIO(b"a,b\n1,2\n"), "rows.CSV") is CSV
    assert type_of(io.BytesIO(files.PDF), "rows.csv") is PDF


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0\x03\0\0\0",
        b"\x7fELF\x02\x01\x01\0",
        b"GIF89a\x01\0\x01\0",
        b"<html><script>alert(1)</script>",
        b"\n <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"text with a NUL \0",
        "Москва и Казань, нужен партнёр".encode("cp1251"),
        "抗体の製造をお願いします".encode("shift-jis"),
        bytes(range(128, 256)) * 20,
        b"\xff\xfe\x00\x01\x02\x00",
        b"\xff\xfe" + "<html>".encode("utf-16-le"),
        "单抗\0原液".encode("gbk"),
        files.archive("a.txt"),
        files.archive("word/document.xml"),
        files.archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        files.archive("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        b"PK\x03\x04 and then nothing",
        b"junk before it " + files.PNG,
    ],
)
def test_what_is_none_of_them_is_nothing(content: bytes):
    assert type_of(io.BytesIO(content), "innocent.pdf") is None


@pytest.mark.parametrize("cover", [files.PDF, files.PNG, files.JPEG])
def test_a_file_that_is_an_archive_as_well_is_nothing(cover: bytes):
    assert type_of(io.BytesIO(cover + files.archive("run.js")), "picture.png") is None


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("GMP licence.pdf", "GMP licence.pdf"),
        ("生产许可证.PDF", "生产许可证.PDF"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
        ("in\r\nSet-Cookie: a=b.pdf", "inSet-Cookie_ a=b.pdf"),
        ("nul\0byte.pdf", "nulbyte.pdf"),
        ("harmless\u202efdp.exe", "harmlessfdp.exe.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
        ("line\u2028break.pdf", "line break.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        (".pdf", "file.pdf"),
        ("report.v2", "report.v2.pdf"),
        ("\ud800lone.pdf", "lone.pdf"),
    ],
)
def test_a_name_loses_what_could_harm(given: str, cleaned: str):
    assert cleaned_name(given, (".pdf",)) == cleaned


def test_a_long_name_keeps_its_ending():
    name = cleaned_name("长" * 400 + ".jpeg", (".jpg", ".jpeg"))
    assert (len(name), name[-5:]) == (LONGEST, ".jpeg")
