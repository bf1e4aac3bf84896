"""What a scale is counted in, as a reader writes it."""

import pytest
from django.utils.translation import override

from vocabulary.models import Unit


@pytest.mark.parametrize(
    ("language", "there", "absent"),
    [
        ("en", ["kL", "m³", "kilolitre"], ["千升", "立方米"]),
        ("zh-hans", ["kL", "m³", "千升", "立方米"], ["kilolitre", "kL bioreactor"]),
    ],
)
def test_units_are_offered_in_the_words_of_the_readers_language(language: str, there: list[str], absent: list[str]):
    aliases = dict.fromkeys(["kL", "m³", "kilolitre", "kL bioreactor", "千升", "立方米"], "1000")
    with override(language):
        spellings = Unit(code="l-bioreactor", symbol="L", aliases=aliases).spellings
    assert set(there) <= set(spellings)
    assert not set(absent) & set(spellings)
