"""One day for everybody."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from core import clock


@time_machine.travel(datetime(2026, 11, 24, 20, tzinfo=UTC), tick=False)
def test_it_is_the_same_day_in_every_zone():
    for zone in ("Asia/Shanghai", "Pacific/Honolulu"):
        with timezone.override(ZoneInfo(zone)):
            assert clock.today() == date(2026, 11, 24)
