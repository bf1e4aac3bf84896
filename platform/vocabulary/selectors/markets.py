"""What tells that somebody serves a market."""

from collections.abc import Iterable

from vocabulary.models import Country, Standard
from vocabulary.selectors.vocabulary import Vocabulary


def market_terms(codes: Iterable[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """The standards of a jurisdiction, and its country."""
    wanted = set(codes)
    standards = [one.code for one in vocabulary.in_use(Standard) if one.jurisdiction_id in wanted]
    countries = [code.upper() for code in wanted if code.upper() in vocabulary.terms[Country]]
    return standards, sorted(countries)
