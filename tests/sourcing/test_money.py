"""Sums to the minor unit, against a calculation that shares nothing with ours: whole minor units and fractions."""

import random
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from core.money import Money
from projects.briefs.selectors.rate import Rate
from projects.sourcing.content import LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.enums import Answer
from projects.sourcing.rules.quote import _gaps_of_milestones
from projects.sourcing.selectors.comparison import NOT_ANSWERED, _cells, _column, _level, _median

MINOR = {"JPY": 0, "EUR": 2, "KWD": 3}
BY_QUANTITY = ["per-batch", "per-unit", "fte"]
QUOTES = 10_000


def to_even(value: Fraction) -> int:
    """Half goes to the even neighbour."""
    whole, rest = divmod(value.numerator, value.denominator)
    doubled = 2 * rest
    if doubled > value.denominator or (doubled == value.denominator and whole % 2):
        return whole + 1
    return whole


def in_minor(answer: LineAnswer, currency: str) -> int | None:
    """What a line costs in whole minor units; None without a price."""
    if answer.answer not in {"priced", "optional"} or answer.price is None:
        return None
    factor = Fraction(answer.quantity) if answer.price_model in BY_QUANTITY else Fraction(1)
    return to_even(Fraction(answer.price) * factor * 10 ** MINOR[currency])


def random_line(chance: random.Random, number: int, currency: str) -> LineAnswer:
    digits = MINOR[currency]
    model = chance.choice([*BY_QUANTITY, "fixed", "pass-through"])
    finer = 3 if model in BY_QUANTITY else 0
    price = Decimal(chance.randrange(10 ** chance.randint(1, 12))).scaleb(-digits - finer)
    quantity = Decimal(chance.randrange(1, 10_000)).scaleb(-chance.randint(0, 3)) if model in BY_QUANTITY else None
    answer = chance.choice([*Answer.values, "priced", "priced", ""])
    has_price = answer in {"priced", "optional"} or chance.random() < 0.3
    return LineAnswer(str(number), answer, model, price if has_price else None, quantity)


def random_quote(chance: random.Random) -> QuoteContent:
    currency = chance.choice(list(MINOR))
    lines = tuple(random_line(chance, number, currency) for number in range(chance.randint(1, 4)))
    return QuoteContent(currency=currency, lines=lines, salt="")


def minor_of(money: Money | None) -> int | None:
    return None if money is None else int(money.amount.scaleb(MINOR[money.currency]))


def test_ten_thousand_quotes_add_up_as_an_independent_calculation_says():
    chance = random.Random(20261125)
    wrong = []
    for _one in range(QUOTES):
        content = random_quote(chance)
        included = [in_minor(line, content.currency) for line in content.lines if line.answer == "priced"]
        optional = [in_minor(line, content.currency) for line in content.lines if line.answer == "optional"]
        total = None if not included or None in included else sum(one for one in included if one is not None)
        if minor_of(content.total) != total or minor_of(content.total_of_options) != sum(one or 0 for one in optional):
            wrong.append(content)
    assert wrong == []


@pytest.mark.parametrize(
    ("currency", "prices", "total"),
    [
        ("JPY", ("1234567", "1", "99999999"), "101234567"),
        ("EUR", ("0.10", "0.20", "0.70"), "1.00"),
        ("KWD", ("0.001", "0.002", "1234.567"), "1234.570"),
    ],
)
def test_milestones_total_the_quote_to_the_minor_unit_or_are_refused(currency: str, prices: tuple[str, ...], total: str):
    lines = tuple(LineAnswer(str(n), "priced", "fixed", Decimal(price)) for n, price in enumerate(prices))
    smallest = Decimal(1).scaleb(-MINOR[currency])

    def gaps(*amounts: Decimal) -> int:
        milestones = tuple(MilestoneOffer(f"M{n}", amount, n + 1) for n, amount in enumerate(amounts))
        content = QuoteContent(currency=currency, lines=lines, milestones=milestones)
        assert content.total == Money(Decimal(total), currency)
        return len(list(_gaps_of_milestones(content)))

    part = smallest * 7
    assert gaps(part, Decimal(total) - part) == 0
    assert gaps(part, Decimal(total) - part - smallest) == 1
    assert gaps(part, Decimal(total) - part + smallest) == 1
    assert gaps(part + smallest / 10, Decimal(total) - part - smallest / 10) == 1  # finer than money is


def table_of(contents: list[QuoteContent], currency: str, rates: dict[str, Decimal]) -> list[Any]:
    """The columns of a comparison, without a database."""
    lines = [SimpleNamespace(pk=n, asked=()) for n in range(4)]
    found = []
    for content in contents:
        rate = Rate(rates[content.currency], None, "")
        found.append((content, rate, _cells(content, lines, rate, currency)))  # type: ignore[arg-type]
    medians = [_median([cells[n].converted for _content, _rate, cells in found]) for n in range(4)]
    quote: Any = SimpleNamespace(status="opened")
    return [
        _column(quote, content, rate, [_level(cell, medians[n]) for n, cell in enumerate(cells)], currency)
        for content, rate, cells in found
    ]


def test_an_excluded_line_never_counts_as_0_in_any_comparison():
    chance = random.Random(7)
    rates = {"JPY": Decimal("0.0061"), "EUR": Decimal(1), "KWD": Decimal("2.83")}
    for _one in range(200):
        contents = [random_quote(chance) for _quote in range(4)]
        amounts = [
            {
                n: to_even(Fraction(in_minor(line, content.currency), 10 ** MINOR[content.currency]) * Fraction(rates[content.currency]) * 100)
                for n, line in enumerate(content.lines)
                if in_minor(line, content.currency) is not None
            }
            for content in contents
        ]  # fmt: skip
        for own, column in zip(amounts, table_of(contents, "EUR", rates), strict=True):
            there = {n: sorted(other[n] for other in amounts if n in other) for n in range(4)}
            if any(not there[n] for n in range(4)):
                assert column.levelled is None  # nobody prices the line: it is absent, not 0
                continue
            filled = {n: _middle(there[n]) for n in range(4) if n not in own}
            assert minor_of(column.levelled) == sum(own.values()) + sum(filled.values())
            assert column.filled == len(filled)


def _middle(amounts: list[int]) -> int:
    half = len(amounts) // 2
    return amounts[half] if len(amounts) % 2 else to_even(Fraction(amounts[half - 1] + amounts[half], 2))


@pytest.mark.parametrize("answer", ["excluded", "assumed", ""])
def test_a_line_without_a_price_has_no_amount_whatever_stands_beside_it(answer: str):
    line = LineAnswer("1", answer, "fixed", Decimal("0"))
    assert line.amount("EUR") is None
    assert QuoteContent(currency="EUR", lines=(line,)).total is None


def test_a_line_that_is_not_answered_is_no_0_either():
    cells = _cells(QuoteContent(currency="EUR"), [SimpleNamespace(pk=1, asked=())], Rate(Decimal(1), None, ""), "EUR")  # type: ignore[list-item]
    assert [(one.state, one.amount) for one in cells] == [(NOT_ANSWERED, None)]
