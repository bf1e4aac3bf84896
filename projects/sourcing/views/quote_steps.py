"""The steps of a quote: what each asks for, and taking it."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.errors import NotFound
from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.asking import answer_ask, decline_ask
from projects.sourcing.actions.quote import renew_quote, revise_quote
from projects.sourcing.actions.quote_course import (
    approve_quote,
    confirm_quote,
    return_quote,
    submit_quote,
    withdraw_quote,
)
from projects.sourcing.forms.steps import (
    ApproveQuoteForm,
    NothingForm,
    OptionalReasonForm,
    ReasonForm,
    RenewForm,
    ReturnForm,
    SendForm,
)
from projects.sourcing.models import Quote
from projects.sourcing.rules.quote import unanswered
from projects.sourcing.selectors.quote import (
    own_content,
    own_quotes,
)
from projects.sourcing.selectors.rates import rate_warning
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.views.read import edition_read, version_read


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
        SendForm,
        submit_quote,
        gettext_lazy("Send the quote"),
        gettext_lazy("The sponsor gets it as it stands. You can revise or withdraw it until the deadline."),
    ),
    "approve": Step(
        Permission.QUOTE_APPROVE,
        ApproveQuoteForm,
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
        SendForm,
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


@require_http_methods(["GET", "HEAD", "POST"])
def quote_step(request: Request, pk: UUID, step: str) -> HttpResponse:
    """See what a step asks for; take it."""
    request.actor.require(Permission.QUOTE_VIEW)
    quote = quote_of(request, pk)
    if step not in STEPS:
        raise NotFound
    chosen = STEPS[step]
    request.actor.require(chosen.permission)
    edition = edition_read(request, quote.invitation.rfq)
    read = {"expected_version": version_read(request, quote), "expected_edition": edition}
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
        "back": back,
    }
    if step in {"submit", "approve"}:
        content, rfq = own_content(request.actor, quote), quote.invitation.rfq
        context["unanswered"] = unanswered(content, lines_of(rfq))
        context["rates_warning"] = rate_warning(content.currency, rfq.currency)
    return render(request, "sourcing/step.html", context, region="form", status=422 if form.is_bound else 200)


def quote_of(request: Request, pk: UUID) -> Quote:
    """A quote of the reader's own organisation. Raises Http404."""
    return get_object_or_404(own_quotes(request.actor).select_related("outcome"), pk=pk)
