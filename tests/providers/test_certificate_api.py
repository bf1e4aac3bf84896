"""Certificates for programs: what a page can do, with a file in a form, once for each key."""

import uuid
from typing import Any

import pytest
from django.test import Client

from core.errors import Invalid
from documents.models import Document
from providers.actions.certificate import add_certificate
from providers.models import Certificate
from tests.factories import actor
from tests.providers.house import House, Program, build_house, evidence, facts, in_days, signed_in, submitted, verified

pytestmark = pytest.mark.django_db
PATH = "/api/v1/my/certificates/"


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def api(house: House) -> Program:
    return Program(house.owner)


def body(house: House, **values: Any) -> dict[str, Any]:
    known = {"site": str(house.site.pk), "standard": "eu-gmp", "authority": "de-authority", "number": "DE-1",
             "operations": ["drug-substance"], "valid_until": "2030-01-31"}  # fmt: skip
    return known | values


def test_a_certificate_is_added_with_its_file_changed_submitted_and_deleted(house: House, api: Program):
    made = api.post(PATH, body(house, operations=["mab-gmp", "mrna-gmp"], evidence=evidence()))
    assert made.status_code == 201, made.content
    row = made.json()
    assert made["Location"] == f"{PATH}{row['id']}/"
    assert (row["operations"], row["evidence"]["name"]) == (["mab-gmp", "mrna-gmp"], "certificate.pdf")
    assert row["available_actions"] == ["update", "submit", "remove"]
    changed = api.send("PATCH", made["Location"], {"number": "DE-2"})
    assert changed.json()["number"] == "DE-2"
    assert changed.json()["operations"] == ["mab-gmp", "mrna-gmp"]
    sent = api.send("POST", f"{made['Location']}submit/", {})
    assert (sent.status_code, sent.json()["status"]) == (200, "under-review")
    assert api.send("DELETE", made["Location"]).status_code == 409
    api.send("PATCH", made["Location"], {"dosage_forms": "Vials"})
    assert api.send("DELETE", made["Location"]).status_code == 204
    assert not Certificate.objects.exists()


def test_the_same_upload_with_the_same_key_is_stored_once(house: House, api: Program):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    first = api.post(PATH, body(house, evidence=evidence()), **key)
    again = api.post(PATH, body(house, evidence=evidence()), **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Idempotency-Replayed"] == "true"
    assert (Certificate.objects.count(), Document.objects.count()) == (1, 1)
    other = api.post(PATH, body(house, evidence=evidence(content=b"%PDF-1.7\nother\n%%EOF\n")), **key)
    assert other.status_code == 422


def test_a_large_file_is_taken_with_a_key(house: House, api: Program):
    large = evidence(content=b"%PDF-1.7\n" + b"0" * 3_000_000 + b"\n%%EOF\n")
    made = api.post(PATH, body(house, evidence=large), HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()))
    assert (made.status_code, made.json()["evidence"]["size"]) == (201, large.size)


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"standard": "no-such"}, "#/standard"),
        ({"operations": []}, "#/operations"),
        ({"operations": ["no-such"]}, "#/operations/0"),
        ({"site": str(uuid.uuid4())}, "#/site"),
        ({"valid_until": "soon"}, "#/valid_until"),
        ({"number": "a\u0000b"}, "#/number"),
        ({"authority": None}, "#"),
        ({"inspected_on": "2031-01-01"}, "#/inspected_on"),
        ({"status": "verified"}, "#/status"),
    ],
)
def test_wrong_values_are_named(house: House, api: Program, values: dict[str, Any], pointer: str):
    answer = api.send("POST", PATH, body(house, **values))
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not Certificate.objects.exists()


def test_a_file_of_the_wrong_type_leaves_no_row_and_no_file(house: House, api: Program):
    answer = api.post(PATH, body(house, evidence=evidence("x.pdf", b"MZ not a pdf")))
    assert answer.status_code == 400
    assert (Certificate.objects.count(), Document.objects.count()) == (0, 0)


def test_an_old_version_is_412_and_the_current_one_goes_through(house: House, api: Program):
    path = f"{PATH}{submitted(house).pk}/"
    tag = api.get(path)["ETag"]
    assert api.send("PATCH", path, {"number": "B"}, **{"If-Match": tag}).status_code == 200
    for method, address, data in (("PATCH", path, {"number": "C"}), ("DELETE", path, None), ("POST", f"{path}submit/", {})):
        assert api.send(method, address, data, **{"If-Match": tag}).status_code == 412


def test_a_wrong_state_is_409_and_moves_nothing(house: House, api: Program):
    certificate = verified(house)
    assert api.send("POST", f"{PATH}{certificate.pk}/submit/", {}).status_code == 409
    assert Certificate.objects.get().status == "verified"


def test_one_without_a_scope_is_not_submitted_by_programs_either(house: House, api: Program):
    certificate = add_certificate(actor=house.owner, facts=facts(house, operations=()), upload=evidence())
    refused = api.send("POST", f"{PATH}{certificate.pk}/submit/", {})
    assert (refused.status_code, "which operations it covers" in refused.json()["detail"]) == (409, True)
    assert Certificate.objects.get().status == "uploaded"


@pytest.mark.parametrize(
    ("values", "has_file", "said"),
    [
        ({"operations": ()}, True, "which operations it covers"),
        ({"valid_until": in_days(-1)}, True, "This certificate has ended"),
        ({}, False, "Add the certificate itself"),
        ({}, True, ""),
    ],
)
def test_submitting_is_offered_by_page_and_api_where_it_would_be_taken(
    house: House, api: Program, values: dict[str, Any], has_file: bool, said: str
):
    upload = evidence() if has_file else None
    certificate = add_certificate(actor=house.owner, facts=facts(house, **values), upload=upload)
    page = signed_in(house.owner).get("/my/certificates/").content.decode()
    offered = api.get(f"{PATH}{certificate.pk}/").json()["available_actions"]
    assert (f"{certificate.pk}/submit/" in page, "submit" in offered) == (not said, not said)
    assert said in page
    assert api.send("POST", f"{PATH}{certificate.pk}/submit/", {}).status_code == (409 if said else 200)


def test_others_are_kept_out(house: House):
    certificate = verified(house)
    path = f"{PATH}{certificate.pk}/"
    rival, viewer, sponsor = Program(build_house("rival").owner), Program(house.viewer), Program(actor())
    assert rival.get(path).status_code == 404
    assert rival.get(PATH).json()["count"] == 0
    assert viewer.get(path).json()["available_actions"] == []
    for method, address, data in (
        ("PATCH", path, {}),
        ("DELETE", path, None),
        ("POST", f"{path}submit/", {}),
        ("POST", PATH, {}),
    ):
        assert rival.send(method, address, data).status_code == (400 if address == PATH else 404)
        assert viewer.send(method, address, data).status_code == 403
        assert sponsor.send(method, address, data).status_code == 403
        assert Client().post(address).status_code in (401, 405)


def test_no_number_of_an_unverified_certificate_is_public(house: House):
    submitted(house, number="WAITING-1")
    for path in ("", "certificates/", "sites/"):
        assert b"WAITING-1" not in Client().get(f"/api/v1/providers/{house.provider.slug}/{path}").content
    with pytest.raises(Invalid):
        submitted(house, number="WAITING-1")
