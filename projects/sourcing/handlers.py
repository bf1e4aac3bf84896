"""Who is told of what happens to a request. Never an amount, and to bidders never who else bids."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import User
from events.models import Event
from events.registry import on
from notifications.actions import Message, notify
from organizations.roles import APPROVERS, EDITORS, SIGNATORIES
from projects.sourcing.enums import InvitationStatus, QuoteStatus
from projects.sourcing.models import Cda, Invitation, Question, Quote, Rfq
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.selectors.people import bidders, members_of

OUT = [InvitationStatus.DECLINED, InvitationStatus.LOCKED_OUT]
UNANSWERED = [InvitationStatus.INVITED, InvitationStatus.VIEWED]


def facts(rfq: Rfq, **more: Any) -> dict[str, Any]:
    """What a bidder may read before any agreement."""
    return {"number": rfq.number, "codename": rfq.codename, "deadline": rfq.deadline_text, **more}


@on("rfq.published", "rfq.opened", "rfq.amended", "rfq.extended", "rfq.paused", "rfq.resumed", "rfq.cancelled")
def tell_the_bidders(event: Event) -> None:
    """Every provider that has not declined, at one moment; of a cancellation those as well."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    gone = [InvitationStatus.LOCKED_OUT] if event.kind == "rfq.cancelled" else OUT
    if rfq.opened_at is not None:
        reason = event.data.get("text", event.data.get("reason", ""))
        _tell(event, rfq, rfq.invitations.exclude(status__in=gone), reason=reason)


@on("rfq_question.answered")
def tell_of_an_answer(event: Event) -> None:
    """Every invited provider, the asker like the others."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    _tell(event, rfq, rfq.invitations.exclude(status__in=OUT))


@on("rfq.round_started")
def tell_of_a_round(event: Event) -> None:
    """Those it is held with."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    _tell(event, rfq, rfq.invitations.filter(round=rfq.round).exclude(status__in=OUT))


@on("rfq.reminder_due")
def remind_the_bidders(event: Event) -> None:
    """Those who have not answered; shortly before the deadline those who have sent no quote. What changed since counts."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    rows = rfq.invitations.exclude(status__in=OUT).filter(round=rfq.round)
    if event.data.get("to") == "unanswered":
        rows = rows.filter(status__in=UNANSWERED)
    else:
        sent = Quote.objects.filter(invitation__rfq=rfq, round=rfq.round).exclude(status__in=UNSENT)
        rows = rows.exclude(pk__in=sent.values("invitation_id"))
    _tell(event, rfq, rows)


@on("rfq_invitation.created", "rfq_invitation.locked_out")
def tell_one_bidder(event: Event) -> None:
    """One that is invited to an open request, or taken off it. A draft's bidders hear of it when it is published."""
    row = Invitation.objects.select_related("rfq", "provider").filter(pk=event.subject_id).first()
    if row is not None and row.rfq.opened_at is not None and event.data.get("is_open", True):
        _tell(event, row.rfq, [row])


@on("quote.admitted")
def tell_of_a_late_quote(event: Event) -> None:
    """All bidders see the reason; none learns whose it was."""
    quote = Quote.objects.select_related("invitation__rfq").get(pk=event.subject_id)
    rfq = quote.invitation.rfq
    sent = rfq.invitations.filter(quotes__round=rfq.round).exclude(quotes__status__in=[*UNSENT, QuoteStatus.WITHDRAWN])
    _tell(event, rfq, sent.distinct(), reason=quote.admit_reason)


@on("rfq.awarded", "rfq.closed_without_award")
def tell_the_outcomes(event: Event) -> None:
    """Each bidder that sent a quote: where its outcome stands."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    _tell(event, rfq, rfq.invitations.filter(quotes__outcome__isnull=False).distinct())


@on("rfq.handed_over")
def tell_the_awarded(event: Event) -> None:
    """There is a file for whom the lines went to."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    _tell(event, rfq, rfq.invitations.filter(quotes__awards__isnull=False).distinct())


@on("rfq_invitation.accepted", "rfq_invitation.declined")
def tell_the_sponsor_of_an_answer(event: Event) -> None:
    """At once."""
    row = Invitation.objects.select_related("rfq", "provider").get(pk=event.subject_id)
    _tell_sponsor(event, row.rfq, provider=str(row.provider))


@on("rfq_question.asked")
def tell_the_sponsor_of_a_question(event: Event) -> None:
    """In private."""
    question = Question.objects.select_related("rfq", "invitation__provider").get(pk=event.subject_id)
    _tell_sponsor(event, question.rfq, provider=str(question.invitation.provider))


@on("quote.submitted", "quote.submitted_late", "quote.withdrawn", "quote.renewed", "quote.clarification_answered")
def tell_the_sponsor_of_a_quote(event: Event) -> None:
    """That there is one; never what it says."""
    quote = Quote.objects.select_related("invitation__rfq", "invitation__provider").get(pk=event.subject_id)
    _tell_sponsor(event, quote.invitation.rfq, provider=str(quote.invitation.provider))


@on("rfq.approval_requested", "rfq.award_recommended", "rfq.opening_requested", "rfq.deadline_passed")
def tell_the_sponsors_own(event: Event) -> None:
    """Those who can do what is needed next, without who asks."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    approves = event.kind in {"rfq.approval_requested", "rfq.award_recommended"}
    people = members_of(rfq.organization_id, APPROVERS if approves else EDITORS)
    others = [one for one in people if one.pk != event.actor_user_id]
    path = reverse("rfq_detail", args=[rfq.pk])
    notify(event=event, people=others, message=Message(path, facts(rfq, actor=event.actor_label)))


@on("quote.approval_requested", "quote.clarification_asked")
def tell_the_quotes_own(event: Event) -> None:
    """Its approvers, or its people when the sponsor asks."""
    quote = Quote.objects.select_related("invitation__rfq", "invitation__provider").get(pk=event.subject_id)
    approves = event.kind == "quote.approval_requested"
    people = members_of(quote.invitation.provider.organization_id, APPROVERS if approves else EDITORS)
    others = [one for one in people if one.pk != event.actor_user_id]
    # Who of the sponsor asks is not said: the sponsor may be unnamed.
    actor = event.actor_label if approves else ""
    path = reverse("quote_detail", args=[quote.pk])
    notify(event=event, people=others, message=Message(path, facts(quote.invitation.rfq, actor=actor)))


@on("cda.expiring")
def tell_the_parties(event: Event) -> None:
    """Signatories of both sides."""
    cda = Cda.objects.select_related("rfq").get(pk=event.subject_id)
    params = facts(cda.rfq, expires=cda.expires_at.date().isoformat())
    sides = ((cda.sponsor_id, "rfq_list"), (cda.recipient_id, "invitation_to_quote_list"))
    for organization_id, page in sides:
        people: list[User] = members_of(organization_id, SIGNATORIES)
        notify(event=event, people=people, message=Message(reverse(page), params))


def _tell(event: Event, rfq: Rfq, invitations: Iterable[Invitation], **more: Any) -> None:
    rows = invitations.select_related("provider") if hasattr(invitations, "select_related") else invitations
    for invitation, people in bidders(rows):
        path = reverse("invitation_to_quote", args=[invitation.pk])
        notify(event=event, people=people, message=Message(path, facts(rfq, **more)))


def _tell_sponsor(event: Event, rfq: Rfq, **more: Any) -> None:
    path = reverse("rfq_detail", args=[rfq.pk])
    notify(event=event, people=members_of(rfq.organization_id), message=Message(path, facts(rfq, **more)))
