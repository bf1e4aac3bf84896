"""Many receivers that hang, at once."""

from collections.abc import Callable
from typing import Any

import pytest

from core.clock import database_now
from tests.receiver import Receiver, let_go_once, receiving
from webhooks import rules
from webhooks.courier import AT_ONCE, FAILING_AT_ONCE
from webhooks.models import Endpoint


def test_more_receivers_that_hang_than_there_are_hands_leave_half_of_them_to_the_others(
    receiver: Receiver,
    set_up: Callable[..., Any],
    happen: Callable[..., Any],
    sweep: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(rules, "MOST_ENDPOINTS", AT_ONCE + 2)
    quick, _ = set_up(receiver)
    with receiving("hang") as hanging:
        for number in range(AT_ONCE + 1):
            set_up(hanging, url=f"{hanging.url}&at={number}")
        Endpoint.objects.exclude(pk=quick.pk).update(failing_since=database_now(), failures=1)
        happen()

        with let_go_once(hanging, lambda: bool(receiver.received) and hanging.at_once >= FAILING_AT_ONCE):
            sweep()
        assert (hanging.most_at_once, len(hanging.received)) == (FAILING_AT_ONCE, AT_ONCE + 1)
    assert quick.deliveries.filter(status="delivered").count() == 1
