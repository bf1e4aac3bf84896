"""An organisation, its endpoint at a real receiver on this machine, and time that can be moved."""

import ipaddress
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from events.actions import emit
from events.models import Event
from events.seals import seal_committed
from organizations.actor import Actor
from tests.factories import actor
from tests.receiver import Receiver, receiving
from webhooks.actions.endpoint import create_endpoint
from webhooks.courier import send_due
from webhooks.kinds import ALL
from webhooks.models import Attempt, Delivery, Endpoint


@pytest.fixture(autouse=True)
def _own_machine_may_be_called(settings: Any) -> None:
    settings.OUTGOING_PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.fixture
def owner(db: None) -> Actor:
    return actor()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def set_up(owner: Actor) -> Callable[..., tuple[Endpoint, str]]:
    """``set_up(receiver)``: an endpoint there that hears of everything, and its secret."""

    def make(receiver: Receiver, **values: Any) -> tuple[Endpoint, str]:
        values = {"actor": owner, "url": receiver.url, "description": "", "kinds": [ALL], **values}
        return create_endpoint(**values)

    return make


@pytest.fixture
def happen(owner: Actor) -> Callable[..., Event]:
    """``happen("organization.changed")``: an event of the organisation."""

    def tell(kind: str = "organization.changed", **values: Any) -> Event:
        with transaction.atomic():
            return emit(kind, **{"actor": owner, "subject": owner.organization, **values})

    return tell


@pytest.fixture
def sweep(deliver_events: Callable[[], None]) -> Callable[[], int]:
    """Handlers, seals and one turn of the courier. Returns how much was sent."""

    def go() -> int:
        deliver_events()
        seal_committed()
        return send_due()

    return go


def pass_time(span: timedelta) -> None:
    """The database's clock decides, and cannot be moved: all that was noted moves back instead."""
    Delivery.objects.update(due_at=F("due_at") - span, created_at=F("created_at") - span)
    Attempt.objects.update(made_at=F("made_at") - span)
    Endpoint.objects.update(
        failing_since=F("failing_since") - span,
        warned_at=F("warned_at") - span,
        held_until=F("held_until") - span,
        previous_until=F("previous_until") - span,
    )
