"""A quantity carries its unit; two of one dimension compare, two of different dimensions refuse.

The units themselves are a vocabulary. This module knows only what a unit must say: its dimension, and its factor to the
dimension's base unit.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Invalid


@dataclass(frozen=True)
class UnitOfMeasure:
    """``factor`` base units make one of this unit: 1000 for kL where the base is L."""

    code: str
    symbol: str
    dimension: str
    factor: Decimal


@dataclass(frozen=True, eq=False)
class Quantity:
    """``value`` counted in ``unit``. 2 kL equals 2000 L."""

    value: Decimal
    unit: UnitOfMeasure

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Quantity)
            and self.unit.dimension == other.unit.dimension
            and self.in_base_units == other.in_base_units
        )

    def __hash__(self) -> int:
        return hash((self.unit.dimension, self.in_base_units))

    def __lt__(self, other: "Quantity") -> bool:
        self._ensure_same_dimension(other)
        return self.in_base_units < other.in_base_units

    def __le__(self, other: "Quantity") -> bool:
        return self == other or self < other

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit.symbol}"

    @property
    def in_base_units(self) -> Decimal:
        """The value counted in the dimension's base unit: what is stored beside it to compare in SQL."""
        return self.value * self.unit.factor

    def to(self, unit: UnitOfMeasure) -> "Quantity":
        """The same quantity in another unit. Raises Invalid for another dimension."""
        target = Quantity(Decimal(0), unit)
        self._ensure_same_dimension(target)
        return Quantity(self.in_base_units / unit.factor, unit)

    def as_json(self) -> dict[str, Any]:
        """``{"value": "2000", "unit": "l-bioreactor"}``, as the API writes it."""
        return {"value": f"{self.value.normalize():f}", "unit": self.unit.code}

    def _ensure_same_dimension(self, other: "Quantity") -> None:
        if self.unit.dimension != other.unit.dimension:
            text = _("%(one)s and %(other)s measure different things.")
            raise Invalid(text % {"one": self.unit.symbol, "other": other.unit.symbol})
