"""Where the cities of the shipped sites are, and what else people call them.

Written by us: coordinates to a hundredth of a degree, enough for a map of the world; empty where two cities of a country
share a name. Aliases are Chinese names, local spellings and old names.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "places.csv"


@dataclass(frozen=True)
class Place:
    """Degrees north and east, both or neither, and other names."""

    latitude: Decimal | None
    longitude: Decimal | None
    aliases: tuple[str, ...]


NOWHERE = Place(None, None, ())


@cache
def _places() -> dict[tuple[str, str], Place]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["city"]): _place(row) for row in csv.DictReader(file)}


def _place(row: dict[str, str]) -> Place:
    known = bool(row["latitude"])
    return Place(
        Decimal(row["latitude"]) if known else None,
        Decimal(row["longitude"]) if known else None,
        tuple(alias for alias in row["aliases"].split("|") if alias),
    )


def place_of(country: str, city: str) -> Place:
    """What is known of a city by its country's code and its name; ``NOWHERE`` when nothing is."""
    return _places().get((country, city), NOWHERE)
