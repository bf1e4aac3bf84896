"""What is shown once is kept nowhere, not even for a request that is repeated."""

import json
from typing import Any

import pytest

from api.models import StoredAnswer
from organizations.api import token
from organizations.models import ApiToken, CalendarFeed
from tests.factories import actor
from tests.selling import signed_in

pytestmark = pytest.mark.django_db

TOKEN = ("/api/v1/tokens/", {"name": "x", "scopes": ["organization:read"], "days": 7}, "secret")
CALENDAR = ("/api/v1/calendar-feed/", {}, "address")


@pytest.mark.parametrize(("path", "body", "field"), [TOKEN, CALENDAR])
@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "k"}])
def test_a_secret_reaches_who_asked_first_and_no_row(
    monkeypatch: pytest.MonkeyPatch, path: str, body: dict[str, Any], field: str, key: dict[str, str]
):
    monkeypatch.setattr(token, "did_recently_reauthenticate", lambda request: True)
    browser = signed_in(actor())
    first = browser.post(path, json.dumps(body), content_type="application/json", headers=key)
    assert (first.status_code, first["Cache-Control"]) == (201, "no-store")
    secret = first.json()[field].rsplit("/", 1)[-1]
    assert len(secret) > 20
    assert secret.encode() not in b"".join(bytes(one.body) for one in StoredAnswer.objects.all())
    assert StoredAnswer.objects.count() == len(key)


@pytest.mark.parametrize(("path", "body", "field"), [TOKEN, CALENDAR])
def test_a_repeated_request_makes_no_second_secret_and_is_answered_without(
    monkeypatch: pytest.MonkeyPatch, path: str, body: dict[str, Any], field: str
):
    monkeypatch.setattr(token, "did_recently_reauthenticate", lambda request: True)
    browser = signed_in(actor())
    first, again = (
        browser.post(path, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": "k"})
        for _ in range(2)
    )
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")
    assert again.json() == {name: value for name, value in first.json().items() if name != field}
    assert ApiToken.objects.count() + CalendarFeed.objects.count() == 1
