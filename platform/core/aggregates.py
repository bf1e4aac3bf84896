"""Aggregates of PostgreSQL that Django does not name."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, DurationField


class Median(Aggregate):
    """The middle of what was waited, between two where there is no middle one. None over no rows; rows without it do not count."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class Quartiles(Aggregate):
    """What a quarter, a half and three quarters have waited at most, as a list of three. None over no rows."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field: "ArrayField[Sequence[Any], list[Any]]" = ArrayField(DurationField())
