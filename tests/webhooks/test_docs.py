"""What docs/webhooks.md tells integrators works as it stands there."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.receiver import Receiver
from webhooks.schedule import RETRY_AFTER

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs/webhooks.md").read_text()


def functions() -> dict[str, Any]:
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL):
        exec(block, names)
    return names


@pytest.mark.parametrize("name", ["event_from", "verified"])
def test_both_ways_to_verify_take_what_is_sent_and_nothing_else(
    name: str, receiver: Receiver, set_up: Callable[..., Any], happen: Callable[..., Any], sweep: Callable[[], int]
):
    _, secret = set_up(receiver)
    event = happen()
    sweep()
    got, verify = receiver.received[0], functions()[name]
    assert verify(secret, got.body, got.headers)["data"]["event_id"] == str(event.uuid)
    old = str(int(got.headers["webhook-timestamp"]) - 301)
    for body, headers in [(got.body + b" ", got.headers), (got.body, {**got.headers, "webhook-timestamp": old})]:
        with pytest.raises(Exception, match=r"signature|signed|old"):
            verify(secret, body, headers)


def test_the_retry_table_is_the_one_in_force():
    rows = re.findall(r"^\| \d+\w+ \| (\d+) (seconds|minutes|hours) \|$", DOCUMENT, re.MULTILINE)
    assert tuple(timedelta(**{unit: int(number)}) for number, unit in rows) == RETRY_AFTER
