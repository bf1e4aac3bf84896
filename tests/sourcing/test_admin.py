"""Operators are offered what can be done with a request as it stands, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from projects.sourcing.actions.rfq_course import pause_rfq
from tests.providers.test_admin import buttons, page_of
from tests.sourcing.deal import awarded_deal, open_deal
from tests.sourcing.test_entering import administration

pytestmark = pytest.mark.django_db


def offered(admin: Client, row: Any) -> list[str]:
    return buttons(page_of(admin, row), f"/admin/sourcing/{row._meta.model_name}/{row.pk}")


def test_a_request_is_paused_while_it_is_open_and_resumed_while_it_is_paused():
    admin, deal = administration(), open_deal(1)
    assert offered(admin, deal.rfq) == ["pause", "read"]
    pause_rfq(actor=deal.manager, rfq=deal.rfq, reason="Wait.")
    assert offered(admin, deal.again()) == ["read", "resume"]


def test_a_bidder_is_taken_off_until_the_request_is_decided():
    admin = administration()
    assert offered(admin, open_deal(1).bidder.invitation) == ["enter-quote", "lock-out"]
    assert offered(admin, awarded_deal()[0].bidder.invitation) == ["enter-quote"]
