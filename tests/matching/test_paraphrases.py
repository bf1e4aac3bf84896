"""A brief, the same in other words and the same in Chinese find nearly the same providers."""

from statistics import mean

import pytest

from projects.matching.preview import preview_of
from services.selectors.catalogue import Catalogue
from tests.matching.needs import TODAY, order_of
from tests.matching.triples import TRIPLES

pytestmark = pytest.mark.django_db

FIRST = 10


def overlaps(catalogue: Catalogue, other: int) -> list[float]:
    """By brief, which part of the first ten stays."""
    found = []
    for texts in TRIPLES.values():
        one, two = (set(first_of(texts[place], catalogue)) for place in (0, other))
        found.append(len(one & two) / FIRST)
    return found


def first_of(text: str, catalogue: Catalogue) -> list[str]:
    return order_of(preview_of(text, catalogue, today=TODAY).ranking)[:FIRST]


@pytest.mark.parametrize("other", [1, 2], ids=["paraphrase", "Chinese"])
def test_the_first_ten_stay_nearly_the_same(catalogue: Catalogue, other: int):
    found = overlaps(catalogue, other)
    assert min(found) >= 0.6, dict(zip(TRIPLES, found, strict=True))
    assert mean(found) >= 0.84
