"""A provider's own people keep their profile: on pages and in the API alike."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.errors import Forbidden, Invalid, NotFound, StaleVersion
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind, Role
from providers.actions.profile import edit_profile
from providers.enums import ProviderState
from providers.forms.profile import ProfileForm, host_of
from providers.models import Provider
from tests.factories import MembershipFactory, actor
from tests.selling import Program, seller, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def owner() -> Actor:
    return seller()


@pytest.fixture
def wacker(owner: Actor) -> Provider:
    return Provider.objects.get(slug="wacker-biotech")


def typed(provider: Provider, **changes: Any) -> dict[str, Any]:
    """What the edit page would send."""
    form = ProfileForm(provider=provider)
    values = {name: form[name].value() for name in form.fields}
    values["other_names"] = "\n".join(provider.other_names)
    return {name: value for name, value in {**values, **changes}.items() if value not in (None, False)}


def edit(owner: Actor, provider: Provider, **changes: Any) -> Provider:
    return edit_profile(actor=owner, provider=provider, changes=changes, expected_version=None)


def test_an_edit_is_public_at_once_confirms_and_names_its_author(owner: Actor, wacker: Provider):
    response = signed_in(owner).post("/my/provider/edit/", typed(wacker, city="Dresden"))
    assert response.status_code == 302
    wacker.refresh_from_db()
    assert wacker.city == "Dresden"
    assert wacker.editor_ids == [owner.user_id]
    assert wacker.unverified_fields == []
    event = Event.objects.get(kind="provider.edited")
    assert (event.data["provider"], event.data["fields"]) == (str(wacker.pk), ["city"])
    assert "Dresden" in Client().get("/providers/wacker-biotech/").content.decode()


def test_what_is_not_saved_is_not_confirmed(owner: Actor, wacker: Provider):
    wacker = edit(owner, wacker, summary="We make what others design. " * 4)
    assert wacker.unverified_fields == ["hq.city", "services.lnp-encapsulation-gmp"]
    assert edit(owner, wacker, city=wacker.city).unverified_fields == ["services.lnp-encapsulation-gmp"]


def test_an_edit_that_changes_nothing_is_no_event(owner: Actor, wacker: Provider):
    edit(owner, wacker, name=wacker.name)
    assert not Event.objects.filter(kind="provider.edited").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 601}, "summary"),
        ({"founded": 99}, "founded"),
        ({"domain": "not a website"}, "domain"),
        ({"types": []}, "types"),
        ({"types": ["bank"]}, "types"),
        ({"country": "XX"}, "country"),
        ({"country": None}, "country"),
        ({"service_lines": []}, "service_lines"),
        ({"service_lines": ["discovery"]}, "service_lines"),
        ({"modalities": ["nonsense"]}, "modalities"),
    ],
)
def test_what_cannot_stand_is_named_beside_its_field(owner: Actor, wacker: Provider, changes: dict[str, Any], field: str):
    with pytest.raises(Invalid) as error:
        edit(owner, wacker, **changes)
    assert list(error.value.errors) == [field]


def test_a_new_identity_of_a_verified_profile_lapses_it_once_the_person_knows(owner: Actor, wacker: Provider):
    Provider.objects.filter(pk=wacker.pk).update(state=ProviderState.VERIFIED, verified_at=timezone.now())
    wacker.refresh_from_db()
    browser = signed_in(owner)
    refused = browser.post("/my/provider/edit/", typed(wacker, name="Another name"))
    assert refused.status_code == 422
    assert "ends the verification" in refused.content.decode()
    wacker.refresh_from_db()
    assert (wacker.state, wacker.name) == (ProviderState.VERIFIED, "Wacker Biotech")
    browser.post("/my/provider/edit/", typed(wacker, name="Another name", accepts_lapse="on"))
    wacker.refresh_from_db()
    assert (wacker.state, wacker.name) == (ProviderState.CLAIMED, "Another name")
    assert Event.objects.get(kind="provider.edited").data["lapsed"] is True


def test_a_verified_profile_stays_so_when_its_identity_does(owner: Actor, wacker: Provider):
    Provider.objects.filter(pk=wacker.pk).update(state=ProviderState.VERIFIED, verified_at=timezone.now())
    assert edit(owner, wacker, city="Jena").state == ProviderState.VERIFIED


def test_a_stale_save_is_refused_and_keeps_what_was_typed(owner: Actor, wacker: Provider):
    form = typed(wacker, name="Mine")
    wacker.save()
    response = signed_in(owner).post("/my/provider/edit/", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody changed this" in page
    assert 'value="Mine"' in page
    with pytest.raises(StaleVersion):
        edit_profile(actor=owner, provider=wacker, changes={"name": "x"}, expected_version=1)


def test_a_viewer_reads_and_does_not_write(owner: Actor, wacker: Provider):
    viewer = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER]))
    browser = signed_in(viewer)
    assert browser.get("/my/provider/").status_code == 200
    assert "/my/provider/edit/" not in browser.get("/my/provider/").content.decode()
    assert browser.get("/my/provider/edit/").status_code == 403
    with pytest.raises(Forbidden):
        edit(viewer, wacker, name="x")
    assert Program(viewer).send("PATCH", "/api/v1/my/provider/", {"name": "x"}).status_code == 403


def test_a_stranger_finds_nothing_to_edit(wacker: Provider):
    stranger = actor(kind=Kind.PROVIDER)
    with pytest.raises(NotFound):
        edit(stranger, wacker, name="x")
    assert Program(stranger).get("/api/v1/my/provider/").status_code == 404
    assert signed_in(stranger).get("/my/provider/edit/").status_code == 404


def test_somebody_without_a_profile_is_led_to_one():
    page = signed_in(actor(kind=Kind.PROVIDER)).get("/my/provider/").content.decode()
    assert "Look in the directory" in page
    assert signed_in(actor(kind=Kind.SPONSOR)).get("/my/provider/").status_code == 403
    assert Client().get("/my/provider/").status_code == 302


@pytest.mark.parametrize("state", ["claimed", "suspended"])
def test_the_overview_says_what_the_state_means_and_what_is_missing(owner: Actor, wacker: Provider, state: str):
    Provider.objects.filter(pk=wacker.pk).update(state=state)
    page = signed_in(owner).get("/my/provider/").content.decode()
    assert {"claimed": "The profile is yours", "suspended": "nothing can be published"}[state] in page
    assert '<a href="/my/provider/edit/#id_summary_zh">Summary in Chinese</a>' in page


def test_finding_a_term_needs_no_script_and_saves_nothing(owner: Actor, wacker: Provider):
    form = typed(wacker, name="Half typed", **{"find-service_lines": "灌装", "find": "service_lines"})
    response = signed_in(owner).post("/my/provider/edit/", form)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="Half typed"' in page
    assert 'class="tick found"' in page
    assert 'class="error"' not in page
    wacker.refresh_from_db()
    assert wacker.name == "Wacker Biotech"


def test_a_word_typed_and_not_looked_for_is_looked_for_first(owner: Actor, wacker: Provider):
    form = typed(wacker, name="Half typed", **{"find-service_lines": "filling", "found-service_lines": ""})
    assert signed_in(owner).post("/my/provider/edit/", form).status_code == 200
    form["found-service_lines"] = "filling"
    assert signed_in(owner).post("/my/provider/edit/", form).status_code == 302


def test_the_api_reads_changes_and_holds_to_the_version(owner: Actor, wacker: Provider):
    program = Program(owner)
    read = program.get("/api/v1/my/provider/")
    assert (read.status_code, read.json()["slug"]) == (200, "wacker-biotech")
    assert read.json()["available_actions"] == ["update"]
    tag = read["ETag"]
    changed = program.send("PATCH", "/api/v1/my/provider/", {"founded": 1999}, **{"If-Match": tag})
    assert (changed.status_code, changed.json()["founded"]) == (200, 1999)
    assert program.send("PATCH", "/api/v1/my/provider/", {"founded": 2000}, **{"If-Match": tag}).status_code == 412
    wrong = program.send("PATCH", "/api/v1/my/provider/", {"modalities": ["nonsense"]})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "#/modalities")
    assert program.send("PATCH", "/api/v1/my/provider/", {"slug": "x"}).status_code == 400


@pytest.mark.parametrize("text", ["https://www.example.com/en/", "www.example.com", " WWW.Example.com "])
def test_a_website_is_its_name(text: str):
    assert host_of(text) == "www.example.com"


def test_what_is_half_typed_is_kept_until_it_is_saved(owner: Actor, wacker: Provider):
    browser = signed_in(owner)
    browser.post("/drafts/my-profile/", typed(wacker, name="Half typed"))
    assert 'value="Half typed"' in browser.get("/my/provider/edit/").content.decode()
    browser.post("/my/provider/edit/", typed(wacker, city="Dresden"))
    assert 'value="Half typed"' not in browser.get("/my/provider/edit/").content.decode()
