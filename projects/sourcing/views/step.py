"""One page for every step that asks for a reason, a moment or nothing: to see what it does, and take it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
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
from projects.sourcing.actions.award import approve_award, return_award
from projects.sourcing.actions.cda import offer_cda
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.opening import finish_technical, open_envelopes
from projects.sourcing.actions.rfq import approve_rfq, publish_rfq, request_approval, return_rfq
from projects.sourcing.actions.rfq_course import cancel_rfq, extend_rfq, pause_rfq, resume_rfq, start_round
from projects.sourcing.forms import steps as forms
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.rates import rates_warning
from projects.sourcing.selectors.recommendation import pending_recommendation
from projects.sourcing.views.labels import rfq_labels
from projects.sourcing.views.read import version_read


@dataclass(frozen=True)
class Step:
    """Who may, what is asked, what is done, and a sentence of what happens."""

    permission: Permission
    form: type[forms.NothingForm]
    action: Callable[..., object]
    words: Any


STEPS: dict[str, Step] = {
    "offer-cda": Step(
        Permission.CDA_OFFER,
        forms.NameForm,
        offer_cda,
        gettext_lazy("You accept the text below for your organisation, towards each provider that this request invites."),
    ),
    "request-approval": Step(
        Permission.RFQ_EDIT,
        forms.OverrideForm,
        request_approval,
        gettext_lazy("Somebody else of your organisation approves it."),
    ),
    "approve": Step(Permission.RFQ_APPROVE, forms.DecideForm, approve_rfq, gettext_lazy("It is published as it stands.")),
    "return": Step(
        Permission.RFQ_APPROVE, forms.ReturnForm, return_rfq, gettext_lazy("Its authors change it and ask again.")
    ),
    "publish": Step(
        Permission.RFQ_PUBLISH,
        forms.OverrideForm,
        publish_rfq,
        gettext_lazy("Every invited provider is told and can quote."),
    ),
    "extend": Step(
        Permission.RFQ_PUBLISH, forms.ExtendForm, extend_rfq, gettext_lazy("Every provider who has not declined is told.")
    ),
    "pause": Step(
        Permission.RFQ_PUBLISH,
        forms.ReasonForm,
        pause_rfq,
        gettext_lazy("The clock stops; what is left of the time is kept."),
    ),
    "resume": Step(Permission.RFQ_PUBLISH, forms.NothingForm, resume_rfq, gettext_lazy("The clock runs on.")),
    "cancel": Step(
        Permission.RFQ_PUBLISH,
        forms.CancelForm,
        cancel_rfq,
        gettext_lazy("Every provider is told why. Quotes that are sealed stay sealed for ever."),
    ),
    "open-envelopes": Step(
        Permission.RFQ_WITNESS,
        forms.NothingForm,
        open_envelopes,
        gettext_lazy("All quotes are opened at once. Who opens them, when, and a fingerprint of each are recorded."),
    ),
    "finish-technical": Step(
        Permission.RFQ_WITNESS,
        forms.NothingForm,
        finish_technical,
        gettext_lazy("The prices of those who passed are opened; those of the others never are."),
    ),
    "new-round": Step(
        Permission.RFQ_PUBLISH,
        forms.RoundForm,
        start_round,
        gettext_lazy("What was quoted so far stays readable, and stands."),
    ),
    "declare-conflict": Step(
        Permission.RFQ_WITNESS,
        forms.ConflictForm,
        declare_conflict,
        gettext_lazy("Whoever has an interest in a bidder neither scores nor recommends."),
    ),
    "award": Step(
        Permission.RFQ_AWARD,
        forms.DecideForm,
        approve_award,
        gettext_lazy("The lines are awarded, and every bidder is told its outcome with a reason."),
    ),
    "return-award": Step(Permission.RFQ_AWARD, forms.ReturnForm, return_award, gettext_lazy("It goes back to evaluation.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def rfq_step(request: Request, pk: UUID, step: str) -> HttpResponse:
    """See what a step does; take it."""
    request.actor.require(Permission.RFQ_VIEW)
    rfq = get_object_or_404(Rfq.objects.mine(request.actor).select_related("organization"), pk=pk)
    chosen = STEPS.get(step)
    if chosen is None:
        raise NotFound
    request.actor.require(chosen.permission)
    read = {"expected_version": version_read(request, rfq)}
    form = chosen.form(request.POST if request.method == "POST" else None, rfq=rfq, initial=read)
    back = reverse("rfq_detail", args=[rfq.pk])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            chosen.action(actor=request.actor, rfq=rfq, **form.values)
            messages.success(request, _("Done."))
            return redirect(request, back)
    title = rfq_labels()[step.replace("-", "_")]
    context = {"rfq": rfq, "form": form, "title": title, "words": chosen.words, "is_harm": step == "cancel", "back": back}
    if step == "offer-cda":
        context["text"] = cda_text(rfq)
    if step in {"request-approval", "approve", "publish"}:
        context["rates_warning"] = rates_warning(rfq.currency)
    if step in {"award", "return-award"}:
        context["recommended"] = pending_recommendation(request.actor, rfq)
    return render(request, "sourcing/step.html", context, region="form", status=422 if form.is_bound else 200)
