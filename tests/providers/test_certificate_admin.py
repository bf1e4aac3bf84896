"""The operators' queue of certificates: oldest first, the evidence behind a reason, nothing decided unseen."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from documents.models import Opening
from notifications.models import Notification
from organizations.actor import Actor
from providers.actions.certificate import edit_certificate, submit_certificate
from providers.models import Certificate
from tests.providers.house import House, build_house, facts, operator, signed_in, submitted, verified

pytestmark = pytest.mark.django_db
BASE = "/admin/providers/certificate/"


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def chief() -> Actor:
    made = operator()
    User.objects.filter(pk=made.user_id).update(is_staff=True)
    TOTP.activate(made.user, "JBSWY3DPEHPK3PXP")
    made.user.refresh_from_db()
    return made


@pytest.fixture
def admin(chief: Actor) -> Client:
    return signed_in(chief)


def test_the_queue_shows_what_waits_the_oldest_first(house: House, admin: Client):
    first, second = submitted(house, number="FIRST-1"), submitted(house, number="SECOND-2")
    verified(house, number="DONE-3")
    page = admin.get(BASE).content.decode()
    assert page.index("FIRST-1") < page.index("SECOND-2")
    assert "DONE-3" not in page
    assert "DONE-3" in admin.get(f"{BASE}?status=all").content.decode()
    assert {first.status, second.status} == {"under-review"}


@pytest.mark.parametrize(
    ("step", "status"), [("verify", "verified"), ("reject", "rejected"), ("send-back", "sent-back"), ("revoke", "revoked")]
)
def test_each_button_asks_for_a_reason_and_decides(house: House, admin: Client, step: str, status: str):
    certificate = verified(house) if step == "revoke" else submitted(house)
    page = admin.get(f"{BASE}{certificate.pk}/change/").content.decode()
    path = f"{BASE}{certificate.pk}/{step}/"
    assert path in page
    asked = admin.get(path)
    assert "DE-1" in asked.content.decode()
    assert admin.post(path, {"reason": " "}).status_code == 422
    assert admin.post(path, {"reason": "Seen.", "version": certificate.version}).status_code == 302
    assert Certificate.objects.get().status == status


def test_only_the_buttons_that_its_state_allows_are_there(house: House, admin: Client):
    page = admin.get(f"{BASE}{verified(house).pk}/change/").content.decode()
    assert [f"/{step}/" in page for step in ("verify", "reject", "send-back", "revoke")] == [False, False, False, True]


def test_what_was_changed_since_the_page_was_drawn_is_not_decided_on(house: House, admin: Client):
    certificate = submitted(house)
    path, seen = f"{BASE}{certificate.pk}/verify/", certificate.version
    edit_certificate(actor=house.owner, certificate=certificate, changes=vars(facts(house, number="OTHER-9")))
    submit_certificate(actor=house.owner, certificate=certificate)
    answer = admin.post(path, {"reason": "As on the file.", "version": seen})
    assert answer.status_code == 422
    assert "Somebody changed this" in answer.content.decode()
    assert Certificate.objects.get().status == "under-review"


def test_the_evidence_is_opened_with_a_reason_alone(house: House, admin: Client, chief: Actor):
    certificate = submitted(house)
    path = f"/admin/documents/document/{certificate.evidence_id}/open/"
    assert path in admin.get(f"{BASE}{certificate.pk}/change/").content.decode()
    assert admin.post(path, {"reason": ""}).status_code == 422
    assert b"".join(admin.post(path, {"reason": "To verify it."}).streaming_content).startswith(b"%PDF")
    assert Opening.objects.get().reason == "To verify it."


def test_operators_are_told_that_one_waits_and_its_people_are_not(house: House, chief: Actor, deliver_events):
    submitted(house)
    deliver_events()
    told = Notification.objects.filter(kind="certificate.submitted")
    assert [one.person_id for one in told] == [chief.user_id]
    assert told[0].params["number"] == "DE-1"


def test_nobody_else_gets_in(house: House):
    certificate = submitted(house)
    for browser in (Client(), signed_in(house.owner)):
        assert browser.get(BASE).status_code == 302
        assert browser.post(f"{BASE}{certificate.pk}/verify/", {"reason": "Ours."}).status_code == 302
    assert Certificate.objects.get().status == "under-review"


def test_the_queue_takes_the_same_number_of_queries_for_one_and_three(house: House, admin: Client):
    submitted(house)
    admin.get(BASE)
    with CaptureQueriesContext(connection) as one:
        assert admin.get(BASE).status_code == 200
    submitted(house, number="B", site=house.other_site)
    submitted(house, number="C")
    with CaptureQueriesContext(connection) as three:
        admin.get(BASE)
    assert len(three) == len(one)
