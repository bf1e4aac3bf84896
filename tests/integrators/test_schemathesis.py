"""Every operation with made-up bodies and parameters, as a visitor, as a sponsor's and as a provider's program.

The same examples each time. EXAMPLES=200 looks longer, at others (``make schemathesis``).
"""

import io
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from requests import PreparedRequest, Request, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from urllib3 import HTTPResponse

from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Kind
from organizations.models import Membership, Organization
from organizations.rules import usable_scopes
from tests.matrix.parameters import values_for
from tests.matrix.routes import Route
from tests.matrix.world import World, build_world

REQUEST = {"method", "url", "headers", "files", "data", "params", "json", "cookies"}
EXAMPLES = int(os.environ.get("EXAMPLES", "0"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def tokens(world: World) -> Iterator[tuple[str, str]]:
    """Everybody's header: none, a sponsor's, a provider's. The tenant is both, one after the other."""
    yield "visitor", ""
    for kind in (Kind.SPONSOR, Kind.PROVIDER):
        Organization.objects.filter(pk=world.sponsor.pk).update(kinds=[kind])
        actor = Actor.of(Membership.objects.select_related("user", "organization").get(pk=world.owner.pk))
        _token, secret = create_token(actor=actor, name=kind.value, scopes=usable_scopes(actor), days=7)
        yield kind.value, f"Bearer {secret}"


@pytest.mark.django_db
def test_no_example_is_answered_with_an_error_of_ours_or_with_what_the_schema_does_not_say():
    world = build_world()
    asked_by = dict(tokens(world))
    document = json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=str))
    failures: list[str] = []
    for operation in schemathesis.openapi.from_dict(document).get_all_operations():
        _try(operation.ok(), asked_by, world, failures)
    assert not failures, "\n\n".join(failures)


def _sent(case: Any, headers: dict[str, str]) -> Response:
    """Through the whole stack, in this transaction."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver", headers=headers)
    asked: PreparedRequest = Request(**{name: kwargs[name] for name in kwargs if name in REQUEST}).prepare()
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body or b""
    sent = {
        name: value for name, value in asked.headers.items() if name not in {"Content-Type", "Content-Length", "Cookie"}
    }
    found = Client(raise_request_exception=False).generic(
        str(asked.method), asked.path_url, body, asked.headers.get("Content-Type", ""), headers=sent
    )
    answer = Response()
    answer.status_code, answer.request, answer.url = found.status_code, asked, str(asked.url)
    answer.headers.update(found.headers)
    answer.raw = HTTPResponse(
        io.BytesIO(found.getvalue()), found.headers, found.status_code, preload_content=False, decode_content=False
    )
    return answer


def _try(operation: Any, asked_by: dict[str, str], world: World, failures: list[str]) -> None:
    pattern = operation.path.removeprefix("/").replace("{", "<").replace("}", ">")
    known = values_for(Route(pattern, ()), world) if "<" in pattern else {}

    @settings(
        max_examples=EXAMPLES or 1,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        for name in known.keys() & (case.path_parameters or {}).keys():
            case.path_parameters[name] = str(known[name])
        for who, header in asked_by.items():
            with transaction.atomic():
                Organization.objects.filter(pk=world.sponsor.pk).update(kinds=[who if header else Kind.SPONSOR])
                answer = _sent(case, {"Authorization": header} if header else {})
                transaction.set_rollback(True)
            case.validate_response(answer, checks=CHECKS)

    try:
        ask()
    except (Exception, FailureGroup) as error:
        failures.append(f"{operation.label}: {str(error)[:1500]}")
