"""Where a provider does what is asked for, in sentences."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import Choice
from projects.matching.engine.ground.sites import Place
from projects.matching.engine.judging.best import sites_within
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.naming import city_labels, country_labels, label_of, listed
from projects.matching.engine.telling.avoided_reason import avoided_sentences
from vocabulary.selectors.vocabulary import Vocabulary


def place_sentence(
    places: Iterable[Choice], ranking: Ranking, provider: int, sites: Sequence[Place], vocabulary: Vocabulary
) -> str:
    """The cities in the places asked for, those that nobody knows to be open, and where it is not done. ``sites`` are all that it has."""
    found: list[Place] = []
    lacking = []
    for choice in places:
        there = sites_within(ranking.ground, provider, ranking.fitting, choice.codes, sites)
        found += there
        if not there:
            lacking.append(_("Not offered in %(place)s.") % {"place": label_of(choice, vocabulary)})
    parts = []
    if found:
        parts.append(
            _("Done in %(cities)s.")
            % {"cities": listed(city_labels(((one.city, one.country) for one in found), vocabulary))}
        )
    if unclear := unclear_sentence(found):
        parts.append(unclear)
    avoided = avoided_sentences(ranking, provider, sites, vocabulary, are_named=bool(found))
    return " ".join(dict.fromkeys([*parts, *lacking, *_outside(ranking, provider, vocabulary), *avoided]))


def _outside(ranking: Ranking, provider: int, vocabulary: Vocabulary) -> Iterable[str]:
    fits, (start, end) = ranking.fits, ranking.ground.span(provider)
    barred = {code for fit in fits for one in fit.package.excluded(Subject.COUNTRY) for code in one.codes}
    if barred:
        outside = any(fit.outside is not None and (fit.fitting & fit.outside)[start:end].any() for fit in fits)
        text = _("Has sites outside %(places)s.") if outside else _("Offered only in %(places)s.")
        yield text % {"places": listed(country_labels(barred, vocabulary))}


def unclear_sentence(sites: Iterable[Place]) -> str:
    """Of these sites those of which it is not known whether they are open; empty where all are."""
    cities = listed(one.city for one in sites if one.is_unclear)
    return _("Not known whether this site is open: %(cities)s.") % {"cities": cities} if cities else ""
