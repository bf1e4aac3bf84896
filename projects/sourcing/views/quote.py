"""The quote editor, and what becomes of a quote."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.errors import Invalid, NotFound, StaleVersion
from core.forms import refusals_on
from core.htmx import is_fragment, redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.forms.conflict import version_meant
from projects.sourcing.actions.asking import answer_ask, decline_ask
from projects.sourcing.actions.evaluation import answer_clarification
from projects.sourcing.actions.quote import renew_quote, revise_quote, save_quote
from projects.sourcing.actions.quote_course import (
    approve_quote,
    confirm_quote,
    return_quote,
    submit_quote,
    withdraw_quote,
)
from projects.sourcing.content import QuoteContent
from projects.sourcing.forms.paper import AttachFileForm, SheetForm
from projects.sourcing.forms.quote import QuoteForms
from projects.sourcing.forms.quote_conflict import conflict_of_quote, with_theirs
from projects.sourcing.forms.steps import (
    ClarifiedForm,
    DecideForm,
    NothingForm,
    OptionalReasonForm,
    ReasonForm,
    RenewForm,
    ReturnForm,
)
from projects.sourcing.models import Quote, RfqLine
from projects.sourcing.models.line import AskedQuestion
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
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.selectors.steps import steps_of_quote
from projects.sourcing.views.read import version_read

PAGE = 50


class Step(NamedTuple):
    """Who may, what is asked, what is done, what it is called, and a sentence of what happens."""

    permission: Permission
    form: type[NothingForm]
    action: Callable[..., Quote]
    label: Any
    words: Any


STEPS: dict[str, Step] = {
    "submit": Step(
        Permission.QUOTE_SUBMIT,
        NothingForm,
        submit_quote,
        gettext_lazy("Send the quote"),
        gettext_lazy("The sponsor gets it as it stands. You can revise or withdraw it until the deadline."),
    ),
    "approve": Step(
        Permission.QUOTE_APPROVE,
        DecideForm,
        approve_quote,
        gettext_lazy("Approve and send"),
        gettext_lazy("The sponsor gets it as it stands. You can revise or withdraw it until the deadline."),
    ),
    "return": Step(
        Permission.QUOTE_APPROVE,
        ReturnForm,
        return_quote,
        gettext_lazy("Return to its author"),
        gettext_lazy("Nothing is sent. Its author reads the reason, changes it and asks again."),
    ),
    "revise": Step(
        Permission.QUOTE_EDIT,
        NothingForm,
        revise_quote,
        gettext_lazy("Revise"),
        gettext_lazy("You write a new version. The one that was sent stays in force until the new one is sent."),
    ),
    "answer": Step(
        Permission.QUOTE_EDIT,
        NothingForm,
        answer_ask,
        gettext_lazy("Write a new version in answer"),
        gettext_lazy("You write a new version. The one that was sent stays in force until the new one is sent."),
    ),
    "refuse": Step(
        Permission.QUOTE_SUBMIT,
        ReasonForm,
        decline_ask,
        gettext_lazy("Decline: our quote stays as it is"),
        gettext_lazy("The sponsor is told why. Your quote stays in force as it was sent."),
    ),
    "withdraw": Step(
        Permission.QUOTE_SUBMIT,
        OptionalReasonForm,
        withdraw_quote,
        gettext_lazy("Withdraw"),
        gettext_lazy("The sponsor is told. The quote is never opened, and cannot be sent again in this round."),
    ),
    "confirm": Step(
        Permission.QUOTE_SUBMIT,
        NothingForm,
        confirm_quote,
        gettext_lazy("Confirm after the amendment"),
        gettext_lazy("Your quote stands after the amendment, as it was written before it."),
    ),
    "renew": Step(
        Permission.QUOTE_SUBMIT,
        RenewForm,
        renew_quote,
        gettext_lazy("Let it hold longer"),
        gettext_lazy("Nothing in it changes but the day until which it holds. The sponsor is told."),
    ),
}


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
    quote = _own(request, pk)
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
    quote = _own(request, pk)
    if "edit" not in steps_of_quote(request.actor, quote):
        return redirect(request, reverse("quote_detail", args=[quote.pk]))
    lines = lines_of(quote.invitation.rfq)
    content = own_content(request.actor, quote)
    forms = QuoteForms(request.POST or None, content=content, lines=lines, version=quote.version)
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
    context = {
        "quote": quote,
        "rfq": rfq,
        "seen": rfq_as_seen(request.actor, rfq),
        "forms": forms,
        "content": content,
        "saved": saved,
        "version": quote.version if stands else forms.quote["version"].value(),
        "is_fragment": is_fragment(request),
        "taken": request.POST.getlist("take"),
        "gaps": gaps(content, rfq=rfq, lines=lines, today=clock.today()),
        "unanswered": unanswered(content, lines),
        "attachments": attachments_for(request.actor, quote),
        "attach_form": AttachFileForm(envelopes=rfq.envelopes),
        "sheet_form": SheetForm(),
        **more,
    }
    failed = request.method == "POST" and not saved
    return render(request, "sourcing/quote_edit.html", context, region="sums", status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def quote_step(request: Request, pk: UUID, step: str) -> HttpResponse:
    """See what a step asks for; take it."""
    request.actor.require(Permission.QUOTE_VIEW)
    quote = _own(request, pk)
    if step not in STEPS:
        raise NotFound
    chosen = STEPS[step]
    request.actor.require(chosen.permission)
    read = {"expected_version": version_read(request, quote)}
    form = chosen.form(request.POST if request.method == "POST" else None, initial=read)
    back = reverse("quote_detail", args=[quote.pk])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            chosen.action(actor=request.actor, quote=quote, **form.values)
            messages.success(request, _("Done."))
            return redirect(request, back)
    context = {
        "rfq": quote.invitation.rfq,
        "form": form,
        "title": chosen.label,
        "words": chosen.words,
        "is_harm": step == "withdraw",
        "unanswered": _unanswered(request, quote) if step in {"submit", "approve"} else [],
        "back": back,
    }
    return render(request, "sourcing/step.html", context, region="form", status=422 if form.is_bound else 200)


@require_POST
def clarification_answer(request: Request, pk: UUID, clarification_pk: UUID) -> HttpResponse:
    """Answer what the sponsor asks, in words."""
    request.actor.require(Permission.QUOTE_SUBMIT)
    quote = _own(request, pk)
    clarification = get_object_or_404(quote.clarifications.select_related("quote"), pk=clarification_pk)
    form = ClarifiedForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Write your answer."))
    answer_clarification(actor=request.actor, clarification=clarification, **form.values)
    messages.success(request, _("Done."))
    return redirect(request, reverse("quote_detail", args=[quote.pk]))


def _unanswered(request: Request, quote: Quote) -> list[tuple[RfqLine, AskedQuestion]]:
    """What the sponsor would find without an answer."""
    return unanswered(own_content(request.actor, quote), lines_of(quote.invitation.rfq))


def _own(request: Request, pk: UUID) -> Quote:
    return get_object_or_404(own_quotes(request.actor).select_related("outcome"), pk=pk)
