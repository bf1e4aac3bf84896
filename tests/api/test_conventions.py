"""The API's conventions hold for every resource: problems, paging, idempotency, versions, strictness."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openapi_spec_validator import validate

from api.idempotency import forget_old_answers
from api.models import StoredAnswer
from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Scope
from organizations.models import Invitation, Organization
from organizations.rules import usable_scopes
from tests.factories import InvitationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
NEW = {"legal_name": "Harbour", "kinds": ["sponsor"], "country": "CN"}


class Api(Client):
    """A program with a token of every scope its owner's roles can use."""

    def __init__(self, owner: Actor) -> None:
        _token, secret = create_token(actor=owner, name="test", scopes=_scopes(owner), days=7)
        super().__init__(headers={"Authorization": f"Bearer {secret}"})
        self.owner = owner

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.generic(method, path, json.dumps(body), content_type="application/json", headers=headers)


def _scopes(owner: Actor) -> list[Scope]:
    return usable_scopes(owner)


@pytest.fixture
def api() -> Api:
    return Api(actor())


def invitations(api: Api) -> str:
    return f"/api/v1/organizations/{api.owner.organization_id}/invitations/"


# Errors --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/v1/organizations/", {**NEW, "country": "XX"}, 400),
        ("POST", "/api/v1/organizations/", {**NEW, "nonsense": 1}, 400),
        ("POST", "/api/v1/organizations/", [], 400),
        ("POST", "/api/v1/organizations/", {**NEW, "legal_name": "a\u0000b"}, 400),
        ("POST", "/api/v1/organizations/", {**NEW, "legal_name": "x" * 201}, 400),
        ("POST", "/api/v1/organizations/", {**NEW, "kinds": ["operator"]}, 400),
        ("GET", "/api/v1/organizations/?nonsense=1", None, 400),
        ("GET", "/api/v1/organizations/?page_size=1000", None, 400),
        ("GET", "/api/v1/organizations/?page_size=a", None, 400),
        ("GET", "/api/v1/organizations/?page=99", None, 400),
        ("GET", "/api/v1/events/?kind=nonsense", None, 400),
        ("GET", "/api/v1/events/?cursor=nonsense", None, 404),
        ("GET", "/api/v1/organizations/not-a-uuid/", None, 404),
        ("GET", "/api/v1/organizations/00000000-0000-4000-8000-000000000000/", None, 404),
        ("GET", "/api/v1/nowhere/", None, 404),
        ("DELETE", "/api/v1/organizations/", None, 405),
        ("OPTIONS", "/api/v1/organizations/", None, 405),
    ],
)
def test_every_error_is_a_problem(api: Api, method: str, path: str, body: Any, status: int):
    response = api.send(method, path, body)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert {"type", "title", "status", "detail", "request_id"} <= set(response.json())
    assert response.json()["status"] == status


def test_a_wrong_field_is_pointed_to(api: Api):
    errors = api.send("POST", "/api/v1/organizations/", {"legal_name": "", "kinds": [], "x": 1}).json()["errors"]
    assert [one["pointer"] for one in errors] == ["#/x"]
    errors = api.send("POST", "/api/v1/organizations/", {"legal_name": "", "kinds": []}).json()["errors"]
    assert {one["pointer"] for one in errors} == {"#/legal_name", "#/kinds", "#/country"}


def test_an_action_that_finds_fault_points_to_the_field_too(api: Api):
    InvitationFactory.create(organization=api.owner.organization, email="a@example.org")
    response = api.send("POST", invitations(api), {"email": "a@example.org", "roles": ["viewer"]})
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == "#/emails"


def test_a_body_that_is_no_json_and_a_type_that_is_none(api: Api):
    broken = api.post("/api/v1/organizations/", "{", content_type="application/json")
    assert (broken.status_code, broken["Content-Type"]) == (400, PROBLEM)
    wrong = api.post("/api/v1/organizations/", "x", content_type="text/plain")
    assert (wrong.status_code, wrong["Content-Type"]) == (415, PROBLEM)


def test_an_unknown_filter_is_named_with_what_there_is(api: Api):
    detail = api.get("/api/v1/events/?colour=red").json()["errors"][0]
    assert detail["pointer"] == "#/colour"
    assert "kind" in detail["detail"]


def test_nobody_signed_in_is_401_and_a_session_needs_csrf():
    assert Client().get("/api/v1/me/").status_code == 401
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(MembershipFactory.create().user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/api/v1/me/").status_code == 200
    assert browser.post("/api/v1/organizations/", NEW, content_type="application/json").status_code == 403


# Lists ---------------------------------------------------------------------------------------------------------------


def test_a_list_has_count_next_previous_results_and_holds_every_row_once(api: Api):
    for number in range(5):
        InvitationFactory.create(organization=api.owner.organization, email=f"p{number}@example.org")
    seen, path = [], invitations(api) + "?page_size=2"
    while path:
        page = api.get(path).json()
        assert set(page) == {"count", "next", "previous", "results"}
        seen += [row["email"] for row in page["results"]]
        path = page["next"]
    assert sorted(seen) == [f"p{number}@example.org" for number in range(5)]


@pytest.mark.parametrize("noun", ["invitations", "members"])
def test_a_list_takes_the_same_number_of_queries_for_one_and_three_rows(api: Api, noun: str):
    path = f"/api/v1/organizations/{api.owner.organization_id}/{noun}/"

    def add() -> None:
        InvitationFactory.create(organization=api.owner.organization)
        MembershipFactory.create(organization=api.owner.organization)

    add()
    api.get(path)
    with CaptureQueriesContext(connection) as one:
        api.get(path)
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        api.get(path)
    assert len(one) == len(three)


# Idempotency ---------------------------------------------------------------------------------------------------------


def test_the_same_key_gives_the_same_answer_and_one_effect(api: Api):
    first = api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    again = api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first["Location"] == again["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert Organization.objects.filter(legal_name="Harbour").count() == 1


def test_the_same_key_for_another_body_or_path_is_422(api: Api):
    api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    other = api.send("POST", "/api/v1/organizations/", {**NEW, "country": "DE"}, **{"Idempotency-Key": "k1"})
    elsewhere = api.send("POST", invitations(api), NEW, **{"Idempotency-Key": "k1"})
    assert (other.status_code, elsewhere.status_code) == (422, 422)
    assert other["Content-Type"] == PROBLEM


def test_a_refusal_is_not_stored_since_it_had_no_effect(api: Api):
    wrong = api.send("POST", "/api/v1/organizations/", {**NEW, "country": "XX"}, **{"Idempotency-Key": "k1"})
    right = api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    assert (wrong.status_code, right.status_code) == (400, 201)


def test_a_key_is_its_callers_own(api: Api):
    api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    assert Api(actor()).send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"}).status_code == 201
    assert Organization.objects.filter(legal_name="Harbour").count() == 2


def test_a_key_is_forgotten_after_a_day(api: Api):
    api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert forget_old_answers() == 1
        api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"})
    assert Organization.objects.filter(legal_name="Harbour").count() == 2


@pytest.mark.parametrize("key", ["", "a b", "ä", "x" * 201])
def test_an_unreadable_key_is_400(api: Api, key: str):
    response = api.generic(
        "POST", "/api/v1/organizations/", json.dumps(NEW), content_type="application/json", HTTP_IDEMPOTENCY_KEY=key
    )
    assert response.status_code == 400


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_one_key_at_the_same_moment_have_one_effect():
    api = Api(actor())
    barrier, codes = threading.Barrier(4), []

    def post() -> None:
        barrier.wait()
        codes.append(api.send("POST", "/api/v1/organizations/", NEW, **{"Idempotency-Key": "k1"}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes) <= {201, 409}
    assert 201 in codes
    assert Organization.objects.filter(legal_name="Harbour").count() == 1
    assert StoredAnswer.objects.count() == 1


# Versions ------------------------------------------------------------------------------------------------------------


def test_a_stale_if_match_is_412_and_changes_nothing(api: Api):
    path = f"/api/v1/organizations/{api.owner.organization_id}/"
    tag = api.get(path)["ETag"]
    changed = api.send("PATCH", path, {"website": "https://a.example"}, **{"If-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    stale = api.send("PATCH", path, {"website": "https://b.example"}, **{"If-Match": tag})
    assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)
    assert api.get(path).json()["website"] == "https://a.example"


def test_an_etag_that_is_none_of_ours_is_400(api: Api):
    path = f"/api/v1/organizations/{api.owner.organization_id}/"
    assert api.send("PATCH", path, {"website": ""}, **{"If-Match": '"x"'}).status_code == 400


def test_what_the_caller_has_already_is_304(api: Api):
    path = f"/api/v1/organizations/{api.owner.organization_id}/"
    tag = api.get(path)["ETag"]
    again = api.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


# Limits --------------------------------------------------------------------------------------------------------------


def test_too_many_requests_are_told_when_to_come_back(settings: Any, api: Api):
    cache.clear()
    settings.THROTTLE_SCALE = 2 / 600
    codes = [api.get("/api/v1/me/").status_code for _ in range(2)]
    refused = api.get("/api/v1/me/")
    cache.clear()
    assert codes == [200, 200]
    assert (refused.status_code, refused["Content-Type"]) == (429, PROBLEM)
    assert 1 <= int(refused["Retry-After"]) <= 61


def test_each_answer_says_how_much_is_left(api: Api):
    response = api.get("/api/v1/me/")
    assert response["RateLimit-Policy"].startswith('"member";q=')
    assert response["RateLimit"].startswith('"member";r=')


# Schema --------------------------------------------------------------------------------------------------------------


def test_the_schema_is_valid_openapi_and_every_operation_says_what_it_needs(client: Client):
    schema = client.get("/api/v1/schema/").json()
    validate(schema)
    assert schema["openapi"].startswith("3.1")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert "Needs" in operation["description"], (method, path)
            assert "400" in operation["responses"], (method, path)


def test_the_invitation_made_by_the_api_is_the_same_as_the_pages(api: Api):
    response = api.send("POST", invitations(api), {"email": "New@example.org", "roles": ["viewer"]})
    assert response.status_code == 201
    assert response.json()["available_actions"] == ["resend", "withdraw"]
    row = Invitation.objects.get(pk=response.json()["id"])
    assert row.email == "new@example.org"
    withdrawn = api.send("POST", f"{invitations(api)}{row.pk}/withdraw/", {})
    assert (withdrawn.status_code, withdrawn.json()["status"]) == (200, "withdrawn")
    again = api.send("POST", f"{invitations(api)}{row.pk}/withdraw/", {})
    assert again.status_code == 409


# Depth ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["matches/preview/", "projects/", "intake/", "organizations/"])
@pytest.mark.parametrize(
    "body",
    ["[" * 5000, "[" * 5000 + "]" * 5000, '{"a":' * 400 + "1" + "}" * 400, '{"requirements": ' + "[" * 51 + "]" * 51 + "}"],
)
def test_what_is_nested_too_deep_is_refused_and_not_an_error_of_ours(path: str, body: str):
    api = Api(actor())
    answer = api.generic("POST", f"/api/v1/{path}", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert "within each other" in answer.json()["detail"]
