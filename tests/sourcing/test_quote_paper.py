"""Attachments under the quote's own seal, the PDF of what was sent, and lines from a sheet."""

import csv
import html
import io
import os
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from core.crypto import Undecryptable
from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Role
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.opening import finish_technical, judge_quote, open_envelopes
from projects.sourcing.actions.quote import revise_quote, save_quote
from projects.sourcing.actions.quote_course import submit_quote, withdraw_quote
from projects.sourcing.actions.quote_file import attach_file, detach_file, open_quote_file, sweep_quote_files
from projects.sourcing.content import Assumption, LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.models import Quote, QuoteFile, QuoteVersion
from projects.sourcing.models.paper import sealed_storage
from projects.sourcing.printed import printed_quote
from projects.sourcing.selectors.paper import attachments_for
from projects.sourcing.selectors.quote import content_for, own_content
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.sheets import Unfit, quote_csv, quote_xlsx, with_lines_from
from projects.sourcing.views import quote_paper
from tests.factories import actor
from tests.providers.house import vocabulary
from tests.sourcing.deal import (
    Bidder,
    Deal,
    content_of,
    draft_deal,
    drafted,
    line_facts,
    open_deal,
    opened_deal,
    pass_deadline,
    sent,
)
from tests.sourcing.test_rfq_document import pdf
from tests.sourcing.test_sealed import everything_stored

pytestmark = pytest.mark.django_db

CANARY = "CANARY-IN-A-FILE"


@pytest.fixture(autouse=True)
def sealed_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the encrypted bytes of this test lie."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(sealed_storage()), name, str(folder))
    return folder


def note(name: str = "CANARY-NAME.txt", text: str = CANARY) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def attached(deal: Deal, one: Bidder, **values: Any) -> Quote:
    """A draft with a file."""
    return attach_file(actor=one.manager, quote=drafted(deal, one), upload=note(), **values)


def only(who: Actor, quote: Quote) -> Any:
    (found,) = attachments_for(who, Quote.objects.get(pk=quote.pk))
    return found


def words(content: bytes) -> str:
    """Its text. The reader puts a zero before each Chinese letter, which other readers do not see."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join("".join(page.extract_text() for page in pages).replace("\0", "").split())


# Attachments ----------------------------------------------------------------------------------------------------------


def test_before_the_opening_no_table_no_file_and_no_event_holds_anything_of_an_attachment(
    sealed_folder: Path, deliver_events: Callable[[], None]
):
    deal = open_deal(1)
    quote = submit_quote(actor=deal.bidder.manager, quote=attached(deal, deal.bidder))
    deliver_events()
    stored = everything_stored()
    assert [canary for canary in (CANARY, "CANARY-NAME") if canary in stored] == []
    (path,) = [one for one in sealed_folder.rglob("*") if one.is_file()]
    assert CANARY.encode() not in path.read_bytes()
    assert "CANARY" not in path.name
    assert not Event.objects.filter(kind__contains="file").exists()
    pk = only(deal.bidder.viewer, quote).id
    for who in (deal.owner, deal.evaluator, actor(Role.OWNER, kind="operator")):
        assert attachments_for(who, quote) == ()
        with pytest.raises((NotFound, Forbidden)):
            open_quote_file(actor=who, quote=quote, pk=pk)


def test_after_the_opening_the_sponsors_readers_get_it_and_it_is_recorded():
    deal = open_deal(1)
    quote = submit_quote(actor=deal.bidder.manager, quote=attached(deal, deal.bidder))
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    quote = Quote.objects.get(pk=quote.pk)
    attachment, content = open_quote_file(actor=deal.viewer, quote=quote, pk=only(deal.viewer, quote).id)
    assert (attachment.name, content) == ("CANARY-NAME.txt", CANARY.encode())
    (event,) = Event.objects.filter(kind="quote.file_opened")
    assert (event.actor_user_id, event.organization_ids) == (deal.viewer.user_id, [deal.rfq.organization_id])


def test_the_bytes_open_nowhere_but_in_their_place():
    deal = open_deal(2)
    quotes = [attached(deal, one) for one in deal.bidders]
    first, second = QuoteFile.objects.order_by("created_at")
    QuoteFile.objects.filter(pk=first.pk).update(file=second.file.name)
    with pytest.raises(Undecryptable):
        open_quote_file(actor=deal.bidder.manager, quote=quotes[0], pk=first.pk)


def test_a_revised_version_keeps_its_own_files(sealed_folder: Path):
    deal = open_deal(1)
    one = deal.bidder
    quote = submit_quote(actor=one.manager, quote=attached(deal, one))
    first = only(one.manager, quote)
    quote = revise_quote(actor=one.manager, quote=quote)
    quote = detach_file(actor=one.manager, quote=quote, pk=first.id)
    quote = attach_file(actor=one.manager, quote=quote, upload=note("second.txt", "2"))
    quote = submit_quote(actor=one.manager, quote=quote)
    contents = [content_for(one.manager, quote, version) for version in quote.versions.order_by("number")]
    assert [[file.name for file in content.attachments] for content in contents] == [["CANARY-NAME.txt"], ["second.txt"]]
    assert open_quote_file(actor=one.manager, quote=quote, pk=first.id)[1] == CANARY.encode()
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    with pytest.raises(NotFound):
        open_quote_file(actor=deal.manager, quote=Quote.objects.get(pk=quote.pk), pk=first.id)


def test_a_file_taken_off_a_draft_leaves_no_bytes_and_one_of_a_dropped_draft_is_swept(
    sealed_folder: Path, django_capture_on_commit_callbacks: Any
):
    deal = open_deal(1)
    one = deal.bidder
    quote = attached(deal, one)
    with django_capture_on_commit_callbacks(execute=True):
        quote = detach_file(actor=one.manager, quote=quote, pk=only(one.manager, quote).id)
    assert [path for path in sealed_folder.rglob("*") if path.is_file()] == []
    quote = submit_quote(actor=one.manager, quote=attach_file(actor=one.manager, quote=quote, upload=note()))
    quote = attach_file(actor=one.manager, quote=revise_quote(actor=one.manager, quote=quote), upload=note("b.txt", "b"))
    withdraw_quote(actor=one.manager, quote=quote)
    paths = [path for path in sealed_folder.rglob("*") if path.is_file()]
    old = (timezone.now() - timedelta(hours=2)).timestamp()
    for path in paths:
        os.utime(path, (old, old))
    assert (len(paths), sweep_quote_files(), sweep_quote_files()) == (2, 1, 0)


def test_whoever_writes_the_rest_of_a_quote_loses_no_file_and_a_sent_one_takes_none():
    deal = open_deal(1)
    one = deal.bidder
    quote = attached(deal, one)
    with pytest.raises(StaleVersion):
        attach_file(actor=one.manager, quote=quote, upload=note(), expected_version=1)
    quote = save_quote(actor=one.manager, quote=quote, content=content_of(deal.rfq, price="2.00"))
    assert only(one.manager, quote).name == "CANARY-NAME.txt"
    quote = submit_quote(actor=one.manager, quote=quote)
    with pytest.raises(WrongState):
        attach_file(actor=one.manager, quote=quote, upload=note())


def test_of_two_envelopes_the_technical_one_shows_its_own_files_only():
    deal = open_deal(1, envelopes=2)
    one = deal.bidder
    quote = attached(deal, one, envelope="technical")
    quote = attach_file(actor=one.manager, quote=quote, upload=note("prices.txt", "1"), envelope="commercial")
    submit_quote(actor=one.manager, quote=quote)
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert only(deal.manager, quote).name == "CANARY-NAME.txt"
    declare_conflict(actor=deal.manager, rfq=deal.again(), has_conflict=False)
    judge_quote(actor=deal.manager, quote=Quote.objects.get(pk=quote.pk), passed=True, reason="Fine.")
    finish_technical(actor=deal.manager, rfq=deal.rfq)
    names = [file.name for file in attachments_for(deal.manager, Quote.objects.get(pk=quote.pk))]
    assert names == ["CANARY-NAME.txt", "prices.txt"]


@pytest.mark.parametrize(
    "values", [{"upload": note("a.exe", "\0\1")}, {"upload": note(), "envelope": "technical"}, {"upload": note(text="")}]
)
def test_what_is_not_taken_leaves_nothing(sealed_folder: Path, values: dict[str, Any]):
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    with pytest.raises(Invalid):
        attach_file(actor=deal.bidder.manager, quote=quote, **values)
    assert [path for path in sealed_folder.rglob("*") if path.is_file()] == []


def test_a_quote_without_files_has_the_fingerprint_it_had_before_there_were_any():
    content = QuoteContent(salt="00")
    assert "attachments" not in content.as_json()
    assert QuoteContent.from_json(content.as_json()) == content


def editor(content: QuoteContent, quote: Quote, **more: Any) -> dict[str, Any]:
    """What the editor's form sends."""
    data: dict[str, Any] = {
        "kind": content.kind, "currency": content.currency, "valid_until": content.valid_until, "weeks": content.weeks,
        "summary": "TYPED-BEFORE", "team": "", "up_front_reason": "", "tax_note": "",
        "version": Quote.objects.get(pk=quote.pk).version,
    }  # fmt: skip
    rows = {"line": content.lines, "milestone": content.milestones, "assumption": content.assumptions}
    for prefix, items in rows.items():
        data |= {f"{prefix}-TOTAL_FORMS": len(items), f"{prefix}-INITIAL_FORMS": len(items)}
        for place, item in enumerate(items):
            data |= {f"{prefix}-{place}-{name}": "" if value is None else value for name, value in vars(item).items()}
    return data | more


def test_the_editor_attaches_and_takes_off_and_keeps_what_was_typed(client: Any):
    deal = open_deal(1)
    one = deal.bidder
    quote = drafted(deal, one)
    client.force_login(one.manager.user)
    content = content_of(deal.rfq)
    attach = reverse("quote_attach", args=[quote.pk])
    refused = client.post(attach, editor(content, quote, **{"attach-upload": note("a.exe", "\0")}))
    assert refused.status_code == 422
    assert "TYPED-BEFORE" in refused.content.decode()
    assert client.post(attach, editor(content, quote, **{"attach-upload": note()})).status_code == 302
    assert own_content(one.manager, quote).summary == "TYPED-BEFORE"
    page = client.get(reverse("quote_edit", args=[quote.pk])).content.decode()
    assert "CANARY-NAME.txt" in page
    pk = only(one.manager, quote).id
    saved = client.get(reverse("quote_file", args=[quote.pk, pk]))
    assert b"".join(saved.streaming_content) == CANARY.encode()
    assert client.post(reverse("quote_detach", args=[quote.pk, pk]), editor(content, quote)).status_code == 302
    assert attachments_for(one.manager, quote) == ()


def test_without_a_script_a_file_is_asked_about_and_nothing_that_was_typed_is_lost(client: Any):
    deal = open_deal(1)
    one = deal.bidder
    quote = drafted(deal, one)
    quote = attach_file(actor=one.manager, quote=quote, upload=note())
    client.force_login(one.manager.user)
    edit = reverse("quote_edit", args=[quote.pk])
    page = client.get(edit).content.decode()
    ((detach, question),) = re.findall(r'formaction="([^"]+/remove/)"[^>]* name="ask" value="([^"]+)"', page)
    typed = editor(content_of(deal.rfq), quote)

    def sends(address: str, **more: Any) -> Any:
        return client.post(address, urlencode(typed | more), content_type="application/x-www-form-urlencoded")

    asked = sends(detach, ask=html.unescape(question), saves=edit)
    assert (asked.status_code, question in asked.content.decode()) == (200, True)
    assert len(attachments_for(one.manager, quote)) == 1
    assert f'formaction="{edit}"' in asked.content.decode()
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.content.decode()))
    assert again["summary"] == "TYPED-BEFORE"
    assert sends(edit, **again).status_code == 302
    assert own_content(one.manager, quote).summary == "TYPED-BEFORE"
    assert len(attachments_for(one.manager, quote)) == 1
    assert sends(detach, version=Quote.objects.get(pk=quote.pk).version).status_code == 302
    assert attachments_for(one.manager, quote) == ()


def test_files_work_through_the_api_and_no_stored_answer_tells_of_them(client: Any):
    deal = open_deal(1)
    one = deal.bidder
    quote = drafted(deal, one)
    base = f"/api/v1/quotes/{quote.pk}/files/"
    client.force_login(one.manager.user)
    made = client.post(base, {"file": SimpleUploadedFile("CANARY-NAME.pdf", pdf())}, HTTP_IDEMPOTENCY_KEY="one")
    assert made.status_code == 201
    assert "CANARY-NAME" not in everything_stored()
    (listed,) = client.get(base).json()
    submit_quote(actor=one.manager, quote=Quote.objects.get(pk=quote.pk))
    client.force_login(deal.viewer.user)
    assert client.get(base).json() == []
    assert client.get(f"{base}{listed['id']}/content/").status_code == 404
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    content = b"".join(client.get(f"{base}{listed['id']}/content/").streaming_content)
    assert str(deal.viewer.user.name) in words(content)
    page = client.get(reverse("rfq_comparison", args=[deal.rfq.pk])).content.decode()
    assert reverse("rfq_quote_file", args=[deal.rfq.pk, quote.pk, listed["id"]]) in page


# On paper -------------------------------------------------------------------------------------------------------------


def long_content(deal: Deal) -> QuoteContent:
    return content_of(
        deal.rfq,
        lines=tuple(
            LineAnswer(str(line.pk), "priced", "fixed", Decimal("10.00"), note="备注 " * 40 if line.position < 4 else "")
            for line in deal.rfq.lines.all()
        ),
        milestones=tuple(MilestoneOffer(f"里程碑 {number}", Decimal("10.00"), number) for number in range(1, 31)),
        assumptions=tuple(Assumption(f"A{number}", "Material is supplied. " * 20) for number in range(1, 10)),
        summary="总结：两批原液生产，符合 EU GMP。Łódź, Ø, ≤ 5 %",
    )


def test_a_quote_on_paper_says_what_was_sent_with_its_fingerprint_on_every_page_over_many_pages():
    vocabulary()
    deal = open_deal(1, lines=tuple(line_facts(f"Line {number} 原液") for number in range(30)))
    one = deal.bidder
    quote = drafted(deal, one)
    with pytest.raises(NotFound):
        printed_quote(one.manager, quote)
    quote = save_quote(actor=one.manager, quote=quote, content=long_content(deal))
    quote = submit_quote(actor=one.manager, quote=quote)
    with translation.override("zh-hans"):
        content = printed_quote(one.manager, quote)
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        text = "".join(page.extract_text().split())
        assert quote.sent.sha256 in text
        assert re.search(rf"{number}\D+{len(pages)}", text)
    text = words(content).replace(" ", "")
    assert all(
        part in text for part in ("30.Line29原液", "里程碑30", "A9", "总结：两批原液生产", "Łódź,Ø,≤5%", "EUR300.00")
    )


def test_the_sponsor_has_it_on_paper_once_it_is_opened_and_in_the_technical_envelope_without_a_price(client: Any):
    deal = open_deal(1, envelopes=2)
    quote = sent(deal, deal.bidder, price="7654.32")
    address = reverse("rfq_quote_pdf", args=[deal.rfq.pk, quote.pk])
    client.force_login(deal.viewer.user)
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1/quotes/{quote.pk}/pdf/").status_code == 404
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert "7,654" not in words(response.content)
    assert "CANARY-ASSUMPTION" in words(response.content)


def test_its_provider_has_every_version_on_paper(client: Any):
    deal = open_deal(1)
    one = deal.bidder
    quote = sent(deal, one, price="1.00")
    quote = revise_quote(actor=one.manager, quote=quote)
    quote = save_quote(actor=one.manager, quote=quote, content=content_of(deal.rfq, price="3.00"))
    submit_quote(actor=one.manager, quote=quote)
    client.force_login(one.viewer.user)
    page = reverse("quote_pdf", args=[quote.pk])
    older = f"/api/v1/quotes/{quote.pk}/pdf/?version=1"
    assert ["EUR 2.00" in words(client.get(address).content) for address in (older, page)] == [True, False]
    assert client.get(f"{page}?version=9").status_code == 404


def test_the_comparison_on_paper_has_every_bidder_total_and_gap(client: Any):
    deal, _quotes = opened_deal(("1000.00", "1200.00", "900.00", "800.00", "700.00"))
    client.force_login(deal.viewer.user)
    for address in (reverse("rfq_comparison", args=[deal.rfq.pk]), f"/api/v1/rfqs/{deal.rfq.pk}/comparison/"):
        response = client.get(f"{address}?as=pdf")
        assert response["Content-Type"] == "application/pdf"
        text = words(response.content)
        assert [one for one in deal.bidders if str(one.provider) not in text] == []
        assert all(amount in text for amount in ("EUR 2,000.00", "EUR 1,400.00"))


# Lines from a sheet ---------------------------------------------------------------------------------------------------


def rows_of(file: bytes) -> list[list[Any]]:
    page = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
    return [list(row) for row in page.iter_rows(values_only=True)]


def text_sheet(rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_sheet_that_goes_out_comes_back_as_it_was_in_either_form_and_language(language: str):
    deal = draft_deal(0)
    lines = lines_of(deal.rfq)
    answers = (
        LineAnswer(str(lines[0].pk), "priced", "per-batch", Decimal("234.567"), Decimal(2), "=cmd()"),
        LineAnswer(str(lines[1].pk), "excluded"),
    )
    content = content_of(deal.rfq, lines=answers)
    with translation.override(language):
        for name, file in (("a.xlsx", quote_xlsx(content, lines)), ("a.csv", quote_csv(content, lines))):
            assert with_lines_from(name, file, content_of(deal.rfq), lines).lines == answers
    assert rows_of(quote_xlsx(content, lines))[1][5] == "'=cmd()"


def test_every_error_names_its_row_and_column_and_nothing_is_brought_in():
    deal = draft_deal(0)
    lines = lines_of(deal.rfq)
    head, first, second, *_questions = rows_of(quote_xlsx(content_of(deal.rfq), lines))
    first[1], first[3] = "perhaps", "a lot"
    second[6] = first[6]
    stranger = [*second[:6], "00000000-0000-4000-8000-000000000000"]
    with pytest.raises(Unfit) as refused:
        with_lines_from("a.csv", text_sheet([head, first, second, stranger]), content_of(deal.rfq), lines)
    places = [(one.row, one.column) for one in refused.value.complaints]
    assert places == [(2, "Price, or cap"), (2, "Answer"), (4, "ID")]
    assert refused.value.errors["sheet"][0].startswith("Quote lines, row 2, Price, or cap: ")
    with pytest.raises(Unfit) as refused:
        with_lines_from("a.csv", text_sheet([head, second, second]), content_of(deal.rfq), lines)
    assert [(one.row, one.column) for one in refused.value.complaints] == [(3, "ID")]


@pytest.mark.parametrize(
    ("cell", "price"), [("120.000,00", 120_000), ("904000", 904_000), ("12,5", 12.5), ("904.000", None)]
)
def test_a_price_of_another_country_is_read_and_one_that_reads_in_two_ways_is_named(cell: str, price: float | None):
    deal = draft_deal(0)
    lines = lines_of(deal.rfq)
    head, first, _second, *_questions = rows_of(quote_xlsx(content_of(deal.rfq), lines))
    first[3] = cell
    if price is None:
        with pytest.raises(Unfit) as refused:
            with_lines_from("a.csv", text_sheet([head, first]), content_of(deal.rfq), lines)
        assert [(one.row, one.column) for one in refused.value.complaints] == [(2, "Price, or cap")]
        assert "904000 and as 904." in refused.value.complaints[0].text
    else:
        found = with_lines_from("a.csv", text_sheet([head, first]), content_of(deal.rfq), lines)
        assert found.lines[0].price == Decimal(str(price))


@pytest.mark.parametrize("file", [b"", b"PK\3\4broken", b"no,such\ncolumns,here\n", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_sheet_is_refused_in_words(file: bytes):
    deal = draft_deal(0)
    with pytest.raises(Invalid) as refused:
        with_lines_from("a.xlsx", file, content_of(deal.rfq), lines_of(deal.rfq))
    assert list(refused.value.errors) == ["sheet"]


def test_the_editor_brings_a_sheet_in_and_a_broken_one_loses_nothing_that_was_typed(client: Any):
    deal = open_deal(1)
    one = deal.bidder
    quote = drafted(deal, one)
    client.force_login(one.manager.user)
    address = reverse("quote_sheet", args=[quote.pk])
    head, first, _second, *_questions = rows_of(client.get(f"{address}?as=xlsx").content)
    first[3] = "99.5"
    content = content_of(deal.rfq)
    broken = SimpleUploadedFile("a.csv", text_sheet([head, [*first[:3], "much", *first[4:]]]))
    refused = client.post(address, editor(content, quote, sheet=broken))
    assert refused.status_code == 422
    assert "TYPED-BEFORE" in refused.content.decode()
    assert "row 2, Price, or cap" in refused.content.decode()
    good = SimpleUploadedFile("a.csv", text_sheet([head, first]))
    assert client.post(address, editor(content, quote, sheet=good)).status_code == 302
    saved = own_content(one.manager, Quote.objects.get(pk=quote.pk))
    assert [line.price for line in saved.lines] == [Decimal("99.5"), Decimal("1000")]
    assert saved.summary == "TYPED-BEFORE"


def sheet_of_a_draft(client: Any) -> tuple[Any, Quote, str, list[list[Any]]]:
    """The bidder's manager signed in, with a draft: its request, the quote, where its sheet is, and the rows of that."""
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    client.force_login(deal.bidder.manager.user)
    address = reverse("quote_sheet", args=[quote.pk])
    return deal, quote, address, rows_of(client.get(f"{address}?as=xlsx").content)


def test_a_colleague_who_saves_while_a_sheet_comes_in_loses_nothing(client: Any, monkeypatch: pytest.MonkeyPatch):
    deal, quote, address, rows = sheet_of_a_draft(client)
    one = deal.bidder
    written = []

    def save_and_let_a_colleague_save(**asked: Any) -> Quote:
        saved = save_quote(**asked)
        if not written:
            written.append(content_of(deal.rfq, summary="A colleague's words"))
            save_quote(actor=one.owner, quote=saved, content=written[0], expected_version=saved.version)
        return saved

    monkeypatch.setattr(quote_paper, "save_quote", save_and_let_a_colleague_save)
    sheet = SimpleUploadedFile("a.csv", text_sheet(rows))
    assert client.post(address, editor(content_of(deal.rfq), quote, sheet=sheet)).status_code == 302
    assert own_content(one.manager, Quote.objects.get(pk=quote.pk)).summary == "A colleague's words"


def test_a_sheet_over_what_a_colleague_has_saved_is_refused_and_shown(client: Any):
    deal, quote, address, rows = sheet_of_a_draft(client)
    one = deal.bidder
    sheet = SimpleUploadedFile("a.csv", text_sheet(rows))
    typed = editor(content_of(deal.rfq), quote, sheet=sheet)
    save_quote(actor=one.owner, quote=quote, content=content_of(deal.rfq, summary="A colleague's words"))
    answer = client.post(address, typed)
    assert (answer.status_code, "TYPED-BEFORE" in answer.content.decode()) == (422, True)
    assert own_content(one.manager, Quote.objects.get(pk=quote.pk)).summary == "A colleague's words"


def test_the_same_through_the_api(client: Any):
    deal = open_deal(1)
    one = deal.bidder
    quote = drafted(deal, one)
    client.force_login(one.manager.user)
    address = f"/api/v1/quotes/{quote.pk}/lines/"
    head, first, second, *_questions = rows_of(client.get(address).content)
    broken = SimpleUploadedFile("a.csv", text_sheet([head, [*first[:1], "perhaps", *first[2:]], second]))
    refused = client.post(address, {"file": broken}, HTTP_IDEMPOTENCY_KEY="one")
    assert refused.status_code == 400
    assert "row 2, Answer" in refused.content.decode()
    first[3] = "99.5"
    good = SimpleUploadedFile("a.csv", text_sheet([head, first, second]))
    done = client.post(address, {"file": good}, HTTP_IDEMPOTENCY_KEY="two")
    assert done.status_code == 200
    assert "99.5" not in done.content.decode()
    assert own_content(one.manager, Quote.objects.get(pk=quote.pk)).lines[0].price == Decimal("99.5")
    assert QuoteVersion.objects.count() == 1
