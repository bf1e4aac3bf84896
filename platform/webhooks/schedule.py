"""When a delivery is tried again, and when an endpoint is given up. Times by the database's clock."""

from datetime import timedelta

RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the n-th failure. After the tenth, a good three days later, the delivery is given up and can be sent again by hand."""

LONGEST_HOLD = timedelta(hours=24)
"""What a receiver asks for with Retry-After is granted up to this."""

WARN_AFTER = timedelta(hours=12)
"""Owners and managers are told when nothing was taken for so long."""

PAUSE_AFTER = timedelta(hours=72)
"""From then on a failure pauses the endpoint, if the warning is at least WARNED_FOR old."""

WARNED_FOR = timedelta(hours=24)
