"""Which of the markets asked for a provider is known to serve, in sentences."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from projects.matching.engine.asked import Choice
from projects.matching.engine.ground.ground import Flags, Ground
from projects.matching.engine.judging.meaning import ways_unmet
from projects.matching.engine.naming import label_of, listed
from services.search import kinds
from vocabulary.selectors.markets import market_terms
from vocabulary.selectors.vocabulary import Vocabulary


def market_sentence(choices: Iterable[Choice], own: Flags, ground: Ground, vocabulary: Vocabulary) -> str:
    """``own`` are the provider's offerings of what is asked for. Where any of several markets will do, each is told of for itself."""
    parts = []
    for choice in choices:
        each = [replace(choice, codes=(code,)) for code in choice.codes]
        kept = [one for one in each if _has(one, kinds.STANDARD, own, ground, vocabulary)]
        there = [one for one in each if one not in kept and _has(one, kinds.COUNTRY, own, ground, vocabulary)]
        if kept:
            parts.append(_("Lists a standard of %(market)s.") % {"market": _named(kept, vocabulary)})
        if there:
            parts.append(_("Has a site in %(market)s.") % {"market": _named(there, vocabulary)})
        if len(kept) + len(there) < len(each):
            unmet = _named(ways_unmet(choice, [*kept, *there]), vocabulary)
            parts.append(_("Not known whether it serves %(market)s.") % {"market": unmet})
    return " ".join(dict.fromkeys(parts))


def _named(choices: Iterable[Choice], vocabulary: Vocabulary) -> str:
    return listed(label_of(one, vocabulary) for one in choices)


def _has(market: Choice, kind: str, own: Flags, ground: Ground, vocabulary: Vocabulary) -> bool:
    """Whether it works under a standard of a market, or in one of its countries."""
    standards, countries = market_terms(market.codes, vocabulary)
    return bool((own & ground.having(kind, standards if kind == kinds.STANDARD else countries)).any())
