"""Files of a request: the sponsor's page of them, and the copy that a bidder saves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import database_now
from core.errors import Invalid, WrongState
from core.forms import show_errors
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.rfq_document import attach_document, open_rfq_document, remove_document, replace_document
from projects.sourcing.copies import copy_for
from projects.sourcing.enums import Tier
from projects.sourcing.forms.paper import AmendmentForm, AttachDocumentForm, ReplaceDocumentForm
from projects.sourcing.models import Invitation, Rfq, RfqDocument
from projects.sourcing.rules.paper import is_amendment
from projects.sourcing.selectors.paper import documents_of


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_documents(request: Request, pk: UUID) -> HttpResponse:
    """Every file with its tier and who opened it; add one."""
    request.actor.require(Permission.RFQ_EDIT if request.method == "POST" else Permission.RFQ_VIEW)
    rfq = _own(request, pk)
    amends, takes = _standing(rfq, Tier.CDA)
    form = AttachDocumentForm(*_sent(request), rfq=rfq, is_amendment=amends)
    if not takes:
        form.fields["tier"].choices = [(Tier.AWARD, Tier.AWARD.label)]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        done = _done(request, form, lambda values: attach_document(actor=request.actor, rfq=rfq, **values))
        if done:
            return done
    rows = list(documents_of(rfq))
    context = {
        "rfq": rfq,
        "form": form,
        "takes_files": request.actor.can(Permission.RFQ_EDIT) and (takes or _standing(rfq, Tier.AWARD)[1]),
        "amends": amends,
        "standing": [row for row in rows if row.removed_at is None],
        "earlier": [row for row in rows if row.removed_at is not None],
        "changeable": [tier for tier in Tier if request.actor.can(Permission.RFQ_EDIT) and _standing(rfq, tier)[1]],
    }
    return render(request, "sourcing/rfq_documents.html", context, region="form", status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_document_replace(request: Request, pk: UUID, document_pk: UUID) -> HttpResponse:
    """Put another file in its place."""
    request.actor.require(Permission.RFQ_EDIT)
    row = _row(request, pk, document_pk)
    form = ReplaceDocumentForm(*_sent(request), rfq=row.rfq, is_amendment=_standing(row.rfq, Tier(row.tier))[0])
    if form.is_bound and form.is_valid():
        done = _done(request, form, lambda values: replace_document(actor=request.actor, row=row, **values))
        if done:
            return done
    return _change_page(request, row, form, _("Replace %(name)s") % {"name": row.document.name})


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_document_remove(request: Request, pk: UUID, document_pk: UUID) -> HttpResponse:
    """Hand it out no more."""
    request.actor.require(Permission.RFQ_EDIT)
    row = _row(request, pk, document_pk)
    form = AmendmentForm(*_sent(request), rfq=row.rfq, is_amendment=_standing(row.rfq, Tier(row.tier))[0])
    if form.is_bound and form.is_valid():
        done = _done(request, form, lambda values: remove_document(actor=request.actor, row=row, **values))
        if done:
            return done
    return _change_page(request, row, form, _("Remove %(name)s") % {"name": row.document.name})


@require_safe
def invitation_document(request: Request, pk: UUID, document_pk: UUID) -> HttpResponseBase:
    """The bidder's own copy, where its tier reaches; else there is nothing here."""
    request.actor.require(Permission.QUOTE_VIEW)
    rows = Invitation.objects.received_by(request.actor).select_related("rfq__organization")
    rfq = get_object_or_404(rows, pk=pk).rfq
    row = get_object_or_404(RfqDocument.objects.visible_to(request.actor).standing(), rfq=rfq, pk=document_pk)
    seen = open_rfq_document(actor=request.actor, rfq=rfq, row=row)
    document = seen.row.document
    with document.file.open("rb") as file:
        content = file.read()
    is_anonymous = not rfq.sponsor_named
    kind = document.content_type
    return copy_for(request.actor, rfq, name=seen.name, content_type=kind, content=content, is_anonymous=is_anonymous)


def _standing(rfq: Rfq, tier: Tier) -> tuple[bool, bool]:
    """Whether changing a file of that tier amends the request, and whether it can be changed at all."""
    try:
        return is_amendment(rfq, tier, database_now()), True
    except WrongState:
        return False, False


def _sent(request: Request) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _done(request: Request, form: AmendmentForm, action: Callable[[dict[str, Any]], RfqDocument]) -> HttpResponse | None:
    """What was done, or None with what is wrong beside the fields."""
    try:
        row = action(form.values)
    except Invalid as error:
        show_errors(
            form, Invalid(errors={"upload" if name == "file" else name: texts for name, texts in error.errors.items()})
        )
        return None
    messages.success(request, _("Done."))
    return redirect(request, reverse("rfq_documents", args=[row.rfq_id]))


def _change_page(request: Request, row: RfqDocument, form: AmendmentForm, title: str) -> HttpResponse:
    amends = "reason" in form.fields
    words = _("Bidders see what changed; quotes that were sent go back to their authors to be confirmed.") if amends else ""
    context = {
        "rfq": row.rfq,
        "form": form,
        "title": title,
        "words": words,
        "back": reverse("rfq_documents", args=[row.rfq_id]),
        "has_files": isinstance(form, ReplaceDocumentForm),
    }
    return render(
        request, "sourcing/rfq_document_change.html", context, region="form", status=422 if form.is_bound else 200
    )


def _own(request: Request, pk: UUID) -> Rfq:
    return get_object_or_404(Rfq.objects.mine(request.actor).select_related("organization"), pk=pk)


def _row(request: Request, pk: UUID, document_pk: UUID) -> RfqDocument:
    rows = RfqDocument.objects.standing().select_related("rfq__organization", "document")
    return get_object_or_404(rows.filter(rfq=_own(request, pk)), pk=document_pk)
