"""A provider's own people keep their offerings: from a draft to the catalogue and back."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind, Role
from providers.actions.site import close_site
from providers.models import Provider
from services.actions.offering import confirm_offerings, create_offering, edit_offering, move_offering
from services.models import Offering
from tests.factories import MembershipFactory, actor
from tests.selling import Program, seller, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def owner() -> Actor:
    return seller()


@pytest.fixture
def wacker(owner: Actor) -> Provider:
    return Provider.objects.get(slug="wacker-biotech")


def whole(provider: Provider, **changes: Any) -> dict[str, Any]:
    """All that publication needs."""
    return {
        "service_line": "mrna-ds-gmp",
        "description_en": "Clinical and commercial mRNA drug substance from one line.",
        "sites": [provider.sites.get(city="Halle").pk],
        "stages": ["phase-1"],
        "modalities": ["mrna"],
        **changes,
    }


@pytest.fixture
def draft(owner: Actor, wacker: Provider) -> Offering:
    return create_offering(actor=owner, provider=wacker, values=whole(wacker))


@pytest.fixture
def published(owner: Actor, draft: Offering) -> Offering:
    return move_offering(actor=owner, offering=draft, step="publish")


# Drafts -----------------------------------------------------------------------------------------------------------------


def test_a_draft_needs_a_service_line_and_nothing_else(owner: Actor, wacker: Provider):
    response = signed_in(owner).post("/my/offerings/new/", {"service_line": "mrna-ds-gmp", "price_model": "on-request"})
    made = Offering.objects.get(provider=wacker, status="draft")
    assert response["Location"] == f"/my/offerings/{made.pk}/"
    assert Event.objects.get(kind="offering.created").data == {"provider": str(wacker.pk)}
    assert Client().get(f"/offerings/{made.pk}/").status_code == 404
    assert signed_in(owner).get(f"/offerings/{made.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"service_line": None}, "service_line"),
        ({"service_line": "discovery"}, "service_line"),
        ({"stages": ["nonsense"]}, "stages"),
        ({"scale_max": 5}, "scale_unit"),
        ({"scale_unit": "l-bioreactor"}, "scale_max"),
        ({"scale_max": 0, "scale_unit": "l-bioreactor"}, "scale_max"),
        ({"scale_min": 3, "scale_max": 2, "scale_unit": "l-bioreactor"}, "scale_min"),
        ({"scale_max": 5, "scale_unit": "cleanrooms"}, "scale_unit"),
        ({"scale_max": 5, "scale_unit": "trial-subjects"}, "scale_unit"),
        ({"service_line": "phase-1-unit", "scale_max": 5, "scale_unit": "l-bioreactor"}, "scale_unit"),
        ({"lead_weeks_min": 521}, "lead_weeks_min"),
        ({"lead_weeks_min": 5, "lead_weeks_max": 4}, "lead_weeks_min"),
        ({"price_model": "fixed", "price_min": 1}, "currency"),
        ({"price_model": "fixed", "price_min": 1, "currency": "XXQ"}, "currency"),
        ({"price_model": "fixed", "price_min": -1, "currency": "EUR"}, "price_min"),
        ({"price_model": "fixed", "price_min": Decimal(5), "price_max": Decimal(4), "currency": "EUR"}, "price_min"),
        ({"price_model": "fixed", "price_min": Decimal("1.001"), "currency": "EUR"}, "price_min"),
        ({"price_model": "fixed", "price_min": Decimal("1.5"), "currency": "JPY"}, "price_min"),
        ({"price_min": Decimal(5), "currency": "EUR"}, "price_model"),
        ({"title_en": "x" * 161}, "title_en"),
        ({"included": "x" * 2001}, "included"),
    ],
)
def test_what_no_offering_may_say_is_named_beside_its_field(
    owner: Actor, wacker: Provider, changes: dict[str, Any], field: str
):
    with pytest.raises(Invalid) as error:
        create_offering(actor=owner, provider=wacker, values=whole(wacker, **changes))
    assert list(error.value.errors) == [field]


def test_a_dinar_has_three_decimals_and_a_price_shows_its_currency(owner: Actor, wacker: Provider):
    values = whole(wacker, price_model="per-batch", price_min=Decimal("1.125"), currency="KWD")
    made = create_offering(actor=owner, provider=wacker, values=values)
    assert str(made.price_from) == "1.125 KWD"


def test_somebody_elses_site_cannot_be_named(owner: Actor, wacker: Provider):
    foreign = Provider.objects.get(slug="lonza").sites.all()[0]
    with pytest.raises(Invalid) as error:
        create_offering(actor=owner, provider=wacker, values=whole(wacker, sites=[foreign.pk]))
    assert list(error.value.errors) == ["sites"]


@pytest.mark.parametrize("new", [True, False])
def test_what_is_half_typed_is_kept_until_it_is_saved(owner: Actor, draft: Offering, new: bool):
    browser = signed_in(owner)
    page, key = ("new/", "new") if new else (f"{draft.pk}/edit/", draft.pk)
    form = {"service_line": "mrna-ds-gmp", "title_en": "Half typed", "price_model": "on-request"}
    browser.post(f"/drafts/my-offering:{key}/", form)
    assert 'value="Half typed"' in browser.get(f"/my/offerings/{page}").content.decode()
    assert browser.post(f"/my/offerings/{page}", {**form, "title_en": "Done"}).status_code == 302
    assert 'value="Half typed"' not in browser.get(f"/my/offerings/{page}").content.decode()


# Publishing -------------------------------------------------------------------------------------------------------------


def test_a_whole_draft_stands_in_the_catalogue_and_leaves_it_again(
    owner: Actor, draft: Offering, deliver_events: Callable[[], None]
):
    browser, path = signed_in(owner), f"/my/offerings/{draft.pk}/"

    def found() -> bool:
        deliver_events()
        rows = Client().get("/api/v1/providers/wacker-biotech/offerings/?page_size=100").json()["results"]
        return str(draft.pk) in {row["id"] for row in rows}

    assert not found()
    seen = []
    for step in ("publish", "pause", "resume", "retire", "bring_back"):
        assert browser.post(f"{path}{step}/").status_code == 302
        draft.refresh_from_db()
        seen.append((step, draft.status, found()))
    assert seen == [
        ("publish", "published", True),
        ("pause", "paused", False),
        ("resume", "published", True),
        ("retire", "retired", False),
        ("bring_back", "draft", False),
    ]
    assert draft.retired_at is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sites": []}, "sites"),
        ({"stages": []}, "stages"),
        ({"modalities": []}, "modalities"),
        ({"description_en": "mRNA"}, "description_en"),
        ({"price_model": "per-unit"}, "price_unit"),
    ],
)
def test_what_is_missing_keeps_a_draft_from_being_published(
    owner: Actor, wacker: Provider, changes: dict[str, Any], field: str
):
    draft = create_offering(actor=owner, provider=wacker, values=whole(wacker, **changes))
    with pytest.raises(Invalid) as error:
        move_offering(actor=owner, offering=draft, step="publish")
    assert list(error.value.errors) == [field]
    page = signed_in(owner).get(f"/my/offerings/{draft.pk}/").content.decode()
    assert f'<a href="/my/offerings/{draft.pk}/edit/#id_{field}">' in page


def test_all_that_is_missing_is_said_at_once(owner: Actor, wacker: Provider):
    draft = create_offering(actor=owner, provider=wacker, values={"service_line": "mrna-ds-gmp"})
    answer = Program(owner).send("POST", f"/api/v1/my/offerings/{draft.pk}/publish/")
    assert answer.status_code == 400
    pointers = [one["pointer"] for one in answer.json()["errors"]]
    assert pointers == ["#/sites", "#/stages", "#/modalities", "#/description_en"]


def test_a_few_chinese_words_say_enough(owner: Actor, wacker: Provider):
    values = whole(wacker, description_en="", description_zh="信使核糖核酸原液生产")
    made = create_offering(actor=owner, provider=wacker, values=values)
    assert move_offering(actor=owner, offering=made, step="publish").status == "published"


def test_a_closed_site_and_a_retired_line_keep_it_from_being_published(owner: Actor, wacker: Provider, draft: Offering):
    close_site(actor=owner, site=wacker.sites.get(city="Halle"))
    with pytest.raises(Invalid) as error:
        move_offering(actor=owner, offering=draft, step="publish")
    assert list(error.value.errors) == ["sites"]


def test_a_suspended_provider_publishes_nothing(owner: Actor, wacker: Provider, draft: Offering):
    Provider.objects.filter(pk=wacker.pk).update(state="suspended")
    with pytest.raises(WrongState, match="suspended"):
        move_offering(actor=owner, offering=draft, step="publish")


@pytest.mark.parametrize("step", ["pause", "resume", "bring_back"])
def test_a_step_that_the_state_does_not_allow_is_refused(owner: Actor, draft: Offering, step: str):
    with pytest.raises(WrongState):
        move_offering(actor=owner, offering=draft, step=step)


# Editing ----------------------------------------------------------------------------------------------------------------


def test_an_edit_of_a_published_offering_shows_at_once(owner: Actor, published: Offering):
    edit_offering(actor=owner, offering=published, changes={"title_en": "mRNA from Halle"}, expected_version=None)
    assert "mRNA from Halle" in Client().get(f"/offerings/{published.pk}/").content.decode()
    assert Event.objects.get(kind="offering.edited").data["fields"] == ["title_en"]


def test_an_edit_takes_nothing_away_that_visitors_need(owner: Actor, published: Offering):
    with pytest.raises(Invalid) as error:
        edit_offering(actor=owner, offering=published, changes={"stages": []}, expected_version=None)
    assert list(error.value.errors) == ["stages"]


def test_a_retired_offering_is_not_edited(owner: Actor, draft: Offering):
    retired = move_offering(actor=owner, offering=draft, step="retire")
    with pytest.raises(WrongState):
        edit_offering(actor=owner, offering=retired, changes={"title_en": "x"}, expected_version=None)


def test_an_edit_of_a_derived_offering_makes_it_ones_own(owner: Actor, wacker: Provider):
    derived = wacker.offerings.exclude(shipped_digest="")[0]
    edited = edit_offering(actor=owner, offering=derived, changes={"lead_weeks_max": 9}, expected_version=None)
    assert (edited.shipped_digest, edited.is_unverified, edited.status) == ("", False, "published")


def test_the_picked_are_confirmed_and_the_rest_is_not(owner: Actor, wacker: Provider):
    first, second, third = wacker.offerings.exclude(shipped_digest="")[:3]
    foreign = Offering.objects.filter(provider__slug="lonza")[0]
    picked = [str(one.pk) for one in (first, second, foreign)]
    signed_in(owner).post("/my/offerings/confirm/", {"offering": [*picked, "nonsense"]})
    assert [Offering.objects.get(pk=one.pk).is_from_public_sources for one in (first, second, third, foreign)] == [
        False,
        False,
        True,
        True,
    ]
    assert Event.objects.filter(kind="offering.confirmed").count() == 2


def test_a_stale_save_keeps_what_was_typed(owner: Actor, draft: Offering):
    form = {"service_line": "mrna-ds-gmp", "title_en": "Mine", "price_model": "on-request", "version": draft.version}
    draft.save()
    response = signed_in(owner).post(f"/my/offerings/{draft.pk}/edit/", form)
    assert response.status_code == 422
    assert "Somebody changed this" in response.content.decode()
    assert 'value="Mine"' in response.content.decode()
    with pytest.raises(StaleVersion):
        move_offering(actor=owner, offering=draft, step="publish", expected_version=1)


# Whose it is ------------------------------------------------------------------------------------------------------------

ACTS: list[Callable[[Actor, Offering], Any]] = [
    lambda who, row: edit_offering(actor=who, offering=row, changes={"title_en": "x"}, expected_version=None),
    lambda who, row: move_offering(actor=who, offering=row, step="retire"),
    lambda who, row: create_offering(actor=who, provider=row.provider, values=whole(row.provider)),
]


@pytest.mark.parametrize("act", ACTS)
def test_a_viewer_and_a_stranger_change_nothing(owner: Actor, draft: Offering, act: Callable[[Actor, Offering], Any]):
    with pytest.raises(Forbidden):
        act(Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])), draft)
    with pytest.raises(NotFound):
        act(actor(kind=Kind.PROVIDER), draft)


def test_a_viewer_confirms_nothing(owner: Actor, wacker: Provider):
    viewer = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER]))
    with pytest.raises(Forbidden):
        confirm_offerings(actor=viewer, offerings=[])
    page = signed_in(viewer).get("/my/offerings/").content.decode()
    assert "Confirm the picked" not in page
    assert Program(viewer).send("POST", "/api/v1/my/offerings/", {}).status_code == 403


def test_somebody_elses_offering_is_not_there_though_it_be_public(owner: Actor, published: Offering):
    stranger = seller(slug="lonza")
    browser, program = signed_in(stranger), Program(stranger)
    assert browser.get(f"/my/offerings/{published.pk}/").status_code == 404
    assert browser.get(f"/my/offerings/{published.pk}/edit/").status_code == 404
    assert browser.post(f"/my/offerings/{published.pk}/pause/").status_code == 404
    assert program.get(f"/api/v1/my/offerings/{published.pk}/").status_code == 404
    assert program.send("POST", f"/api/v1/my/offerings/{published.pk}/pause/").status_code == 404
    assert browser.post(f"/my/offerings/{published.pk}/sell/").status_code == 404


# The API ----------------------------------------------------------------------------------------------------------------


def test_a_program_drafts_completes_publishes_and_retires(owner: Actor, wacker: Provider):
    program = Program(owner)
    made = program.send("POST", "/api/v1/my/offerings/", {"service_line": "mrna-ds-gmp"}, **{"Idempotency-Key": "k"})
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    assert made.json()["available_actions"] == ["update", "publish", "retire"]
    path = made["Location"]
    body = {
        "title_en": "mRNA drug substance from Halle",
        "sites": [str(wacker.sites.get(city="Halle").pk)],
        "stages": ["phase-1"],
        "modalities": ["mrna"],
        "scale": {"max": "2", "unit": "kg-mrna-batch"},
        "lead_time_weeks": {"min": 4, "max": 12},
        "price": {"model": "per-batch", "min": {"amount": "125000.00", "currency": "EUR"}},
    }
    changed = program.send("PATCH", path, body, **{"If-Match": made["ETag"]})
    assert changed.status_code == 200, changed.json()
    assert changed.json()["price"]["min"] == {"amount": "125000.00", "currency": "EUR"}
    assert changed.json()["scale"] == {"min": None, "max": "2", "unit": "kg-mrna-batch", "note": ""}
    assert program.send("PATCH", path, body, **{"If-Match": made["ETag"]}).status_code == 412
    shown = program.send("POST", f"{path}publish/").json()
    assert (shown["status"], shown["available_actions"]) == ("published", ["update", "pause", "retire"])
    assert program.send("POST", f"{path}publish/").status_code == 409
    assert program.send("POST", f"{path}retire/").json()["available_actions"] == ["bring-back"]
    assert program.send("POST", f"{path}bring-back/").json()["status"] == "draft"


def test_a_price_in_two_currencies_is_refused(owner: Actor):
    price = {
        "model": "fixed",
        "min": {"amount": "1", "currency": "EUR"},
        "max": {"amount": "2", "currency": "USD"},
    }
    answer = Program(owner).send("POST", "/api/v1/my/offerings/", {"service_line": "mrna-ds-gmp", "price": price})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/price")


def test_a_program_confirms_what_was_derived(owner: Actor, wacker: Provider):
    derived = wacker.offerings.exclude(shipped_digest="")[0]
    program, path = Program(owner), f"/api/v1/my/offerings/{derived.pk}/"
    tag = {"If-Match": program.get(path)["ETag"]}
    answer = program.send("POST", f"{path}confirm/", {}, **tag)
    assert program.send("POST", f"{path}confirm/", {}, **tag).status_code == 412
    assert (answer.status_code, answer.json()["is_confirmed"]) == (200, True)


def test_a_providers_offerings_are_public_and_those_of_nobody_are_not_there():
    rows = Client().get("/api/v1/providers/wacker-biotech/offerings/").json()
    assert rows["count"] == Offering.objects.filter(provider__slug="wacker-biotech").count()
    assert {row["provider"]["slug"] for row in rows["results"]} == {"wacker-biotech"}
    assert Client().get("/api/v1/providers/nobody/offerings/").status_code == 404
    assert Client().get("/api/v1/providers/wacker-biotech/offerings/?colour=red").status_code == 400


# Lists ------------------------------------------------------------------------------------------------------------------


def test_a_list_is_narrowed_by_state_source_and_words(owner: Actor, wacker: Provider, draft: Offering):
    program = Program(owner)

    def count(query: str) -> int:
        return program.get(f"/api/v1/my/offerings/?{query}").json()["count"]

    derived = wacker.offerings.exclude(shipped_digest="").count()
    assert (count("status=draft"), count("source=public"), count("source=own")) == (1, derived, 1)
    assert count("q=lentiviral+unicorn") == 0
    assert program.get("/api/v1/my/offerings/?status=nonsense").status_code == 400
    assert "1 offering<" in signed_in(owner).get("/my/offerings/?status=draft").content.decode()


@pytest.mark.parametrize("path", ["/my/offerings/?source=own", "/api/v1/my/offerings/?source=own"])
def test_a_list_costs_the_same_for_more_rows(owner: Actor, wacker: Provider, draft: Offering, path: str):
    client = Program(owner) if path.startswith("/api") else signed_in(owner)

    def queries() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    before = queries()
    for _ in range(2):
        create_offering(actor=owner, provider=wacker, values=whole(wacker, scale_max=1, scale_unit="kg-mrna-batch"))
    assert queries() == before
