"""Requests and their numbers, as pages and actions need them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from core.clock import ClockTimestamp
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from projects.sourcing.enums import Audience, InvitationStatus, RfqStatus
from projects.sourcing.models import Invitation, Opening, Policy, Question, Quote, Rfq, RfqLine
from projects.sourcing.models.line import TERM_LISTS
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.selectors.reply import sent_quotes, standing_quotes
from providers.models import Provider

IN_FULL = ("service_line", "stage", "quantity_unit")


def own_rfqs(actor: Actor) -> QuerySet[Rfq]:
    """The sponsor's own, with how many are invited, intend to quote, and have sent one. Counted for the rows of a page alone."""
    return (
        Rfq.objects.mine(actor)
        .select_related("organization")
        .annotate(
            invited=_number_of(Invitation.objects.all(), "pk"),
            intending=_number_of(Invitation.objects.filter(status=InvitationStatus.INTENDS), "pk"),
            quoted=_number_of(Invitation.objects.filter(Exists(sent_quotes())), "pk"),
        )
        .order_by("-created_at", "pk")
    )


def inviting_rfqs(actor: Actor) -> QuerySet[Rfq]:
    """The sponsor's own that take invitations still, the newest first."""
    taking = Q(status__in=[RfqStatus.DRAFT, RfqStatus.SCHEDULED]) | Q(status=RfqStatus.OPEN, deadline__gt=ClockTimestamp())
    return Rfq.objects.mine(actor).filter(taking).exclude(audience=Audience.SINGLE).order_by("-created_at", "pk")


def readable_rfqs(actor: Actor) -> QuerySet[Rfq]:
    """What the actor's roles and scopes let them read: one's own, what one is invited to, or both."""
    own = Rfq.objects.mine(actor) if actor.can(Permission.RFQ_VIEW) else Rfq.objects.none()
    invited = Rfq.objects.invited(actor) if actor.can(Permission.QUOTE_VIEW) else Rfq.objects.none()
    rows = Rfq.objects.filter(Q(pk__in=own.order_by().values("pk")) | Q(pk__in=invited.order_by().values("pk")))
    return rows.select_related("organization")


def readable_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Sent by the actor's organisation or received by it, as far as their roles and scopes go."""
    may_send, may_receive = actor.can(Permission.RFQ_VIEW), actor.can(Permission.QUOTE_VIEW)
    sent = Invitation.objects.sent_by(actor) if may_send else Invitation.objects.none()
    received = Invitation.objects.received_by(actor) if may_receive else Invitation.objects.none()
    keys = [rows.order_by().values("pk") for rows in (sent, received)]
    rows = Invitation.objects.filter(Q(pk__in=keys[0]) | Q(pk__in=keys[1])).annotate(has_quoted=Exists(standing_quotes()))
    return rows.select_related("rfq__organization", "provider")


def invitations_of(rfq: Rfq) -> QuerySet[Invitation]:
    """Whom it went to, and what state their quotes are in; never an amount."""
    sent = Quote.objects.exclude(status__in=UNSENT).select_related("sent").order_by("-round")
    rows = rfq.invitations.select_related("provider__organization", "rfq").annotate(has_quoted=Exists(standing_quotes()))
    return rows.prefetch_related(Prefetch("quotes", sent, to_attr="sent_quotes")).order_by("provider__name", "pk")


def inbox(actor: Actor) -> QuerySet[Invitation]:
    """What the provider was invited to, newest first, with what a seriousness card counts."""
    rows = Invitation.objects.received_by(actor).select_related("rfq__organization", "provider")
    return (
        rows.annotate(
            invited=_number_of(Invitation.objects.all(), "rfq_id"),
            intending=_number_of(Invitation.objects.filter(status=InvitationStatus.INTENDS), "rfq_id"),
        )
        .prefetch_related(Prefetch("quotes", Quote.objects.with_unsent().select_related("sent").order_by("-round")))
        .order_by("-rfq__opened_at", "pk")
    )


def received_for(actor: Actor, rfq_pk: UUID) -> Invitation | None:
    """By which the actor's provider is asked in that request, for who may read it."""
    received = Invitation.objects.received_by(actor).filter(rfq=rfq_pk)
    return received.first() if actor.can(Permission.QUOTE_VIEW) else None


def asked_with(actor: Actor, invitation_pk: UUID) -> Rfq | None:
    """The request of the actor's own organisation that this invitation belongs to, for who may read it."""
    own = Rfq.objects.mine(actor).filter(invitations=invitation_pk)
    return own.first() if actor.can(Permission.RFQ_VIEW) else None


def published_answers(rfq: Rfq) -> list[dict[str, Any]]:
    """What everybody reads: the sponsor's wording, the answer, the moment. No trace of who asked."""
    rows = Question.objects.filter(rfq=rfq, published_at__isnull=False).order_by("published_at", "pk")
    return [dict(row) for row in rows.values("published_text", "answer", "published_at")]


def policy_of(organization_id: UUID) -> Policy:
    """The organisation's own, or the defaults."""
    found = Policy.objects.filter(organization_id=organization_id).first()
    return found or Policy(organization_id=organization_id)


def next_number(organization: Organization) -> str:
    """The next of this sponsor's in this year. Call it with the organisation's row locked."""
    year = timezone.now().year
    mine = Rfq.objects.filter(organization=organization, number__startswith=f"RFQ-{year}-")
    last = mine.order_by(Length("number"), "number").last()  # 10000 comes after 9999
    count = int(last.number.rsplit("-", 1)[1]) if last else 0
    return f"RFQ-{year}-{count + 1:04d}"


def _number_of(invitations: QuerySet[Invitation], rfq: str) -> Coalesce:
    """How many of them a row's request has; ``rfq`` is where the row keeps it. A join would count all requests before the first
    fifty are taken."""
    counted = invitations.filter(rfq=OuterRef(rfq)).order_by().values("rfq").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def lines_of(rfq: Rfq) -> list[RfqLine]:
    """In order, with what a page shows of them."""
    return list(rfq.lines.select_related(*IN_FULL).prefetch_related(*TERM_LISTS))


def lines_by_rfq(rfqs: Iterable[Rfq]) -> dict[UUID, list[RfqLine]]:
    """The lines of many requests at once, in order."""
    rows = RfqLine.objects.filter(rfq__in=[rfq.pk for rfq in rfqs]).select_related(*IN_FULL)
    found: dict[UUID, list[RfqLine]] = {}
    for line in rows.prefetch_related(*TERM_LISTS).order_by("rfq_id", "position"):
        found.setdefault(line.rfq_id, []).append(line)
    return found


def openings_of(rfq: Rfq) -> list[tuple[Opening, list[tuple[str, str]]]]:
    """Each recorded opening with the SHA-256 of each quote beside its provider's name."""
    openings = list(rfq.openings.select_related("opened_by", "second_person"))
    keys = {one["provider"] for opening in openings for one in opening.hashes}
    names = {str(pk): name for pk, name in Provider.objects.filter(pk__in=keys).values_list("pk", "name")}
    return [(one, [(names.get(row["provider"], ""), row["sha256"]) for row in one.hashes]) for one in openings]
