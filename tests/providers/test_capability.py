"""What can run at a site: ranges that hold, units that fit, one's own sites alone."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Invalid, NotFound, StaleVersion
from events.models import Event
from providers.actions.capability import CapabilityFacts, add_capability, edit_capability, remove_capability
from providers.models import Capability
from tests.providers.house import House, Program, build_house, signed_in
from vocabulary.models import ExpressionSystem, Modality, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build_house()


def facts(house: House, **values: Any) -> CapabilityFacts:
    known = {
        "site": house.site,
        "modality": Modality.objects.get(pk="mab"),
        "system": ExpressionSystem.objects.get(pk="cho"),
        "scale_min": Decimal(200),
        "scale_max": Decimal(2000),
        "scale_unit": Unit.objects.get(pk="l-bioreactor"),
    }
    return CapabilityFacts(**known | values)


def add(house: House, **values: Any) -> Capability:
    return add_capability(actor=house.owner, facts=facts(house, **values))


def test_a_capability_is_added_edited_and_removed_and_each_step_is_told_once(house: House):
    made = add(house)
    made = edit_capability(actor=house.owner, capability=made, changes={"note": "Single use"})
    edit_capability(actor=house.owner, capability=made, changes={"note": "Single use"})
    remove_capability(actor=house.owner, capability=made)
    told = Event.objects.filter(kind__startswith="capability.").order_by("pk")
    assert [event.kind for event in told] == ["capability.created", "capability.edited", "capability.removed"]
    assert {event.data["provider"] for event in told} == {str(house.provider.pk)}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scale_min": Decimal(3000)}, ""),
        ({"scale_min": Decimal(0)}, ""),
        ({"scale_max": Decimal(-1)}, ""),
        ({"scale_unit": None}, ""),
        ({"scale_min": None, "scale_max": None}, ""),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_a_scale_that_makes_no_sense_is_told(house: House, values: dict[str, Any], field: str):
    with pytest.raises(Invalid) as error:
        add(house, **values)
    assert list(error.value.errors) == [field]
    assert not Capability.objects.exists()


def test_a_unit_of_effort_says_nothing_of_how_much_can_be_made(house: House):
    with pytest.raises(Invalid) as error:
        add(house, scale_unit=Unit.objects.get(pk="fte-months"))
    assert "does not say how much" in str(error.value.errors["scale_unit"][0])


def test_a_capability_is_once_also_without_a_system(house: House):
    for values in ({}, {"system": None}):
        add(house, **values)
        with pytest.raises(Invalid) as error:
            add(house, **values)
        assert "already" in str(next(iter(error.value.errors.values()))[0])


def test_others_viewers_and_old_versions_are_refused(house: House):
    made, rival = add(house), build_house("rival")
    for act, values in ((edit_capability, {"changes": {"note": "x"}}), (remove_capability, {})):
        with pytest.raises(NotFound):
            act(actor=rival.owner, capability=made, **values)
        with pytest.raises(Forbidden):
            act(actor=house.viewer, capability=made, **values)
        with pytest.raises(StaleVersion):
            act(actor=house.owner, capability=made, expected_version=9, **values)
    with pytest.raises(Invalid) as error:
        add_capability(actor=rival.owner, facts=facts(house))
    assert list(error.value.errors) == ["site"]


def test_capabilities_are_kept_on_the_pages_of_a_site(house: House):
    browser, base = signed_in(house.owner), f"/my/sites/{house.site.pk}/capabilities/"
    form = {"modality": "mab", "system": "cho", "scale_min": "200", "scale_max": "2000", "scale_unit": "l-bioreactor"}
    assert browser.post(f"{base}new/", form).status_code == 302
    made = Capability.objects.get()
    page = browser.get(base).content.decode()
    assert "200" in page
    assert "2,000" in page
    wrong = browser.post(f"{base}{made.pk}/", {**form, "scale_min": "9000", "note": "Typed", "version": 1})
    assert wrong.status_code == 422
    assert "the smallest is not above the largest" in wrong.content.decode()
    assert "Typed" in wrong.content.decode()
    assert browser.post(f"{base}{made.pk}/", {**form, "modality": "biologics", "version": 1}).status_code == 422
    assert browser.post(f"{base}{made.pk}/", {**form, "note": "New", "version": 1}).status_code == 302
    assert browser.post(f"{base}{made.pk}/", {**form, "note": "Late", "version": 1}).status_code == 422
    assert browser.post(f"{base}{made.pk}/remove/").status_code == 302
    assert not Capability.objects.exists()


def test_pages_and_programs_keep_viewers_and_strangers_out(house: House):
    made, rival = add(house), build_house("rival")
    base = f"/my/sites/{house.site.pk}/capabilities/"
    for path in (f"{base}new/", f"{base}{made.pk}/", f"{base}{made.pk}/remove/"):
        assert signed_in(house.viewer).post(path).status_code == 403
        assert signed_in(rival.owner).post(path).status_code == 404
    assert signed_in(house.viewer).get(base).status_code == 200
    assert signed_in(rival.owner).get(base).status_code == 404
    elsewhere = f"/my/sites/{house.other_site.pk}/capabilities/{made.pk}/"
    assert signed_in(house.owner).get(elsewhere).status_code == 404
    path = f"/api/v1/my/capabilities/{made.pk}/"
    assert Program(rival.owner).get(path).status_code == 404
    assert Program(house.viewer).send("PATCH", path, {}).status_code == 403


def test_programs_keep_capabilities_with_versions(house: House):
    api = Program(house.owner)
    body = {"site": str(house.site.pk), "modality": "mab", "expression_system": "cho", "scale_max": "2000",
            "scale_unit": "l-bioreactor"}  # fmt: skip
    made = api.send("POST", "/api/v1/my/capabilities/", body)
    assert made.json()["scale"] == {"min": None, "max": "2000", "unit": "l-bioreactor"}
    path, tag = made["Location"], made["ETag"]
    assert api.send("PATCH", path, {"scale_min": "5000"}).status_code == 400
    assert api.send("PATCH", path, {"scale_min": "500"}, **{"If-Match": tag}).json()["scale"]["min"] == "500"
    assert api.send("PATCH", path, {"scale_min": "600"}, **{"If-Match": tag}).status_code == 412
    assert api.send("POST", "/api/v1/my/capabilities/", {**body, "modality": "biologics"}).status_code == 400
    assert api.send("DELETE", path).status_code == 204


@pytest.mark.parametrize("path", ["/my/sites/{site}/capabilities/", "/api/v1/my/capabilities/", "/providers/harbour-bio/",
                                  "/api/v1/providers/harbour-bio/capabilities/"])  # fmt: skip
def test_a_list_takes_the_same_number_of_queries_for_one_and_three(house: House, path: str):
    browser, path = signed_in(house.owner), path.format(site=house.site.pk)
    add(house)

    def queries() -> int:
        browser.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    first = queries()
    add(house, system=None)
    add(house, modality=Modality.objects.get(pk="mrna"))
    assert queries() == first


def test_everybody_sees_what_can_run_where(house: House):
    add(house)
    (row,) = Client().get(f"/api/v1/providers/{house.provider.slug}/capabilities/").json()
    assert (row["site"]["city"], row["modality"], row["scale"]["max"]) == ("Halle", "mab", "2000")
    assert "What can run where" in Client().get(f"/providers/{house.provider.slug}/").content.decode()
