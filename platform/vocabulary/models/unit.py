"""What scale is counted in."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.quantity import UnitOfMeasure
from vocabulary.models.term import Term, reads_chinese


def validate_factor(value: Any) -> None:
    """A factor is a number above 0. Raises ValidationError."""
    try:
        is_factor = Decimal(value) > 0
    except (InvalidOperation, TypeError, ValueError):
        is_factor = False
    if not is_factor:
        raise ValidationError(_("“%(value)s” is no factor: write a number above 0."), params={"value": value})


def validate_aliases(value: Any) -> None:
    """Spellings with their factors as text. Raises ValidationError."""
    if not isinstance(value, dict):
        raise ValidationError(_("Write spellings with their factors."))
    for factor in value.values():
        validate_factor(factor if isinstance(factor, str) else "")


HAN, WORD = re.compile(r"[㐀-䶿一-鿿]"), re.compile("[A-Za-zµ]+")
LONGEST_SYMBOL = 2


def _is_symbol(spelling: str) -> bool:
    """kL, mg, m³, kg/a or µmol, which are the same in every language; 升 or litre are words."""
    words = WORD.findall(spelling)
    short = all(len(word) <= LONGEST_SYMBOL or word.endswith("mol") for word in words)
    return short and not HAN.search(spelling)


IN_WORDS = {
    "g/batch": _("g/batch"),
    "kg/batch": _("kg/batch"),
    "g/month": _("g/month"),
    "t/a": _("t/a"),
    "vg/batch": _("vg/batch"),
    "TU/batch": _("TU/batch"),
    "vp/batch": _("vp/batch"),
    "doses/a": _("doses/a"),
    "doses/batch": _("doses/batch"),
    "vials/batch": _("vials/batch"),
    "vials/a": _("vials/a"),
    "syringes/batch": _("syringes/batch"),
    "units/a": _("units/a"),
    "tablets/batch": _("tablets/batch"),
    "tablets/a": _("tablets/a"),
    "batches/a": _("batches/a"),
    "patients/a": _("patients/a"),
    "cells/batch": _("cells/batch"),
    "CFU/batch": _("CFU/batch"),
    "GBq/batch": _("GBq/batch"),
    "rooms": _("rooms"),
    "subjects": _("subjects"),
    "samples": _("samples"),
    "animals": _("animals"),
    "studies": _("studies"),
    "compounds": _("compounds"),
    "FTE-months": _("FTE-months"),
    "shipments/a": _("shipments/a"),
}
"""Symbols of shipped units that are words."""


class Unit(Term):
    """A unit, the dimension it measures, and its factor to the dimension's base unit: 2 kL and 2000 L compare.

    ``aliases`` are other spellings and multiples with their own factors to the same base unit, as text: {"kL": "1000"}.
    An alias may recur in other dimensions; the service tells which is meant.
    """

    KIND = "units"
    ABOUT = _("What scale is counted in. Units of one dimension compare.")
    OWN_FIELDS = ("symbol", "dimension", "base_unit", "factor", "aliases")

    symbol = models.CharField(_("symbol"), max_length=20)
    dimension = models.CharField(_("dimension"), max_length=40)
    base_unit = models.CharField(_("base unit"), max_length=20)
    factor = models.DecimalField(_("base units in one"), max_digits=30, decimal_places=12, validators=[validate_factor])
    aliases = models.JSONField(_("other spellings and multiples"), default=dict, blank=True, validators=[validate_aliases])

    class Meta(Term.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=Q(factor__gt=0), name="unit_factor_positive", violation_error_message=_("A factor is above 0.")
            ),
        ]

    @property
    def plain_factor(self) -> str:
        """The factor without noughts at its end."""
        return f"{self.factor.normalize():f}"

    @property
    def spellings(self) -> list[str]:
        """The aliases that a reader of this language would write: symbols for everybody, words of their own language."""
        chinese = reads_chinese()
        return [one for one in self.aliases if _is_symbol(one) or bool(HAN.search(one)) == chinese]

    @property
    def written(self) -> str:
        """As it stands behind a figure: the symbol, and where that is words, those of the reader's language."""
        return str(IN_WORDS.get(self.symbol, self.symbol))

    def as_measure(self, alias: str = "") -> UnitOfMeasure:
        """The unit to calculate with, or one of its aliases. Raises KeyError for a spelling that is none of its own."""
        if not alias or alias == self.symbol:
            return UnitOfMeasure(self.code, self.written, self.dimension, self.factor)
        return UnitOfMeasure(self.code, alias, self.dimension, Decimal(self.aliases[alias]))
