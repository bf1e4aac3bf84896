"""Whether there is time for the work: for one package, and for those that follow each other."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.measures import family_of
from projects.briefs.planning import RANKS
from projects.briefs.selectors.doers import Doers

WEEK = timedelta(weeks=1)
LATER = 3
"""The step after a product is developed and made: nobody does either in days."""
LEAST_WEEKS = {
    "cell-line": 8, "strain-engineering": 3, "bioprocess-development": 4, "analytical-development": 2, "formulation": 3,
    "plasmid-services": 3, "biologics-drug-substance": 5, "fermentation": 2, "vector-services": 4, "api-development": 3,
    "api-manufacture": 3, "conjugates": 2, "mrna-services": 2, "oligo-services": 2, "dp-manufacture": 2, "toxicology": 4,
}  # fmt: skip
"""By family, the weeks that nobody in the field promises to stay below; of the others one. Only sums of several are held against a window."""


def time_flags(doers: Doers) -> Iterator[Flag]:
    """A time that is over or shorter than any such work, else one that is shorter than what providers need; else a start too soon."""
    found = list(_until_the_end(doers))
    yield from found or _until_it_begins(doers)


def _until_the_end(doers: Doers) -> Iterator[Flag]:
    """Held against the last day."""
    ends_on = doers.ends_on
    if ends_on is None:
        return
    if ends_on < doers.today:
        named = {"service": doers.service, "end": date_format(ends_on)}
        text = _("The time for %(service)s ended on %(end)s, which is past.") % named
        yield doers.flag(FlagKind.LEAD_TIME, text, _("Give the package or the project a later end."))
    elif ends_on - doers.begins < WEEK and RANKS.get(family_of(doers.package.service_line), LATER) < LATER:
        text = _("The window for %(service)s is shorter than a week.") % {"service": doers.service}
        yield doers.flag(FlagKind.LEAD_TIME, text, _("Let it begin earlier or end later."))
    else:
        yield from _lead_time(doers, ends_on)


def _lead_time(doers: Doers, ends_on: date) -> Iterator[Flag]:
    shortest, begins = doers.shortest_lead, max(doers.begins, doers.today)
    if shortest is None:
        return
    weeks = (ends_on - begins).days / 7
    if weeks >= shortest or doers.is_free(begins, ends_on):
        return
    named = {"service": doers.service, "lead": shortest, "weeks": max(int(weeks), 0)}
    text = (
        ngettext(
            "The shortest lead time known for %(service)s is %(lead)s week; the window has %(weeks)s.",
            "The shortest lead time known for %(service)s is %(lead)s weeks; the window has %(weeks)s.",
            shortest,
        )
        % named
    )
    order_by = ends_on - timedelta(weeks=shortest)
    earliest = date_format(doers.today + timedelta(weeks=shortest))
    advice = _("Order by %(day)s, or let the window end later.") % {"day": date_format(order_by)}
    if order_by < doers.today:
        advice = _("Let the window end on %(day)s or later, or ask providers for a free window.") % {"day": earliest}
    yield doers.flag(FlagKind.LEAD_TIME, text, advice)


def _until_it_begins(doers: Doers) -> Iterator[Flag]:
    """Held against the latest start: lead times run from the order."""
    latest, shortest = doers.latest_start, doers.shortest_lead
    if latest is None:
        return
    if latest < doers.today:
        named = {"service": doers.service, "day": date_format(latest)}
        text = _("%(service)s was to begin by %(day)s, which is past.") % named
        yield doers.flag(FlagKind.LEAD_TIME, text, _("Give the package or the project a later start."))
        return
    weeks = (latest - doers.today).days / 7
    if shortest is None or weeks >= shortest or doers.is_free(min(doers.begins, latest), latest):
        return
    told = {"service": doers.service, "lead": shortest, "weeks": int(weeks)}
    text = ngettext(
        "The shortest lead time known for %(service)s is %(lead)s week; it has to begin within %(weeks)s.",
        "The shortest lead time known for %(service)s is %(lead)s weeks; it has to begin within %(weeks)s.",
        shortest,
    )
    earliest = date_format(doers.today + timedelta(weeks=shortest))
    advice = _("Let it begin on %(day)s or later, or ask providers for a free window.") % {"day": earliest}
    yield doers.flag(FlagKind.LEAD_TIME, text % told, advice)


def chain_flags(several: Sequence[Doers]) -> Iterator[Flag]:
    """Packages that follow each other, in less time than they take one after the other. A flag of the project."""
    project = several[0].project if several else None
    if project is None or project.ends_on is None:
        return
    begins = max(project.starts_on or several[0].today, several[0].today)
    least, chain = _longest(several)
    weeks = (project.ends_on - begins).days / 7
    if len(chain) < 2 or weeks < 0 or weeks >= least:
        return
    named = {"first": chain[0].service, "last": chain[-1].service, "least": least, "weeks": int(weeks)}
    text = _(
        "The steps from %(first)s to %(last)s follow each other and take %(least)s weeks at the least; the project has %(weeks)s."
    )
    day = date_format(begins + timedelta(weeks=least))
    advice = _("Let the project end on %(day)s or later, or take out what is done already.") % {"day": day}
    yield Flag(FlagKind.LEAD_TIME, text % named, advice)


def _longest(several: Sequence[Doers]) -> tuple[int, list[Doers]]:
    """Of the chains of packages the one that takes longest, in weeks: by the shortest lead time known, else by what the field needs at least."""
    by_package = {one.package.pk: one for one in several}
    found: dict[object, tuple[int, list[Doers]]] = {}

    def until(one: Doers) -> tuple[int, list[Doers]]:
        if one.package.pk not in found:
            before = [until(by_package[need.pk]) for need in one.package.depends_on.all() if need.pk in by_package]
            weeks, chain = max(before, key=lambda each: each[0], default=(0, []))
            found[one.package.pk] = (weeks + _least_weeks(one), [*chain, one])
        return found[one.package.pk]

    return max((until(one) for one in several), key=lambda each: each[0], default=(0, []))


def _least_weeks(one: Doers) -> int:
    return one.shortest_lead or LEAST_WEEKS.get(family_of(one.package.service_line), 1)
