"""Pages of shortlists: who sees the button, where it leads, what a list shows."""

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actor import Actor
from organizations.enums import Kind, Role
from services.actions import shortlist as actions
from services.enums import OfferingStatus
from services.models import Offering, Shortlist, ShortlistItem
from tests.factories import UserFactory, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def signed_in(who: Actor) -> Client:
    client = Client()
    client.force_login(who.user, backend=BACKEND)
    return client


@pytest.fixture
def sponsor() -> Actor:
    return actor()


@pytest.fixture
def browser(sponsor: Actor) -> Client:
    return signed_in(sponsor)


@pytest.fixture
def offering() -> Offering:
    return Offering.objects.get(provider__slug="wacker-biotech", service_line_id="mrna-ds-gmp")


def save_address(offering: Offering) -> str:
    return f"/shortlists/save/?offering={offering.pk}"


def test_a_visitor_is_led_to_sign_in_and_back(client: Client, offering: Offering):
    assert save_address(offering) in client.get(offering.get_absolute_url()).content.decode()
    to = client.get(save_address(offering))["Location"]
    assert to.startswith("/account/login/?next=")
    assert unquote(unquote(to.split("next=")[1])) == save_address(offering)
    by_htmx = client.post("/shortlists/save/", {"offering": offering.pk}, headers={"HX-Request": "true"})
    assert by_htmx["HX-Redirect"] == to


def test_whoever_has_no_organisation_yet_is_led_to_found_one(offering: Offering):
    browser = Client()
    browser.force_login(UserFactory.create(), backend=BACKEND)
    assert browser.get(save_address(offering))["Location"].startswith("/organizations/new/?kind=sponsor&next=")


def test_one_press_saves_into_the_list_used_last_and_the_page_says_so(browser: Client, offering: Offering):
    back = browser.post("/shortlists/save/", {"offering": offering.pk, "quick": "1", "next": offering.get_absolute_url()})
    assert back["Location"] == offering.get_absolute_url()
    assert "Saved in" in browser.get(offering.get_absolute_url()).content.decode()
    region = browser.post(
        "/shortlists/save/", {"offering": offering.pk, "quick": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Saved in" in region
    assert "<html" not in region
    assert ShortlistItem.objects.count() == 1


def test_the_form_makes_a_new_list_and_never_leads_elsewhere(browser: Client, offering: Offering):
    values = {"offering": offering.pk, "name": "RNA", "note": "x", "next": "https://elsewhere.example/"}
    answer = browser.post("/shortlists/save/", values)
    made = Shortlist.objects.get()
    assert (made.name, answer["Location"]) == ("RNA", made.get_absolute_url())


@pytest.mark.parametrize("asked", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_offering_that_there_is_not_is_a_404(browser: Client, asked: str):
    assert browser.get(f"/shortlists/save/?offering={asked}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "roles", "sees"),
    [(Kind.SPONSOR, [Role.EVALUATOR], True), (Kind.SPONSOR, [Role.VIEWER], False), (Kind.PROVIDER, [Role.OWNER], False)],
)
def test_only_who_may_save_sees_the_button(offering: Offering, kind: Kind, roles: list[Role], sees: bool):
    browser = signed_in(actor(*roles, kind=kind))
    page = browser.get(offering.get_absolute_url()).content.decode()
    assert ("/shortlists/save/" in page) == sees
    assert ('class="saves-nothing"' in page) != sees
    assert browser.post("/shortlists/save/", {"offering": offering.pk, "quick": "1"}).status_code == (302 if sees else 403)


def test_a_viewer_reads_lists_and_finds_no_way_to_change_them(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering, note="mind the <b>scale</b>")
    viewer = signed_in(actor(Role.VIEWER, organization=sponsor.organization))
    page = viewer.get(item.shortlist.get_absolute_url()).content.decode()
    assert "mind the &lt;b&gt;scale&lt;/b&gt;" in page
    assert "/note/" not in page
    base = item.shortlist.get_absolute_url()
    for path in ("rename/", "delete/", f"items/{item.pk}/note/", f"items/{item.pk}/remove/", f"items/{item.pk}/restore/"):
        assert viewer.post(base + path, {"name": "x", "note": "x"}).status_code == 403


def test_a_stranger_finds_nothing(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering, new_list="Nightjar")
    stranger = signed_in(actor())
    base = item.shortlist.get_absolute_url()
    assert stranger.get(base).status_code == 404
    assert "Nightjar" not in stranger.get("/shortlists/").content.decode()
    for path in ("rename/", "delete/", f"items/{item.pk}/note/", f"items/{item.pk}/remove/", f"items/{item.pk}/accept/"):
        assert stranger.post(base + path, {"name": "x", "note": "x"}).status_code == 404


def test_a_note_is_saved_as_it_is_typed(browser: Client, sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering)
    path = f"{item.shortlist.get_absolute_url()}items/{item.pk}/note/"
    assert "Saved." in browser.post(path, {"note": "call them"}, headers={"HX-Request": "true"}).content.decode()
    item.refresh_from_db()
    assert item.note == "call them"
    too_long = browser.post(path, {"note": "x" * 1001}, headers={"HX-Request": "true"})
    assert (too_long.status_code, "1000" in too_long.content.decode()) == (422, True)
    assert browser.post(path, {"note": "no script"})["Location"].endswith(f"#item-{item.pk}")


def test_what_changed_what_left_and_what_was_removed_is_shown(browser: Client, sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering)
    other = Offering.objects.exclude(pk=offering.pk).first()
    gone = actions.save_offering(actor=sponsor, offering=other)
    Offering.objects.filter(pk=offering.pk).update(lead_weeks_min=8, lead_weeks_max=12)
    Offering.objects.filter(pk=gone.offering_id).update(status=OfferingStatus.PAUSED)
    base = item.shortlist.get_absolute_url()
    page = browser.get(base).content.decode()
    assert "<del>not said</del> → <ins>8–12 weeks</ins>" in page
    assert page.count("Left the catalogue.") == 1
    region = browser.post(f"{base}items/{item.pk}/remove/", headers={"HX-Request": "true"}).content.decode()
    assert f"items/{item.pk}/restore/" in region
    assert f"items/{item.pk}/remove/" not in region
    browser.post(f"{base}items/{item.pk}/restore/")
    assert f'id="item-{item.pk}"' in browser.get(base).content.decode()


def test_deleting_asks_first(browser: Client, sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering, new_list="Nightjar")
    base = item.shortlist.get_absolute_url()
    assert "Delete “Nightjar”?" in browser.get(base + "delete/").content.decode()
    assert Shortlist.objects.count() == 1
    assert browser.post(base + "delete/")["Location"] == "/shortlists/"
    assert not ShortlistItem.objects.exists()


def test_a_wrong_name_is_422_with_what_was_typed(browser: Client, sponsor: Actor):
    made = actions.create_shortlist(actor=sponsor, name="one")
    actions.create_shortlist(actor=sponsor, name="two")
    answer = browser.post(made.get_absolute_url() + "rename/", {"name": "two", "version": made.version})
    assert (answer.status_code, 'value="two"' in answer.content.decode()) == (422, True)
    assert browser.post("/shortlists/", {"name": "one"}).status_code == 422


def test_pages_take_as_many_queries_for_one_as_for_three(browser: Client, sponsor: Actor):
    first, *more = Offering.objects.order_by("pk")[:3]
    made = actions.save_offering(actor=sponsor, offering=first).shortlist

    def queries(path: str) -> int:
        browser.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    one = queries(made.get_absolute_url()), queries("/shortlists/")
    for offering in more:
        actions.save_offering(actor=sponsor, offering=offering, shortlist=made)
    for name in ("two", "three"):
        actions.create_shortlist(actor=sponsor, name=name)
    assert (queries(made.get_absolute_url()), queries("/shortlists/")) == one


def test_a_card_is_the_same_for_everybody(client: Client, browser: Client):
    def cards(page: Client) -> list[str]:
        found = page.get("/offerings/?provider=wacker-biotech").content.decode()
        return re.findall(r"<article.*?</article>", found, re.DOTALL)

    assert cards(client) == cards(browser)
    assert cards(client)
