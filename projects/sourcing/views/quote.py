"""The quote editor, and what becomes of a quote."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.errors import Invalid, StaleVersion
from core.forms import refusals_on
from core.held import held_here
from core.htmx import is_fragment, redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.forms.conflict import version_meant
from projects.sourcing.actions.evaluation import answer_clarification
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.content import QuoteContent
from projects.sourcing.forms.paper import AttachFileForm, SheetForm
from projects.sourcing.forms.quote import QuoteForms
from projects.sourcing.forms.quote_conflict import conflict_of_quote, with_theirs
from projects.sourcing.forms.steps import (
    ClarifiedForm,
)
from projects.sourcing.models import Quote, RfqLine
from projects.sourcing.models.rfq import OVER
from projects.sourcing.rules.quote import gaps, unanswered
from projects.sourcing.selectors.award import won_by
from projects.sourcing.selectors.disclosure import rfq_as_seen
from projects.sourcing.selectors.paper import attachments_for
from projects.sourcing.selectors.quote import (
    draft_of,
    dropped_version,
    is_missed,
    own_content,
    own_quotes,
    rows_of,
    version_wanted,
    versions_for,
)
from projects.sourcing.selectors.rates import rate_warning
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.selectors.steps import steps_of_quote
from projects.sourcing.views.quote_steps import STEPS, quote_of

PAGE = 50


@require_safe
def quote_list(request: Request) -> HttpResponse:
    """The provider's quotes with their states."""
    request.actor.require(Permission.QUOTE_VIEW)
    page = Paginator(own_quotes(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "sourcing/quote_list.html", {"page": page})


@require_safe
def quote_detail(request: Request, pk: UUID) -> HttpResponse:
    """What it says, what state it is in, and what can be done."""
    request.actor.require(Permission.QUOTE_VIEW)
    quote = quote_of(request, pk)
    versions = versions_for(request.actor, quote)
    chosen = version_wanted(versions, request.GET.get("version", ""))
    draft = draft_of(quote)
    missed = is_missed(quote, draft, timezone.now())
    content = own_content(request.actor, quote, quote.sent if missed and chosen is None else chosen)
    rfq = quote.invitation.rfq
    lines = lines_of(rfq)
    steps = steps_of_quote(request.actor, quote)
    context = {
        "quote": quote,
        "rfq": rfq,
        "content": content,
        "rows": rows_of(content, lines),
        "steps": [(step, STEPS[step].label) for step in steps if step in STEPS and chosen is None],
        "may_edit": "edit" in steps,
        "gaps": gaps(content, rfq=rfq, lines=lines, today=clock.today()) if "submit" in steps and not chosen else [],
        "unanswered": unanswered(content, lines) if {"submit", "approve"} & set(steps) and not chosen else [],
        "rates_warning": rate_warning(content.currency, rfq.currency) if "submit" in steps and not chosen else "",
        "unsent": draft if quote.sent else None,
        "missed": missed,
        "dropped": dropped_version(quote, draft),
        "outcome": getattr(quote, "outcome", None),
        "is_over": rfq.status in OVER,
        "won": won_by(quote),
        "attachments": content.attachments,
        "sent_versions": quote.versions.filter(sent_at__isnull=False).order_by("-number"),
        "clarifications": quote.clarifications.all(),
        "asks": quote.asks.all(),
        "may_read_source": True,
        "versions": versions,
        "shown": chosen,
    }
    return render(request, "sourcing/quote_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_edit(request: Request, pk: UUID) -> HttpResponse:
    """Write it. With script it is saved and added up while somebody types; nothing is kept but under seal."""
    request.actor.require(Permission.QUOTE_EDIT)
    quote = quote_of(request, pk)
    if "edit" not in steps_of_quote(request.actor, quote):
        return redirect(request, reverse("quote_detail", args=[quote.pk]))
    lines = lines_of(quote.invitation.rfq)
    content = own_content(request.actor, quote)
    held = held_here(request)
    typed_before = held.sent if held else None
    forms = QuoteForms(request.POST or typed_before, content=content, lines=lines, version=quote.version)
    if request.method != "POST" or not forms.is_valid():
        return editor_page(request, quote, forms, content=content, lines=lines, saved=False)
    typed = with_theirs(forms.content, content, lines, request.POST.getlist("take"))
    saved, conflict = False, None
    with refusals_on(forms.quote):
        try:
            quote = save_quote(actor=request.actor, quote=quote, content=typed, expected_version=version_meant(forms.quote))
        except StaleVersion:
            conflict = conflict_of_quote(forms.content, content, lines, quote.version)
        # Two who typed the same are of one mind.
        saved = conflict is None or not conflict.differences
        content = typed if saved else content
    if saved and not is_fragment(request):
        messages.success(request, _("Saved."))
        return redirect(request, reverse("quote_detail", args=[quote.pk]))
    return editor_page(request, quote, forms, content=content, lines=lines, saved=saved, conflict=conflict)


def editor_page(
    request: Request,
    quote: Quote,
    forms: QuoteForms,
    *,
    content: QuoteContent,
    lines: list[RfqLine],
    saved: bool,
    **more: Any,
) -> HttpResponse:
    """The editor with what was typed. ``more`` are forms that were handed in with it, and who else wrote it.

    What is not saved keeps the version it was opened with: with a newer one it would be saved over what nobody here has seen.
    """
    rfq = quote.invitation.rfq
    stands = saved or not forms.quote.is_bound
    seen = rfq_as_seen(request.actor, rfq)
    asked = {one.id: one for one in seen.lines}
    context = {
        "quote": quote,
        "rfq": rfq,
        "seen": seen,
        "rows": [(line, form, asked.get(str(line.pk))) for line, form in forms.rows],
        "forms": forms,
        "content": content,
        "saved": saved,
        "version": quote.version if stands else forms.quote["version"].value(),
        "is_fragment": is_fragment(request),
        "taken": request.POST.getlist("take"),
        "gaps": gaps(content, rfq=rfq, lines=lines, today=clock.today()),
        "unanswered": unanswered(content, lines),
        "rates_warning": rate_warning(content.currency, rfq.currency),
        "attachments": attachments_for(request.actor, quote),
        "attach_form": AttachFileForm(envelopes=rfq.envelopes),
        "sheet_form": SheetForm(),
        **more,
    }
    failed = request.method == "POST" and not saved
    return render(request, "sourcing/quote_edit.html", context, region="sums", status=422 if failed else 200)


@require_POST
def clarification_answer(request: Request, pk: UUID, clarification_pk: UUID) -> HttpResponse:
    """Answer what the sponsor asks, in words."""
    request.actor.require(Permission.QUOTE_SUBMIT)
    quote = quote_of(request, pk)
    clarification = get_object_or_404(quote.clarifications.select_related("quote"), pk=clarification_pk)
    form = ClarifiedForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Write your answer."))
    answer_clarification(actor=request.actor, clarification=clarification, **form.values)
    messages.success(request, _("Done."))
    return redirect(request, reverse("quote_detail", args=[quote.pk]))
