"""What has become of requests and invitations: one row at a time, and counted by the database."""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from core.clock import ClockTimestamp
from projects.sourcing.enums import InvitationStatus, QuoteStatus, Reply, RfqStatus
from projects.sourcing.models import Invitation, Quote, QuoteVersion, Rfq
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.models.rfq import AFTER_OPENING, DECIDED
from projects.sourcing.selectors.quarter import Quarter

PUBLISHED_AT = Coalesce("opened_at", "starts_at")
"""When a published request became known. One that the clock has started carries no stamp yet."""

NOT_STANDING = [*UNSENT, QuoteStatus.WITHDRAWN]
ROW = OuterRef("pk")


def sent_quotes(invitation: Any = ROW) -> QuerySet[Quote]:
    """What was sent for it, also what was withdrawn since. Inside another query: for each of its invitations."""
    return Quote.objects.filter(invitation=invitation).exclude(status__in=UNSENT)


def standing_quotes(invitation: Any = ROW) -> QuerySet[Quote]:
    """Sent and not withdrawn."""
    return Quote.objects.filter(invitation=invitation).exclude(status__in=NOT_STANDING)


def no_response(invitation: Invitation) -> bool:
    """Computed at the deadline: neither declined nor quoted."""
    silent = invitation.status in {InvitationStatus.INVITED, InvitationStatus.VIEWED, InvitationStatus.INTENDS}
    over = invitation.rfq.is_closed_at(timezone.now()) or invitation.rfq.is_opened
    return silent and over and not _has_quoted(invitation)


def _has_quoted(invitation: Invitation) -> bool:
    """Lists have asked for all their rows at once."""
    known: bool | None = getattr(invitation, "has_quoted", None)
    return standing_quotes(invitation.pk).exists() if known is None else known


def with_reply(rows: QuerySet[Invitation]) -> QuerySet[Any]:
    """Adds ``reply``: of many what ``no_response`` says of one, and what else there is."""
    closed = Q(rfq__status=RfqStatus.OPEN, rfq__deadline__lte=ClockTimestamp())
    reply = Case(
        When(Exists(standing_quotes()), then=Value(Reply.QUOTED)),
        When(status=InvitationStatus.DECLINED, then=Value(Reply.DECLINED)),
        When(status=InvitationStatus.LOCKED_OUT, then=Value(Reply.LOCKED_OUT)),
        When(closed | Q(rfq__status__in=[*AFTER_OPENING, *DECIDED]), then=Value(Reply.NO_ANSWER)),
        When(rfq__status=RfqStatus.CANCELLED, then=Value(Reply.CANCELLED)),
        default=Value(Reply.WAITING),
        output_field=CharField(),
    )
    return rows.annotate(reply=reply)


def with_waits(rows: QuerySet[Invitation], since: datetime) -> QuerySet[Invitation]:
    """Those that came since then. Adds ``received_at``, and how long the provider then took: ``answer_wait`` to the answer that stands, None without one,
    and for a request that it joined by itself; ``quote_wait`` to the first version of a quote that it sent."""
    sent = QuoteVersion.objects.filter(quote__invitation=OuterRef("pk"), sent_at__isnull=False).order_by()
    first = Subquery(sent.values("quote__invitation").annotate(first=Min("sent_at")).values("first"))
    published = Coalesce("rfq__opened_at", "rfq__starts_at")
    came = rows.annotate(received_at=Greatest(published, "created_at")).filter(received_at__gte=since)
    return came.annotate(
        answer_wait=Case(When(joined=False, then=F("answered_at") - F("received_at"))),
        quote_wait=first - F("received_at"),
    )


def published_in(quarter: Quarter) -> QuerySet[Rfq]:
    """Requests of every sponsor that became known in a quarter: the ground of the market's figures, past ``visible_to``.

    For counting only. No selector gives these rows to anybody.
    """
    rows = Rfq.objects.published().annotate(known_at=PUBLISHED_AT)
    return rows.filter(known_at__gte=quarter.start, known_at__lt=quarter.end).order_by()
