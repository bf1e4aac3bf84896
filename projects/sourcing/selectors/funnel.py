"""How far projects and requests get on this platform: the operator's figures over all tenants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncQuarter

from core.aggregates import Quartiles
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.matching.models import MatchRun
from projects.sourcing.enums import DeclineReason, InvitationStatus, Reply, RfqStatus
from projects.sourcing.models import Invitation, QuoteVersion, Rfq
from projects.sourcing.selectors.demand import Demand, demand_of
from projects.sourcing.selectors.performance import days
from projects.sourcing.selectors.quarter import Quarter, quarter_of, quarters_back
from projects.sourcing.selectors.reply import PUBLISHED_AT, published_in, with_reply
from projects.sourcing.selectors.small_numbers import told_parts

MOST_QUARTERS = 20
COMPARED = 4
"""Quarters whose times to the first quote stand side by side."""


@dataclass(frozen=True)
class ProjectSteps:
    """Projects begun in the quarter; of these, those that were matched, and those that asked."""

    begun: int
    matched: int
    asked: int


@dataclass(frozen=True)
class RequestSteps:
    """Requests published in the quarter; of these, those that were quoted, and of those the awarded."""

    published: int
    quoted: int
    awarded: int


@dataclass(frozen=True)
class Invited:
    """Invitations to these requests: how many were seen, who intends to quote, and what has become of each."""

    sent: int
    seen: int
    intending: int
    replies: dict[Reply, int]


@dataclass(frozen=True)
class FirstQuotes:
    """How many days after its publication a request had its first quote: a quarter of them, half, three quarters at most."""

    quarter: Quarter
    requests: int
    days: list[float | None] | None


@dataclass(frozen=True)
class Funnel:
    """The figures of a quarter. ``declined`` and ``demand`` are of ``told_quarter``, the last that was over."""

    quarter: Quarter
    told_quarter: Quarter
    projects: ProjectSteps
    requests: RequestSteps
    invited: Invited
    first_quotes: list[FirstQuotes]
    declined: dict[DeclineReason, int | None]
    demand: Demand

    @property
    def is_running(self) -> bool:
        return self.quarter != self.told_quarter

    @property
    def is_empty(self) -> bool:
        return not (self.requests.published or self.projects.begun or self.demand.rows)


def funnel_of(actor: Actor, quarter: Quarter, now: datetime) -> Funnel:
    """Counted over all tenants past ``visible_to``, on purpose; operators only. Raises Forbidden.

    Operators read no tenant's content, and learn none here: no amounts, no texts. Projects, runs, requests, invitations, quotes
    and awards are counted to the last, since the admin site lists each with its state. What it does not list is told of at
    least three sponsors: why providers declined, and what was asked for. And that only once the quarter is over: day by day it
    would tell what each new request, listed with its sponsor, asks for.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    over = quarter if quarter.end <= now else quarter.previous
    return Funnel(
        quarter=quarter,
        told_quarter=over,
        projects=_projects(quarter),
        requests=_requests(quarter),
        invited=_invited(quarter),
        first_quotes=list(_first_quotes(quarter)),
        declined=_declined(over),
        demand=demand_of(over),
    )


def quarters_to_choose(now: datetime) -> list[Quarter]:
    """The running one and those before it in which there was something, the newest first."""
    first = Rfq.objects.published().aggregate(first=Min(PUBLISHED_AT))["first"]
    begun = Project.objects.aggregate(first=Min("created_at"))["first"]
    return quarters_back(quarter_of(now), min(map(quarter_of, filter(None, (first, begun, now)))), MOST_QUARTERS)


def _projects(quarter: Quarter) -> ProjectSteps:
    asked = Rfq.objects.published().filter(project=OuterRef("pk"))
    rows = Project.objects.filter(created_at__gte=quarter.start, created_at__lt=quarter.end).annotate(
        is_matched=Exists(MatchRun.objects.filter(project=OuterRef("pk"))), has_asked=Exists(asked)
    )
    return ProjectSteps(
        **rows.aggregate(
            begun=Count("pk"),
            matched=Count("pk", filter=Q(is_matched=True)),
            asked=Count("pk", filter=Q(has_asked=True)),
        )
    )


def _requests(quarter: Quarter) -> RequestSteps:
    sent = QuoteVersion.objects.filter(quote__invitation__rfq=OuterRef("pk"), sent_at__isnull=False)
    rows = published_in(quarter).annotate(is_quoted=Exists(sent))
    return RequestSteps(
        **rows.aggregate(
            published=Count("pk"),
            quoted=Count("pk", filter=Q(is_quoted=True)),
            awarded=Count("pk", filter=Q(status=RfqStatus.AWARDED)),
        )
    )


def _invited(quarter: Quarter) -> Invited:
    rows = Invitation.objects.filter(rfq__in=published_in(quarter).values("pk")).order_by()
    seen = Q(viewed_at__isnull=False) | Q(answered_at__isnull=False)
    found = rows.aggregate(
        sent=Count("pk"),
        seen=Count("pk", filter=seen),
        intending=Count("pk", filter=Q(status=InvitationStatus.INTENDS)),
    )
    replies = dict(with_reply(rows).values_list("reply").annotate(count=Count("pk")))
    return Invited(**found, replies={one: replies.get(one.value, 0) for one in Reply})


def _first_quotes(last: Quarter) -> Iterator[FirstQuotes]:
    sent = QuoteVersion.objects.filter(quote__invitation__rfq=OuterRef("pk"), sent_at__isnull=False).order_by()
    first = Subquery(sent.values("quote__invitation__rfq").annotate(first=Min("sent_at")).values("first"))
    shown = quarters_back(last, Quarter(1, 1), COMPARED)
    rows = Rfq.objects.published().annotate(known_at=PUBLISHED_AT, waited=first - F("known_at"))
    rows = rows.filter(known_at__gte=shown[-1].start, known_at__lt=last.end, waited__isnull=False).order_by()
    counted = rows.annotate(quarter=TruncQuarter("known_at", tzinfo=UTC)).values_list("quarter")
    found = {
        quarter_of(start): (count, waits)
        for start, count, waits in counted.annotate(count=Count("pk"), waits=Quartiles("waited"))
    }
    for quarter in reversed(shown):
        count, waits = found.get(quarter, (0, None))
        yield FirstQuotes(quarter, count, [days(one) for one in waits] if waits else None)


def _declined(quarter: Quarter) -> dict[DeclineReason, int | None]:
    rows = Invitation.objects.filter(rfq__in=published_in(quarter).values("pk")).exclude(decline_reason="").order_by()
    sponsors = Count("rfq__organization", distinct=True)
    counted = rows.values_list("decline_reason").annotate(count=Count("pk"), sponsors=sponsors)
    known = {reason: (count, by) for reason, count, by in counted}
    return told_parts({one: known.get(one.value, (0, 0)) for one in DeclineReason})
