"""Days, money and scales as projects and packages share them, written and read in groups."""

from collections.abc import Mapping
from typing import ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Grouped, Input, Output
from core.money import CURRENCIES


class WindowOut(Output):
    """Days, both included. The work has to begin by ``latest_start``."""

    starts_on = serializers.DateField(allow_null=True)
    latest_start = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


@extend_schema_field({"type": "string", "example": "EUR"})
class CurrencyField(serializers.CharField):
    """A currency's code, where scales have that of a unit."""


class BudgetOut(Output):
    """From the lower to the higher figure, as text."""

    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = CurrencyField(help_text="A currency's code")


class AskedScaleOut(Output):
    """From the smaller to the larger figure, as text."""

    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = serializers.CharField(help_text="A unit's code")
    of_one = serializers.BooleanField(help_text="One reactor or vessel has to hold it, not several together")


def number_in(digits: int, places: int) -> serializers.DecimalField:
    """A figure, as text or number; null where nobody says."""
    return serializers.DecimalField(digits, places, required=False, allow_null=True, default=None)


class WindowIn(Input):
    """Days, both included. The work has to begin by ``latest_start``."""

    starts_on = serializers.DateField(required=False, allow_null=True)
    latest_start = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)


class BudgetIn(Input):
    """From the lower to the higher figure."""

    low = number_in(14, 2)
    high = number_in(14, 2)
    unit = CurrencyField(required=False, allow_blank=True, help_text="A currency's code")


class AskedScaleIn(Input):
    """From the smaller to the larger figure."""

    low = number_in(24, 6)
    high = number_in(24, 6)
    unit = serializers.CharField(required=False, allow_null=True, help_text="A code of `vocabulary/units/`")
    of_one = serializers.BooleanField(
        required=False, help_text="One reactor or vessel has to hold it, not several together"
    )


class WindowAndBudgetIn(Grouped):
    """Days and money, each alone or in the group that is read."""

    GROUPS: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "window": {"starts_on": "starts_on", "latest_start": "latest_start", "ends_on": "ends_on"},
        "budget": {"low": "budget_low", "high": "budget_high", "unit": "currency"},
    }

    window = WindowIn(required=False, allow_null=True)
    budget = BudgetIn(required=False, allow_null=True)
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    latest_start = serializers.DateField(required=False, allow_null=True, default=None)
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    budget_low = number_in(14, 2)
    budget_high = number_in(14, 2)
    currency = serializers.ChoiceField(sorted(CURRENCIES), required=False, allow_blank=True, default="")
