"""What a requirement may be, wherever it comes from, and what of it a person may say of a brief beside its words."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clock import OUT_OF_REACH, is_in_reach
from core.errors import Invalid
from core.money import CURRENCIES
from projects.briefs.requirements import MODELS, Confidentiality, Requirement, Subject, forces_of
from projects.briefs.rules import ONLY_COUNTRIES, ensure_sourceable
from vocabulary.models import ServiceLine, Unit
from vocabulary.selectors.vocabulary import Vocabulary

MOST = {
    Subject.SCALE: Decimal(10) ** 18,
    Subject.BUDGET: Decimal(10) ** 12,
    Subject.BATCHES: Decimal(10_000),
    Subject.DURATION: Decimal(2000),
}
"""Figures below these fit where a project keeps them; durations are in weeks."""


def ensure_sayable(one: Requirement, vocabulary: Vocabulary) -> None:
    """A requirement that a brief can have: a term in use, a figure in a unit, or days in order. Raises Invalid."""
    errors = dict(faults_of(one, vocabulary))
    if errors:
        raise Invalid(errors={name: [text] for name, text in errors.items()})
    if one.subject is Subject.SERVICE_LINE:
        ensure_sourceable(vocabulary.term(ServiceLine, one.code))


def faults_of(one: Requirement, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """By field, what no requirement can be, with what to do instead; nothing of one that makes sense."""
    if one.force not in forces_of(one.subject):
        yield "force", str(ONLY_COUNTRIES)
    if one.subject in MODELS:
        term = vocabulary.terms[MODELS[one.subject]].get(one.code)
        if term is None or term.is_retired:
            yield "code", _("Choose a term from the list.")
    elif one.subject is Subject.WINDOW:
        yield from _wrong_days(one)
    elif one.subject in MOST:
        yield from _wrong_figures(one, vocabulary)
    elif one.code not in Confidentiality.values:
        yield "code", _("Choose a term from the list.")


def _wrong_days(one: Requirement) -> Iterator[tuple[str, str]]:
    days = {"starts_on": one.starts_on, "latest_start": one.latest_start, "ends_on": one.ends_on}
    if not any(days.values()):
        yield "starts_on", _("Give a first day, a latest start or a last day.")
    for name, day in days.items():
        if day and not is_in_reach(day):
            yield name, str(OUT_OF_REACH)
    if one.starts_on and one.ends_on and one.starts_on > one.ends_on:
        yield "ends_on", _("It ends before it starts.")
    elif one.latest_start and (one.starts_on or one.latest_start) > one.latest_start:
        yield "latest_start", _("The latest start is not before the start.")
    elif one.latest_start and (one.ends_on or one.latest_start) < one.latest_start:
        yield "latest_start", _("The latest start is not after the end.")


def _wrong_figures(one: Requirement, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    figures = {"low": one.low, "high": one.high}
    if one.low is None and one.high is None:
        yield "low", _("Give a figure.")
    for name, figure in figures.items():
        if figure is not None and not 0 < figure < MOST[one.subject]:
            yield name, _("Give a figure above 0 and below %(most)s.") % {"most": f"{MOST[one.subject]:,f}"}
        elif figure is not None and one.subject is Subject.BATCHES and figure % 1:
            yield name, _("Give a whole number of batches.")
    if one.low is not None and one.high is not None and one.low > one.high:
        yield "high", _("The lower figure comes first.")
    if one.subject is Subject.SCALE and one.unit not in {unit.code for unit in vocabulary.in_use(Unit)}:
        yield "unit", _("Choose a unit.")
    if one.subject is Subject.BUDGET and one.unit not in CURRENCIES:
        yield "unit", _("Choose a currency from the list.")
