"""What every page of the admin site holds to: no page of another app's, no reason unawares, no dead end between two operators."""

import re
from typing import Any

import pytest
from django.contrib import admin as site
from django.test import Client

from core.admin_base import OperatorAdmin
from events.models import Event
from providers.models import Review
from tests.factories import UserFactory
from tests.factories.providers import claim, provider, provider_side
from tests.sourcing.deal import open_deal
from tests.sourcing.test_entering import administration

pytestmark = pytest.mark.django_db


def version_on(page: str) -> str:
    (found,) = re.findall(r'name="version" value="(\d+)"', page)
    return str(found)


def test_no_app_brings_a_page_that_could_show_secrets_or_change_what_the_actions_guard():
    foreign = {model._meta.label for model, page in site.site._registry.items() if not isinstance(page, OperatorAdmin)}
    assert foreign == set()


@pytest.mark.parametrize("key", ["abc", "12", "4b75f461-ebff-43ea-afee-bc795c679a13", "_5F"])
def test_a_key_that_cannot_be_one_is_an_address_without_a_page(key: str):
    operator = administration()
    for step in (
        "providers/claim/{}/approve/", "sourcing/rfq/{}/read/", "documents/document/{}/open/",
        "sourcing/invitation/{}/enter-quote/", "accounts/user/{}/deactivate/", "providers/merge/{}/undo/",
    ):  # fmt: skip
        assert operator.get("/admin/" + step.format(key)).status_code == 404
    assert operator.get(f"/admin/providers/claim/{key}/change/").status_code == 302


def test_an_operator_who_comes_second_reads_that_it_changed_and_can_decide_again_with_the_reason_kept():
    operator, made = administration(), claim(provider(), provider_side())
    path = f"/admin/providers/claim/{made.pk}"
    old = version_on(operator.get(f"{path}/reject/").content.decode())
    assert operator.post(f"{path}/send-back/", {"reason": "An older extract", "version": old}).status_code == 302
    refused = operator.post(f"{path}/reject/", {"reason": "Another company", "version": old})
    page = refused.content.decode()
    assert (refused.status_code, "Somebody changed this in the meantime" in page) == (422, True)
    assert ("Another company" in page, "Waits for the company" in page or "Sent back" in page) == (True, True)
    again = operator.post(f"{path}/reject/", {"reason": "Another company", "version": version_on(page)})
    assert again.status_code == 302
    assert list(Review.objects.order_by("created_at").values_list("reason", flat=True)) == [
        "An older extract",
        "Another company",
    ]


READERS = {
    "claim": "sent to the company word by word",
    "rfq pause": "sponsor and all its bidders read it",
    "rfq read": "The sponsor reads it in its trail",
    "user": "Operators read it in the trail",
    "organization": "members read it in their trail",
}


def test_whoever_writes_a_reason_is_told_who_reads_it():
    operator, deal, side = administration(), open_deal(1), provider_side()
    pages = {
        "claim": f"providers/claim/{claim(provider(), side).pk}/reject/",
        "rfq pause": f"sourcing/rfq/{deal.rfq.pk}/pause/",
        "rfq read": f"sourcing/rfq/{deal.rfq.pk}/read/",
        "user": f"accounts/user/{UserFactory.create().pk}/deactivate/",
        "organization": f"organizations/organization/{side.organization_id}/deactivate/",
    }
    told = {name: READERS[name] in operator.get(f"/admin/{path}").content.decode() for name, path in pages.items()}
    assert told == dict.fromkeys(READERS, True)


def test_a_claim_is_decided_beside_what_was_said_for_it():
    operator, side = administration(), provider_side()
    made = claim(provider("Wacker", domain="wacker.example"), side)
    page = operator.get(f"/admin/providers/claim/{made.pk}/approve/").content.decode()
    for words in (made.statement, made.position, side.user.email, "wacker.example", "The website is not the profile"):
        assert words in page.replace("&lt;", "<")


@pytest.mark.parametrize("step", ["resume", "not-reached"])
def test_no_reason_that_is_asked_for_is_thrown_away(step: str):
    operator, deal = administration(), open_deal(1)
    base = f"/admin/sourcing/rfq/{deal.rfq.pk}" if step == "resume" else _reached(operator, deal)
    if step == "resume":
        operator.post(f"{base}/pause/", {"reason": "An error in the scope"})
    assert operator.post(f"{base}/{step}/", {"reason": "Looked into it"}).status_code == 302
    told = Event.objects.get(kind={"resume": "rfq.resumed", "not-reached": "rfq_invitation.reach_undone"}[step])
    assert told.data["reason"] == "Looked into it"
    assert deal.rfq.organization_id in told.organization_ids


def _reached(operator: Client, deal: Any) -> str:
    invitation = deal.bidder.invitation
    type(invitation.provider).objects.filter(pk=invitation.provider_id).update(organization=None, state="unclaimed")
    base = f"/admin/sourcing/invitation/{invitation.pk}"
    assert operator.post(f"{base}/reached-out/", {"reason": "By phone"}).status_code == 302
    return base
