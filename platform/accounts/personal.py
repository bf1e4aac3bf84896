"""What is kept about one person, told and forgotten. Each app registers its part in its own ``personal.py``."""

from collections.abc import Callable
from typing import Any

from accounts.models import User

Teller = Callable[[User], Any]
Forgetter = Callable[[User, frozenset[str]], None]
Holder = Callable[[User], None]
Guard = Callable[[User], None]

_tellers: dict[str, Teller] = {}
_forgetters: list[Forgetter] = []
_guards: list[Guard] = []
_holders: list[Holder] = []


def tells(section: str) -> Callable[[Teller], Teller]:
    """The function's answer stands under ``section`` in what a person takes with them: plain values, their own data alone.

    Never a secret, and nothing that an organisation keeps confidential: no title, text or file name of its deals.
    """

    def register(teller: Teller) -> Teller:
        _tellers[section] = teller
        return teller

    return register


def forgets(forgetter: Forgetter) -> Forgetter:
    """Called when a person is erased, in that transaction, after name and address are gone; with the addresses they had."""
    _forgetters.append(forgetter)
    return forgetter


def guards(guard: Guard) -> Guard:
    """Called before an erasure is planned. Raises with a sentence that says what to do first."""
    _guards.append(guard)
    return guard


def holds(holder: Holder) -> Holder:
    """Called before a person's row is locked: locks what every other action locks before a person, or two would wait for each other."""
    _holders.append(holder)
    return holder


def hold(user: User) -> None:
    """Lock what stands before the person, inside the transaction of what is to happen to them."""
    for holder in _holders:
        holder(user)


def ensure_may_be_erased(user: User) -> None:
    """Ask every guard. Raises what the first one raises."""
    for guard in _guards:
        guard(user)


def personal_data_of(user: User) -> dict[str, Any]:
    """Everything the apps tell of the person, by section, in the order of the apps."""
    return {section: teller(user) for section, teller in _tellers.items()}


def forget(user: User, addresses: frozenset[str]) -> None:
    """Let every app forget what it need not keep. Call it inside the transaction of the erasure."""
    for forgetter in _forgetters:
        forgetter(user, addresses)
