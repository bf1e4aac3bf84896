"""Files of a request: seen by tier, marked for their reader, changed only by amendment, and every opening known."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from accounts.models import User
from core.errors import Forbidden, Invalid, NotFound, WrongState
from documents.models import Opening
from events.models import Event
from notifications.models import Notification
from organizations.actor import Actor
from projects.sourcing.actions.invitation import lock_out
from projects.sourcing.actions.rfq_document import attach_document, open_rfq_document, remove_document, replace_document
from projects.sourcing.copies import copy_for
from projects.sourcing.enums import Tier
from projects.sourcing.models import Quote, Rfq, RfqDocument, RfqVersion
from projects.sourcing.selectors.disclosure import documents_as_seen
from tests.sourcing.deal import Deal, awarded_deal, draft_deal, joined, open_deal, sent

pytestmark = pytest.mark.django_db

REASON = {"reason": "A new annex."}


def pdf(pages: int = 2, text: str = "Specification") -> bytes:
    """With its author's and company's name in every corner where programs write them."""
    made = FPDF()
    made.set_author("Sponsor of Secrets AG")
    made.set_font("helvetica", size=12)
    for number in range(pages):
        made.add_page(orientation="landscape" if number else "portrait")
        made.cell(40, 10, f"{text} {number + 1}")
    writer = PdfWriter(clone_from=io.BytesIO(bytes(made.output())))
    writer.add_metadata({"/Company": "Sponsor of Secrets AG"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("word/document.xml", '<w:ins w:author="Sponsor of Secrets AG">Kept</w:ins>')
        file.writestr("docProps/core.xml", "<dc:creator>Sponsor of Secrets AG</dc:creator>")
        file.writestr("docProps/app.xml", "<Company>Sponsor of Secrets AG</Company>")
    return out.getvalue()


SPECIFICATION = pdf()


def upload(name: str = "Secrets spec.pdf", content: bytes = SPECIFICATION) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def laid_out(deal: Deal, **values: Any) -> dict[str, RfqDocument]:
    """One in each tier."""
    return {
        tier: attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(f"{tier}.pdf"), tier=tier, **values)
        for tier in Tier
    }


def seen_by(actor: Actor, deal: Deal, documents: dict[str, RfqDocument]) -> set[str]:
    found = set()
    for tier, row in documents.items():
        try:
            open_rfq_document(actor=actor, rfq=deal.rfq, row=row)
        except NotFound:
            continue
        found.add(tier)
    return found


def unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return b"".join(file.read(name) for name in file.namelist())


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_bidder_gets_each_file_when_its_tier_reaches_and_before_that_there_is_none():
    deal = open_deal(2)
    rfq = Rfq.objects.filter(pk=deal.rfq.pk)
    rfq.update(status="draft", opened_at=None)
    documents = laid_out(deal)
    rfq.update(status="open", opened_at=deal.rfq.opened_at)
    assert seen_by(deal.bidder.viewer, deal, documents) == {"teaser"}
    joined(deal.bidder)
    assert seen_by(deal.bidder.viewer, deal, documents) == {"teaser", "cda"}
    assert seen_by(deal.bidders[1].viewer, deal, documents) == {"teaser"}
    assert seen_by(deal.viewer, deal, documents) == {"teaser", "cda", "award"}
    lock_out(actor=deal.manager, invitation=deal.bidders[1].invitation, reason="Conflict.")
    assert seen_by(deal.bidders[1].viewer, deal, documents) == set()


def test_nobody_sees_a_file_of_a_request_they_are_not_invited_to_or_that_is_not_published():
    deal = draft_deal(1, needs_cda=False)
    documents = laid_out(deal)
    assert seen_by(deal.bidder.manager, deal, documents) == set()
    other = open_deal(1)
    assert seen_by(other.bidder.manager, deal, documents) == set()
    assert seen_by(other.manager, deal, documents) == set()


def test_what_the_awarded_provider_gets_may_come_after_the_award_and_nobody_else_gets_it(
    deliver_events: Callable[[], None],
):
    deal, quotes = awarded_deal()
    row = attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload("handover.pdf"), tier="award")
    winner, other = deal.bidders if quotes[0].status == "awarded" else reversed(deal.bidders)
    assert seen_by(winner.viewer, deal, {"award": row}) == {"award"}
    assert seen_by(other.viewer, deal, {"award": row}) == set()
    assert deal.again().edition == 1
    deliver_events()
    told = set(Notification.objects.filter(kind="rfq.handed_over").values_list("person__email", flat=True))
    assert told == {winner.owner.user.email, winner.manager.user.email}
    with pytest.raises(WrongState):
        attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(), tier="cda", **REASON)


def test_every_opening_is_known_with_who_for_whom_and_when():
    deal = draft_deal(1, needs_cda=False)
    row = laid_out(deal)["cda"]
    Rfq.objects.update(status="open", opened_at=deal.rfq.created_at)
    open_rfq_document(actor=deal.bidder.viewer, rfq=deal.again(), row=row)
    (opening,) = Opening.objects.filter(document=row.document)
    assert (opening.person, opening.organization) == (deal.bidder.viewer.user, deal.bidder.viewer.organization)


def test_a_pdf_is_marked_on_every_page_and_another_file_stays_as_it_is():
    deal = draft_deal(1)
    person = deal.bidder.manager
    User.objects.filter(pk=person.user_id).update(name="Łucja 王伟")
    person.user.refresh_from_db()
    response = copy_for(person, deal.rfq, name="a.pdf", content_type="application/pdf", content=pdf())
    pages = PdfReader(io.BytesIO(bytes_of(response))).pages
    assert len(pages) == 2
    for page in pages:
        text = "".join(page.extract_text().replace("\0", "").split())
        parts = (str(person.organization).replace(" ", ""), "Łucja王伟", "UTC", deal.rfq.number, "Specification")
        assert [part for part in parts if part not in text] == []
        assert "Secrets" not in text
    same = copy_for(person, deal.rfq, name="a.docx", content_type="application/msword", content=docx())
    assert bytes_of(same) == docx()


@pytest.mark.parametrize(("name", "content"), [("Secrets.pdf", pdf()), ("Secrets.docx", docx())])
def test_nothing_names_a_sponsor_that_is_unnamed_in_the_file_its_name_or_what_is_told(
    client: Any, name: str, content: bytes
):
    deal = draft_deal(1, sponsor_named=False)
    row = attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(name, content), tier="teaser")
    Rfq.objects.update(status="open", opened_at=deal.rfq.created_at)
    client.force_login(deal.bidder.manager.user)
    page = client.get(reverse("invitation_to_quote", args=[deal.bidder.invitation.pk])).content.decode()
    address = reverse("invitation_document", args=[deal.bidder.invitation.pk, row.pk])
    assert address in page
    response = client.get(address)
    given = bytes_of(response)
    shown = given if name.endswith("pdf") else unpacked(given)
    (event,) = Event.objects.visible_to(deal.bidder.manager).filter(kind="rfq_document.opened")
    for text in (page, str(vars(event)), shown.decode(errors="replace"), str(response.headers)):
        assert "Secrets" not in text
    if name.endswith("docx"):
        assert b"Kept" in shown


def test_once_the_sponsor_is_named_its_files_have_their_names():
    deal = draft_deal(1, sponsor_named=False)
    laid_out(deal)
    assert [one.name for one in documents_as_seen(deal.rfq, Tier.TEASER)] == [f"{deal.rfq.number}-1.pdf"]
    assert [one.name for one in documents_as_seen(deal.rfq, Tier.CDA)] == ["teaser.pdf", "cda.pdf"]


def test_a_file_of_an_open_request_changes_it_visibly_and_quotes_are_to_be_confirmed(deliver_events: Callable[[], None]):
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    with pytest.raises(Invalid):
        attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(), tier="cda")
    row = attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload("v1.pdf"), tier="cda", **REASON)
    assert (deal.again().edition, Quote.objects.get(pk=quote.pk).status) == (2, "needs-reconfirmation")
    other = replace_document(actor=deal.manager, row=row, upload=upload("v2.pdf", pdf(3)), **REASON)
    remove_document(actor=deal.manager, row=other, **REASON)
    versions = RfqVersion.objects.filter(rfq=deal.rfq, edition__gt=1)
    names = [[(one["before"] or "-")[:6], (one["after"] or "-")[:6]] for version in versions for one in version.diff]
    assert names == [["-", "v1.pdf"], ["v1.pdf", "v2.pdf"], ["v2.pdf", "-"]]
    assert [version.is_material for version in versions] == [True] * 3
    with pytest.raises(NotFound):
        open_rfq_document(actor=deal.bidder.manager, rfq=deal.again(), row=other)


def test_what_only_the_awarded_provider_sees_is_in_no_difference_that_bidders_read():
    deal = open_deal(1)
    attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload("handover.pdf"), tier="award")
    attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload("annex.pdf"), tier="cda", **REASON)
    (version,) = RfqVersion.objects.filter(rfq=deal.rfq, edition__gt=1)
    assert "annex.pdf" in str([version.diff, version.snapshot])
    assert "handover" not in str([version.diff, version.snapshot])


def test_a_late_change_moves_the_deadline_or_is_refused():
    deal = open_deal(1)
    Rfq.objects.update(deadline=deal.rfq.deadline - timedelta(days=27), question_cutoff=None, question_days=None)
    with pytest.raises(Invalid) as refused:
        attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(), tier="cda", **REASON)
    assert list(refused.value.errors) == ["deadline"]
    attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(), tier="cda", deadline=deal.rfq.deadline, **REASON)
    assert deal.again().edition == 2


def test_who_lays_a_file_into_a_draft_does_not_approve_it_and_others_of_the_house_may_not():
    deal = draft_deal(1)
    row = attach_document(actor=deal.owner, rfq=deal.rfq, upload=upload(), tier="cda")
    assert deal.owner.user_id in deal.again().editor_ids
    for who in (deal.viewer, deal.evaluator, deal.bidder.manager):
        with pytest.raises(Forbidden):
            remove_document(actor=who, row=row)
    remove_document(actor=deal.manager, row=row)
    with pytest.raises(WrongState):
        remove_document(actor=deal.manager, row=row)


@pytest.mark.parametrize("what", ["encrypted", "damaged"])
def test_a_pdf_that_could_not_be_marked_is_not_taken(what: str):
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    deal = draft_deal(1)
    content = out.getvalue() if what == "encrypted" else b"%PDF-1.7\nnothing"
    with pytest.raises(Invalid):
        attach_document(actor=deal.manager, rfq=deal.rfq, upload=upload(content=content), tier="cda")
    assert RfqDocument.objects.count() == 0


def test_the_page_takes_files_shows_who_opened_them_and_says_what_is_wrong(client: Any):
    deal = draft_deal(1, needs_cda=False)
    client.force_login(deal.manager.user)
    address = reverse("rfq_documents", args=[deal.rfq.pk])
    assert client.post(address, {"tier": "cda"}).status_code == 422
    assert client.post(address, {"tier": "cda", "upload": upload()}).status_code == 302
    (row,) = RfqDocument.objects.all()
    Rfq.objects.update(status="open", opened_at=deal.rfq.created_at)
    open_rfq_document(actor=deal.bidder.viewer, rfq=deal.again(), row=row)
    page = client.get(address).content.decode()
    assert str(deal.bidder.viewer.user) in page
    replace = reverse("rfq_document_replace", args=[deal.rfq.pk, row.pk])
    assert client.post(replace, {"upload": upload(), "deadline": ""}).status_code == 422
    wall = deal.rfq.deadline.strftime("%Y-%m-%dT%H:%M")
    assert client.post(replace, {"upload": upload("b.pdf"), "deadline": wall, "reason": "New."}).status_code == 302
    assert deal.again().deadline == deal.rfq.deadline
    remove = reverse("rfq_document_remove", args=[deal.rfq.pk, RfqDocument.objects.standing().get().pk])
    assert client.post(remove, {"deadline": wall, "reason": "Gone."}).status_code == 302
    assert (RfqDocument.objects.standing().count(), deal.again().edition) == (0, 3)


def test_both_sides_work_with_files_through_the_api(client: Any):
    deal = draft_deal(1, needs_cda=False)
    client.force_login(deal.manager.user)
    base = f"/api/v1/rfqs/{deal.rfq.pk}/documents/"
    made = client.post(base, {"tier": "teaser", "file": upload()}, HTTP_IDEMPOTENCY_KEY="one")
    assert made.status_code == 201
    again = client.post(base, {"tier": "teaser", "file": upload()}, HTTP_IDEMPOTENCY_KEY="one")
    assert again.json() == made.json()
    assert RfqDocument.objects.count() == 1
    Rfq.objects.update(status="open", opened_at=deal.rfq.created_at)
    client.force_login(deal.bidder.viewer.user)
    (listed,) = client.get(base).json()
    assert listed["name"] == "Secrets spec.pdf"
    assert len(PdfReader(io.BytesIO(bytes_of(client.get(f"{base}{listed['id']}/content/")))).pages) == 2
    assert client.get(f"{base}openings/").status_code in {403, 404}
    client.force_login(deal.manager.user)
    (opening,) = client.get(f"{base}openings/").json()
    assert opening["organization"] == str(deal.bidder.viewer.organization)
    values = {"reason": "Gone."}
    gone = client.post(f"{base}{listed['id']}/remove/", values, content_type="application/json", HTTP_IDEMPOTENCY_KEY="two")
    assert gone.status_code == 200
    assert client.get(base).json() == []
