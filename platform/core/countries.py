"""Country codes of ISO 3166-1 with their names in the reader's language, from Unicode's locale data (Babel)."""

from functools import cache

from core.languages import babel_locale

# Two-letter codes in Unicode's data that ISO 3166-1 does not assign: unions, outlying oceans, exceptional reservations,
# private use and the "unknown" region.
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


@cache
def country_codes() -> frozenset[str]:
    """The 249 assigned two-letter codes."""
    return (
        frozenset(code for code in map(str, babel_locale("en").territories) if len(code) == 2 and code.isalpha())
        - NOT_COUNTRIES
    )


def country_name(code: str, language: str | None = None) -> str:
    """ "Germany" or "德国" for DE; an unknown code is returned as it came."""
    return str(babel_locale(language).territories.get(code, code))


def country_choices(language: str | None = None) -> list[tuple[str, str]]:
    """(code, name) in the order a reader of that language expects to look them up."""
    return sorted(((code, country_name(code, language)) for code in country_codes()), key=lambda pair: pair[1])
