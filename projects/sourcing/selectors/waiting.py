"""What waits for a person in sourcing: the next step of each request and quote that is theirs to take.

It points, it allows nothing: the pages it leads to ask again, by the database's clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import ClockTimestamp, database_now
from organizations.actor import Actor
from organizations.enums import Kind
from organizations.roles import Permission
from projects.sourcing.enums import InvitationStatus, QuoteStatus, RecommendationStatus, RfqStatus
from projects.sourcing.models import (
    Clarification,
    Declaration,
    Evaluation,
    Invitation,
    Question,
    Quote,
    QuoteVersion,
    Recommendation,
    Rfq,
)
from projects.sourcing.models.quote import STANDING
from projects.sourcing.models.rfq import DECIDED
from projects.sourcing.rules.rfq import is_taking_quotes
from providers.models import Certificate
from providers.models.certificate import NOTICE_DAYS
from providers.models.claim import OPEN
from providers.selectors.claim import claims_of
from providers.selectors.mine import my_profile

ENDED = [*DECIDED, RfqStatus.CANCELLED]
UNANSWERED = [InvitationStatus.INVITED, InvitationStatus.VIEWED]
RENEWED_AHEAD = timedelta(days=NOTICE_DAYS[1])
AT_MOST = 12
"""More than a person takes on in a day; the lists have the rest."""


@dataclass(frozen=True)
class Step:
    """One thing to do: what, about which request, where, and until when (None where nothing ends)."""

    text: str
    about: str
    link: str
    due: datetime | None = None


def waiting_for(actor: Actor) -> list[Step]:
    """At most ``AT_MOST`` steps, what ends first at the top."""
    if actor.organization_id is None:
        return []
    now = database_now()
    steps = [*_as_newcomer(actor), *_as_sponsor(actor, now), *_as_provider(actor, now), *_as_holder(actor, now)]
    return sorted(steps, key=lambda step: (step.due is None, step.due or now))[:AT_MOST]


def _as_newcomer(actor: Actor) -> Iterator[Step]:
    """Without a profile no sponsor finds a provider. Who has claimed one waits for the operator."""
    if Kind.PROVIDER not in actor.kinds or not actor.can(Permission.PROVIDER_CLAIM) or my_profile(actor) is not None:
        return
    if not claims_of(actor).filter(status__in=OPEN).exists():
        yield Step(_("Find your company's profile, or add it"), str(actor.organization), reverse("my_provider"))


def _as_sponsor(actor: Actor, now: datetime) -> Iterator[Step]:
    if not actor.can(Permission.RFQ_VIEW):
        return
    for rfq in _live_rfqs(actor):
        page = reverse("rfq_detail", args=[rfq.pk])
        if rfq.unanswered and is_taking_quotes(rfq, now) and actor.can(Permission.RFQ_PUBLISH):  # type: ignore[attr-defined]
            count = rfq.unanswered  # type: ignore[attr-defined]
            text = ngettext("Answer a question of a bidder", "Answer %(count)d questions of bidders", count)
            yield Step(text % {"count": count}, str(rfq), f"{page}#questions", rfq.deadline)
        found = _next_of_rfq(actor, rfq, now)
        if found:
            comparison = reverse("rfq_comparison", args=[rfq.pk])
            yield Step(found[0], str(rfq), comparison if rfq.is_opened else page, found[1])


def _live_rfqs(actor: Actor) -> QuerySet[Rfq]:
    person = actor.require_person()
    current = Q(version=None) | Q(version=OuterRef("sent"))
    mine = Evaluation.objects.filter(current, quote=OuterRef("pk"), person=person)
    questions = Question.objects.filter(rfq=OuterRef("pk"), published_at=None).order_by()
    asked = questions.values("rfq").annotate(number=Count("pk")).values("number")
    unscored = Quote.objects.filter(invitation__rfq=OuterRef("pk"), round=OuterRef("round"), status__in=STANDING)
    pending = Recommendation.objects.filter(rfq=OuterRef("pk"), status=RecommendationStatus.PENDING)
    recommended = pending.filter(recommended_by=person)
    return (
        Rfq.objects.mine(actor)
        .exclude(status__in=ENDED)
        .annotate(
            unanswered=Coalesce(Subquery(asked), 0),
            is_to_score=Exists(unscored.filter(~Exists(mine))),
            is_recommended=Exists(recommended),
            is_biased=Exists(Declaration.objects.filter(rfq=OuterRef("pk"), person=person, has_conflict=True)),
        )
        .order_by("deadline", "pk")[:50]
    )


def _next_of_rfq(actor: Actor, rfq: Rfq, now: datetime) -> tuple[str, datetime | None] | None:
    """What the actor is to do with it now, and until when."""
    person = actor.require_person()
    scores = rfq.is_to_score and not rfq.is_biased and bool(rfq.criteria)  # type: ignore[attr-defined]
    is_own = person.pk in rfq.editor_ids
    judges = rfq.status == RfqStatus.EVALUATION and not rfq.is_biased  # type: ignore[attr-defined]
    is_out = rfq.is_biased or rfq.is_recommended  # type: ignore[attr-defined]
    decides = rfq.status == RfqStatus.AWARD_PENDING and not is_out
    is_asked = rfq.status == RfqStatus.TECHNICAL_EVALUATION and rfq.opening_requested_by_id is not None
    waits_for_second = is_asked and rfq.opening_requested_by_id != person.pk
    table: list[tuple[bool, Permission, str, datetime | None]] = [
        (rfq.status == RfqStatus.DRAFT, Permission.RFQ_EDIT, _("Finish the request and publish it"), rfq.deadline),
        (
            rfq.status == RfqStatus.IN_APPROVAL and not is_own,
            Permission.RFQ_APPROVE,
            _("Approve the request"),
            rfq.deadline,
        ),
        (rfq.is_closed_at(now), Permission.RFQ_WITNESS, _("Open the quotes"), None),
        (waits_for_second, Permission.RFQ_WITNESS, _("Open the prices"), None),
        (rfq.status == RfqStatus.TECHNICAL_EVALUATION, Permission.RFQ_PUBLISH, _("Judge the technical envelopes"), None),
        (rfq.status == RfqStatus.EVALUATION and scores, Permission.RFQ_EVALUATE, _("Score the quotes"), None),
        (judges, Permission.RFQ_EDIT, _("Compare the quotes and recommend an award"), None),
        (decides, Permission.RFQ_AWARD, _("Approve the recommended award"), None),
    ]
    return next(((text, due) for holds, permission, text, due in table if holds and actor.can(permission)), None)


def _as_provider(actor: Actor, now: datetime) -> Iterator[Step]:
    if not actor.can(Permission.QUOTE_VIEW):
        return
    if actor.can(Permission.QUOTE_EDIT):
        unanswered = Invitation.objects.received_by(actor).filter(status__in=UNANSWERED, rfq__status=RfqStatus.OPEN)
        for invitation in unanswered.filter(rfq__deadline__gt=now).select_related("rfq")[:50]:
            page = reverse("invitation_to_quote", args=[invitation.pk])
            yield Step(_("Say whether you quote"), str(invitation.rfq), page, invitation.rfq.deadline)
    for quote in _live_quotes(actor):
        rfq, page = quote.invitation.rfq, reverse("quote_detail", args=[quote.pk])
        found = _next_of_quote(actor, quote, now)
        if found:
            yield Step(found[0], str(rfq), page, found[1])


def _as_holder(actor: Actor, now: datetime) -> Iterator[Step]:
    """A certificate takes weeks to renew: it waits from a month before its end, and the badge goes with it."""
    if not actor.can(Permission.PROVIDER_EDIT):
        return
    ending = Certificate.objects.mine(actor).in_force(now).filter(valid_until__lt=(now + RENEWED_AHEAD).date())
    for one in ending.select_related("standard").order_by("valid_until", "pk")[:AT_MOST]:
        yield Step(_("Renew the certificate before it ends"), str(one), reverse("my_certificates"), one.ends_at)


def _live_quotes(actor: Actor) -> QuerySet[Quote]:
    draft = QuoteVersion.objects.filter(quote=OuterRef("pk"), sent_at=None)
    asked = Clarification.objects.filter(quote=OuterRef("pk"), answered_at=None, due_at__gt=ClockTimestamp())
    return (
        Quote.objects.mine(actor)
        .exclude(invitation__rfq__status__in=ENDED)
        .exclude(invitation__status=InvitationStatus.LOCKED_OUT)
        .annotate(
            waits_inside=Exists(draft.filter(requested_by__isnull=False)),
            is_asked=Exists(asked),
            is_rewritten=Exists(draft),
        )
        .select_related("invitation__rfq")
        .order_by("invitation__rfq__deadline", "pk")[:50]
    )


def _next_of_quote(actor: Actor, quote: Quote, now: datetime) -> tuple[str, datetime | None] | None:
    rfq = quote.invitation.rfq
    is_open = rfq.status == RfqStatus.OPEN and rfq.deadline > now
    inside = quote.waits_inside  # type: ignore[attr-defined]
    writes = quote.status == QuoteStatus.DRAFT and not inside and is_open
    is_sent = quote.status in {QuoteStatus.SUBMITTED, QuoteStatus.NEEDS_RECONFIRMATION}
    revises = is_sent and quote.is_rewritten and not inside and is_open  # type: ignore[attr-defined]
    confirms = quote.status == QuoteStatus.NEEDS_RECONFIRMATION and is_open
    expired = quote.is_expired_on(now.date())
    asked = quote.is_asked  # type: ignore[attr-defined]
    table: list[tuple[bool, Permission, str, datetime | None]] = [
        (inside and is_open, Permission.QUOTE_APPROVE, _("Approve the quote"), rfq.deadline),
        (writes, Permission.QUOTE_EDIT, _("Finish the quote and send it"), rfq.deadline),
        (
            revises,
            Permission.QUOTE_EDIT,
            _("Send the new version of the quote: until then the earlier one holds"),
            rfq.deadline,
        ),
        (confirms, Permission.QUOTE_SUBMIT, _("Confirm or revise the quote: the request has changed"), rfq.deadline),
        (asked, Permission.QUOTE_EDIT, _("Answer the sponsor's question"), None),
        (expired, Permission.QUOTE_SUBMIT, _("Renew the quote: its validity has ended"), None),
    ]
    return next(((text, due) for holds, permission, text, due in table if holds and actor.can(permission)), None)
