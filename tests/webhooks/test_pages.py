"""Webhooks run by a person at a browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actor import Actor
from organizations.enums import Kind, Role
from tests.factories import MembershipFactory, actor
from tests.receiver import Receiver
from webhooks.models import Attempt, Delivery, Endpoint

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOME = "/organization/webhooks/"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")


@pytest.fixture
def browser(client: Client, owner: Actor) -> Client:
    client.force_login(owner.user, backend=BACKEND)
    return client


def text(response: Any) -> str:
    page: str = response.content.decode()
    return page


def test_an_endpoint_is_set_up_tested_rotated_paused_resumed_and_deleted(
    browser: Client, receiver: Receiver, sweep: Callable[[], int]
):
    assert "No endpoints yet" in text(browser.get(HOME))
    assert "Requests for quotation" in text(browser.get(f"{HOME}new/"))
    made = browser.post(f"{HOME}new/", {"url": receiver.url, "description": "ERP", "everything": "on"})
    assert made.status_code == 201
    (secret,) = set(SECRET.findall(text(made)))
    endpoint = Endpoint.objects.get()
    page = f"{HOME}{endpoint.pk}/"
    assert "Nothing was sent yet" in text(browser.get(page))
    sent = browser.post(f"{page}test/", follow=True)
    assert "A test event is on its way" in text(sent)
    assert 'hx-trigger="every 2s"' in text(sent)
    sweep()
    after = text(browser.get(page))
    assert "Delivered" in after
    assert 'hx-trigger="every 2s"' not in after
    delivery = Delivery.objects.get()
    detail = text(browser.get(f"{page}deliveries/{delivery.pk}/"))
    assert delivery.message_id in detail
    assert "Attempt 1" in detail
    assert browser.post(f"{page}deliveries/{delivery.pk}/redeliver/").status_code == 302
    sweep()
    assert len(receiver.received) == 2
    rotated = SECRET.findall(text(browser.post(f"{page}rotate/")))
    assert rotated[0] != secret
    edited = browser.post(f"{page}edit/", {"url": receiver.url, "kinds": ["membership.ended"], "version": 2}, follow=True)
    assert "Member" in text(edited)
    assert "This endpoint is paused." in text(browser.post(f"{page}pause/", follow=True))
    assert "Resumed." in text(browser.post(f"{page}resume/", follow=True))
    for path in (HOME, page, f"{page}edit/", f"{page}deliveries/{delivery.pk}/", "/trail/", "/dashboard/"):
        assert SECRET.findall(text(browser.get(path))) == []
    assert "No endpoints yet" in text(browser.post(f"{page}delete/", follow=True))


def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_do(browser: Client):
    answer = browser.post(f"{HOME}new/", {"url": "http://192.168.0.1/x", "description": "ERP", "everything": "on"})
    assert answer.status_code == 422
    assert "private network" in text(answer)
    assert 'value="http://192.168.0.1/x"' in text(answer)
    nothing = browser.post(f"{HOME}new/", {"url": "http://127.0.0.1:9/", "description": ""})
    assert "Choose at least one event." in text(nothing)


def test_a_stale_save_says_so(browser: Client, set_up: Any, receiver: Receiver):
    endpoint, _ = set_up(receiver)
    Endpoint.objects.get().save()
    answer = browser.post(f"{HOME}{endpoint.pk}/edit/", {"url": receiver.url, "everything": "on", "version": 1})
    assert answer.status_code == 422
    assert "Somebody changed this" in text(answer)


def test_deliveries_are_filtered_by_state(browser: Client, set_up: Any, receiver: Receiver, happen: Any, sweep: Any):
    endpoint, _ = set_up(receiver)
    happen("organization.changed")
    sweep()
    receiver.behaviour = 500
    happen("membership.ended", subject=MembershipFactory.create())
    sweep()
    page = f"{HOME}{endpoint.pk}/"
    assert "membership.ended" not in text(browser.get(f"{page}?status=delivered"))
    waiting = text(browser.get(f"{page}?status=waiting"))
    assert "Tried again later" in waiting
    assert "The last deliveries failed." in waiting
    assert "No such deliveries" in text(browser.get(f"{page}?status=failed"))


def test_a_viewer_is_told_what_it_takes_and_sees_no_way_there(
    owner: Actor, client: Client, set_up: Any, receiver: Receiver
):
    endpoint, _ = set_up(receiver)
    viewer = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    client.force_login(viewer.user, backend=BACKEND)
    answer = client.get(HOME)
    assert answer.status_code == 403
    assert "Owner, Manager" in text(answer)
    assert HOME not in text(client.get("/organization/members/"))
    assert client.post(f"{HOME}{endpoint.pk}/rotate/").status_code == 403


def test_an_endpoint_of_somebody_else_is_not_there(
    browser: Client, set_up: Any, receiver: Receiver, happen: Any, sweep: Any
):
    rival = actor()
    endpoint, _ = set_up(receiver, actor=rival)
    happen(actor=rival, subject=rival.organization)
    sweep()
    page, delivery = f"{HOME}{endpoint.pk}/", Delivery.objects.get()
    assert [browser.get(path).status_code for path in (page, f"{page}edit/", f"{page}deliveries/{delivery.pk}/")] == [
        404
    ] * 3
    for step in ("rotate", "pause", "resume", "test", "delete", f"deliveries/{delivery.pk}/redeliver"):
        assert browser.post(f"{page}{step}/").status_code == 404


def test_a_page_says_when_the_installation_holds_everything_back(
    browser: Client, settings: Any, set_up: Any, receiver: Receiver
):
    endpoint, _ = set_up(receiver)
    settings.OUTGOING_PAUSED = True
    for path in (HOME, f"{HOME}{endpoint.pk}/"):
        assert "sends nothing at the moment" in text(browser.get(path))


def test_pages_take_the_same_number_of_queries_for_one_and_three_rows(
    browser: Client, set_up: Any, receiver: Receiver, happen: Any, sweep: Any
):
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    endpoint, _ = set_up(receiver)
    happen()
    sweep()
    paths = [HOME, f"{HOME}{endpoint.pk}/", f"{HOME}{endpoint.pk}/deliveries/{Delivery.objects.get().pk}/"]
    for path in paths:
        browser.get(path)
    before = [queries(path) for path in paths]
    for number in range(2):
        set_up(receiver, url=f"{receiver.url}&{number}")
        happen()
        sweep()
    delivery = Delivery.objects.filter(endpoint=endpoint).last()
    for number in range(2, 4):
        Attempt.objects.create(delivery=delivery, number=number, url="x", status=200, milliseconds=1)
    assert [queries(path) for path in paths] == before


def test_operators_see_how_endpoints_fare_and_neither_addresses_nor_answers(client: Client, set_up: Any, receiver: Receiver, happen: Any, sweep: Any):  # fmt: skip
    endpoint, _ = set_up(receiver, url=receiver.url + "&token=abcdef")
    happen()
    sweep()
    Attempt.objects.update(answer="ghijkl")
    operator = actor(kind=Kind.OPERATOR)
    operator.user.is_staff = True
    operator.user.save()
    from allauth.mfa.models import Authenticator

    from core.crypto import encrypt

    secret = encrypt(b"JBSWY3DPEHPK3PXP", context="mfa")
    Authenticator.objects.create(user=operator.user, type=Authenticator.Type.TOTP, data={"secret": secret})
    client.force_login(operator.user, backend=BACKEND)
    delivery = Delivery.objects.get()
    for path in ("endpoint/", f"endpoint/{endpoint.pk}/change/", "delivery/", f"delivery/{delivery.pk}/change/"):
        answer = client.get(f"/admin/webhooks/{path}")
        assert answer.status_code == 200
        assert f"127.0.0.1:{receiver.port}" in text(answer)
        for hidden in ("abcdef", "ghijkl", endpoint.sealed_secret):
            assert hidden not in text(answer)
