"""A provider's own people keep their sites."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind, Role
from providers.actions.site import close_site, create_site, edit_site, reopen_site
from providers.models import Provider, Site
from tests.factories import MembershipFactory, actor
from tests.selling import Program, seller, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
NEW: dict[str, Any] = {"city": "Leipzig", "country": "DE", "functions": ["drug-substance"], "modalities": ["mrna"]}


@pytest.fixture
def owner() -> Actor:
    return seller()


@pytest.fixture
def wacker(owner: Actor) -> Provider:
    return Provider.objects.get(slug="wacker-biotech")


@pytest.fixture
def halle(wacker: Provider) -> Site:
    return wacker.sites.get(city="Halle")


def test_a_site_is_added_and_told(owner: Actor, wacker: Provider):
    response = signed_in(owner).post("/my/sites/new/", {**NEW, "status": "operating"})
    site = wacker.sites.get(city="Leipzig")
    assert response["Location"] == f"/my/sites/{site.pk}/"
    assert [one.pk for one in site.functions.all()] == ["drug-substance"]
    assert Event.objects.get(kind="site.created").data == {"provider": str(wacker.pk)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"city": ""}, "city"),
        ({"country": "XX"}, "country"),
        ({"functions": []}, "functions"),
        ({"functions": ["nonsense"]}, "functions"),
        ({"latitude": 51}, "longitude"),
        ({"latitude": 91, "longitude": 1}, "latitude"),
        ({"latitude": 1, "longitude": 181}, "longitude"),
        ({"scale_value": 5}, "scale_unit"),
        ({"scale_unit": "l-bioreactor"}, "scale_value"),
        ({"scale_value": 0, "scale_unit": "l-bioreactor"}, "scale_value"),
        ({"status": "sold"}, "status"),
        ({"city": "Halle"}, "name"),
    ],
)
def test_what_cannot_stand_is_named_beside_its_field(owner: Actor, wacker: Provider, changes: dict[str, Any], field: str):
    with pytest.raises(Invalid) as error:
        create_site(actor=owner, provider=wacker, values={**NEW, **changes})
    assert list(error.value.errors) == [field]


def test_an_edit_confirms_the_place(owner: Actor, halle: Site, wacker: Provider):
    Provider.objects.filter(pk=wacker.pk).update(unverified_fields=["sites.Halle", "sites.Jena"])
    edit_site(actor=owner, site=halle, changes={"note": "By the river"}, expected_version=halle.version)
    wacker.refresh_from_db()
    assert wacker.unverified_fields == ["sites.Jena"]
    assert Event.objects.get(kind="site.edited").subject_id == str(halle.pk)
    with pytest.raises(StaleVersion):
        edit_site(actor=owner, site=halle, changes={"note": "x"}, expected_version=halle.version)


def test_closing_and_reopening_undo_each_other(owner: Actor, halle: Site):
    browser = signed_in(owner)
    browser.post(f"/my/sites/{halle.pk}/close/")
    halle.refresh_from_db()
    assert halle.status == "closed"
    with pytest.raises(WrongState):
        close_site(actor=owner, site=halle)
    browser.post(f"/my/sites/{halle.pk}/reopen/")
    halle.refresh_from_db()
    assert halle.status == "operating"
    with pytest.raises(WrongState):
        reopen_site(actor=owner, site=halle)


def test_visitors_do_not_see_a_closed_site(owner: Actor, halle: Site, deliver_events: Callable[[], None]):
    visitor, browser = Client(), signed_in(owner)

    def seen() -> list[bool]:
        deliver_events()
        rows = visitor.get("/api/v1/providers/wacker-biotech/offerings/?page_size=100").json()["results"]
        return [
            f"site-{halle.pk}" in visitor.get("/providers/wacker-biotech/").content.decode(),
            "Halle" in {site["city"] for site in visitor.get("/api/v1/providers/wacker-biotech/sites/").json()},
            any(site["city"] == "Halle" for row in rows for site in row["sites"]),
        ]

    assert seen() == [True, True, True]
    browser.post(f"/my/sites/{halle.pk}/close/")
    assert seen() == [False, False, False]
    assert browser.get(f"/my/sites/{halle.pk}/").status_code == 200
    browser.post(f"/my/sites/{halle.pk}/reopen/")
    assert seen() == [True, True, True]


ACTS: list[Callable[[Actor, Site], Any]] = [
    lambda who, site: edit_site(actor=who, site=site, changes={"note": "x"}, expected_version=None),
    lambda who, site: close_site(actor=who, site=site),
    lambda who, site: reopen_site(actor=who, site=site),
    lambda who, site: create_site(actor=who, provider=site.provider, values=NEW),
]


@pytest.mark.parametrize("act", ACTS)
def test_a_viewer_and_a_stranger_change_nothing(owner: Actor, halle: Site, act: Callable[[Actor, Site], Any]):
    with pytest.raises(Forbidden):
        act(Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])), halle)
    with pytest.raises(NotFound):
        act(actor(kind=Kind.PROVIDER), halle)


@pytest.mark.parametrize("path", ["", "edit/"])
def test_somebody_elses_site_is_not_there(owner: Actor, halle: Site, path: str):
    assert signed_in(owner).get(f"/my/sites/{halle.pk}/{path}").status_code == 200
    stranger = seller(slug="lonza")
    assert signed_in(stranger).get(f"/my/sites/{halle.pk}/{path}").status_code == 404
    assert signed_in(stranger).post(f"/my/sites/{halle.pk}/close/").status_code == 404
    assert Program(stranger).get(f"/api/v1/my/sites/{halle.pk}/").status_code == 404
    assert Program(stranger).send("POST", f"/api/v1/my/sites/{halle.pk}/close/").status_code == 404


def test_the_api_adds_changes_closes_and_reopens(owner: Actor):
    program = Program(owner)
    body = {**NEW, "scale": {"value": "2000", "unit": "l-bioreactor"}, "inspected_by": ["us-fda"]}
    made = program.send("POST", "/api/v1/my/sites/", body, **{"Idempotency-Key": "k"})
    assert program.send("POST", "/api/v1/my/sites/", body, **{"Idempotency-Key": "k"}).content == made.content
    assert (made.status_code, made.json()["scale"]["value"]) == (201, "2000")
    assert made.json()["available_actions"] == ["update", "close"]
    path = made["Location"]
    changed = program.send("PATCH", path, {"scale": None, "inspected_by": None}, **{"If-Match": made["ETag"]})
    assert (changed.json()["scale"], changed.json()["inspected_by"]) == (None, None)
    assert program.send("PATCH", path, {"note": "x"}, **{"If-Match": made["ETag"]}).status_code == 412
    assert program.send("POST", f"{path}close/").json()["available_actions"] == ["update", "reopen"]
    assert program.send("POST", f"{path}close/").status_code == 409
    assert program.send("POST", f"{path}reopen/").json()["status"] == "operating"


@pytest.mark.parametrize("path", ["/my/sites/", "/api/v1/my/sites/"])
def test_a_list_costs_the_same_for_more_rows(owner: Actor, wacker: Provider, path: str):
    client = Program(owner) if path.startswith("/api") else signed_in(owner)

    def queries() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    before = queries()
    for city in ("Leipzig", "Gera"):
        create_site(actor=owner, provider=wacker, values={**NEW, "city": city, "authorities": ["us-fda"]})
    assert queries() == before
