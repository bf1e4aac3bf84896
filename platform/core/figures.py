"""Figures and ranges of them, as the reader's language writes them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

TOO_LONG = Decimal(10) ** 10
"""From here on a figure is written by its order of magnitude."""


def range_of(low: Decimal | int | None, high: Decimal | int | None) -> str:
    """From the smaller to the larger; a missing end is open."""
    if low is not None and high is not None:
        return "–".join(dict.fromkeys((number_of(low), number_of(high))))
    if low is not None:
        return _("at least %(low)s") % {"low": number_of(low)}
    return _("up to %(high)s") % {"high": number_of(high)} if high is not None else "–"


def number_of(value: Decimal | int) -> str:
    """With its thousands apart, and no noughts at the end."""
    if value >= TOO_LONG:
        return f"{value:.3E}".replace("E+", " × 10^").replace(".000", "")
    exact = Decimal(value)
    return number_format(exact.normalize() if exact % 1 else int(exact), use_l10n=True, force_grouping=True)
