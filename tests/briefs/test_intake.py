"""A brief comes in, is judged, becomes a project; nobody else sees it."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from pypdf import PdfWriter

from core import clock
from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from projects.briefs.actions.intake import judge_requirements, take_in
from projects.briefs.actions.project import create_from_intake
from projects.briefs.extraction import text_of
from projects.briefs.models import Intake, Project
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Subject, key_of
from projects.briefs.selectors.project import requirements_of
from tests.briefs.house import BRIEF, TODAY, House, Program, brief, build_house, project, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


@pytest.fixture
def house() -> House:
    return build_house()


def index_of(intake: Intake, subject: Subject, code: str = "") -> int:
    draft = read_back(intake.reading)
    return next(one.index for one in draft.items if (one.requirement.subject, one.requirement.code) == (subject, code))


def test_a_brief_is_kept_with_its_reading_and_told_without_its_words(house: House):
    intake = brief(house)
    draft = read_back(intake.reading)
    assert {one.requirement.words for one in draft.items} >= {"monoclonal antibody", "2,000 L", "EU GMP"}
    assert [note.words for note in draft.unclear] == ["3 g/L"]
    (told,) = Event.objects.filter(kind="intake.created")
    assert "antibody" not in f"{told.subject_label} {told.data}"


@pytest.mark.parametrize("text", ["", "too short", "x" * 20_001])
def test_a_text_that_is_too_short_or_long_is_refused(house: House, text: str):
    with pytest.raises(Invalid) as error:
        take_in(actor=house.owner, today=TODAY, text=text)
    limit = "Describe in at least 20" if len(text) < 20 else "At most 20,000"
    assert str(error.value.errors["text"][0]).startswith(limit)


def test_a_requirement_is_confirmed_weighed_removed_and_taken_back(house: House):
    intake = brief(house)
    index = index_of(intake, Subject.STANDARD, "eu-gmp")
    for change in ({"is_confirmed": True}, {"force": Force.WISH}, {"is_removed": True}, {"is_removed": False}):
        intake = judge_requirements(actor=house.owner, intake=intake, indexes=[index], **change)
    item = read_back(intake.reading).items[index]
    assert (item.is_confirmed, item.is_removed, item.requirement.force) == (True, False, Force.WISH)
    judge_requirements(actor=house.owner, intake=intake, indexes=[index], is_removed=False)
    assert Event.objects.filter(kind="intake.judged").count() == 4


def test_others_viewers_old_versions_and_what_is_not_there_are_refused(house: House):
    intake, rival = brief(house), build_house()
    judge: dict[str, Any] = {"intake": intake, "indexes": [0], "is_removed": True}
    with pytest.raises(NotFound):
        judge_requirements(actor=rival.owner, **judge)
    with pytest.raises(Forbidden):
        judge_requirements(actor=house.viewer, **judge)
    with pytest.raises(StaleVersion):
        judge_requirements(actor=house.owner, expected_version=9, **judge)
    with pytest.raises(NotFound):
        judge_requirements(actor=house.owner, **judge | {"indexes": [999]})
    with pytest.raises(NotFound):
        create_from_intake(actor=rival.owner, intake=intake, codename="Mine")


def test_a_brief_becomes_one_project_with_a_package_for_each_service_line(house: House):
    intake = brief(house)
    intake = judge_requirements(
        actor=house.owner, intake=intake, indexes=[index_of(intake, Subject.SERVICE_LINE, "ind-fda")], is_removed=True
    )
    made = create_from_intake(actor=house.owner, intake=intake, codename="Blue heron")
    packages = {one.service_line_id: one for one in made.packages.all()}
    assert set(packages) == {"mammalian-ds-clinical", "dp-manufacture"}
    substance, filling = packages["mammalian-ds-clinical"], packages["dp-manufacture"]
    assert (substance.scale_low, substance.scale_unit_id, substance.batches) == (Decimal(2000), "l-bioreactor", 3)
    assert [one.pk for one in substance.standards_required.all()] == ["eu-gmp"]
    assert {one.pk for one in substance.countries_allowed.all()} == {"DE", "AT"}
    assert [one.pk for one in substance.countries_excluded.all()] == ["CN"]
    assert (filling.scale_low, filling.scale_unit_id) == (Decimal(20000), "vials-batch")
    assert [one.pk for one in filling.depends_on.all()] == [substance.pk]
    assert (made.budget_low, made.budget_high, made.currency) == (Decimal(2000000), Decimal(3000000), "EUR")
    assert [one.pk for one in made.modalities.all()] == ["mab"]
    with pytest.raises(WrongState):
        create_from_intake(actor=house.owner, intake=intake, codename="Again")
    with pytest.raises(WrongState):
        judge_requirements(actor=house.owner, intake=intake, indexes=[0], is_removed=True)


def test_what_a_project_needs_is_what_its_brief_said(house: House):
    made = project(house)
    needed = {(one.subject, one.force, one.code) for one in requirements_of(made)}
    assert needed >= {
        (Subject.MODALITY, Force.MUST, "mab"),
        (Subject.JURISDICTION, Force.MUST, "us"),
        (Subject.SERVICE_LINE, Force.MUST, "mammalian-ds-clinical"),
        (Subject.STANDARD, Force.MUST, "eu-gmp"),
        (Subject.COUNTRY, Force.EXCLUDED, "CN"),
    }
    substance = made.packages.get(service_line="mammalian-ds-clinical")
    assert (Subject.SERVICE_LINE, Force.MUST, "dp-manufacture") not in {
        (one.subject, one.force, one.code) for one in requirements_of(made, substance)
    }


def docx(*paragraphs: str, body: str = "") -> bytes:
    import zipfile

    body = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs) + body
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return file.getvalue()


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    book.close()
    return file.getvalue()


def pdf(*lines: str) -> bytes:
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {' T* '.join(f'({line}) Tj' for line in lines)} ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_words_come_out_of_word_excel_pdf_and_text_files():
    for name, content in (
        ("brief.pdf", pdf("We need a plasmid at 50 L.")),
        ("brief.docx", docx("We need a plasmid", "at 50 L.")),
        ("brief.xlsx", xlsx(("We need a plasmid", "at 50 L."))),
        ("brief.txt", b"We need a plasmid\nat 50 L."),
    ):
        text = text_of(SimpleUploadedFile(name, content))
        assert "We need a plasmid" in text
        assert "at 50 L." in text


def test_files_that_say_nothing_are_damaged_or_of_another_kind_are_refused():
    blank = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(blank)
    misnamed = docx("x").replace(b"word/document.xml", b"word/document.xmm")
    for name, content in (
        ("scan.pdf", blank.getvalue()),
        ("broken.pdf", b"%PDF-1.7\nnothing"),
        ("broken.docx", misnamed),
        ("entities.docx", docx("&unknown;")),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40),
        ("page.txt", b"<html>"),
        ("empty.txt", b""),
    ):
        with pytest.raises(Invalid):
            text_of(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("code", ["gbk", "gb18030", "utf-16", "utf-8", "utf-8-sig"])
def test_a_text_file_of_chinese_windows_is_read(code: str):
    words = "我们需要单克隆抗体原液，规模2000 L，欧盟GMP。"
    assert text_of(SimpleUploadedFile("需求.txt", words.encode(code))) == words


def test_rich_text_is_refused_with_what_to_do(house: House):
    upload = SimpleUploadedFile("brief.rtf", rb"{\rtf1\ansi We need a GMP plasmid at 50 L.}")
    page = signed_in(house.owner).post("/projects/new/", {"file": upload}).content.decode()
    assert "Save it as a Word document" in page


def test_a_row_of_a_table_is_one_line_with_its_number_and_its_unit_together():
    rows = (
        ("Scale", 500.0, "L"),
        ("Budget", 3000000, "USD"),
        ("Batches", 3),
        ("Start", "March 2027"),
        ("Volume", "1,000", "L", "single-use"),
    )
    text = text_of(SimpleUploadedFile("brief.xlsx", xlsx(*rows)))
    assert text.splitlines() == [
        "Scale: 500 L",
        "Budget: 3000000 USD",
        "Batches: 3",
        "Start: March 2027",
        "Volume: 1,000 L, single-use",
    ]


def test_how_much_hangs_on_a_row_of_a_table_is_kept(house: House):
    rows = (("Product", "Monoclonal antibody drug substance"), ("Country", "UK", "nice"), ("Standard", "EU GMP", "must"))
    upload = SimpleUploadedFile("brief.xlsx", xlsx(*rows))
    intake = take_in(actor=house.owner, today=TODAY, upload=upload)
    assert "Country: UK (nice to have)" in intake.text
    found = {(one.requirement.code, one.requirement.force) for one in read_back(intake.reading).items}
    assert {("GB", Force.WISH), ("eu-gmp", Force.MUST)} <= found
    assert ("GB", Force.MUST) not in found


def test_the_tables_and_lists_of_a_word_document_keep_their_rows_and_items():
    def cell(*paragraphs: str) -> str:
        return "<w:tc>" + "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs) + "</w:tc>"

    rows = (("Scale", "1,000 L single-use"), ("Batches", "3"), ("Product", "mAb", "from CHO"))
    table = "<w:tbl>" + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"
    item = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Fill-finish</w:t></w:r></w:p>"
    text = text_of(SimpleUploadedFile("brief.docx", docx("We need", body=f"{table}{item}<w:p/>{item}")))
    assert text.splitlines() == [
        "We need",
        "Scale: 1,000 L single-use",
        "Batches: 3",
        "Product: mAb, from CHO",
        "- Fill-finish",
        "",
        "- Fill-finish",
    ]


def test_lines_and_halves_of_words_of_a_pdf_are_put_together():
    assert "toxicology for a molecule" in text_of(
        SimpleUploadedFile("brief.pdf", pdf("GLP toxicol-", "ogy for a molecule"))
    )


LONG = [
    "Background of our company and its history.",
    *["The antibody is made in CHO cells. " * 20] * 40,
    "It must be EU GMP.",
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("long.docx", docx(*LONG)),
        ("long.xlsx", xlsx(*((line,) for line in LONG))),
        ("long.txt", "\n".join(LONG).encode()),
        ("rows.xlsx", xlsx(*([("mAb", str(row)) for row in range(2001)]))),
    ],
)
def test_a_file_longer_than_can_be_read_is_refused_on_page_and_for_programs_and_nothing_of_it_is_cut(
    house: House, name: str, content: bytes
):
    with pytest.raises(Invalid) as error:
        text_of(SimpleUploadedFile(name, content))
    (said,) = error.value.errors["file"]
    assert (f"“{name}” has 28," in str(said) and "at most 20,000" in str(said)) or "2,000 rows" in str(said)
    page = signed_in(house.owner).post("/projects/new/", {"file": SimpleUploadedFile(name, content)})
    assert (page.status_code, "Paste the part" in page.content.decode()) == (422, True)
    sent = Program(house.owner).client.post("/api/v1/intake/", {"file": SimpleUploadedFile(name, content)})
    assert (sent.status_code, sent.json()["errors"][0]["pointer"]) == (400, "#/file")
    assert not Intake.objects.exists()


def test_a_brief_is_pasted_judged_and_made_a_project_on_pages(house: House):
    browser = signed_in(house.owner)
    short = browser.post("/projects/new/", {"text": "short"})
    assert (short.status_code, "20,000" in short.content.decode()) == (422, True)
    where = browser.post("/projects/new/", {"text": BRIEF})["Location"]
    page = browser.get(where).content.decode()
    assert '<mark id="w' in page
    assert "This is a concentration or a rate" in page
    region = browser.post(f"{where}judge/", {"indexes": "0,1", "step": "remove"}, headers={"HX-Request": "true"})
    assert region.content.decode().lstrip().startswith('<div id="draft"')
    assert browser.post(f"{where}judge/", {"indexes": "x", "step": "remove"}).status_code == 404
    assert browser.post(where, {"codename": ""}).status_code == 422
    made = browser.post(where, {"codename": "Blue heron"})
    assert browser.get(made["Location"]).status_code == 200
    assert "See the project" in browser.get(where).content.decode()


def test_a_file_is_uploaded_on_the_page(house: House):
    upload = SimpleUploadedFile("brief.docx", docx(BRIEF))
    where = signed_in(house.owner).post("/projects/new/", {"file": upload})["Location"]
    assert Intake.objects.get().text == BRIEF
    assert "brief.docx" in signed_in(house.owner).get(where).content.decode()


def test_markup_in_a_brief_is_shown_as_text(house: House):
    intake = brief(house, "<script>alert(1)</script> Monoclonal antibody at 2,000 L, \u202e please.")
    page = signed_in(house.owner).get(f"/intake/{intake.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_pages_and_programs_keep_viewers_and_strangers_out(house: House):
    intake, rival = brief(house), build_house()
    assert signed_in(house.viewer).get(f"/intake/{intake.pk}/").status_code == 200
    assert signed_in(rival.owner).get(f"/intake/{intake.pk}/").status_code == 404
    assert signed_in(rival.owner).post(f"/intake/{intake.pk}/judge/", {"indexes": "0", "step": "remove"}).status_code == 404
    for path in ("/projects/new/", f"/intake/{intake.pk}/", f"/intake/{intake.pk}/judge/"):
        assert signed_in(house.viewer).post(path, {"text": BRIEF}).status_code == 403
    assert Program(rival.owner).get(f"/api/v1/intake/{intake.pk}/").status_code == 404
    assert Program(house.viewer).send("POST", "/api/v1/intake/", {"text": BRIEF}).status_code == 403


def test_programs_read_judge_and_make_a_project(house: House):
    api = Program(house.owner)
    made = api.send("POST", "/api/v1/intake/", {"text": BRIEF})
    assert made.status_code == 201
    first = made.json()["requirements"][0]
    assert BRIEF[first["start"] : first["end"]] == first["words"]
    assert [note["words"] for note in made.json()["unclear"]] == ["3 g/L"]
    again = api.client.get(f"/api/v1/intake/{made.json()['id']}/", headers={"Accept-Language": "zh-hans"}).json()
    assert [(note["code"], note["reason"]) for note in again["unclear"]] == [
        ("concentration", "这是浓度或速率，不是规模。")
    ]
    judged = api.send("POST", f"{made['Location']}judge/", {"indexes": [0], "removed": True}, **{"If-Match": made["ETag"]})
    assert judged.json()["requirements"][0]["removed"] is True
    assert api.send("POST", f"{made['Location']}judge/", {"indexes": [9999], "removed": True}).status_code == 404
    assert api.send("POST", "/api/v1/intake/", {"text": "short"}).status_code == 400
    answer = api.send("POST", "/api/v1/projects/", {"codename": "Blue heron", "intake": made.json()["id"]})
    assert answer.status_code == 201
    assert answer.json()["work_packages"] == Project.objects.get().packages.count()


def test_a_code_that_this_version_does_not_know_is_said_to_be_not_understood(house: House):
    intake = brief(house)
    (note,) = intake.reading["unclear"]
    for stored in (note | {"code": "of-a-later-version"}, {name: note[name] for name in ("words", "start", "end")}):
        Intake.objects.filter(pk=intake.pk).update(reading=intake.reading | {"unclear": [stored]})
        (told,) = Program(house.owner).get(f"/api/v1/intake/{intake.pk}/").json()["unclear"]
        assert told == note | {"code": "other", "reason": "This was not understood."}
        assert "This was not understood." in signed_in(house.owner).get(f"/intake/{intake.pk}/").content.decode()


def test_a_figure_that_fits_no_package_is_asked_of_the_bidders(house: House):
    text = "Fill-finish and clinical packaging of a monoclonal antibody, 20,000 vials, made at 2,000 L scale. IND in the US and China."
    made = create_from_intake(actor=house.owner, intake=brief(house, text), codename="Left over")
    packages = {one.service_line_id: one for one in made.packages.all()}
    first = made.packages.first()
    assert first is not None
    assert "2,000 L" in first.questions or any(one.scale_low == 2000 for one in packages.values())
    assert packages["dp-manufacture"].scale_unit_id == "vials-batch"
    assert list(packages["ind-nmpa"].depends_on.all()) != [packages["ind-fda"]]


# From the page of a pasted text, and from programs with files ------------------------------------------------------------


def test_what_was_taken_away_before_it_was_a_project_stays_away(house: House):
    text = f"\r\n  {BRIEF}\r\nIt is urgent."
    browser = signed_in(house.owner)
    kept = take_in(actor=house.owner, today=TODAY, text=text)
    vials = next(one for one in read_back(kept.reading).items if one.requirement.code == "dp-manufacture")
    made = browser.post("/projects/new/", {"text": text, "removed": [key_of(vials.requirement), "nonsense"]})
    intake = Intake.objects.get(pk=made["Location"].split("/")[2])
    items = read_back(intake.reading).items
    assert {one.requirement.code for one in items if one.is_removed} == {"dp-manufacture"}
    project = create_from_intake(actor=house.owner, intake=intake, codename="Heron")
    assert "dp-manufacture" not in set(project.packages.values_list("service_line", flat=True))


def test_the_page_of_a_pasted_text_hands_on_what_was_taken_away(house: House):
    browser = signed_in(house.owner)
    page = browser.post("/match/", {"text": f"\r\n {BRIEF}", "removed": ["country.excluded.1.2"]}).content.decode()
    assert '<input type="hidden" form="to-project" name="removed" value="country.excluded.1.2">' in page
    shown = set(re.findall(r'name="remove" value="([^"]+)"', page))
    kept = take_in(actor=house.owner, today=clock.today(), text=f"\r\n {BRIEF}")
    assert shown == {key_of(one.requirement) for one in read_back(kept.reading).items}


def workbook() -> bytes:
    book, stream = Workbook(), BytesIO()
    book.active.append([BRIEF])  # type: ignore[union-attr]
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("name", "content"), [("brief.txt", BRIEF.encode()), ("brief.xlsx", workbook())])
def test_a_program_sends_a_file(house: House, name: str, content: bytes):
    program = Program(house.owner)
    sent = program.client.post("/api/v1/intake/", {"file": SimpleUploadedFile(name, content)})
    assert sent.status_code == 201
    answer = sent.json()
    assert answer["file_name"] == name
    assert "mab" in {one["code"] for one in answer["requirements"]}


@pytest.mark.parametrize(
    "sent",
    [
        {"file": SimpleUploadedFile("brief.exe", b"MZ\x90\x00" * 20)},
        {"file": SimpleUploadedFile("brief.pdf", b"not a pdf at all, whatever its name says")},
        {"file": SimpleUploadedFile("brief.txt", b"")},
        {"file": SimpleUploadedFile("brief.txt", BRIEF.encode()), "text": BRIEF},
        {"text": "too short"},
        {},
    ],
)
def test_a_program_is_told_what_is_wrong_with_a_file(house: House, sent: dict[str, Any]):
    for file in sent.values():
        if not isinstance(file, str):
            file.seek(0)
    assert Program(house.owner).client.post("/api/v1/intake/", sent).status_code == 400
    assert not Intake.objects.exists()


def test_a_program_takes_away_what_is_not_meant(house: House):
    kept = take_in(actor=house.owner, today=TODAY, text=BRIEF)
    vials = next(one for one in read_back(kept.reading).items if one.requirement.code == "dp-manufacture")
    answer = Program(house.owner).send("POST", "/api/v1/intake/", {"text": BRIEF, "removed": [key_of(vials.requirement)]})
    assert [one["code"] for one in answer.json()["requirements"] if one["removed"]] == ["dp-manufacture"]
