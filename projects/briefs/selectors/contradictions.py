"""Where a project contradicts itself, or the brief that it came from."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import clock
from core.languages import joined
from projects.briefs.belonging import Amounts
from projects.briefs.doubts import Doubt
from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.models import Project, WorkPackage
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Requirement, Subject, Unclear
from projects.briefs.selectors.rate import SAME, Rate, rates_to
from vocabulary.enums import StandardFamily
from vocabulary.models import Standard, Term

WITHOUT_GMP = frozenset(["non-gmp-tox-material", "plasmid-research-hq", "research-protein-production"])
"""Services that are done without GMP by their very definition."""
UNHELD = frozenset([Doubt.MISFIT, Doubt.RATE, Doubt.BATCH_OR_YEAR, Doubt.BEYOND, Doubt.TOO_LARGE, Doubt.UNCOUNTED])
"""Amounts of a brief that are taken for none, so that a project made of it has none of them."""
OUT_OF_ORDER = frozenset([Doubt.BEFORE_START, Doubt.WINDOW_BACKWARDS])


def contradictions_in(project: Project, packages: Sequence[WorkPackage]) -> Iterator[Flag]:
    """Of the packages in themselves, with each other, with the project and with the brief."""
    abroad = any(one.currency != project.currency and (one.budget_low or one.budget_high) for one in packages)
    rates = rates_to(project.currency, clock.today()) if abroad and project.currency else {}
    for package in packages:
        yield from _places(package)
        yield from _gmp_without_gmp(package)
        yield from _times(project, package)
        yield from _budget(project, package, rates)
    yield from _with_the_brief(project, packages)


def _flag(text: str, advice: str, package: WorkPackage | None, *sides: object) -> Flag:
    """``sides`` are the rule and what stands against what, in codes: the key is made of them and of the package."""
    said = "|".join(str(one) for one in (package.pk if package else "", *sides))
    return Flag(FlagKind.CONTRADICTION, text, advice, package, hashlib.sha256(said.encode()).hexdigest())


def _places(package: WorkPackage) -> Iterator[Flag]:
    excluded = {one.pk for one in package.countries_excluded.all()}
    both = [one for one in package.countries_allowed.all() if one.pk in excluded]
    if both:
        text = _("%(countries)s: allowed and excluded at once.") % {"countries": joined(one.label for one in both)}
        yield _flag(text, _("Take them off one of the two lists."), package, "places", *_codes(both))
    yield from _avoided(package)


def _avoided(package: WorkPackage) -> Iterator[Flag]:
    """Some of those that are allowed may be less welcome than the others; not all of them, nor one that is preferred."""
    avoided, allowed = {one.pk for one in package.countries_avoided.all()}, package.countries_allowed.all()
    both = [one for one in package.countries_preferred.all() if one.pk in avoided]
    if both:
        text = _("%(countries)s: preferred and rather avoided at once.") % {"countries": joined(one.label for one in both)}
        yield _flag(text, _("Take them off one of the two lists."), package, "avoided", *_codes(both))
    if allowed and avoided.issuperset(one.pk for one in allowed):
        text = _("All countries that are allowed would rather be avoided, so it tells no provider from another.")
        yield _flag(
            text, _("Allow others, or take them off one of the two lists."), package, "all-avoided", *_codes(allowed)
        )


def _gmp_without_gmp(package: WorkPackage) -> Iterator[Flag]:
    gmp = _gmp_of(package)
    if package.service_line_id in WITHOUT_GMP and gmp:
        named = {"service": package.service_line.label, "standards": joined(one.label for one in gmp)}
        text = _("%(service)s is done without GMP, and %(standards)s is required.") % named
        advice = _("Choose the service under GMP, or do not require the standard.")
        yield _flag(text, advice, package, "no-gmp", package.service_line_id, *_codes(gmp))


def _gmp_of(package: WorkPackage) -> list[Standard]:
    return [one for one in package.standards_required.all() if one.family == StandardFamily.GMP]


def _codes(terms: Iterable[Term]) -> list[str]:
    return sorted(str(one.pk) for one in terms)


def _times(project: Project, package: WorkPackage) -> Iterator[Flag]:
    starts, ends = package.starts_on, package.ends_on
    if starts and project.ends_on and starts > project.ends_on:
        text = _("It starts on %(start)s; the project ends on %(end)s.") % _days(starts, project.ends_on)
        yield _flag(text, _("Let it start earlier, or the project end later."), package, "starts", starts, project.ends_on)
    if ends and project.starts_on and ends < project.starts_on:
        text = _("It ends on %(end)s; the project starts on %(start)s.") % _days(project.starts_on, ends)
        yield _flag(text, _("Let it end later, or the project start earlier."), package, "ends", ends, project.starts_on)
    latest = package.latest_start
    if latest and project.starts_on and latest < project.starts_on:
        text = _("It has to begin by %(end)s; the project starts on %(start)s.") % _days(project.starts_on, latest)
        advice = _("Let it begin later, or the project start earlier.")
        yield _flag(text, advice, package, "begins", latest, project.starts_on)
    for first in package.depends_on.all():
        if ends and first.starts_on and ends <= first.starts_on:
            days = _days(first.starts_on, ends) | {"service": first.service_line.label}
            text = _("It ends on %(end)s, but needs %(service)s first, which starts on %(start)s.") % days
            advice = _("Move one of the two, or take the dependency away.")
            yield _flag(text, advice, package, "order", first.pk, ends, first.starts_on)
        elif latest and first.starts_on and latest <= first.starts_on:
            days = _days(first.starts_on, latest) | {"service": first.service_line.label}
            text = _("It has to begin by %(end)s, but needs %(service)s first, which starts on %(start)s.") % days
            advice = _("Move one of the two, or take the dependency away.")
            yield _flag(text, advice, package, "order", first.pk, latest, first.starts_on)


def _days(start: date, end: date) -> dict[str, str]:
    return {"start": date_format(start), "end": date_format(end)}


def _budget(project: Project, package: WorkPackage, rates: Mapping[str, Rate]) -> Iterator[Flag]:
    """In two currencies as far as there is a rate."""
    least, most = package.budget_low or package.budget_high, project.budget_high or project.budget_low
    rate = SAME if package.currency == project.currency else rates.get(package.currency)
    if least and most and rate and least * rate.rate > most:
        text = _("Its budget is above that of the whole project.")
        yield _flag(text, _("Change one of the two budgets."), package, "budget", least, most, package.currency)


def _with_the_brief(project: Project, packages: Sequence[WorkPackage]) -> Iterator[Flag]:
    if project.intake is None:
        return
    draft = read_back(project.intake.reading)
    refused = {one.code for one in draft.kept if one.subject is Subject.STANDARD and one.force is Force.EXCLUDED}
    for package in packages:
        both = [one for one in package.standards_required.all() if one.pk in refused]
        if both:
            named = {"standards": joined(one.label for one in both)}
            text = _("The brief excludes %(standards)s, which is required here.") % named
            yield _flag(text, _("Do not require it, if the brief is right."), package, "refused", *_codes(both))
    gmp = list({one.pk: one for package in packages for one in _gmp_of(package)}.values())
    yield from _words_of_the_brief(project, packages, draft.unclear, gmp)


def _beside(note: Unclear, text: str, packages: Sequence[WorkPackage]) -> WorkPackage | None:
    """The package that is named beside words of the brief."""
    said = Requirement(Subject.SCALE, words=note.words, start=note.start, end=note.end)
    place = Amounts(text, [said], [one.service_line for one in packages]).beside(said)
    return None if place is None else packages[place]


def _words_of_the_brief(
    project: Project, packages: Sequence[WorkPackage], notes: Iterable[Unclear], gmp: Sequence[Standard]
) -> Iterator[Flag]:
    """What the reading said of it."""
    for note in notes:
        if gmp and note.doubt is Doubt.GMP_OR_NOT:
            named = {"words": note.words, "standards": joined(one.label for one in gmp)}
            text = _("The brief asks for GMP and says “%(words)s” too; the project requires %(standards)s.") % named
            advice = _("Take the standard off the work packages that do not need it, and tell bidders which do.")
            yield _flag(text, advice, None, "gmp-or-not", note.start, note.words, *_codes(gmp))
        if note.doubt in UNHELD and project.intake:
            package = _beside(note, project.intake.text, packages)
            text = _("The brief says “%(words)s”, which no work package has: %(why)s") % {
                "words": note.words,
                "why": note.reason,
            }
            advice = _("Write it into the package that it is for, in a unit that fits, or into its questions.")
            yield _flag(text, advice, package, "amount", note.start, note.words)
        if note.doubt in OUT_OF_ORDER:
            text = _("The brief says “%(words)s”, which does not go with its other dates.") % {"words": note.words}
            days = (project.starts_on, project.latest_start, project.ends_on)
            yield _flag(text, _("See that the project has the right days."), None, "days", note.start, note.words, *days)
        if note.doubt is Doubt.OTHER_BUDGET:
            text = _("The brief names more than one budget, the last as “%(words)s”.") % {"words": note.words}
            budget = (project.budget_low, project.budget_high, project.currency)
            yield _flag(
                text, _("See that the project has the right one."), None, "budgets", note.start, note.words, *budget
            )
