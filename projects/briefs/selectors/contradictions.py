"""Where a project contradicts itself, or the brief that it came from."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.models import Project, WorkPackage
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Subject, Unclear
from vocabulary.enums import StandardFamily

GMP_OR_NOT = gettext_noop("The text asks for GMP and says that it is not needed.")
OTHER_BUDGET = gettext_noop("The text names another budget before.")
NOT_FOR_PEOPLE = frozenset(["non-gmp-tox-material", "plasmid-research-hq", "research-protein-production"])
"""Services that are done without GMP by their very definition."""


def contradictions_in(project: Project, packages: Sequence[WorkPackage]) -> Iterator[Flag]:
    """Of the packages in themselves, with each other, with the project and with the brief."""
    for package in packages:
        yield from _places(package)
        yield from _gmp_without_gmp(package)
        yield from _times(project, package)
        yield from _budget(project, package)
    yield from _with_the_brief(project, packages)


def _flag(text: str, advice: str, package: WorkPackage | None) -> Flag:
    return Flag(FlagKind.CONTRADICTION, text, advice, package)


def _places(package: WorkPackage) -> Iterator[Flag]:
    excluded = {one.pk for one in package.countries_excluded.all()}
    both = [one.label for one in package.countries_allowed.all() if one.pk in excluded]
    if both:
        text = _("%(countries)s: allowed and excluded at once.") % {"countries": ", ".join(both)}
        yield _flag(text, _("Take them off one of the two lists."), package)


def _gmp_without_gmp(package: WorkPackage) -> Iterator[Flag]:
    gmp = _gmp_of(package)
    if package.service_line_id in NOT_FOR_PEOPLE and gmp:
        named = {"service": package.service_line.label, "standards": ", ".join(gmp)}
        text = _("%(service)s is done without GMP, and %(standards)s is required.") % named
        yield _flag(text, _("Choose the service under GMP, or do not require the standard."), package)


def _gmp_of(package: WorkPackage) -> list[str]:
    return [one.label for one in package.standards_required.all() if one.family == StandardFamily.GMP]


def _times(project: Project, package: WorkPackage) -> Iterator[Flag]:
    starts, ends = package.starts_on, package.ends_on
    if starts and project.ends_on and starts > project.ends_on:
        text = _("It starts on %(start)s; the project ends on %(end)s.") % _days(starts, project.ends_on)
        yield _flag(text, _("Let it start earlier, or the project end later."), package)
    if ends and project.starts_on and ends < project.starts_on:
        text = _("It ends on %(end)s; the project starts on %(start)s.") % _days(project.starts_on, ends)
        yield _flag(text, _("Let it end later, or the project start earlier."), package)
    for first in package.depends_on.all():
        if ends and first.starts_on and ends <= first.starts_on:
            days = _days(first.starts_on, ends) | {"service": first.service_line.label}
            text = _("It ends on %(end)s, but needs %(service)s first, which starts on %(start)s.") % days
            yield _flag(text, _("Move one of the two, or take the dependency away."), package)


def _days(start: date, end: date) -> dict[str, str]:
    return {"start": date_format(start), "end": date_format(end)}


def _budget(project: Project, package: WorkPackage) -> Iterator[Flag]:
    least, most = package.budget_low or package.budget_high, project.budget_high or project.budget_low
    if least and most and package.currency == project.currency and least > most:
        text = _("Its budget is above that of the whole project.")
        yield _flag(text, _("Change one of the two budgets."), package)


def _with_the_brief(project: Project, packages: Sequence[WorkPackage]) -> Iterator[Flag]:
    if project.intake is None:
        return
    draft = read_back(project.intake.reading)
    refused = {one.code for one in draft.kept if one.subject is Subject.STANDARD and one.force is Force.EXCLUDED}
    for package in packages:
        both = [one.label for one in package.standards_required.all() if one.pk in refused]
        if both:
            text = _("The brief excludes %(standards)s, which is required here.") % {"standards": ", ".join(both)}
            yield _flag(text, _("Do not require it, if the brief is right."), package)
    gmp = list(dict.fromkeys(label for package in packages for label in _gmp_of(package)))
    yield from _words_of_the_brief(draft.unclear, gmp)


def _words_of_the_brief(notes: Iterable[Unclear], gmp: Sequence[str]) -> Iterator[Flag]:
    """What the reading said of it, whichever language it was read in."""
    for note in notes:
        if gmp and note.reason in _in_every_language(GMP_OR_NOT):
            named = {"words": note.words, "standards": ", ".join(gmp)}
            text = _("The brief asks for GMP and says “%(words)s” too; the project requires %(standards)s.") % named
            yield _flag(
                text, _("Take the standard off the work packages that do not need it, and tell bidders which do."), None
            )
        if note.reason in _in_every_language(OTHER_BUDGET):
            text = _("The brief names more than one budget, the last as “%(words)s”.") % {"words": note.words}
            yield _flag(text, _("See that the project has the right one."), None)


def _in_every_language(sentence: str) -> set[str]:
    found = {sentence}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(translation.gettext(sentence))
    return found
