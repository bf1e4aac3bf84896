"""Shortlists for programs: the same rules, versions and walls as on the pages."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actions.token import create_token
from organizations.enums import Role, Scope
from services.models import Offering, Shortlist
from tests.factories import actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
LISTS = "/api/v1/shortlists/"


class Program(Client):
    """With a token that reads and writes shortlists."""

    def __init__(self, *roles: Role, scopes: tuple[Scope, ...] = (Scope.SHORTLISTS_READ, Scope.SHORTLISTS_WRITE)) -> None:
        self.owner = actor(*roles)
        _token, secret = create_token(actor=self.owner, name="test", scopes=scopes, days=7)
        super().__init__(headers={"Authorization": f"Bearer {secret}"})

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        data = "" if body is None else json.dumps(body)
        return self.generic(method, path, data, content_type="application/json", headers=headers)


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture
def made(program: Program) -> dict[str, Any]:
    response = program.send("POST", LISTS, {"name": "mRNA"})
    assert response.status_code == 201
    return {**response.json(), "etag": response["ETag"], "path": response["Location"]}


def offerings(count: int) -> list[str]:
    return [str(pk) for pk in Offering.objects.order_by("pk").values_list("pk", flat=True)[:count]]


def without_id(response: Any) -> dict[str, Any]:
    return {name: value for name, value in response.json().items() if name != "request_id"}


def test_a_list_is_made_read_renamed_and_deleted(program: Program, made: dict[str, Any]):
    assert program.get(made["path"]).json()["name"] == "mRNA"
    assert program.get(made["path"], headers={"If-None-Match": made["etag"]}).status_code == 304
    renamed = program.send("PATCH", made["path"], {"name": "RNA"}, **{"If-Match": made["etag"]})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "RNA")
    stale = program.send("PATCH", made["path"], {"name": "x"}, **{"If-Match": made["etag"]})
    assert stale.status_code == 412
    assert program.send("DELETE", made["path"]).status_code == 204
    assert program.get(made["path"]).status_code == 404


def test_an_offering_is_saved_noted_removed_and_restored(program: Program, made: dict[str, Any]):
    items = made["path"] + "items/"
    saved = program.send("POST", items, {"offering": offerings(1)[0], "note": "ask first"})
    assert saved.status_code == 201
    item = f"{items}{saved.json()['id']}/"
    assert saved.json() | {"note": "ask first", "has_left": False, "changed": []} == saved.json()
    noted = program.send("PATCH", item, {"note": "asked", "position": 3}, **{"If-Match": saved["ETag"]})
    assert (noted.json()["note"], noted.json()["position"]) == ("asked", 3)
    assert program.send("PATCH", item, {"note": "x"}, **{"If-Match": saved["ETag"]}).status_code == 412
    assert program.send("DELETE", item).status_code == 204
    assert program.get(items).json()["count"] == 0
    assert program.send("POST", f"{item}restore/", {}).json()["note"] == "asked"
    assert program.get(made["path"]).json()["size"] == 1


def test_a_repeated_key_makes_one_list(program: Program):
    key = {"Idempotency-Key": "a-key-of-mine"}
    first = program.send("POST", LISTS, {"name": "once"}, **key)
    assert program.send("POST", LISTS, {"name": "once"}, **key).json() == first.json()
    assert Shortlist.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"offering": str(uuid.uuid4())}, "#/offering"),
        ({"offering": "x"}, "#/offering"),
        ({}, "#/offering"),
        ({"x": 1}, "#/x"),
    ],
)
def test_what_is_wrong_is_named(program: Program, made: dict[str, Any], body: Any, pointer: str):
    response = program.send("POST", made["path"] + "items/", body)
    assert response.status_code == 400
    assert pointer in [error["pointer"] for error in response.json()["errors"]]


def test_a_stranger_finds_nothing_and_hidden_equals_absent(program: Program, made: dict[str, Any]):
    saved = program.send("POST", made["path"] + "items/", {"offering": offerings(1)[0]}).json()
    stranger = Program()
    nowhere = f"{LISTS}{uuid.uuid4()}/"
    for path in (made["path"], made["path"] + "items/", f"{made['path']}items/{saved['id']}/"):
        hidden, absent = stranger.get(path), stranger.get(path.replace(made["path"], nowhere))
        assert (hidden.status_code, without_id(hidden)) == (404, without_id(absent))
    assert stranger.send("DELETE", made["path"]).status_code == 404
    assert stranger.get(LISTS).json()["results"] == []


def test_a_viewer_reads_and_does_not_write(made: dict[str, Any]):
    viewer = Program(Role.VIEWER, scopes=(Scope.SHORTLISTS_READ,))
    assert viewer.get(LISTS).status_code == 200
    assert viewer.send("POST", LISTS, {"name": "x"}).status_code == 403
    assert Client().get(LISTS).status_code == 401


def test_one_item_costs_as_many_queries_as_three(program: Program, made: dict[str, Any]):
    items = made["path"] + "items/"

    def queries() -> int:
        program.get(items)
        with CaptureQueriesContext(connection) as seen:
            assert program.get(items).status_code == 200
        return len(seen)

    first, *more = offerings(3)
    program.send("POST", items, {"offering": first})
    one = queries()
    for pk in more:
        program.send("POST", items, {"offering": pk})
    assert queries() == one
