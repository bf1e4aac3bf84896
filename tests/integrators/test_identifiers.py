"""ROR ids and D-U-N-S numbers of organisations, with checks."""

import pytest

from core.identifiers import duns_number, ror_id
from organizations.enums import Role
from organizations.models import Organization
from tests.factories import actor
from tests.providers.house import Program, build_house
from tests.selling import signed_in


@pytest.mark.parametrize(
    ("text", "code"),
    [("https://ror.org/02mhbdp94", "02mhbdp94"), ("ROR.org/013MEH722", "013meh722"), (" 05a28rw58 ", "05a28rw58"),
     ("02mhbdp95", None), ("12mhbdp94", None), ("02mhbdp9", None), ("https://example.org/02mhbdp94", None)],
)  # fmt: skip
def test_a_ror_id_is_read_bare_or_as_its_address_and_its_check_digits_must_fit(text: str, code: str | None):
    assert ror_id(text) == code


@pytest.mark.parametrize(("text", "digits"), [("15-048-3782", "150483782"), ("15048378", None), ("15048378x", None)])
def test_a_duns_number_has_nine_digits(text: str, digits: str | None):
    assert duns_number(text) == digits


@pytest.mark.django_db
def test_an_organisation_says_them_by_page_and_by_program_and_is_told_what_is_wrong():
    person = actor(Role.OWNER)
    program, browser = Program(person), signed_in(person)
    path = f"/api/v1/organizations/{person.organization_id}/"
    said = program.send("patch", path, {"ror_id": "https://ror.org/02mhbdp94", "duns": "15-048-3782"})
    assert (said.json()["ror_id"], said.json()["duns"]) == ("02mhbdp94", "150483782")
    wrong = program.send("patch", path, {"ror_id": "02mhbdp95"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "#/ror_id")
    assert program.send("patch", path, {"website": "https://example.org"}).json()["duns"] == "150483782"
    organization = Organization.objects.get(pk=person.organization_id)
    form = {
        "legal_name": organization.legal_name,
        "country": "DE",
        "website": "",
        "duns": "12",
        "version": organization.version,
    }
    refused = browser.post("/organization/", {**form, "ror_id": ""})
    assert (refused.status_code, "nine digits" in refused.content.decode()) == (422, True)
    assert browser.post("/organization/", {**form, "ror_id": "", "duns": ""}).status_code == 302
    organization.refresh_from_db()
    assert (organization.ror_id, organization.duns) == ("", "")


@pytest.mark.django_db
def test_a_providers_profile_shows_those_of_its_organisation():
    house = build_house()
    known = {"ror_id": "02mhbdp94", "duns": "150483782"}
    Organization.objects.filter(pk=house.owner.organization_id).update(**known)
    said = Program(house.owner).get("/api/v1/my/provider/").json()
    assert {name: said[name] for name in known} == known
    page = signed_in(house.owner).get("/my/provider/").content.decode()
    assert [one in page for one in known.values()] == [True, True]
