"""Figures and ranges of them, as the reader's language writes them and as people everywhere type them."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from core.languages import joined

TOO_LONG = Decimal(10) ** 10
"""From here on a figure is written by its order of magnitude."""

LONGEST = 60
GROUPED = re.compile(r"(-?[1-9][0-9]{0,2}(?:(?P<gap>[., '’])[0-9]{3})(?:(?P=gap)[0-9]{3})*)(?:(?!(?P=gap))[.,]([0-9]+))?")
"""Thousands apart, by the same sign throughout; then perhaps the other sign and decimals."""
PLAIN = re.compile(r"(-?[0-9]*)(?:[.,]([0-9]*))?")
POWER = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
COULD_BE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


class NoFigure(ValueError):
    """A text does not say one figure; the message is for who typed it, and says how to write it."""


def figure_in(text: str, below: Decimal | None = None) -> Decimal:
    """The figure that somebody typed or pasted, in whichever country's way, where it can be read in one way only.

    “452.000,00”, “1,250,000.00” and “452 000,00” can; “904.000” and “12,500” are thousands to one reader and decimals to
    another, whatever language they have chosen here: a paste comes from elsewhere. Of two readings, one that
    is not ``below`` the given figure is none. Raises NoFigure.
    """
    readings = set(_readings(text))
    if len(readings) > 1 and below is not None:
        readings = {one for one in readings if abs(one) < below}
    if len(readings) == 1:
        return readings.pop()
    shown = {"text": text.strip()[:40]}
    if not readings:
        raise NoFigure(_("“%(text)s” is no number. Write it in digits alone, like 4500000 or 1250.50.") % shown)
    other, one = (written(reading) for reading in sorted(readings, key=abs))
    said = _("“%(text)s” can be read as %(one)s and as %(other)s. Write the one that you mean.")
    raise NoFigure(said % {**shown, "one": one, "other": other})


def written(value: Decimal) -> str:
    """As ``figure_in`` reads it back: without noughts at the end, unless its decimals could be taken for thousands."""
    plain = f"{value.normalize():f}"
    return f"{plain}0" if COULD_BE_THOUSANDS.fullmatch(plain) else plain


def _readings(text: str) -> Iterator[Decimal]:
    """Also from full-width digits and from any kind of space."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    if len(plain) > LONGEST or not re.search(r"[0-9]", plain):
        return
    if found := GROUPED.fullmatch(plain):
        yield Decimal(f"{re.sub(r'[^0-9-]', '', found[1])}.{found[3] or 0}")
    if found := PLAIN.fullmatch(plain):
        yield Decimal(f"{found[1]}.{found[2] or 0}")
    if POWER.fullmatch(plain):
        yield Decimal(plain)


def range_of(low: Decimal | int | None, high: Decimal | int | None, unit: str = "") -> str:
    """From the smaller to the larger; a missing end is open. ``unit`` is one that stands before a figure, such as a currency."""
    before = f"{unit} " if unit else ""
    if low is not None and high is not None:
        return before + "–".join(dict.fromkeys((number_of(low), number_of(high))))
    if low is not None:
        return _("at least %(low)s") % {"low": before + number_of(low)}
    return _("up to %(high)s") % {"high": before + number_of(high)} if high is not None else "–"


def number_of(value: Decimal | int) -> str:
    """With its thousands apart, and no noughts at the end."""
    if value >= TOO_LONG:
        return f"{value:.3E}".replace("E+", " × 10^").replace(".000", "")
    exact = Decimal(value)
    return number_format(exact.normalize() if exact % 1 else int(exact), use_l10n=True, force_grouping=True)


def window_of(starts: date | None, ends: date | None, latest_start: date | None = None) -> str:
    """From the first to the last day; a missing end is open. It is to begin by ``latest_start``, where that is said."""
    if starts and ends:
        said = f"{date_format(starts)} – {date_format(ends)}"
    elif starts:
        said = _("from %(day)s") % {"day": date_format(starts)}
    else:
        said = _("by %(day)s") % {"day": date_format(ends)} if ends else ""
    begun = _("to begin by %(day)s") % {"day": date_format(latest_start)} if latest_start else ""
    return joined(part for part in (said, begun) if part) or "–"
