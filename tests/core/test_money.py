"""Money never mixes currencies and never hides a fraction of a cent."""

from decimal import Decimal

import pytest

from core.errors import Invalid
from core.money import Money


def test_two_amounts_of_one_currency_add_up():
    assert Money(Decimal("0.10"), "EUR") + Money(Decimal("0.20"), "EUR") == Money(Decimal("0.30"), "EUR")


def test_two_currencies_refuse_to_add():
    with pytest.raises(Invalid, match="exchange rate"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")


def test_an_unknown_currency_is_refused():
    with pytest.raises(Invalid, match="ISO 4217"):
        Money(Decimal(1), "EURO")


@pytest.mark.parametrize(("currency", "unit"), [("EUR", "0.01"), ("JPY", "1"), ("KWD", "0.001")])
def test_the_minor_unit_is_that_of_the_currency(currency: str, unit: str):
    assert Money(Decimal(1), currency).minor_unit == Decimal(unit)


def test_an_amount_finer_than_the_minor_unit_is_refused():
    with pytest.raises(Invalid, match="smallest unit"):
        Money(Decimal("0.001"), "EUR")
    with pytest.raises(Invalid, match="smallest unit"):
        Money(Decimal("0.5"), "JPY")


def test_rounding_is_half_to_even():
    assert Money(Decimal("0.01"), "EUR").times(Decimal("0.5")) == Money(Decimal("0.00"), "EUR")
    assert Money(Decimal("0.03"), "EUR").times(Decimal("0.5")) == Money(Decimal("0.02"), "EUR")


@pytest.mark.parametrize(("language", "shown"), [("en", "EUR 1,250,000.00"), ("zh-hans", "EUR 1,250,000.00")])
def test_money_shows_its_code_and_groups(language: str, shown: str):
    assert Money(Decimal(1250000), "EUR").display(language).replace("\xa0", " ") == shown


def test_yen_show_no_decimals():
    assert Money(Decimal(5000), "JPY").display("en").replace("\xa0", " ") == "JPY 5,000"
