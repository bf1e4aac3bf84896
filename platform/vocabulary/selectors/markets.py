"""What tells that somebody serves a market."""

from collections.abc import Iterable

from vocabulary.models import Country, Jurisdiction, Standard
from vocabulary.selectors.vocabulary import Vocabulary
from vocabulary.unions import MEMBERS


def market_of(country: str, vocabulary: Vocabulary) -> str | None:
    """The jurisdiction of a country; for a member of a union without one, the union. None where the vocabulary has neither."""
    markets = vocabulary.in_use(Jurisdiction)
    own = next((one.code for one in markets if one.country_id == country), None)
    unions = (union for union, members in MEMBERS.items() if country in members and union in vocabulary.terms[Jurisdiction])
    return own or next(unions, None)


def market_terms(codes: Iterable[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """The standards that hold in these jurisdictions, and their countries. A union's countries are its members, where its
    standards hold as well."""
    markets = vocabulary.named(Jurisdiction, set(codes))
    countries = {one.country_id for one in markets if one.country_id}
    unions = {union for union, members in MEMBERS.items() if not countries.isdisjoint(members)}
    countries.update(country for one in markets for country in MEMBERS.get(one.code, ()))
    holding = unions.union(one.code for one in markets)
    standards = [one.code for one in vocabulary.in_use(Standard) if one.jurisdiction_id in holding]
    return standards, sorted(countries & vocabulary.terms[Country].keys())


def regulated_in(codes: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    """The jurisdictions whose regulators inspect for these markets: their own, for a union those of its members, for a member the
    union's."""
    asked = set(codes)
    members = {country for code in asked for country in MEMBERS.get(code, ())}
    own = {one.country_id for one in vocabulary.named(Jurisdiction, asked) if one.country_id}
    unions = {union for union, countries in MEMBERS.items() if not own.isdisjoint(countries)}
    return asked | unions | {one.code for one in vocabulary.in_use(Jurisdiction) if one.country_id in members}
