"""What an exchange rate has to be, and a table of them: each row that is wrong with what is wrong in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NoReturn

from django.utils.translation import gettext as _

from core.errors import Invalid
from core.money import CURRENCIES
from projects.sourcing.content import decimal_of

COLUMNS = ("base", "counter", "rate", "on", "source")
MOST_TOLD = 20
"""Errors on one screen."""
LONGEST_SOURCE = 120
PLACES = 10
"""Digits before the point, and as many after it."""
DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
"""The year first, as ISO 8601 and Chinese spreadsheets have it: the other orders mean two days."""


@dataclass(frozen=True)
class RateFacts:
    """One unit of ``base`` in ``counter``, of a day, by a source."""

    base: str
    counter: str
    rate: Decimal
    on: date
    source: str

    @property
    def key(self) -> tuple[str, str, date]:
        """What there is one rate of."""
        return self.base, self.counter, self.on


def ensure_day_has_come(day: date, today: date) -> None:
    """No rate of a day that has come nowhere yet; ``today`` is that of UTC. Raises Invalid."""
    if _is_to_come(day, today):
        raise Invalid(errors={"on": [_("This day has not come yet.")]})


def _is_to_come(day: date, today: date) -> bool:
    """East of UTC it is tomorrow already."""
    return day > today + timedelta(days=1)


def rates_of(rows: Iterable[Sequence[str]], today: date) -> list[RateFacts]:
    """The rates of a table whose first row names the columns, in any order. Raises Invalid with row, column and sentence of each
    error, all at once."""
    numbered = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cell.strip() for cell in cells)]
    heads = _heads(numbered[0][1] if numbered else [])
    problems: list[str] = []
    found: dict[tuple[str, str, date], tuple[int, RateFacts]] = {}
    for number, cells in numbered[1:]:
        facts = _read(number, {name: cells[at].strip() if at < len(cells) else "" for name, at in heads.items()}, problems)
        if facts is None:
            continue
        if _is_to_come(facts.on, today):
            problems.append(_told(number, "on", _("This day has not come yet.")))
        elif facts.key in found:
            text = _("Row %(row)s has a rate of this pair and day already.") % {"row": found[facts.key][0]}
            problems.append(_told(number, "on", text))
        found.setdefault(facts.key, (number, facts))
    if problems:
        _refuse(problems)
    if not found:
        _refuse([_("There is no rate below the first row.")])
    return [facts for _number, facts in found.values()]


def _heads(cells: Sequence[str]) -> dict[str, int]:
    """Where each column stands."""
    named = [cell.strip().casefold() for cell in cells]
    if sorted(name for name in named if name) != sorted(COLUMNS):
        text = _("The first row must name the columns: %(columns)s.") % {"columns": ", ".join(COLUMNS)}
        told = ", ".join(name for name in named if name)[:200]
        said = _("It says: %(text)s") % {"text": told}
        _refuse([f"{text} {said}" if told else text])
    return {name: named.index(name) for name in COLUMNS}


def _read(number: int, values: Mapping[str, str], problems: list[str]) -> RateFacts | None:
    rate, day = decimal_of(values["rate"]), _day(values["on"])
    base, counter = values["base"].upper(), values["counter"].upper()
    wrong = {
        "base": _not_a_currency(base),
        "counter": _not_a_currency(counter) or (_("A rate is between two currencies.") if base == counter else ""),
        "rate": _not_a_rate(values["rate"], rate),
        "on": "" if day else _("“%(text)s” is no day. Write it as 2026-11-30.") % {"text": values["on"][:40]},
        "source": _not_a_source(values["source"]),
    }
    found = [_told(number, name, text) for name, text in wrong.items() if text]
    problems += found
    return RateFacts(base, counter, rate, day, values["source"]) if not found and rate and day else None


def _not_a_currency(code: str) -> str:
    return "" if code in CURRENCIES else _("“%(code)s” is not an ISO 4217 currency code.") % {"code": code[:20]}


def _not_a_rate(text: str, rate: Decimal | None) -> str:
    if rate is None or rate <= 0:
        return _("“%(text)s” is no rate. Write a number above 0 with a point, such as 8.24.") % {"text": text[:40]}
    if not _fits(rate):
        return _("A rate has at most %(most)s digits before the point and as many after it.") % {"most": PLACES}
    return ""


def _not_a_source(text: str) -> str:
    if not text:
        return _("Say where the rate comes from, such as ECB.")
    return _("At most %(most)s characters.") % {"most": LONGEST_SOURCE} if len(text) > LONGEST_SOURCE else ""


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _fits(rate: Decimal) -> bool:
    exact = rate.normalize()
    _sign, digits, exponent = exact.as_tuple()
    after = max(0, -int(exponent))
    return after <= PLACES and len(digits) + int(exponent) <= PLACES


def _told(number: int, column: str, text: str) -> str:
    return _("Row %(row)s, column %(column)s: %(text)s") % {"row": number, "column": column, "text": text}


def _refuse(problems: list[str]) -> NoReturn:
    told = problems[:MOST_TOLD]
    if len(problems) > MOST_TOLD:
        told.append(_("And %(count)s more.") % {"count": len(problems) - MOST_TOLD})
    raise Invalid(" ".join(told), errors={"rows": told})
