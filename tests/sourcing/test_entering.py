"""Quotes that an operator enters from a document, and what operators read with a reason."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from core.errors import Forbidden, Invalid, NotFound, WrongState
from events.models import Event
from notifications.models import Notification
from organizations.enums import Kind
from projects.sourcing.actions.entering import enter_quote, open_source
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import start_quote
from projects.sourcing.models import Quote, QuoteSource, QuoteVersion
from projects.sourcing.selectors.quote import content_for
from tests.factories import actor
from tests.providers.house import Program, signed_in, vocabulary
from tests.sourcing.deal import Deal, content_of, draft_deal, joined, line_facts, open_deal, pass_deadline

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n% CANARY-AMOUNT\n%%EOF\n"
LABEL = "Entered by the operator from e-mail of 24 November 2026"


def administration() -> Client:
    """A browser of an operator with a second factor."""
    chief = actor(kind=Kind.OPERATOR)
    User.objects.filter(pk=chief.user_id).update(is_staff=True)
    TOTP.activate(chief.user, "JBSWY3DPEHPK3PXP")
    return signed_in(chief)


def document() -> SimpleUploadedFile:
    return SimpleUploadedFile("quote.pdf", PDF, "application/pdf")


def entered(deal: Deal, **values: Any) -> Quote:
    known = {
        "actor": actor(kind=Kind.OPERATOR),
        "invitation": deal.bidder.invitation,
        "content": content_of(deal.rfq),
        "upload": document(),
        "source": "e-mail of 24 November 2026",
        "reason": "Their systems are down.",
    }
    return enter_quote(**known | values)


def test_an_entered_quote_is_sealed_and_labelled_for_everybody(deliver_events: Callable[[], None]):
    deal = open_deal(1)
    quote = entered(deal)
    assert (quote.status, quote.sent.number, quote.invitation.status) == ("submitted", 1, "intends")
    kept = QuoteSource.objects.get()
    assert "CANARY" not in kept.sealed
    assert QuoteVersion.objects.get().payload is None
    assert LABEL in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/").content.decode()
    assert LABEL in signed_in(deal.bidder.manager).get(f"/quotes/{quote.pk}/").content.decode()
    row = Program(deal.manager).get(f"/api/v1/quotes/{quote.pk}/").json()
    assert (row["entered_from"], row["content"]) == ("e-mail of 24 November 2026", None)
    event = Event.objects.get(kind="quote.entered")
    assert event.data["reason"] == "Their systems are down."
    deliver_events()
    told = set(Notification.objects.filter(kind="quote.entered").values_list("person__email", flat=True))
    assert {deal.manager.user.email, deal.bidder.manager.user.email} <= told


def test_its_document_is_read_by_the_provider_and_by_the_sponsor_once_it_is_opened():
    deal = open_deal(1)
    quote = entered(deal)
    with pytest.raises(NotFound):
        open_source(actor=deal.manager, quote=quote)
    with pytest.raises(NotFound):
        open_source(actor=actor(kind=Kind.OPERATOR), quote=quote)
    assert open_source(actor=deal.bidder.manager, quote=quote).data == PDF
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    quote = Quote.objects.get(pk=quote.pk)
    assert content_for(deal.manager, quote).total is not None
    answer = signed_in(deal.manager).get(f"/quotes/{quote.pk}/source/")
    assert (answer.content, answer.headers["Content-Disposition"][:10]) == (PDF, "attachment")
    by_program = Program(deal.bidder.manager).get(f"/api/v1/quotes/{quote.pk}/source/")
    assert (by_program.status_code, by_program.content) == (200, PDF)
    assert Event.objects.filter(kind="quote.source_opened").count() == 3
    assert "Read the document" in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/quotes/{quote.pk}/").content.decode()


def test_with_two_envelopes_the_document_waits_for_the_prices():
    deal = open_deal(1, envelopes=2)
    quote = entered(deal)
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    with pytest.raises(NotFound):
        open_source(actor=deal.manager, quote=Quote.objects.get(pk=quote.pk))


def test_only_operators_enter_only_with_a_document_and_a_source_only_in_time_and_never_over_a_providers_own():
    deal = open_deal(2)
    with pytest.raises(Forbidden):
        entered(deal, actor=deal.manager)
    for missing in ({"source": " "}, {"reason": " "}, {"upload": SimpleUploadedFile("quote.exe", b"\x7fELF\x00\x01\x02")}):
        with pytest.raises(Invalid):
            entered(deal, **missing)
    with pytest.raises(Invalid):
        entered(deal, content=replace(content_of(deal.rfq), weeks=None))
    start_quote(actor=deal.bidder.manager, invitation=joined(deal.bidder).invitation)
    with pytest.raises(WrongState, match="begun a quote of its own"):
        entered(deal)
    pass_deadline(deal.rfq)
    with pytest.raises(WrongState, match="The deadline was"):
        entered(deal, invitation=deal.bidders[1].invitation)
    assert not QuoteSource.objects.exists()


def test_an_operator_enters_it_on_a_page_of_the_administration():
    vocabulary()
    deal = open_deal(1, lines=(line_facts(),))
    admin = administration()
    path = f"/admin/sourcing/invitation/{deal.bidder.invitation.pk}/enter-quote/"
    page = admin.get(path)
    assert page.status_code == 200, page
    line = deal.rfq.lines.get()
    content = content_of(deal.rfq)
    typed = {
        "source": "e-mail of 24 November 2026", "document": document(), "reason": "They asked us to.",
        "kind": "binding", "currency": "EUR", "valid_until": content.valid_until.isoformat(), "weeks": "40", "version": "0",
        "line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "1", "line-0-line": str(line.pk), "line-0-answer": "priced",
        "line-0-price_model": "fixed", "line-0-price": "1000.00",
        "milestone-TOTAL_FORMS": "1", "milestone-INITIAL_FORMS": "0", "milestone-0-title": "End", "milestone-0-week": "40",
        "milestone-0-amount": "900.00", "assumption-TOTAL_FORMS": "0", "assumption-INITIAL_FORMS": "0",
    }  # fmt: skip
    refused = admin.post(path, typed)
    assert (refused.status_code, "must be the same" in refused.content.decode()) == (422, True)
    done = admin.post(path, {**typed, "document": document(), "milestone-0-amount": "1000.00"})
    assert done.status_code == 302
    assert Quote.objects.get().sent.entered_from == "e-mail of 24 November 2026"


def test_an_operator_reads_a_request_with_a_reason_that_its_sponsor_finds():
    deal = draft_deal(1)
    admin = administration()
    plain = admin.get(f"/admin/sourcing/rfq/{deal.rfq.pk}/change/").content.decode()
    assert "CANARY-BRIEF" not in plain
    path = f"/admin/sourcing/rfq/{deal.rfq.pk}/read/"
    asked = admin.get(path).content.decode()
    assert "CANARY-BRIEF" not in asked
    assert admin.post(path, {"reason": ""}).status_code == 422
    shown = admin.post(path, {"reason": "A complaint of a bidder."}).content.decode()
    assert all(canary in shown for canary in ("CANARY-BRIEF", "CANARY-DETAILS", "CANARY-TITLE", "CANARY-HANDOVER"))
    event = Event.objects.get(kind="rfq.read_by_operator")
    assert event.data == {"reason": "A complaint of a bidder."}
    assert "Confidential part of a request read by an operator" in signed_in(deal.owner).get("/trail/").content.decode()


def test_a_program_reads_and_sets_the_sourcing_policy():
    deal = draft_deal(0)
    program, viewer = Program(deal.owner), Program(deal.viewer)
    path = "/api/v1/sourcing-policy/"
    assert viewer.get(path).json()["approves_rfqs"] is False
    body = {"approves_rfqs": True, "quote_limit": "250000.00", "quote_limit_currency": "EUR"}
    assert program.send("PATCH", path, body).json() == {
        "approves_rfqs": True, "quote_limit": "250000.000", "quote_limit_currency": "EUR", "quiet_days": 7,
    }  # fmt: skip
    assert program.send("PATCH", path, {"quiet_days": 10}).json()["approves_rfqs"] is True
    assert program.send("PATCH", path, {"quote_limit_currency": "XXY"}).status_code == 400
    assert viewer.send("PATCH", path, {"approves_rfqs": False}).status_code == 403
