"""What the pages of claims do, programs do too."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Role, Scope
from providers.models import Claim
from tests.factories.providers import PDF, claim, provider, provider_side

pytestmark = pytest.mark.django_db
CLAIMS = "/api/v1/my/claims/"


def program(owner: Actor, *scopes: Scope) -> Client:
    wanted = scopes or (Scope.PROVIDER_READ, Scope.PROVIDER_WRITE)
    _token, secret = create_token(actor=owner, name="t", scopes=wanted, days=7)
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def owner() -> Actor:
    return provider_side()


@pytest.fixture
def api(owner: Actor) -> Client:
    return program(owner)


def body(**values: Any) -> dict[str, Any]:
    return {
        "position": "Head of quality", "statement": "It is ours.", "evidence": [SimpleUploadedFile("a.pdf", PDF)], **values,
    }  # fmt: skip


def test_a_profile_is_claimed_with_its_evidence(api: Client):
    of = provider()
    response = api.post(CLAIMS, body(provider=of.slug))
    made = response.json()
    assert response.status_code == 201
    assert response["Location"] == f"{CLAIMS}{made['id']}/"
    assert (made["provider"], made["status"], made["available_actions"]) == (of.slug, "requested", ["withdraw"])
    assert [file["name"] for file in made["evidence"]] == ["a.pdf"]
    assert api.get(response["Location"]).json() == made
    assert api.get(CLAIMS).json()["results"] == [made]


def test_a_repeated_claim_with_its_key_is_one_claim_and_another_body_is_refused(api: Client):
    of, key = provider(), {"Idempotency-Key": "k1"}
    first = api.post(CLAIMS, body(provider=of.slug), headers=key)
    again = api.post(CLAIMS, body(provider=of.slug), headers=key)
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
    other = body(provider=of.slug, evidence=[SimpleUploadedFile("a.pdf", PDF + b"\n")])
    assert api.post(CLAIMS, other, headers=key).status_code == 422
    assert Claim.objects.count() == 1


def test_a_large_file_is_taken_with_a_key(api: Client, settings: Any):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = api.post(CLAIMS, body(provider=provider().slug), headers={"Idempotency-Key": "k1"})
    assert response.status_code == 201


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"provider": "nowhere"}, "#/provider"),
        ({"position": ""}, "#/position"),
        ({"evidence": []}, "#/evidence"),
        ({"evidence": [SimpleUploadedFile("a.pdf", b"MZ")]}, "#/evidence"),
        ({"evidence": [SimpleUploadedFile("a.pdf", b"")]}, "#/evidence"),
        ({"colour": "red"}, "#/colour"),
    ],
)
def test_what_is_wrong_is_a_400_that_points_to_it(api: Client, values: dict[str, Any], pointer: str):
    response = api.post(CLAIMS, {**body(provider=provider().slug), **values})
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == pointer
    assert Claim.objects.count() == 0


def test_a_suspended_profile_is_not_there(api: Client):
    hidden = api.post(CLAIMS, body(provider=provider(state="suspended").slug))
    assert hidden.json()["errors"][0]["pointer"] == "#/provider"


def test_a_claim_is_answered_and_withdrawn(api: Client, owner: Actor):
    made = claim(provider(), owner, status="sent-back")
    made.reviews.create(decision="sent-back", reason="Which entity?")
    shown = api.get(f"{CLAIMS}{made.pk}/").json()
    assert (shown["reason"], shown["available_actions"]) == ("Which entity?", ["answer", "withdraw"])
    answered = api.post(f"{CLAIMS}{made.pk}/answer/", body(statement="The GmbH."))
    assert (answered.status_code, answered.json()["status"]) == (200, "requested")
    assert [file["name"] for file in answered.json()["evidence"]] == ["a.pdf"]
    assert api.post(f"{CLAIMS}{made.pk}/answer/", body()).status_code == 409
    stale = api.post(f"{CLAIMS}{made.pk}/withdraw/", headers={"If-Match": f'"{made.pk}.1"'})
    assert stale.status_code == 412
    assert api.post(f"{CLAIMS}{made.pk}/withdraw/").json()["status"] == "withdrawn"


def test_another_organisations_claim_is_not_there(api: Client):
    made = claim(provider(), provider_side(), status="sent-back")
    assert api.get(f"{CLAIMS}{made.pk}/").status_code == 404
    assert api.post(f"{CLAIMS}{made.pk}/answer/", body()).status_code == 404
    assert api.post(f"{CLAIMS}{made.pk}/withdraw/").status_code == 404
    assert api.get(CLAIMS).json()["count"] == 0


def test_scopes_and_roles_hold(owner: Actor):
    of = provider()
    assert program(owner, Scope.PROVIDER_READ).post(CLAIMS, body(provider=of.slug)).status_code == 403
    assert program(owner, Scope.ORGANIZATION_READ).get(CLAIMS).status_code == 403
    viewer = provider_side(Role.VIEWER)
    assert program(viewer, Scope.PROVIDER_READ).get(CLAIMS).status_code == 200
    assert Client().get(CLAIMS).status_code == 401


def test_the_list_takes_the_same_number_of_queries_for_one_and_three(api: Client, owner: Actor):
    claim(provider(), owner)
    api.get(CLAIMS)
    with CaptureQueriesContext(connection) as one:
        api.get(CLAIMS)
    for _more in range(2):
        claim(provider(), owner).reviews.create(decision="sent-back", reason="x")
    with CaptureQueriesContext(connection) as three:
        assert api.get(CLAIMS).json()["count"] == 3
    assert len(three) == len(one)
