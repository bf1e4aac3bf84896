"""The day in UTC; and the database's clock, the one that decides deadlines, whichever server asks."""

from datetime import date, datetime

from django.db import connection
from django.db.models import DateTimeField, Func
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REACH = range(1900, 2200)
OUT_OF_REACH = _("Choose a day between the years 1900 and 2199.")
"""The years people plan in. At the ends of the calendar neither the day after nor another zone's time can be told."""


def today() -> date:
    """The day it is in UTC, for everybody: what is past or in force hangs on nobody's own zone."""
    return timezone.now().date()


def is_in_reach(day: date) -> bool:
    """Whether one can reckon with that day, or moment."""
    return day.year in REACH


class ClockTimestamp(Func):
    """The moment of the statement, for queries. ``now()`` would be the start of the transaction, and let a late one in."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = DateTimeField()


def database_now() -> datetime:
    """This very moment by the database's clock, aware and in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
