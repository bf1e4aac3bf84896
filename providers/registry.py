"""What has to happen in the transaction that suspends a profile, in apps above this one: they say so here, and none is known by
name."""

import uuid
from collections.abc import Callable

Withdrawal = Callable[[uuid.UUID], object]

_withdrawals: list[Withdrawal] = []


def withdraws(function: Withdrawal) -> Withdrawal:
    """Called with the key of a profile that is being suspended. Safe to call twice."""
    _withdrawals.append(function)
    return function


def withdraw(provider_id: uuid.UUID) -> None:
    """Whatever shows the profile shows it no more, once this is committed."""
    for function in _withdrawals:
        function(provider_id)
