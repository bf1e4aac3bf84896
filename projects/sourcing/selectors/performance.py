"""How a provider answers what it is asked, and how its quotes end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from core.aggregates import Median
from organizations.actor import Actor
from projects.sourcing.enums import OutcomeReason, QuoteStatus, Reply, Result
from projects.sourcing.models import Invitation, Outcome, Quote, Rfq
from projects.sourcing.selectors.reply import NOT_STANDING, with_reply, with_waits

PERIODS = (3, 6, 12, 24)
"""Months that can be looked back over, the running one among them."""

OTHERS_AT_LEAST = 3
"""With fewer others their median would tell of one of them."""

LOST = (Result.NOT_SELECTED, Result.NOT_QUALIFIED, Result.NOT_CONSIDERED)


@dataclass(frozen=True)
class Month:
    """The invitations that came in a calendar month (UTC), by what has become of them."""

    first_day: date
    replies: dict[Reply, int]

    @property
    def invited(self) -> int:
        return sum(self.replies.values())


@dataclass(frozen=True)
class Waits:
    """Medians in days, to a tenth; None where nobody has answered, or quoted."""

    answer: float | None
    quote: float | None


@dataclass(frozen=True)
class Ending:
    """How often quotes ended so, for this reason."""

    result: Result
    reason: OutcomeReason
    count: int


@dataclass(frozen=True)
class Performance:
    """A provider's own figures over some months. Each invitation is counted in the month in which it came.

    ``declined`` is by reason. ``sent`` counts the newest quote of
    each invitation, unless it was withdrawn; ``on_time`` of them came before the deadline. ``others`` is
    the median of the other providers' medians, told where at least three others stand behind it.
    """

    months: tuple[Month, ...]
    seen: int
    declined: tuple[tuple[str, int], ...]
    waits: Waits
    others: Waits
    sent: int
    on_time: int
    endings: tuple[Ending, ...]

    @property
    def invited(self) -> int:
        return sum(month.invited for month in self.months)

    @property
    def replies(self) -> dict[Reply, int]:
        return {one: sum(month.replies[one] for month in self.months) for one in Reply}

    @property
    def won(self) -> int:
        return self._ended(Result.AWARDED)

    @property
    def lost(self) -> int:
        return self._ended(*LOST)

    @property
    def unawarded(self) -> int:
        """Quotes on requests of which nobody got anything."""
        return self._ended(Result.CLOSED)

    @property
    def losses(self) -> list[Ending]:
        """Why quotes were lost, the most frequent reason first."""
        return sorted((one for one in self.endings if one.result in LOST), key=lambda one: (-one.count, one.result))

    def _ended(self, *results: Result) -> int:
        return sum(one.count for one in self.endings if one.result in results)


def performance_of(actor: Actor, *, months: int, now: datetime) -> Performance:
    """Of the actor's own provider, over the last ``months`` calendar months. In as many queries whatever there is."""
    first_days = _first_days(now.astimezone(UTC).date(), months)
    start = datetime(first_days[0].year, first_days[0].month, 1, tzinfo=UTC)
    rows = with_waits(Invitation.objects.received_by(actor), start).order_by()
    seen = Q(viewed_at__isnull=False) | Q(answered_at__isnull=False)
    whole = rows.aggregate(seen=Count("pk", filter=seen), answer=Median("answer_wait"), quote=Median("quote_wait"))
    quotes = _newest_quotes(rows)
    late = Q(status=QuoteStatus.LATE) | ~Q(admit_reason="")
    counted = quotes.aggregate(sent=Count("pk"), late=Count("pk", filter=late))
    declined = rows.exclude(decline_reason="").values_list("decline_reason").annotate(count=Count("pk"))
    return Performance(
        months=tuple(_by_month(with_reply(rows), first_days)),
        seen=whole["seen"],
        declined=tuple(sorted(declined, key=lambda pair: (-pair[1], pair[0]))),
        waits=Waits(days(whole["answer"]), days(whole["quote"])),
        others=_others(actor, start),
        sent=counted["sent"],
        on_time=counted["sent"] - counted["late"],
        endings=tuple(_endings(quotes)),
    )


def days(wait: timedelta | None) -> float | None:
    """A tenth of a day is as exact as anybody waits."""
    return None if wait is None else round(wait / timedelta(days=1), 1)


def _by_month(rows: QuerySet[Invitation], first_days: list[date]) -> Iterable[Month]:
    month = TruncMonth("received_at", tzinfo=UTC)
    counted = rows.annotate(month=month).values_list("month", "reply").annotate(count=Count("pk"))
    found = {(month.date(), reply): count for month, reply, count in counted}
    return (Month(day, {one: found.get((day, one.value), 0) for one in Reply}) for day in first_days)


def _newest_quotes(rows: QuerySet[Invitation]) -> QuerySet[Quote]:
    """One for each invitation: a bidder of several rounds is judged once."""
    standing = Quote.objects.exclude(status__in=NOT_STANDING).order_by("-round")
    newest = standing.filter(invitation=OuterRef("invitation")).values("pk")[:1]
    return Quote.objects.filter(invitation__in=rows.values("pk"), pk=Subquery(newest)).order_by()


def _endings(quotes: QuerySet[Quote]) -> Iterable[Ending]:
    told = Outcome.objects.filter(quote__in=quotes.values("pk")).order_by()
    counted = told.values_list("result", "reason").annotate(count=Count("pk")).order_by("result", "reason")
    return (Ending(Result(result), OutcomeReason(reason), count) for result, reason, count in counted)


def _others(actor: Actor, start: datetime) -> Waits:
    """Reads invitations of other providers, on purpose and past ``visible_to``: only a median over at least three of them
    leaves this function, each of them counted once, however often it was asked."""
    own = actor.require_membership().organization_id
    rows = Invitation.objects.filter(rfq__in=Rfq.objects.published().order_by().values("pk"))
    rows = rows.filter(provider__organization__isnull=False).exclude(provider__organization_id=own)
    waits = with_waits(rows, start).order_by()
    return Waits(_typical(waits, "answer_wait"), _typical(waits, "quote_wait"))


def _typical(rows: QuerySet[Invitation], wait: str) -> float | None:
    each = rows.filter(**{f"{wait}__isnull": False}).values("provider__organization").annotate(own=Median(wait))
    whole = each.aggregate(median=Median("own"), providers=Count("own"))
    return days(whole["median"]) if whole["providers"] >= OTHERS_AT_LEAST else None


def _first_days(today: date, months: int) -> list[date]:
    """Of so many months, the last of which is that of ``today``."""
    last = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - months + 1, last + 1)]
