"""What things are called in reasons, in the reader's language."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from core.languages import joined
from projects.briefs.requirements import Subject
from projects.matching.engine.asked import KINDS, Amount, Choice
from services.search import kinds
from vocabulary.models import Country, Jurisdiction, Unit
from vocabulary.places import place_labels
from vocabulary.selectors.vocabulary import Vocabulary

MOST_NAMED = 4
DIGITS = 6


def listed(names: Iterable[str]) -> str:
    """A few names, and how many more there are."""
    every = list(dict.fromkeys(names))
    more = len(every) - MOST_NAMED
    first = joined(every[:MOST_NAMED])
    return first if more <= 0 else _("%(first)s and %(more)s more") % {"first": first, "more": more}


def label_of(choice: Choice, vocabulary: Vocabulary) -> str:
    """What a choice is called: the region that was named, or the terms."""
    if choice.subject == Subject.COUNTRY:
        return _either(place_labels(choice.codes, vocabulary))
    model = Jurisdiction if choice.subject == Subject.JURISDICTION else kinds.VOCABULARY_OF[KINDS[choice.subject]]
    terms = vocabulary.terms[model]
    return _either(dict.fromkeys(terms[code].label if code in terms else code.upper() for code in choice.codes))


def _either(names: Iterable[str]) -> str:
    labels = list(names)
    return " / ".join(labels) if len(labels) <= MOST_NAMED else listed(labels)


def country_labels(codes: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    terms = vocabulary.terms[Country]
    return [terms[code].label for code in sorted(codes) if code in terms]


def city_labels(places: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> list[str]:
    """Each city with its country, given by its code."""
    terms = vocabulary.terms[Country]
    return [f"{city} ({terms[country].label})" for city, country in places]


def figure_of(base_units: float, amount: Amount, vocabulary: Vocabulary) -> str:
    """A scale in the unit that was asked in."""
    unit = vocabulary.terms[Unit][amount.unit]
    assert isinstance(unit, Unit)  # noqa: S101 - what the mapping holds
    value = Decimal(f"{base_units:.{DIGITS}g}") / unit.factor
    return f"{value.normalize():,f} {unit.written}"


def amount_label(amount: Amount, vocabulary: Vocabulary) -> str:
    """A scale as it was asked for."""
    unit = vocabulary.terms[Unit][amount.unit]
    figure = f"{amount.asked.normalize():,f} {getattr(unit, 'written', amount.unit)}"
    figure = _("%(figure)s in one unit") % {"figure": figure} if amount.of_one else figure
    return _("up to %(high)s") % {"high": figure} if amount.is_most else figure
