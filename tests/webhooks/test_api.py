"""Webhooks run by a program alone, with a token."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from standardwebhooks import Webhook

from api.models import StoredAnswer
from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Scope
from tests.at_once import save_between
from tests.factories import actor
from tests.receiver import Receiver
from webhooks import rules
from webhooks.api.endpoint import WebhookEndpointViewSet
from webhooks.models import Delivery, Endpoint

HOME = "/api/v1/webhook-endpoints/"
Send = Callable[..., Any]


def program(owner: Actor, *scopes: Scope) -> Send:
    _token, secret = create_token(actor=owner, name="ERP", scopes=scopes, days=7)
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    def send(method: str, path: str, body: Any = None, **headers: str) -> Any:
        return client.generic(method, path, json.dumps(body), content_type="application/json", headers=headers)

    return send


@pytest.fixture
def send(owner: Actor) -> Send:
    return program(owner, Scope.EVENTS_READ, Scope.ORGANIZATION_WRITE)


def test_an_endpoint_is_set_up_tested_rotated_paused_resumed_and_deleted(
    send: Send, receiver: Receiver, sweep: Callable[[], int], happen: Callable[..., Any]
):
    made = send("POST", HOME, {"url": receiver.url, "kinds": ["all"], "description": "ERP"})
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    row, path = made.json(), made["Location"]
    assert (row["status"], row["kinds"], row["available_actions"]) == (
        "enabled", ["all"], ["update", "delete", "rotate_secret", "test", "pause"],
    )  # fmt: skip
    tested = send("POST", f"{path}test/", {})
    assert (tested.status_code, tested.json()["status"]) == (202, "waiting")
    sweep()
    got = receiver.received[-1]
    assert Webhook(row["secret"]).verify(got.body, got.headers)["type"] == "webhook_endpoint.tested"
    detail = send("GET", tested["Location"]).json()
    assert (detail["status"], detail["body"]["type"]) == ("delivered", "webhook_endpoint.tested")
    assert [(one["number"], one["status"], one["answer"]) for one in detail["log"]] == [(1, 200, "ok")]
    assert send("POST", f"{tested['Location']}redeliver/", {}).status_code == 202
    sweep()
    assert [one.headers["webhook-id"] for one in receiver.received] == [detail["message_id"]] * 2
    rotated = send("POST", f"{path}rotate-secret/", {}).json()
    assert rotated["secret"] not in {row["secret"], None}
    assert rotated["previous_secret_until"] is not None
    assert send("POST", f"{path}pause/", {}).json()["status"] == "paused"
    assert send("POST", f"{path}pause/", {}).status_code == 409
    happen()
    assert send("POST", f"{path}resume/", {}).json()["status"] == "enabled"
    sweep()
    listed = send("GET", f"{path}deliveries/?status=delivered").json()
    assert [one["kind"] for one in listed["results"]] == ["organization.changed", "webhook_endpoint.tested"]
    assert send("GET", f"{path}deliveries/?status=failed").json()["count"] == 0
    assert send("GET", f"{path}deliveries/?status=nonsense").status_code == 400
    changed = send("PATCH", path, {"kinds": ["membership.ended"]})
    assert (changed.status_code, changed.json()["kinds"]) == (200, ["membership.ended"])
    assert send("PATCH", path, {"description": "x"}, **{"If-Match": f'"{row["id"]}.1"'}).status_code == 412
    assert send("DELETE", path).status_code == 204
    assert send("GET", path).status_code == 404


def test_a_secret_is_in_no_other_answer_and_in_none_that_is_kept(send: Send, receiver: Receiver):
    key = {"Idempotency-Key": "k1"}
    body = {"url": receiver.url, "kinds": ["all"]}
    made = send("POST", HOME, body, **key)
    secret = made.json()["secret"]
    again = send("POST", HOME, body, **key)
    assert (again.status_code, again["Idempotency-Replayed"], again.json()["id"]) == (201, "true", made.json()["id"])
    assert Endpoint.objects.count() == 1
    rotate = f"{made['Location']}rotate-secret/"
    second = send("POST", rotate, {}, **{"Idempotency-Key": "k2"}).json()["secret"]
    replayed = send("POST", rotate, {}, **{"Idempotency-Key": "k2"})
    kept = b"".join(bytes(one.body) for one in StoredAnswer.objects.all()).decode()
    for one in (again, replayed, send("GET", HOME), send("GET", made["Location"])):
        assert "secret" not in json.dumps(one.json()).replace("secret_made_at", "").replace(
            "previous_secret_until", ""
        ).replace("rotate_secret", "")
    assert secret not in kept
    assert second not in kept


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"url": "http://10.0.0.1/", "kinds": ["all"]}, "#/url"),
        ({"url": "http://127.0.0.1:9/", "kinds": ["nonsense"]}, "#/kinds"),
        ({"url": "http://127.0.0.1:9/", "kinds": []}, "#/kinds"),
        ({"url": "http://127.0.0.1:9/", "kinds": ["all"], "secret": "whsec_x"}, "#/secret"),
        ({"kinds": ["all"]}, "#/url"),
    ],
)
def test_what_is_wrong_is_pointed_to(send: Send, body: Any, pointer: str):
    answer = send("POST", HOME, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


def test_the_kinds_offered_are_those_of_the_organisation_in_the_readers_language(send: Send):
    english = {one["kind"]: one for one in send("GET", f"{HOME}kinds/").json()}
    assert english["rfq.published"] == {
        "kind": "rfq.published",
        "label": "Request published",
        "group": "Requests for quotation",
    }
    assert "suite.created" not in english
    chinese = {one["kind"]: one for one in send("GET", f"{HOME}kinds/", **{"Accept-Language": "zh-CN"}).json()}
    assert chinese["rfq.published"]["label"] != "Request published"


def test_a_token_needs_the_scope_and_a_stranger_finds_nothing(owner: Actor, send: Send, receiver: Receiver):
    path = send("POST", HOME, {"url": receiver.url, "kinds": ["all"]})["Location"]
    reader = program(owner, Scope.EVENTS_READ)
    assert reader("GET", path).json()["available_actions"] == []
    assert reader("POST", f"{path}rotate-secret/", {}).status_code == 403
    assert program(owner, Scope.ORGANIZATION_READ)("GET", HOME).status_code == 403
    writer = program(owner, Scope.ORGANIZATION_WRITE)
    assert writer("POST", HOME, {"url": f"{receiver.url}&2", "kinds": ["all"]}).status_code == 403
    stranger = program(actor(), Scope.EVENTS_READ, Scope.ORGANIZATION_WRITE)
    for method, what in [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "test/"),
        ("POST", "rotate-secret/"),
        ("GET", "deliveries/"),
    ]:
        assert stranger(method, path + what, {}).status_code == 404
    assert stranger("GET", HOME).json()["count"] == 0


def test_lists_take_the_same_number_of_queries_for_one_and_three_rows(
    send: Send, receiver: Receiver, happen: Callable[..., Any], sweep: Callable[[], int]
):
    def add(number: int) -> str:
        made = send("POST", HOME, {"url": f"{receiver.url}&{number}", "kinds": ["all"]})
        happen()
        sweep()
        path: str = made["Location"]
        return path

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert send("GET", path).status_code == 200
        return len(seen)

    first = add(1)
    paths = [HOME, f"{first}deliveries/"]
    send("GET", HOME)
    before = [queries(path) for path in paths]
    add(2)
    add(3)
    assert [queries(path) for path in paths] == before
    assert Delivery.objects.count() == 6


def test_a_name_is_looked_up_before_any_transaction(send: Send, receiver: Receiver, monkeypatch: pytest.MonkeyPatch):
    """With an Idempotency-Key too, which wraps the rest: a slow name server holds no connection and no lock."""
    depths: list[int] = []
    monkeypatch.setattr(rules, "ensure_may_be_called", lambda url: depths.append(len(connection.savepoint_ids)))
    before = len(connection.savepoint_ids)
    for number, key in enumerate(({}, {"Idempotency-Key": "k"})):
        assert send("POST", HOME, {"url": f"https://a.example.org/{number}", "kinds": ["all"]}, **key).status_code == 201
    assert depths == [before, before]


def test_an_address_that_may_not_be_called_is_refused_with_an_idempotency_key_too(send: Send):
    body = {"url": "https://10.0.0.1/", "kinds": ["all"]}
    answers = [send("POST", HOME, body, **key) for key in ({}, {"Idempotency-Key": "k"})]
    assert [one.status_code for one in answers] == [400, 400]
    assert StoredAnswer.objects.count() == 0


def test_a_part_that_is_left_out_stays_as_somebody_else_wrote_it_meanwhile(
    send: Send, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    made = send("POST", HOME, {"url": receiver.url, "description": "old", "kinds": ["all"]})
    save_between(monkeypatch, WebhookEndpointViewSet, Endpoint.objects.all(), description="what somebody else wrote")
    changed = send("PATCH", made["Location"], {"kinds": ["membership.ended"]})
    assert (changed.status_code, changed.json()["description"]) == (200, "what somebody else wrote")
