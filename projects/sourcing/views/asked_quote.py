"""A quote as its sponsor reads it, in each of its versions, and what the sponsor asks of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import NotFound
from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.asking import ask_of_quote, withdraw_ask
from projects.sourcing.forms.steps import AskForm, NegotiateForm, NothingForm
from projects.sourcing.models import Quote, Rfq
from projects.sourcing.selectors.judging import is_to_declare
from projects.sourcing.selectors.quote import content_for, may_read_source, rows_of, version_wanted, versions_for
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.selectors.steps import steps_of_quote

ASKS: dict[str, tuple[type[NothingForm], Any, Any]] = {
    "binding": (
        AskForm,
        gettext_lazy("Request binding quote"),
        gettext_lazy("The provider is asked to turn its estimate into a binding quote. An estimate is never awarded."),
    ),
    "negotiation": (
        NegotiateForm,
        gettext_lazy("Negotiate"),
        gettext_lazy(
            "The provider may answer with a new version. The one that was opened stays readable, and stands until then."
        ),
    ),
    "renewal": (
        AskForm,
        gettext_lazy("Ask for renewal"),
        gettext_lazy("The provider is asked to let its quote hold longer. An expired quote cannot be awarded."),
    ),
}


@require_safe
def rfq_quote(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """What was opened; an earlier version where the address names one; what was asked, and what came of it."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq, quote = _asked(request, pk, quote_pk)
    versions = versions_for(request.actor, quote)
    chosen = version_wanted(versions, request.GET.get("version", ""))
    content = content_for(request.actor, quote, chosen)
    steps = [one.removeprefix("ask_") for one in steps_of_quote(request.actor, quote)]
    context = {
        "rfq": rfq,
        "quote": quote,
        "content": content,
        "shown": chosen or quote.sent,
        "versions": versions if quote.is_opened else [],
        "is_to_declare": quote.is_opened and is_to_declare(request.actor, rfq),
        "rows": rows_of(content, lines_of(rfq)),
        "asks": quote.asks.select_related("asked_by"),
        "steps": [(kind, ASKS[kind][1]) for kind in steps if kind in ASKS],
        "may_withdraw": "withdraw_ask" in steps,
        "may_read_source": may_read_source(request.actor, quote),
        "outcome": getattr(quote, "outcome", None),
    }
    return render(request, "sourcing/asked_quote.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_ask(request: Request, pk: UUID, quote_pk: UUID, kind: str) -> HttpResponse:
    """See what asking does; ask."""
    request.actor.require(Permission.RFQ_PUBLISH)
    rfq, quote = _asked(request, pk, quote_pk)
    if kind not in ASKS:
        raise NotFound
    form_class, title, words = ASKS[kind]
    form = form_class(request.POST if request.method == "POST" else None)
    back = reverse("rfq_quote", args=[rfq.pk, quote.pk])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ask_of_quote(actor=request.actor, quote=quote, kind=kind, **form.values)
            messages.success(request, _("Asked. The bidder is told."))
            return redirect(request, back)
    context = {"rfq": rfq, "form": form, "title": title, "words": words, "back": back}
    return render(request, "sourcing/step.html", context, region="form", status=422 if form.is_bound else 200)


@require_POST
def quote_ask_withdraw(request: Request, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Take back what waits for an answer."""
    request.actor.require(Permission.RFQ_PUBLISH)
    rfq, quote = _asked(request, pk, quote_pk)
    withdraw_ask(actor=request.actor, quote=quote)
    messages.success(request, _("Taken back."))
    return redirect(request, reverse("rfq_quote", args=[rfq.pk, quote.pk]))


def _asked(request: Request, pk: UUID, quote_pk: UUID) -> tuple[Rfq, Quote]:
    rfq = get_object_or_404(Rfq.objects.mine(request.actor).select_related("organization"), pk=pk)
    rows = Quote.objects.asked_by(request.actor).filter(invitation__rfq=rfq)
    rows = rows.select_related("invitation__rfq__organization", "invitation__provider", "sent", "outcome")
    return rfq, get_object_or_404(rows, pk=quote_pk)
