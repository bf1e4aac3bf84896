"""A part that a PATCH leaves out stays as somebody else wrote it in between."""

import pytest

from accounts.models import User
from organizations.api import me
from organizations.api.organization import OrganizationViewSet
from organizations.models import Organization
from tests.at_once import save_between
from tests.factories import actor
from tests.selling import Program

pytestmark = pytest.mark.django_db


def test_a_new_website_does_not_put_back_the_old_name(monkeypatch: pytest.MonkeyPatch):
    owner = actor()
    path = f"/api/v1/organizations/{owner.organization_id}/"
    save_between(monkeypatch, OrganizationViewSet, Organization.objects.all(), legal_name="Renamed GmbH")
    answer = Program(owner).send("PATCH", path, {"website": "https://example.org"})
    assert (answer.status_code, answer.json()["legal_name"], answer.json()["website"]) == (
        200, "Renamed GmbH", "https://example.org",
    )  # fmt: skip


def test_a_new_time_zone_does_not_put_back_the_old_name(monkeypatch: pytest.MonkeyPatch):
    owner = actor()
    program, change = Program(owner), me.update_profile

    def overtaken(**values: object) -> User:
        User.objects.filter(pk=owner.user_id).update(name="Grace Hopper")
        return change(**values)

    monkeypatch.setattr(me, "update_profile", overtaken)
    answer = program.send("PATCH", "/api/v1/me/", {"time_zone": "Europe/Berlin"})
    assert (answer.status_code, answer.json()["name"], answer.json()["time_zone"]) == (
        200, "Grace Hopper", "Europe/Berlin",
    )  # fmt: skip
