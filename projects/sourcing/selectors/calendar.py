"""What has a deadline for a member, as they may see it. Never an amount, and of a request no more than its teaser."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.enums import InvitationStatus, QuoteStatus, RfqStatus
from projects.sourcing.models import Clarification, Invitation, Quote, Rfq
from providers.enums import CertificateStatus
from providers.models import Certificate

PAST = timedelta(days=60)
"""How long something stays in the calendar after its day."""

MOST = 1000


@dataclass(frozen=True)
class Due:
    """Something at a moment, or on a day. ``key`` stays the same when it moves."""

    key: str
    at: datetime | date
    text: str
    path: str
    changed_at: datetime


def deadlines_of(actor: Actor) -> list[Due]:
    """All of the member's, in order of time within their kind."""
    since = timezone.now() - PAST
    found: list[Due] = []
    if actor.can(Permission.RFQ_VIEW):
        found += _asked(actor, since)
    if actor.can(Permission.QUOTE_VIEW):
        found += [*_invited(actor, since), *_clarifications(actor, since)]
    if actor.can(Permission.QUOTE_VIEW) or actor.can(Permission.RFQ_VIEW):
        found += _quotes(actor, since)
    if actor.can(Permission.PROVIDER_VIEW):
        found += _certificates(actor, since)
    return found


def _asked(actor: Actor, since: datetime) -> Iterator[Due]:
    rows = Rfq.objects.mine(actor).published().exclude(status__in=[RfqStatus.CANCELLED, RfqStatus.PAUSED])
    for rfq in rows.filter(deadline__gte=since).order_by("deadline")[:MOST]:
        path = reverse("rfq_detail", args=[rfq.pk])
        yield from _of_request(rfq, path, _("Quotes are due: %(request)s"), _("Questions end: %(request)s"))
        if rfq.decision_on and rfq.decided_at is None:
            text = _("Decision expected: %(request)s") % {"request": rfq}
            yield Due(f"decision-{rfq.pk}", rfq.decision_on, text, path, rfq.updated_at)


def _invited(actor: Actor, since: datetime) -> Iterator[Due]:
    over = [InvitationStatus.DECLINED, InvitationStatus.LOCKED_OUT]
    rows = Invitation.objects.received_by(actor).exclude(status__in=over).select_related("rfq")
    rows = rows.exclude(rfq__status__in=[RfqStatus.CANCELLED, RfqStatus.PAUSED]).filter(rfq__deadline__gte=since)
    for one in rows.order_by("rfq__deadline")[:MOST]:
        path = reverse("invitation_to_quote", args=[one.pk])
        yield from _of_request(one.rfq, path, _("Your quote is due: %(request)s"), _("Your questions until: %(request)s"))


def _of_request(rfq: Rfq, path: str, due: str, questions: str) -> Iterator[Due]:
    named = {"request": str(rfq)}
    yield Due(f"deadline-{rfq.pk}", rfq.deadline, due % named, path, rfq.updated_at)
    if rfq.question_cutoff and rfq.question_cutoff != rfq.deadline:
        yield Due(f"questions-{rfq.pk}", rfq.question_cutoff, questions % named, path, rfq.updated_at)


def _quotes(actor: Actor, since: datetime) -> Iterator[Due]:
    """Validity is known to a sponsor from the opening on; the column is filled then."""
    own = Quote.objects.mine(actor) if actor.can(Permission.QUOTE_VIEW) else Quote.objects.none()
    asked = Quote.objects.asked_by(actor) if actor.can(Permission.RFQ_VIEW) else Quote.objects.none()
    rows = Quote.objects.filter(pk__in=own.order_by().values("pk")) | Quote.objects.filter(
        pk__in=asked.order_by().values("pk")
    )
    rows = rows.filter(status__in=[QuoteStatus.OPENED, QuoteStatus.SHORTLISTED], valid_until__gte=since.date())
    for quote in rows.select_related("invitation__rfq", "invitation__provider").order_by("valid_until")[:MOST]:
        names = {"provider": str(quote.invitation.provider), "request": str(quote.invitation.rfq)}
        text = _("Quote of %(provider)s expires: %(request)s") % names
        if quote.valid_until:
            yield Due(f"validity-{quote.pk}", quote.valid_until, text, _page_of(actor, quote), quote.updated_at)


def _page_of(actor: Actor, quote: Quote) -> str:
    if quote.invitation.rfq.organization_id == actor.organization_id:
        return reverse("rfq_comparison", args=[quote.invitation.rfq_id])
    return reverse("quote_detail", args=[quote.pk])


def _clarifications(actor: Actor, since: datetime) -> Iterator[Due]:
    mine = Quote.objects.mine(actor).order_by().values("pk")
    rows = Clarification.objects.filter(quote__in=mine, answered_at=None, due_at__gte=since)
    for one in rows.select_related("quote__invitation__rfq").order_by("due_at")[:MOST]:
        text = _("The sponsor waits for your answer: %(request)s") % {"request": one.quote.invitation.rfq}
        yield Due(f"clarification-{one.pk}", one.due_at, text, reverse("quote_detail", args=[one.quote_id]), one.updated_at)


def _certificates(actor: Actor, since: datetime) -> Iterator[Due]:
    rows = Certificate.objects.mine(actor).filter(status=CertificateStatus.VERIFIED, valid_until__gte=since.date())
    for one in rows.select_related("standard", "site").order_by("valid_until")[:MOST]:
        text = _("Certificate ends: %(standard)s, %(site)s") % {"standard": one.standard, "site": one.site}
        if one.valid_until:
            yield Due(f"certificate-{one.pk}", one.valid_until, text, reverse("my_certificates"), one.updated_at)
