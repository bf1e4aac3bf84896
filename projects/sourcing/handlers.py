"""Who is told of what happens to a request. Never an amount but to a winner its own, and to bidders never who else bids."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from events.actions import emit
from events.models import Event
from events.registry import on
from notifications.actions import Message, notify, notify_each
from organizations.actor import Actor
from organizations.roles import APPROVERS, EDITORS, SIGNATORIES
from projects.sourcing.actions.missed import tell_of_missed_revisions
from projects.sourcing.enums import InvitationStatus, QuoteStatus
from projects.sourcing.kinds import IN_THEIR_TRAIL
from projects.sourcing.models import Cda, Invitation, Question, Quote, Rfq
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.selectors.open_request import matching_providers
from projects.sourcing.selectors.people import bidders, members_of, people_by_organization
from projects.sourcing.selectors.told import rewritten_quotes, what_was_won

OUT = [InvitationStatus.DECLINED, InvitationStatus.LOCKED_OUT]
UNANSWERED = [InvitationStatus.INVITED, InvitationStatus.VIEWED]

PART = 50
"""Bidders told in one transaction."""


def facts(rfq: Rfq, **more: Any) -> dict[str, Any]:
    """What a bidder may read before any agreement."""
    return {"number": rfq.number, "codename": rfq.codename, "deadline": rfq.deadline_text, **more}


@on("rfq.published", "rfq.opened", "rfq.amended", "rfq.extended", "rfq.paused", "rfq.resumed", "rfq.cancelled")
def tell_the_bidders(event: Event) -> None:
    """Every provider that has not declined, at one moment; of a cancellation those as well."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    gone = [InvitationStatus.LOCKED_OUT] if event.kind == "rfq.cancelled" else OUT
    if rfq.opened_at is not None:
        _tell(event, rfq, rfq.invitations.exclude(status__in=gone))


@on("rfq.announced")
def tell_all_that_match(event: Event) -> None:
    """Owners and managers of every provider that matches by the catalogue of this moment: where the teaser stands."""
    rfq = Rfq.objects.select_related("organization").get(pk=event.subject_id)
    ids = list(matching_providers(rfq).values_list("organization_id", flat=True))
    path = reverse("open_request", args=[rfq.pk])
    for organization_id, people in people_by_organization(ids).items():
        notify(event=event, people=people, message=Message(path, facts(rfq), organization_id))


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
    """Those who have not answered; shortly before the deadline those who have sent no quote, or not its newest version. What
    changed since counts."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    rows = rfq.invitations.exclude(status__in=OUT).filter(round=rfq.round)
    if event.data.get("to") == "unanswered":
        rows = rows.filter(status__in=UNANSWERED)
    else:
        sent = Quote.objects.filter(invitation__rfq=rfq, round=rfq.round).exclude(status__in=UNSENT)
        rows = rows.exclude(pk__in=sent.exclude(pk__in=rewritten_quotes()).values("invitation_id"))
    _tell(event, rfq, rows)


@on("rfq_invitation.created", "rfq_invitation.locked_out")
def tell_one_bidder(event: Event) -> None:
    """One that is invited to an open request, or taken off it. A draft's bidders hear of it when it is published."""
    row = Invitation.objects.select_related("rfq", "provider").filter(pk=event.subject_id).first()
    if row is not None and row.rfq.opened_at is not None and event.data.get("is_open", True):
        _tell_now(event, row.rfq, [row])


@on("quote.admitted")
def tell_of_a_late_quote(event: Event) -> None:
    """All bidders see the reason; none learns whose it was."""
    quote = Quote.objects.select_related("invitation__rfq").get(pk=event.subject_id)
    rfq = quote.invitation.rfq
    sent = rfq.invitations.filter(quotes__round=rfq.round).exclude(quotes__status__in=[*UNSENT, QuoteStatus.WITHDRAWN])
    _tell(event, rfq, sent.distinct())


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


@on("rfq_invitation.accepted", "rfq_invitation.declined", "rfq_invitation.joined")
def tell_the_sponsor_of_an_answer(event: Event) -> None:
    """At once."""
    row = Invitation.objects.select_related("rfq", "provider").get(pk=event.subject_id)
    _tell_sponsor(event, row.rfq, provider=str(row.provider))


@on("rfq_question.asked")
def tell_the_sponsor_of_a_question(event: Event) -> None:
    """In private."""
    question = Question.objects.select_related("rfq", "invitation__provider").get(pk=event.subject_id)
    _tell_sponsor(event, question.rfq, provider=str(question.invitation.provider))


@on(
    "quote.submitted",
    "quote.submitted_late",
    "quote.withdrawn",
    "quote.renewed",
    "quote.clarification_answered",
    "quote.answered",
    "quote.ask_declined",
)
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
    notify(event=event, people=others, message=Message(path, facts(rfq, actor=event.actor_label), rfq.organization_id))


@on(
    "quote.approval_requested",
    "quote.clarification_asked",
    "quote.binding_requested",
    "quote.negotiation_requested",
    "quote.renewal_requested",
    "quote.ask_withdrawn",
)
def tell_the_quotes_own(event: Event) -> None:
    """Its approvers, or its people when the sponsor asks."""
    quote = Quote.objects.select_related("invitation__rfq", "invitation__provider").get(pk=event.subject_id)
    approves = event.kind == "quote.approval_requested"
    organization_id = quote.invitation.provider.organization_id
    people = members_of(organization_id, APPROVERS if approves else EDITORS)
    others = [one for one in people if one.pk != event.actor_user_id]
    # Who of the sponsor asks is not said: the sponsor may be unnamed.
    actor = event.actor_label if approves else ""
    path = reverse("quote_detail", args=[quote.pk])
    notify(event=event, people=others, message=Message(path, facts(quote.invitation.rfq, actor=actor), organization_id))


@on("rfq.deadline_passed")
def tell_who_missed_the_deadline(event: Event) -> None:
    """Providers with a new version that was not sent."""
    tell_of_missed_revisions(Rfq.objects.get(pk=event.subject_id))


@on("quote.revision_missed")
def tell_of_a_missed_revision(event: Event) -> None:
    """Its own people alone: which version was not sent, and which counts, if any does."""
    quote = Quote.objects.select_related("invitation__rfq", "invitation__provider", "sent").get(pk=event.subject_id)
    if quote.sent is None:
        return
    counts = quote.status != QuoteStatus.NEEDS_RECONFIRMATION
    params = facts(quote.invitation.rfq, new=quote.missed_version, old=quote.sent.number, counts=counts)
    organization_id = quote.invitation.provider.organization_id
    people = members_of(organization_id, EDITORS)
    notify(event=event, people=people, message=Message(reverse("quote_detail", args=[quote.pk]), params, organization_id))


@on("quote.expiring", "quote.expired")
def tell_of_a_validity(event: Event) -> None:
    """Both sides: the provider can renew it, the sponsor decide in time. The day was opened with the quote."""
    quote = Quote.objects.select_related("invitation__rfq", "invitation__provider").get(pk=event.subject_id)
    rfq, provider = quote.invitation.rfq, quote.invitation.provider
    if quote.valid_until is None:
        return
    params = facts(rfq, day=quote.valid_until.isoformat(), provider=str(provider))
    sides = (
        (provider.organization_id, reverse("quote_detail", args=[quote.pk])),
        (rfq.organization_id, reverse("rfq_comparison", args=[rfq.pk])),
    )
    for organization_id, path in sides:
        notify(event=event, people=members_of(organization_id), message=Message(path, params, organization_id))


@on("quote.entered")
def tell_of_an_entered_quote(event: Event) -> None:
    """Both sides: that an operator entered it, and from what."""
    quote = Quote.objects.select_related("invitation__rfq", "invitation__provider").get(pk=event.subject_id)
    invitation = quote.invitation
    params = facts(invitation.rfq, provider=str(invitation.provider), source=event.data["source"])
    sides = (
        (invitation.rfq.organization_id, reverse("rfq_detail", args=[invitation.rfq_id])),
        (invitation.provider.organization_id, reverse("quote_detail", args=[quote.pk])),
    )
    for organization_id, path in sides:
        notify(event=event, people=members_of(organization_id), message=Message(path, params, organization_id))


@on("cda.expiring")
def tell_the_parties(event: Event) -> None:
    """Signatories of both sides."""
    cda = Cda.objects.select_related("rfq").get(pk=event.subject_id)
    params = facts(cda.rfq, expires=cda.expires_at.date().isoformat())
    sides = ((cda.sponsor_id, "rfq_list"), (cda.recipient_id, "invitation_to_quote_list"))
    for organization_id, page in sides:
        people: list[User] = members_of(organization_id, SIGNATORIES)
        notify(event=event, people=people, message=Message(reverse(page), params, organization_id))


@on("rfq.telling")
def tell_a_part(event: Event) -> None:
    """A part of many bidders, of what has happened to all of them."""
    rows = Invitation.objects.filter(pk__in=event.data["invitations"]).select_related("provider")
    what = Event.objects.get(pk=event.data["event"])
    _tell_now(what, Rfq.objects.get(pk=event.subject_id), rows)


def _tell(event: Event, rfq: Rfq, invitations: QuerySet[Invitation]) -> None:
    """Few at once; of many each part is an event of its own, so that workers share them and a killed one repeats little."""
    keys = [str(pk) for pk in invitations.order_by("pk").values_list("pk", flat=True)]
    if len(keys) <= PART:
        _tell_now(event, rfq, invitations.select_related("provider"))
        return
    for start in range(0, len(keys), PART):
        data = {"event": event.pk, "invitations": keys[start : start + PART]}
        emit("rfq.telling", actor=Actor.system(), subject=rfq, data=data)


def _tell_now(event: Event, rfq: Rfq, invitations: Iterable[Invitation]) -> None:
    params = facts(rfq, reason=_reason_of(event))
    rows = list(invitations)
    won = what_was_won(rows) if event.kind == "rfq.awarded" else {}
    unsent: set[UUID] = set()
    if event.kind == "rfq.reminder_due":
        standing = Quote.objects.filter(pk__in=rewritten_quotes(), invitation__in=rows, round=rfq.round)
        unsent = set(standing.values_list("invitation_id", flat=True))
    more = {pk: {"is_rewritten": True} for pk in unsent} | won
    told = []
    for invitation, people in bidders(rows):
        path, house = reverse("invitation_to_quote", args=[invitation.pk]), invitation.provider.organization_id
        message = Message(path, params | more.get(invitation.pk, {}), house)
        told += [(person, message) for person in people]
    notify_each(event=event, told=told)
    houses = {row.provider.organization_id for row in rows if row.provider.organization_id is not None}
    if houses:
        emit(IN_THEIR_TRAIL[event.kind], actor=Actor.system(), subject=rfq, organizations=houses)


def _reason_of(event: Event) -> str:
    """What was written about it for all to read."""
    if event.kind == "quote.admitted":
        return Quote.objects.get(pk=event.subject_id).admit_reason
    return str(event.data.get("text", event.data.get("reason", "")))


def _tell_sponsor(event: Event, rfq: Rfq, **more: Any) -> None:
    path = reverse("rfq_detail", args=[rfq.pk])
    notify(
        event=event, people=members_of(rfq.organization_id), message=Message(path, facts(rfq, **more), rfq.organization_id)
    )
