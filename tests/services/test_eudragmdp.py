"""Certificates from an export of EudraGMDP: all of it or nothing, and as unverified as what a person types."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.clock import database_now
from core.errors import Forbidden, Invalid
from documents.actions import store_document
from documents.enums import Purpose
from events.models import Event
from providers.models import Certificate, Site
from services.actions.eudragmdp import import_certificates
from services.imports import eudragmdp
from services.imports.eudragmdp import CertificatePlan, valid_until
from tests.providers.house import PDF, House, Program, build_house, signed_in
from vocabulary.models import ServiceLine

pytestmark = pytest.mark.django_db
PAGE, PATH = "/my/certificates/import/", "/api/v1/my/certificates-import/"
HEADS = ["OMS Location Identifier", "Certificate Number", "EudraGMDP Document Reference  number", "Document Type",
         "Site Name", "Address 1", "City", "Postcode", "Country", "Inspection End Date", "Issue Date"]  # fmt: skip
ABOVE = [["EudraGMDP: GMP certificates"], ["Total Records: 3, 2026-11-02"], []]


@pytest.fixture
def house() -> House:
    house = build_house()
    Site.objects.filter(pk=house.site.pk).update(city="Halle (Saale)", name="")
    Site.objects.filter(pk=house.other_site.pk).update(city="Leipzig", name="")
    return house


def row(number: str = "DE_ST_01_2025", **values: Any) -> list[Any]:
    known = {"Certificate Number": number, HEADS[2]: f"ref {number}", "Document Type": "GMP Certificate",
             "City": "HALLE SAALE", "Country": "Germany", "Inspection End Date": date(2024, 2, 29), "Issue Date": date(2024, 5, 17)}  # fmt: skip
    return [({**known, **values}).get(head, "") for head in HEADS]


def sheet(*rows: list[Any], heads: list[str] = HEADS) -> bytes:
    book = openpyxl.Workbook()
    for cells in [*ABOVE, heads, *rows]:
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = sheet(
    row(), row("DE_ST_02_2025", City="Leipzig", Country="de", **{"Inspection End Date": "2025-06-30", "Issue Date": ""})
)


def bring_in(
    house: House, content: bytes, *, is_trial: bool = False, issuer: str = "LVwA", who: Any = None
) -> CertificatePlan:
    return import_certificates(
        actor=who or house.owner, file_name="x.xlsx", content=content, authority=None, issuer=issuer, is_trial=is_trial
    )


def complaints(house: House, *rows: list[Any]) -> list[tuple[int, str]]:
    """Said in a trial, and enough to refuse the whole."""
    found = bring_in(house, sheet(*rows), is_trial=True).complaints
    with pytest.raises(Invalid):
        bring_in(house, sheet(*rows))
    assert not Certificate.objects.exists()
    return [(one.row, one.column) for one in found]


def upload(content: bytes, name: str = "export.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_export_with_its_head_in_row_four_becomes_unverified_certificates_and_a_second_time_none(house: House):
    assert [one.row for one in bring_in(house, GOOD).added] == [5, 6]
    first, second = Certificate.objects.order_by("number")
    assert (first.site, first.standard_id, first.number, first.issuer) == (house.site, "eu-gmp", "DE_ST_01_2025", "LVwA")
    assert (first.inspected_on, first.valid_until) == (date(2024, 2, 29), date(2027, 2, 28))
    assert (first.status, first.evidence, list(first.operations.all())) == ("uploaded", None, [])
    assert (first.issued_on, first.reference) == (date(2024, 5, 17), "ref DE_ST_01_2025")
    assert (second.site, second.issued_on, second.valid_until) == (house.other_site, None, date(2028, 6, 30))
    assert first.editor_ids == [house.owner.user_id]
    assert Event.objects.filter(kind="certificate.created").count() == 2
    again = bring_in(house, GOOD)
    assert ([one.row for one in again.unchanged], again.added) == ([5, 6], [])
    assert Certificate.objects.count() == 2


def standing_one(house: House, **values: Any) -> Certificate:
    """A certificate of the first row's number, which a person once typed without what the export knows."""
    bring_in(house, sheet(row()))
    Certificate.objects.update(**{"reference": "", "issued_on": None, **values})
    return Certificate.objects.get()


def test_a_certificate_that_stands_here_gets_what_it_lacks_and_keeps_what_was_typed(house: House):
    before = standing_one(house, inspected_on=date(2024, 2, 28), dosage_forms="Vials")
    scope = ServiceLine.objects.get(pk="mab-gmp")
    before.operations.set([scope])
    tried = bring_in(house, GOOD, is_trial=True)
    assert [(one.row, one.certificate, one.fills) for one in tried.completed] == [(5, before, ("reference", "issued_on"))]
    assert Certificate.objects.get().reference == ""

    plan = bring_in(house, GOOD)
    assert ([one.row for one in plan.completed], [one.row for one in plan.added]) == ([5], [6])
    after = Certificate.objects.get(pk=before.pk)
    assert (after.reference, after.issued_on, after.inspected_on) == (
        "ref DE_ST_01_2025",
        date(2024, 5, 17),
        date(2024, 2, 28),
    )
    assert (after.dosage_forms, list(after.operations.all()), after.status) == ("Vials", [scope], "uploaded")
    edited = Event.objects.get(kind="certificate.edited")
    assert set(edited.data["fields"]) == {"reference", "issued_on"}
    assert (bring_in(house, GOOD).completed, len(bring_in(house, GOOD).unchanged)) == ([], 2)


def test_one_that_was_before_an_operator_or_ends_before_the_date_is_left_as_it_is(house: House):
    paper = store_document(actor=house.owner, upload=upload(PDF, "paper.pdf"), purpose=Purpose.EVIDENCE)
    standing_one(house, status="verified", verified_at=database_now(), evidence=paper)
    assert [one.row for one in bring_in(house, sheet(row())).unchanged] == [5]
    Certificate.objects.update(status="under-review", verified_at=None)
    assert [one.row for one in bring_in(house, sheet(row())).unchanged] == [5]
    Certificate.objects.update(status="sent-back", inspected_on=None, valid_until=date(2024, 3, 1))
    assert [one.fills for one in bring_in(house, sheet(row())).completed] == [("reference", "inspected_on")]
    assert Certificate.objects.get().issued_on is None


def test_two_rows_that_fill_one_certificate_are_named(house: House):
    standing_one(house)
    again = bring_in(house, sheet(row(), row()), is_trial=True)
    assert [(one.row, one.column) for one in again.complaints] == [(6, "Certificate Number")]


def test_a_trial_writes_nothing(house: House):
    assert len(bring_in(house, GOOD, is_trial=True).added) == 2
    assert not Certificate.objects.exists()


def test_text_with_semicolons_is_read_too(house: House):
    lines = ["EudraGMDP, all, of, it, as, it, was, on, that, day", "Total Records: 1, 2026-11-02", ";".join(HEADS)]
    content = "\n".join([*lines, ";".join(map(str, row()))]).encode()
    assert [one.row for one in bring_in(house, content).added] == [4]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"City": "Paris"}, "City"),
        ({"Country": "Atlantis"}, "Country"),
        ({"Country": ""}, "Country"),
        ({"Inspection End Date": "31/02/2025"}, "Inspection End Date"),
        ({"Inspection End Date": "2999-01-01"}, "Inspection End Date"),
        ({"Inspection End Date": ""}, "Inspection End Date"),
        ({"Issue Date": "yesterday"}, "Issue Date"),
        ({"Issue Date": "2999-01-01"}, "Issue Date"),
        ({"Issue Date": "2027-03-01"}, "Issue Date"),
        ({"Certificate Number": ""}, "Certificate Number"),
        ({"Certificate Number": "x" * 121}, "Certificate Number"),
        ({HEADS[2]: "x" * 121}, eudragmdp.REFERENCE),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_written(house: House, values: dict[str, Any], column: str):
    assert complaints(house, row(), row("B", **values)) == [(6, column)]


def test_a_number_twice_at_a_site_is_named(house: House):
    assert complaints(house, row(), row()) == [(6, "Certificate Number")]


def test_one_of_several_sites_in_a_city_is_told_by_its_name(house: House):
    Site.objects.filter(pk=house.site.pk).update(city="Leipzig", name="North")
    Site.objects.filter(pk=house.other_site.pk).update(name="South")
    assert complaints(house, row(City="Leipzig")) == [(5, "City")]
    assert bring_in(house, sheet(row(City="Leipzig", **{"Site Name": "south"}))).added[0].site == house.other_site


def test_a_report_of_non_compliance_is_left_out_and_named(house: House):
    plan = bring_in(house, sheet(row(), row("NCR-7", City="Paris", **{"Document Type": "GMP NON-COMPLIANCE Report"})))
    assert [(one.row, one.number) for one in plan.left_out] == [(6, "NCR-7")]
    assert [one.number for one in Certificate.objects.all()] == ["DE_ST_01_2025"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sheet(heads=[one for one in HEADS if one != "City"]), "City"),
        (sheet(heads=["Certificate Number"]), eudragmdp.REFERENCE),
        (eudragmdp.OLD_WORKBOOK + b"\0" * 600, ".xlsx"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_what_is_missing(house: House, content: bytes, words: str):
    with pytest.raises(Invalid) as refused:
        bring_in(house, content, is_trial=True)
    assert words in str(refused.value.errors["file"])


def test_more_than_one_request_writes_is_refused(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(eudragmdp, "MOST_NEW", 1)
    assert complaints(house, row("A"), row("B")) == [(0, "")]


def test_nobody_said_who_issued_them(house: House):
    with pytest.raises(Invalid) as refused:
        bring_in(house, GOOD, issuer="")
    assert list(refused.value.errors) == ["issuer"]


def test_a_viewer_may_not_and_another_provider_finds_no_site_of_its_own(house: House):
    with pytest.raises(Forbidden):
        bring_in(house, GOOD, who=house.viewer)
    assert signed_in(house.viewer).get(PAGE).status_code == 403
    stranger = build_house("elsewhere")
    assert [one.column for one in bring_in(house, GOOD, who=stranger.owner, is_trial=True).complaints] == ["City", "City"]
    with pytest.raises(Invalid):
        bring_in(house, GOOD, who=stranger.owner)
    assert not Certificate.objects.exists()


def test_the_page_checks_then_brings_in(house: House):
    browser = signed_in(house.owner)
    assert PAGE in browser.get("/my/certificates/").content.decode()
    page = browser.get(PAGE).content.decode()
    assert "three years after the inspection" in page
    checked = browser.post(PAGE, {"file": upload(GOOD), "issuer": "LVwA", "do": "check"})
    assert (checked.status_code, "DE_ST_02_2025" in checked.content.decode()) == (200, True)
    assert not Certificate.objects.exists()
    bad = sheet(row(City="Paris"))
    assert browser.post(PAGE, {"file": upload(bad), "issuer": "LVwA", "do": "check"}).status_code == 422
    refused = browser.post(PAGE, {"file": upload(bad), "issuer": "LVwA", "do": "import"})
    assert (refused.status_code, "Row 5, City" in refused.content.decode()) == (422, True)
    done = browser.post(PAGE, {"file": upload(GOOD), "authority": "de-authority", "do": "import"})
    assert (done.status_code, done["Location"]) == (302, "/my/certificates/")
    assert {one.authority_id for one in Certificate.objects.all()} == {"de-authority"}
    Certificate.objects.filter(number="DE_ST_01_2025").update(reference="", issued_on=None)
    checked = browser.post(PAGE, {"file": upload(GOOD), "issuer": "LVwA", "do": "check"}).content.decode()
    assert "New: 0. Filled in: 1. Here already: 1. Left out: 0." in checked
    filled = browser.post(PAGE, {"file": upload(GOOD), "issuer": "LVwA", "do": "import"}, follow=True).content.decode()
    assert "1 certificate that stood here already has what it lacked." in filled
    listed = browser.get("/my/certificates/").content.decode()
    assert (listed.count("EudraGMDP ref DE_ST_0"), listed.count("Issued on")) == (2, 1)


def test_programs_do_the_same(house: House):
    api = Program(house.owner)
    tried = api.post(PATH, {"file": upload(GOOD), "authority": "de-authority", "dry_run": "true"})
    assert (tried.status_code, len(tried.json()["added"]), tried.json()["errors"]) == (200, 2, [])
    assert not Certificate.objects.exists()
    bad = api.post(PATH, {"file": upload(sheet(row(City="Paris"))), "issuer": "LVwA", "dry_run": "true"}).json()
    assert [(one["row"], one["column"]) for one in bad["errors"]] == [(5, "City")]
    assert api.post(PATH, {"file": upload(sheet(row(City="Paris"))), "issuer": "LVwA"}).status_code == 400
    made = api.post(PATH, {"file": upload(GOOD), "issuer": "LVwA"}).json()
    assert [(one["row"], one["reference"], one["valid_until"]) for one in made["added"]] == [
        (5, "ref DE_ST_01_2025", "2027-02-28"), (6, "ref DE_ST_02_2025", "2028-06-30")]  # fmt: skip
    first = Certificate.objects.get(number="DE_ST_01_2025")
    Certificate.objects.filter(pk=first.pk).update(issued_on=None)
    (filled,) = api.post(PATH, {"file": upload(GOOD), "issuer": "LVwA"}).json()["completed"]
    assert (filled["certificate"], filled["fills"]) == (str(first.pk), ["issued_on"])
    assert Certificate.objects.count() == 2
    assert Program(house.viewer).post(PATH, {"file": upload(GOOD), "issuer": "LVwA"}).status_code == 403


def test_three_years_after_an_inspection():
    assert [valid_until(date(2024, 2, 29)), valid_until(date(2025, 12, 31))] == [date(2027, 2, 28), date(2028, 12, 31)]
