"""A provider's inbox, the request as it sees it, and what it answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import Invalid, NotFound
from core.htmx import redirect, render
from core.paging import KeyedPaginator
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.cda import accept_cda
from projects.sourcing.actions.invitation import (
    accept_invitation,
    ask_question,
    decline_invitation,
    view_invitation,
)
from projects.sourcing.actions.quote import start_quote
from projects.sourcing.enums import InvitationStatus
from projects.sourcing.forms.steps import DeclineForm, NameForm, NothingForm, QuestionForm
from projects.sourcing.models import Invitation
from projects.sourcing.models.rfq import OVER
from projects.sourcing.selectors.award import won_by
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.disclosure import cda_between, rfq_as_seen
from projects.sourcing.selectors.rfq import asked_with, inbox, published_answers
from projects.sourcing.selectors.seriousness import seriousness_of
from projects.sourcing.selectors.steps import steps_of_invitation
from projects.sourcing.views.editions import editions_shown

PAGE = 50

STEPS: dict[str, tuple[Permission, type[NothingForm], Any, Any]] = {
    "accept": (Permission.QUOTE_EDIT, NothingForm, accept_invitation, None),
    "decline": (Permission.QUOTE_EDIT, DeclineForm, decline_invitation, None),
    "accept-cda": (Permission.CDA_ACCEPT, NameForm, accept_cda, None),
    "ask": (Permission.QUOTE_EDIT, QuestionForm, ask_question, None),
    "quote": (Permission.QUOTE_EDIT, NothingForm, start_quote, "quote_edit"),
}


@require_safe
def invitation_list(request: Request) -> HttpResponse:
    """What the provider is asked to quote, newest first."""
    request.actor.require(Permission.QUOTE_VIEW)
    page = KeyedPaginator(inbox(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "sourcing/invitation_list.html", {"page": page})


@require_safe
def invitation_detail(request: Request, pk: UUID) -> HttpResponse:
    """The request in the provider's tier, how serious it is, and what can be answered. Who asks is led to their own page of it."""
    asked = asked_with(request.actor, pk)
    if asked is not None:
        return redirect(request, reverse("rfq_detail", args=[asked.pk]))
    request.actor.require(Permission.QUOTE_VIEW)
    invitation = _own(request, pk)
    if invitation.status == InvitationStatus.LOCKED_OUT:
        return render(request, "sourcing/invitation_locked.html", {"invitation": invitation})
    if request.method == "GET":
        invitation = view_invitation(actor=request.actor, invitation=invitation)
    rfq = invitation.rfq
    seen = rfq_as_seen(request.actor, rfq)
    cda = cda_between(request.actor, rfq)
    recipient = invitation.provider.organization
    quote = invitation.quotes.order_by("-round").select_related("outcome", "sent").first()
    amendments = rfq.versions.filter(edition__gt=1).order_by("-edition")
    context = {
        "invitation": invitation,
        "rfq": rfq,
        "seen": seen,
        "steps": steps_of_invitation(request.actor, invitation),
        "seriousness": seriousness_of(rfq),
        "answers": published_answers(rfq) if seen.sees_details else [],
        "questions": invitation.questions.all(),
        "cda": cda,
        "cda_text": cda_text(rfq, recipient)
        if recipient and not cda and rfq.cda_offered_at and rfq.status not in OVER
        else "",
        "quote": quote,
        "won": won_by(quote) if quote else None,
        "editions": editions_shown(rfq, amendments) if seen.sees_details else [],
        "decline_form": DeclineForm(),
        "name_form": NameForm(initial={"name": request.user.name}),
        "question_form": QuestionForm(),
    }
    return render(request, "sourcing/invitation_detail.html", context)


@require_POST
def invitation_step(request: Request, pk: UUID, step: str) -> HttpResponse:
    """Intend, decline, accept the agreement, ask, begin the quote."""
    request.actor.require(Permission.QUOTE_VIEW)
    if step not in STEPS:
        raise NotFound
    permission, form_class, action, page = STEPS[step]
    request.actor.require(permission)
    invitation = _own(request, pk)
    form = form_class(request.POST)
    if not form.is_valid():
        raise Invalid(str(next(iter(form.errors.values()))[0]))
    done = action(actor=request.actor, invitation=invitation, **form.values)
    if page:
        return redirect(request, reverse(page, args=[done.pk]))
    messages.success(request, _("Done."))
    return redirect(request, reverse("invitation_to_quote", args=[invitation.pk]))


def _own(request: Request, pk: UUID) -> Invitation:
    rows = Invitation.objects.received_by(request.actor).select_related("rfq__organization", "provider__organization")
    return get_object_or_404(rows, pk=pk)
