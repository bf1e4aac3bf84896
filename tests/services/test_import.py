"""Spreadsheets in and out: nothing is changed unless all of it is right, and what goes out comes back."""

import io
import uuid
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Invalid
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Role
from providers.models import Capability, Provider, Site, Slot, Suite
from services.actions.imports import read_import, request_import, settle_import
from services.imports import pace
from services.imports.columns import SHEETS, sheet_called
from services.imports.export import quoted, template, text_of, workbook_of
from services.imports.standing import standing_of
from services.models import ImportRun, Offering
from services.selectors.imports import progress_of
from tests.factories import MembershipFactory
from tests.selling import Program, seller, signed_in
from vocabulary.selectors.vocabulary import current_vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
TEXT = "Clinical and commercial mRNA drug substance."


@pytest.fixture
def owner() -> Actor:
    return seller()


@pytest.fixture
def wacker(owner: Actor) -> Provider:
    return Provider.objects.get(slug="wacker-biotech")


def book(**sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bring_in(owner: Actor, content: bytes, *, is_trial: bool = False) -> ImportRun:
    provider = Provider.objects.get(organization=owner.organization)
    run = request_import(actor=owner, provider=provider, file_name="x.xlsx", content=content, is_trial=is_trial)
    read_import(run.pk)
    settle_import(run.pk)
    run.refresh_from_db()
    return run


def errors(run: ImportRun) -> list[tuple[str, int, str]]:
    assert run.status == "refused", run.report
    return [(one["sheet"], one["row"], one["column"]) for one in run.report["errors"]]


def state(provider: Provider) -> dict[str, Any]:
    return dict(standing_of(provider).values)


OFFERING_HEADS = ["Title in English", "State", "Service line", "Description in English", "Sites", "Stages", "Modalities"]
WHOLE = ["mRNA in GMP", "published", "mrna-ds-gmp", TEXT, "Halle, DE", "phase-1; phase-2", "mrna"]
EVERYTHING = {
    "Sites": [
        ["City", "Country", "Functions", "Latitude", "Longitude"],
        ["Leipzig", "Germany", "原料药/原液生产; drug-product", 51.34, "12.37"],
    ],
    "Capabilities": [["Site", "Modality", "Largest scale", "Unit"], ["Leipzig, DE", "mRNA", "2", "kg-mrna-batch"]],
    "Offerings": [OFFERING_HEADS, [*WHOLE[:4], "Halle, DE; Leipzig, DE", *WHOLE[5:]]],
    "Suites": [["Site", "Name", "Service lines"], ["Leipzig, DE", "Suite A", "mrna-ds-gmp"]],
    "Capacity": [["Site", "Suite", "From", "To"], ["Leipzig, DE", "Suite A", date(2027, 1, 11), "2027/2/26"]],
}


def test_a_workbook_brings_in_all_that_it_says_and_a_second_time_nothing(
    owner: Actor, wacker: Provider, deliver_events: Callable[[], None]
):
    run = bring_in(owner, book(**EVERYTHING))
    assert run.report["errors"] == []
    assert [(one["sheet"], one["added"]) for one in run.report["sheets"]] == [(sheet.key, 1) for sheet in SHEETS]
    leipzig = Site.objects.get(provider=wacker, city="Leipzig")
    assert [one.pk for one in leipzig.functions.order_by("pk")] == ["drug-product", "drug-substance"]
    assert str(leipzig.latitude) == "51.3400"
    assert str(Capability.objects.get(site=leipzig).largest_scale) == "2 kg/batch"
    offering = Offering.objects.get(provider=wacker, description_en=TEXT)
    assert offering.status == "published"
    assert {site.city for site in offering.sites.all()} == {"Halle", "Leipzig"}
    assert [one.pk for one in offering.stages.order_by("order")] == ["phase-1", "phase-2"]
    assert Slot.objects.get(suite__site=leipzig).ends_on == date(2027, 2, 26)
    assert Suite.objects.get(site=leipzig).name == "Suite A"
    assert Event.objects.get(kind="offering.imported").data["counts"]["sites"] == [1, 0]
    deliver_events()
    assert offering.entry.is_live
    before = state(wacker)
    again = bring_in(owner, book(**EVERYTHING))
    assert [(one["added"], one["changed"], one["unchanged"]) for one in again.report["sheets"]] == [(0, 0, 1)] * 5
    assert state(wacker) == before


def test_a_trial_says_what_it_would_do_and_does_nothing(owner: Actor, wacker: Provider):
    before = state(wacker)
    run = bring_in(owner, book(**EVERYTHING), is_trial=True)
    assert sum(one["added"] for one in run.report["sheets"]) == 5
    assert state(wacker) == before
    assert not Event.objects.filter(kind="offering.imported").exists()


def test_while_its_rows_are_settled_the_share_that_is_done_is_told(
    owner: Actor, wacker: Provider, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, "EVERY_SECONDS", 0)
    run = request_import(actor=owner, provider=wacker, file_name="x", content=book(**EVERYTHING), is_trial=False)
    read_import(run.pk)
    run.refresh_from_db()
    shares: list[float] = []

    def tell(share: float) -> None:
        pace.telling(run.pk)(share)
        shares.append(progress_of(run))

    assert progress_of(run) == 0.5
    settle_import(run.pk, tell)
    # Five rows, each read, compared and written.
    assert shares == pytest.approx([0.5 + number / 30 for number in range(1, 16)])


def test_the_file_is_not_kept(owner: Actor):
    for content in (book(**EVERYTHING), b"City,Country,Functions\nX,XX,nonsense\n"):
        run = bring_in(owner, content)
        assert (run.content, run.sheets, progress_of(run)) == (None, None, 1.0)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_goes_out_comes_back_and_changes_nothing(owner: Actor, wacker: Provider, language: str):
    bring_in(owner, book(**EVERYTHING))
    before = state(wacker)
    versions = list(Offering.objects.filter(provider=wacker).order_by("pk").values_list("pk", "version", "shipped_digest"))
    from django.utils import translation

    with translation.override(language):
        files = [workbook_of(standing_of(wacker)), *(text_of(sheet, standing_of(wacker)) for sheet in SHEETS)]
    for content in files:
        run = bring_in(owner, content)
        assert run.report["errors"] == []
        assert {(one["added"], one["changed"]) for one in run.report["sheets"]} == {(0, 0)}
    assert state(wacker) == before
    assert versions == list(
        Offering.objects.filter(provider=wacker).order_by("pk").values_list("pk", "version", "shipped_digest")
    )


def test_texts_of_any_shape_come_back_as_they_were(owner: Actor, wacker: Provider):
    for number, text in enumerate(["'=quoted", "'", "two\r\nlines of text", "-5", 'a;b|c, "d"', "=1+1", "001", "1e5"]):
        Offering.objects.create(
            provider=wacker,
            service_line_id="mrna-ds-gmp",
            title_en=f"Number {number}",
            included=text,
            description_zh="说明",
        )
    for content in (workbook_of(standing_of(wacker)), text_of(sheet_called("Offerings"), standing_of(wacker))):
        run = bring_in(owner, content)
        assert run.report["errors"] == []
        assert run.report["rows"] == []


def test_an_edited_export_changes_its_row_alone_and_counts_its_version(owner: Actor, wacker: Provider):
    first = wacker.offerings.exclude(shipped_digest="")[0]
    run = bring_in(
        owner,
        book(Offerings=[["ID", "Service line", "Longest lead time (weeks)"], [str(first.pk), first.service_line_id, 9]]),
    )
    assert run.report["sheets"][0]["changed"] == 1
    changed = Offering.objects.get(pk=first.pk)
    assert (changed.lead_weeks_max, changed.version, changed.shipped_digest) == (9, first.version + 1, "")
    assert set(changed.stages.all()) == set(first.stages.all())
    assert wacker.offerings.exclude(shipped_digest="").count() == wacker.offerings.count() - 1


WRONG: list[tuple[str, list[Any], list[Any], tuple[str, int, str]]] = [
    ("Sites", ["City", "Country", "Functions"], ["X", "Atlantis", "drug-substance"], ("Sites", 2, "Country")),
    ("Sites", ["City", "Country", "Functions"], ["", "DE", "drug-substance"], ("Sites", 2, "City")),
    ("Sites", ["City", "Country", "Functions"], ["X", "DE", "nonsense"], ("Sites", 2, "Functions")),
    ("Sites", ["City", "Country"], ["X", "DE"], ("Sites", 1, "Functions")),
    ("Sites", ["City", "Country", "Functions", "Colour"], ["X", "DE", "drug-substance", "red"], ("Sites", 1, "Colour")),
    ("Sites", ["City", "City", "Country", "Functions"], ["X", "Y", "DE", "drug-substance"], ("Sites", 1, "City")),
    ("Sites", ["City", "Country", "Functions", "Latitude"], ["X", "DE", "drug-substance", 1], ("Sites", 2, "Longitude")),
    ("Sites", ["City", "Country", "Functions", "Scale"], ["X", "DE", "drug-substance", "=1+1"], ("Sites", 2, "Scale")),
    ("Sites", ["City", "Country", "Functions", "Scale"], ["X", "DE", "drug-substance", "1,500"], ("Sites", 2, "Scale")),
    ("Sites", ["City", "Country", "Functions", "ID"], ["X", "DE", "drug-substance", "7"], ("Sites", 2, "ID")),
    ("Sites", ["City", "Country", "Functions", "ID"], ["X", "DE", "drug-substance", str(uuid.uuid4())], ("Sites", 2, "ID")),
    ("Capabilities", ["Site", "Modality"], ["Atlantis", "mrna"], ("Capabilities", 2, "Site")),
    ("Capabilities", ["Site", "Modality"], ["Halle, DE", "nucleic-acid"], ("Capabilities", 2, "Modality")),
    ("Capabilities", ["Site", "Modality", "Largest scale"], ["Halle, DE", "mrna", 3], ("Capabilities", 2, "Unit")),
    ("Offerings", OFFERING_HEADS, [*WHOLE[:3], "Short.", *WHOLE[4:]], ("Offerings", 2, "Description in English")),
    ("Offerings", OFFERING_HEADS, [*WHOLE[:4], "", *WHOLE[5:]], ("Offerings", 2, "Sites")),
    ("Offerings", OFFERING_HEADS, [WHOLE[0], "sold", *WHOLE[2:]], ("Offerings", 2, "State")),
    ("Offerings", OFFERING_HEADS, [WHOLE[0], "paused", *WHOLE[2:]], ("Offerings", 2, "State")),
    ("Offerings", ["Service line", "Price from"], ["mrna-ds-gmp", 5], ("Offerings", 2, "Currency")),
    ("Suites", ["Site", "Name", "Service lines"], ["Halle, DE", "A", "discovery"], ("Suites", 2, "Service lines")),
    ("Capacity", ["Site", "Suite", "From", "To"], ["Halle, DE", "?", "2027-01-01", "2027-01-02"], ("Capacity", 2, "Suite")),
    ("Capacity", ["Site", "Suite", "From", "To"], ["Halle, DE", "?", "soon", "2027-01-02"], ("Capacity", 2, "From")),
]


@pytest.mark.parametrize(
    ("sheet", "heads", "row", "place"), WRONG, ids=[f"{one[3][0]}-{one[3][2]}-{n}" for n, one in enumerate(WRONG)]
)
def test_an_error_is_named_by_sheet_row_and_column_and_nothing_is_changed(
    owner: Actor, wacker: Provider, sheet: str, heads: list[Any], row: list[Any], place: tuple[str, int, str]
):
    before = state(wacker)
    run = bring_in(owner, book(**{sheet: [heads, row]}))
    assert place in errors(run)
    assert state(wacker) == before


def test_one_wrong_row_among_many_keeps_all_of_them_out(owner: Actor, wacker: Provider):
    rows = [
        ["City", "Country", "Functions"],
        *([f"Town {n}", "DE", "drug-substance"] for n in range(20)),
        ["X", "DE", ""],
    ]
    assert errors(bring_in(owner, book(Sites=rows))) == [("Sites", 22, "Functions")]
    assert not wacker.sites.filter(city__startswith="Town").exists()


def test_two_rows_about_the_same_are_named(owner: Actor):
    row = ["Leipzig", "DE", "drug-substance"]
    run = bring_in(owner, book(Sites=[["City", "Country", "Functions"], row, row]))
    assert errors(run) == [("Sites", 3, "")]


def test_merged_cells_and_blank_rows_are_named(owner: Actor):
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Sites"
    for row in (["City", "Country", "Functions"], ["A", "DE", "drug-substance"], [], ["B", "DE", "drug-substance"]):
        page.append(row)
    out = io.BytesIO()
    made.save(out)
    run = bring_in(owner, out.getvalue(), is_trial=True)
    assert run.report["blank"] == [{"sheet": "sites", "rows": [3]}]
    page.merge_cells("B2:B3")
    out = io.BytesIO()
    made.save(out)
    assert errors(bring_in(owner, out.getvalue())) == [("Sites", 0, "B2:B3")]


@pytest.mark.parametrize(
    "content",
    [
        b"City,Country,Functions\nLeipzig,DE,drug-substance\n",
        b"\xef\xbb\xbf" + b"City;Country;Functions\r\nLeipzig;Germany;drug-substance|drug-product\r\n",
        "城市\t国家\t功能\nLeipzig\t德国\t原料药/原液生产\n".encode("gb18030"),
        "City\tCountry\tFunctions\nLeipzig\tDE\tdrug-substance\n".encode("utf-16"),
    ],
)
def test_texts_are_read_whatever_their_encoding_and_separator(owner: Actor, wacker: Provider, content: bytes):
    run = bring_in(owner, content)
    assert run.report["errors"] == [], run.report["errors"]
    assert wacker.sites.filter(city="Leipzig").exists()


def test_a_formula_is_a_text_both_ways(owner: Actor, wacker: Provider):
    assert [quoted(one) for one in ("=1+1", "+1", "-1", "@x", "a=b", -5)] == ["'=1+1", "'+1", "'-1", "'@x", "a=b", -5]
    heads = ["City", "Country", "Functions", "Note"]
    bring_in(owner, book(Sites=[heads, ["Leipzig", "DE", "drug-substance", "'=cmd()"]]))
    assert wacker.sites.get(city="Leipzig").note == "=cmd()"
    assert b"'=cmd()" in text_of(sheet_called("Sites"), standing_of(wacker))
    page = openpyxl.load_workbook(io.BytesIO(workbook_of(standing_of(wacker))))["Sites"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (151 * 1024 * 1024))
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("readme.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\0\0",
        b"PK\x03\x04 damaged",
        b"\xd0\xcf\x11\xe0 old workbook",
        b"x" * (10 * 1024 * 1024 + 1),
        archive,
        bomb,
    ],
    ids=["empty", "pdf", "damaged", "old", "large", "archive", "bomb"],
)
def test_what_is_no_spreadsheet_is_refused_and_leaves_nothing(owner: Actor, wacker: Provider, content: Any):
    with pytest.raises(Invalid) as error:
        bring_in(owner, content() if callable(content) else content)
    assert list(error.value.errors) == ["file"]
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("content", [b"just some words\n", b"a,b,c\n1,2,3\n"])
def test_a_text_with_other_columns_is_refused_with_a_sentence(owner: Actor, content: bytes):
    run = bring_in(owner, content)
    assert "those of no sheet" in run.report["errors"][0]["text"]


def test_a_sheet_of_another_name_is_refused_with_the_names(owner: Actor):
    assert "There is no sheet “Prices”" in bring_in(owner, book(Prices=[["x"]])).report["errors"][0]["text"]


def test_a_workbook_with_entities_is_refused(owner: Actor):
    plain, out = zipfile.ZipFile(io.BytesIO(book(**EVERYTHING))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in plain.namelist():
            content = plain.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                head, rest = "<?xml version='1.0'?>", content.split("?>", 1)[-1] if content.startswith("<?xml") else content
                content = f'{head}<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{rest}'
            parts.writestr(name, content)
    assert "cannot be read" in bring_in(owner, out.getvalue()).report["errors"][0]["text"]


def test_too_many_rows_are_refused(owner: Actor):
    run = bring_in(owner, b"City,Country,Functions\n" + b"X,DE,drug-substance\n" * 20_001)
    assert "more than 20,000 rows" in run.report["errors"][0]["text"]


def test_a_window_that_is_taken_is_not_changed(owner: Actor, wacker: Provider):
    bring_in(owner, book(**EVERYTHING))
    slot = Slot.objects.get(suite__site__provider=wacker)
    Slot.objects.filter(pk=slot.pk).update(status="reserved")
    heads = ["ID", *EVERYTHING["Capacity"][0], "Note"]
    row = ["Leipzig, DE", "Suite A", "2027-01-11", "2027-02-26"]
    assert bring_in(owner, book(Capacity=[heads, [str(slot.pk), *row, ""]])).status == "done"
    assert errors(bring_in(owner, book(Capacity=[heads, [str(slot.pk), *row, "moved"]]))) == [("Capacity", 2, "")]


def test_a_row_cannot_become_a_second_of_the_same(owner: Actor, wacker: Provider):
    jena = wacker.sites.get(city="Jena")
    rows = [["ID", "City", "Country", "Functions"], [str(jena.pk), "Halle", "DE", "drug-substance"]]
    assert errors(bring_in(owner, book(Sites=rows))) == [("Sites", 2, "")]


def test_a_suspended_provider_brings_in_drafts_and_publishes_nothing(owner: Actor, wacker: Provider):
    Provider.objects.filter(pk=wacker.pk).update(state="suspended")
    assert errors(bring_in(owner, book(Offerings=[OFFERING_HEADS, WHOLE]))) == [("Offerings", 2, "State")]
    assert bring_in(owner, book(Offerings=[OFFERING_HEADS, [WHOLE[0], "draft", *WHOLE[2:]]])).status == "done"


def test_the_template_is_read_and_its_example_row_is_sound(owner: Actor, wacker: Provider):
    run = bring_in(owner, template(current_vocabulary()), is_trial=True)
    assert run.report["errors"] == []


def test_ten_rows_cost_as_many_queries_as_two(owner: Actor):
    def queries(count: int) -> int:
        rows = [[f"Number {count}-{n}", *WHOLE[1:]] for n in range(count)]
        with CaptureQueriesContext(connection) as seen:
            run = bring_in(owner, book(Offerings=[OFFERING_HEADS, *rows]))
        assert run.report["errors"] == []
        return len(seen)

    assert queries(2) == queries(10)


def test_somebody_who_was_removed_meanwhile_changes_nothing(owner: Actor, wacker: Provider):
    run = request_import(actor=owner, provider=wacker, file_name="x", content=book(**EVERYTHING), is_trial=False)
    read_import(run.pk)
    owner.membership.roles = [Role.VIEWER]
    owner.membership.save()
    settle_import(run.pk)
    run.refresh_from_db()
    assert run.status == "refused"
    assert not wacker.sites.filter(city="Leipzig").exists()


def test_a_viewer_brings_nothing_in(owner: Actor, wacker: Provider):
    viewer = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER]))
    with pytest.raises(Forbidden):
        request_import(actor=viewer, provider=wacker, file_name="x", content=b"x", is_trial=True)


# Pages and API ----------------------------------------------------------------------------------------------------------


def test_the_page_takes_a_file_and_shows_its_errors(owner: Actor, deliver_events: Callable[[], None]):
    browser = signed_in(owner)
    file = SimpleUploadedFile("sites.csv", b"City,Country,Functions\nX,Atlantis,drug-substance\n")
    response = browser.post("/my/import/", {"file": file, "do": "check"})
    assert response.status_code == 302
    assert "every 2s" in browser.get(response["Location"]).content.decode()
    deliver_events()
    page = browser.get(response["Location"]).content.decode()
    assert "“Atlantis” is not among the allowed codes and names." in page
    report = browser.get(f"{response['Location']}report.csv")
    assert b"Atlantis" in report.content
    stranger = signed_in(seller(slug="lonza"))
    assert stranger.get(response["Location"]).status_code == 404
    wrong = browser.post("/my/import/", {"file": SimpleUploadedFile("x.pdf", b"%PDF\0"), "do": "check"})
    assert wrong.status_code == 422
    assert browser.post("/my/import/", {"do": "check"}).status_code == 422


@pytest.mark.parametrize("address", ["xlsx", "csv&sheet=sites", "csv&sheet=offerings", "template"])
def test_exports_and_the_template_are_files(owner: Actor, address: str):
    browser = signed_in(owner)
    response = browser.get(f"/my/export/?format={address}")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert browser.get("/my/export/?format=pdf").status_code == 404
    program = Program(owner)
    assert program.get(f"/api/v1/my/export/?format={address}").content == response.content or "csv" not in address
    assert program.get("/api/v1/my/export/?format=pdf").status_code == 400


def test_a_program_hands_in_polls_and_reads_the_errors(owner: Actor, deliver_events: Callable[[], None]):
    program = Program(owner)

    def hand_in(text: bytes, key: str) -> Any:
        file = SimpleUploadedFile("sites.csv", text)
        return program.post("/api/v1/my/import/", {"file": file, "dry_run": "false"}, headers={"Idempotency-Key": key})

    good = b"City,Country,Functions\nLeipzig,DE,drug-substance\n"
    first = hand_in(good, "k")
    assert (first.status_code, first.json()["status"], first.json()["progress"]) == (202, "waiting", 0.0)
    assert hand_in(good, "k").json()["id"] == first.json()["id"]
    assert hand_in(good.replace(b"Leipzig", b"Gera"), "k").status_code == 422
    deliver_events()
    done = program.get(first["Location"]).json()
    assert (done["status"], done["progress"], done["report"]["sheets"][0]["added"]) == ("done", 1.0, 1)
    bad = hand_in(b"City,Country,Functions\nX,XX,drug-substance\n", "j")
    deliver_events()
    refused = program.get(bad["Location"]).json()
    assert refused["status"] == "refused"
    assert (refused["report"]["errors"][0]["row"], refused["report"]["errors"][0]["column"]) == (2, "Country")
    assert Program(seller(slug="lonza")).get(bad["Location"]).status_code == 404
    assert program.post("/api/v1/my/import/", {"dry_run": "true"}).status_code == 400
    assert program.get("/api/v1/my/import/").json()["count"] == 2


def test_a_price_model_is_read_by_its_code_or_by_its_name_in_either_language(owner: Actor, wacker: Provider):
    for written in ("per-batch", "Per batch", "PER BATCH", "按批计价"):
        rows = [["Service line", "Title in English", "Price model"], ["mrna-ds-gmp", TEXT, written]]
        run = bring_in(owner, book(offerings=rows), is_trial=True)
        assert run.report["errors"] == [], written
    rows = [["Service line", "Title in English", "Price model"], ["mrna-ds-gmp", TEXT, "per night"]]
    (complaint,) = bring_in(owner, book(offerings=rows), is_trial=True).report["errors"]
    assert complaint["text"].startswith("Write one of: Fixed price, Per batch")
