"""Nobody in where they don't belong: every route and method as every role.

``expectations.txt`` says, in one line a route and method, which roles get which status. It is read by people and changed on
purpose: ``make matrix`` writes it anew, and the difference is reviewed like code. What must hold whatever that file says
stands in the tests below it.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from tests.markup import ELSEWHERE, MOST_BYTES, weight_of
from tests.matrix.parameters import values_for
from tests.matrix.routes import Route, routes
from tests.matrix.rows import SHOWN_ONCE
from tests.matrix.walk import Asker, Plain, as_it_was, silence
from tests.matrix.world import CANARY, OWN_CANARY, SEALED_CANARY, World, browsers, build_world, programs

pytestmark = pytest.mark.django_db

EXPECTATIONS = Path(__file__).with_name("expectations.txt")
INSIDERS = {"owner", "manager", "viewer", "operator", "superuser"}
NOT_OURS = {"token expired", "token revoked", "token of former"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is looked at in a response. Whole responses hold requests, contexts and rows: thousands of them slow everything down."""

    status_code: int
    body: bytes
    headers: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace") + self.headers


Answers = dict[tuple[str, str], dict[str, Answer]]


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[tuple[World, Answers]]:
    """Ask everything once; what a request does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        people, keys = browsers(world), programs(world)
        with silence(), as_it_was() as undo:
            found = _asked(world, people, keys, undo)
        yield world, found
        transaction.set_rollback(True)


def _asked(world: World, people: dict[str, Asker], keys: dict[str, Asker], undo: Callable[[], None]) -> Answers:
    found: Answers = defaultdict(dict)
    for route in routes():
        roles = people | (keys if route.is_api else {})
        path = route.path(values_for(route, world))
        for method in route.methods:
            by_role = found[route.pattern, method]
            for role, make_client in _to_be_asked(roles, by_role):
                by_role[role] = _ask(make_client(), method, path)
                undo()
    return found


def _to_be_asked(roles: dict[str, Asker], by_role: dict[str, Answer]) -> Iterator[tuple[str, Asker]]:
    """Everybody; where there is no such method for the owner, the visitor's answer stands for all others."""
    yield from ((role, roles[role]) for role in ("owner", "visitor"))
    if by_role["owner"].status_code != 405:
        yield from ((role, asker) for role, asker in roles.items() if role not in by_role)


def _ask(client: Plain, method: str, path: str) -> Answer:
    send = getattr(client, method.lower())
    response = send(path) if method == "GET" else send(path, data={}, content_type=_type(path))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, body, str(response.headers))


def _type(path: str) -> str:
    return "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"


def as_text(found: Answers) -> str:
    """``GET organization/members/ : 200 owner, viewer; 302 visitor``, a line for each route and method."""
    lines = []
    for (pattern, method), by_role in sorted(found.items()):
        groups: dict[int, list[str]] = defaultdict(list)
        for role, response in by_role.items():
            groups[response.status_code].append(role)
        outcome = "; ".join(f"{status} {', '.join(sorted(groups[status]))}" for status in sorted(groups))
        lines.append(f"{method} {pattern or '/'} : {outcome}")
    return "\n".join(lines) + "\n"


def test_every_route_answers_every_role_as_written(answers: tuple[World, Answers]) -> None:
    seen = as_text(answers[1])
    if os.environ.get("WRITE_MATRIX"):
        EXPECTATIONS.write_text(seen)
    expected = dict(line.split(" : ", 1) for line in EXPECTATIONS.read_text().splitlines())
    actual = dict(line.split(" : ", 1) for line in seen.splitlines())
    assert sorted(actual.keys() - expected.keys()) == [], "routes without an expectation"
    assert sorted(expected.keys() - actual.keys()) == [], "expectations without a route"
    assert {key: value for key, value in actual.items() if expected[key] != value} == {}


def test_nothing_is_a_server_error(answers: tuple[World, Answers]) -> None:
    failures = [(key, role) for key, roles in answers[1].items() for role, one in roles.items() if one.status_code >= 500]
    assert [failure for failure in failures if failure[0] != ("readyz", "GET")] == []


def test_no_answer_to_an_outsider_holds_a_confidential_text(answers: tuple[World, Answers]) -> None:
    told = [
        (key, role)
        for key, roles in answers[1].items()
        for role, response in roles.items()
        if role not in INSIDERS and not (role.startswith("token ") and role not in NOT_OURS | {"token of rival"})
        if CANARY in response.text and not _is_own_link(key)
    ]
    assert told == []


def test_no_answer_to_anybody_else_holds_what_is_the_tenants_own_business(answers: tuple[World, Answers]) -> None:
    own = {"owner", "manager", "viewer"}
    told = [
        (key, role)
        for key, roles in answers[1].items()
        for role, response in roles.items()
        if role not in own and not (role.startswith("token ") and role not in NOT_OURS | {"token of rival"})
        if OWN_CANARY in response.text
    ]
    assert told == []


def test_no_answer_to_anybody_holds_what_is_under_seal(answers: tuple[World, Answers]) -> None:
    told = [(key, role) for key, roles in answers[1].items() for role, one in roles.items() if SEALED_CANARY in one.text]
    assert told == []


def test_no_answer_holds_a_secret_that_was_shown_once(answers: tuple[World, Answers]) -> None:
    told = [
        (key, role) for key, roles in answers[1].items() for role, response in roles.items() if SHOWN_ONCE in response.text
    ]
    assert told == []


def test_a_key_that_ended_is_as_good_as_none(answers: tuple[World, Answers]) -> None:
    differing = [
        (key, role)
        for key, roles in answers[1].items()
        for role in NOT_OURS & roles.keys()
        if roles[role].status_code not in {401, roles["visitor"].status_code}
    ]
    assert differing == []


def test_the_admin_site_is_for_operators(answers: tuple[World, Answers]) -> None:
    let_in = {
        (key, role)
        for key, roles in answers[1].items()
        if key[0].startswith("admin/")
        for role, response in roles.items()
        if role not in {"operator", "superuser"} and response.status_code == 200
    }
    assert {key for key, role in let_in} <= {("admin/login/", "GET"), ("admin/jsi18n/", "GET")}


def test_every_page_is_light_and_asks_nothing_of_another_site(answers: tuple[World, Answers]) -> None:
    pages = {
        one.body: key[0]
        for key, roles in answers[1].items()
        if key[1] == "GET"
        for one in roles.values()
        if one.status_code == 200 and b"<!doctype html>" in one.body[:400].lower()
    }
    assert len(pages) > 200
    assert [page for body, page in pages.items() if weight_of(body) > MOST_BYTES] == []
    assert [page for body, page in pages.items() if ELSEWHERE.search(body)] == []


def _is_own_link(key: tuple[str, str]) -> bool:
    """The invitation's link shows whom it was sent to; whoever holds the link has the mail."""
    return key[0].startswith("invitations/<")


def test_the_walk_finds_routes_of_every_app() -> None:
    found = {route.pattern.split("/")[0] for route in routes()}
    assert {"account", "admin", "api", "organization", "notifications", "trail", "healthz", "readyz"} <= found


def test_each_parameter_of_a_route_has_a_value() -> None:
    names = {name for route in routes() for name in route.parameters}
    assert names <= set(values_for(Route("", ()), None))
