"""Who is told of what happens to a request. Never an amount but to a winner its own, and to bidders never who else bids."""

from uuid import UUID

from django.urls import reverse

from accounts.models import User
from events.models import Event
from events.registry import on
from notifications.actions import Message, notify
from organizations.roles import APPROVERS, EDITORS, SIGNATORIES
from projects.sourcing.actions.following import (
    move_invitations,
    move_invitations_back,
    pause_without_sponsor,
    resume_with_sponsor,
    tell_of_open_invitations,
    tell_of_waiting,
)
from projects.sourcing.actions.missed import tell_of_missed_revisions
from projects.sourcing.actions.telling import facts, tell_bidders, tell_now, tell_sponsor
from projects.sourcing.enums import InvitationStatus, QuoteStatus
from projects.sourcing.models import Cda, Invitation, Question, Quote, Rfq
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.selectors.open_request import matching_providers
from projects.sourcing.selectors.people import members_of, people_by_organization
from projects.sourcing.selectors.told import rewritten_quotes

OUT = [InvitationStatus.DECLINED, InvitationStatus.LOCKED_OUT]
UNANSWERED = [InvitationStatus.INVITED, InvitationStatus.VIEWED]


@on("rfq.published", "rfq.opened", "rfq.amended", "rfq.extended", "rfq.paused", "rfq.resumed", "rfq.cancelled")
def tell_the_bidders(event: Event) -> None:
    """Every provider that has not declined, at one moment; of a cancellation those as well."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    gone = [InvitationStatus.LOCKED_OUT] if event.kind == "rfq.cancelled" else OUT
    if rfq.opened_at is not None:
        tell_bidders(event, rfq, rfq.invitations.exclude(status__in=gone))


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
    tell_bidders(event, rfq, rfq.invitations.exclude(status__in=OUT))


@on("rfq.round_started")
def tell_of_a_round(event: Event) -> None:
    """Those it is held with."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    tell_bidders(event, rfq, rfq.invitations.filter(round=rfq.round).exclude(status__in=OUT))


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
    tell_bidders(event, rfq, rows)


@on("rfq_invitation.created", "rfq_invitation.locked_out")
def tell_one_bidder(event: Event) -> None:
    """One that is invited to an open request, or taken off it. A draft's bidders hear of it when it is published."""
    row = Invitation.objects.select_related("rfq", "provider").filter(pk=event.subject_id).first()
    if row is not None and row.rfq.opened_at is not None and event.data.get("is_open", True):
        tell_now(event, row.rfq, [row])


@on("quote.admitted")
def tell_of_a_late_quote(event: Event) -> None:
    """All bidders see the reason; none learns whose it was."""
    quote = Quote.objects.select_related("invitation__rfq").get(pk=event.subject_id)
    rfq = quote.invitation.rfq
    sent = rfq.invitations.filter(quotes__round=rfq.round).exclude(quotes__status__in=[*UNSENT, QuoteStatus.WITHDRAWN])
    tell_bidders(event, rfq, sent.distinct())


@on("rfq.awarded", "rfq.closed_without_award")
def tell_the_outcomes(event: Event) -> None:
    """Each bidder that sent a quote: where its outcome stands."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    tell_bidders(event, rfq, rfq.invitations.filter(quotes__outcome__isnull=False).distinct())


@on("rfq.handed_over")
def tell_the_awarded(event: Event) -> None:
    """There is a file for whom the lines went to."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    tell_bidders(event, rfq, rfq.invitations.filter(quotes__awards__isnull=False).distinct())


@on("rfq_invitation.accepted", "rfq_invitation.declined", "rfq_invitation.joined")
def tell_the_sponsor_of_an_answer(event: Event) -> None:
    """At once."""
    row = Invitation.objects.select_related("rfq", "provider").get(pk=event.subject_id)
    tell_sponsor(event, row.rfq, provider=str(row.provider))


@on("rfq_question.asked")
def tell_the_sponsor_of_a_question(event: Event) -> None:
    """In private."""
    question = Question.objects.select_related("rfq", "invitation__provider").get(pk=event.subject_id)
    tell_sponsor(event, question.rfq, provider=str(question.invitation.provider))


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
    tell_sponsor(event, quote.invitation.rfq, provider=str(quote.invitation.provider))


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
    tell_now(what, Rfq.objects.get(pk=event.subject_id), rows)


@on("organization.deactivated")
def pause_what_lost_its_sponsor(event: Event) -> None:
    """Nobody would open what is quoted, or decide on it."""
    pause_without_sponsor(UUID(event.subject_id))
    tell_of_waiting(UUID(event.subject_id), "rfq.left_waiting")


@on("rfq.published", "rfq.opened", "rfq.resumed", "rfq.round_started")
def pause_what_opens_without_its_sponsor(event: Event) -> None:
    """By its start, or by somebody who was at it as the organisation was deactivated."""
    pause_without_sponsor(Rfq.objects.get(pk=event.subject_id).organization_id)


@on("organization.reactivated")
def resume_what_has_its_sponsor_again(event: Event) -> None:
    """What stopped with it; what the sponsor had paused itself stays so."""
    resume_with_sponsor(UUID(event.subject_id))
    tell_of_waiting(UUID(event.subject_id), "rfq.taken_up_again")


@on("rfq.left_waiting", "rfq.taken_up_again")
def tell_who_waits_for_a_decision(event: Event) -> None:
    """Each bidder with a quote that stands."""
    rfq = Rfq.objects.get(pk=event.subject_id)
    quoted = Quote.objects.filter(invitation__rfq=rfq).exclude(status__in=[*UNSENT, QuoteStatus.WITHDRAWN])
    tell_bidders(event, rfq, rfq.invitations.filter(pk__in=quoted.values("invitation_id")).exclude(status__in=OUT))


@on("provider.claimed")
def tell_of_invitations_that_waited(event: Event) -> None:
    """Whoever comes to a profile hears what it is asked to quote on."""
    tell_of_open_invitations(UUID(event.subject_id))


@on("provider.merged")
def move_the_invitations(event: Event) -> None:
    """They follow the company to the profile that was kept."""
    move_invitations(UUID(event.subject_id))


@on("provider.merge_undone")
def move_the_invitations_back(event: Event) -> None:
    """Those that nobody has answered."""
    move_invitations_back(UUID(event.subject_id))


@on("rfq_invitation.moved", "rfq_invitation.moved_back")
def tell_the_sponsor_of_a_move(event: Event) -> None:
    """Whom its invitation reaches now."""
    row = Invitation.objects.select_related("rfq", "provider").get(pk=event.subject_id)
    tell_sponsor(event, row.rfq, provider=str(row.provider), before=event.data["before"])


@on("rfq_invitation.taken_back")
def tell_of_an_invitation_that_is_gone(event: Event) -> None:
    """Those who had it."""
    row = Invitation.objects.select_related("rfq").get(pk=event.subject_id)
    organization_id = UUID(event.data["organization"])
    message = Message(reverse("invitation_to_quote_list"), facts(row.rfq), organization_id)
    notify(event=event, people=members_of(organization_id), message=message)
