"""Quantities compare across units of one dimension only."""

from decimal import Decimal

import pytest

from core.errors import Invalid
from core.quantity import Quantity, UnitOfMeasure

LITRE = UnitOfMeasure("l", "L", "volume", Decimal(1))
KILOLITRE = UnitOfMeasure("kl", "kL", "volume", Decimal(1000))
GRAM = UnitOfMeasure("g", "g", "mass", Decimal(1))


def test_two_kilolitres_are_two_thousand_litres():
    assert Quantity(Decimal(2), KILOLITRE) == Quantity(Decimal(2000), LITRE)
    assert hash(Quantity(Decimal(2), KILOLITRE)) == hash(Quantity(Decimal(2000), LITRE))


def test_half_a_kilolitre_is_less_than_a_thousand_litres():
    assert Quantity(Decimal("0.5"), KILOLITRE) < Quantity(Decimal(1000), LITRE)
    assert Quantity(Decimal(1), KILOLITRE) <= Quantity(Decimal(1000), LITRE)


def test_litres_and_grams_refuse_to_compare():
    with pytest.raises(Invalid, match="different things"):
        assert Quantity(Decimal(1), LITRE) < Quantity(Decimal(1), GRAM)
    assert Quantity(Decimal(1), LITRE) != Quantity(Decimal(1), GRAM)


def test_conversion_is_exact():
    assert Quantity(Decimal("1.5"), KILOLITRE).to(LITRE).value == Decimal(1500)


def test_the_api_writes_value_and_unit():
    assert Quantity(Decimal("2000.0"), LITRE).as_json() == {"value": "2000", "unit": "l"}
    assert str(Quantity(Decimal("2000.50"), LITRE)) == "2000.5 L"
