"""An operator takes a single offering off the catalogue; its provider changes it; an operator puts it back."""

from collections.abc import Callable

import pytest
from django.test import Client

from core.errors import Forbidden, Invalid, WrongState
from events.models import Event
from notifications.models import OutgoingMail
from organizations.actor import Actor
from providers.models import Provider
from services.actions.load import load_offerings
from services.actions.moderation import put_back_offering, withhold_offering
from services.actions.offering import create_offering, edit_offering, move_offering
from services.models import CatalogueEntry, Offering, Withholding
from tests.factories import MembershipFactory
from tests.selling import Program, seller, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
REASON = "It promises a cure."


@pytest.fixture
def owner() -> Actor:
    return seller()


@pytest.fixture
def published(owner: Actor) -> Offering:
    wacker = Provider.objects.get(slug="wacker-biotech")
    values = {
        "service_line": "mrna-ds-gmp",
        "title_en": "Miracle cures",
        "description_en": "Clinical and commercial mRNA drug substance from one line.",
        "sites": [wacker.sites.get(city="Halle").pk],
        "stages": ["phase-1"],
        "modalities": ["mrna"],
    }
    draft = create_offering(actor=owner, provider=wacker, values=values)
    return move_offering(actor=owner, offering=draft, step="publish")


def letters_to(person: Actor) -> list[OutgoingMail]:
    assert person.user is not None
    return list(OutgoingMail.objects.filter(to=[person.user.email]))


def test_what_is_taken_off_leaves_pages_and_searches_at_once_for_all_but_its_own_people(
    owner: Actor, chief: Actor, published: Offering, deliver_events: Callable[[], None]
):
    deliver_events()
    path = f"/offerings/{published.pk}/"
    assert Client().get(path).status_code == 200
    assert "Miracle cures" in Client().get("/offerings/?provider=wacker-biotech").content.decode()
    withhold_offering(actor=chief, offering=published, reason=REASON)
    # No worker has run since.
    assert Client().get(path).status_code == 404
    assert "Miracle cures" not in Client().get("/offerings/?provider=wacker-biotech").content.decode()
    assert not CatalogueEntry.objects.get(offering=published).is_live
    assert signed_in(owner).get(path).status_code == 200


def test_its_people_read_why_in_a_notification_a_mail_and_on_its_page_and_the_trail_has_it_without_the_words(
    owner: Actor, chief: Actor, published: Offering, deliver_events: Callable[[], None]
):
    withhold_offering(actor=chief, offering=published, reason=REASON)
    deliver_events()
    [letter] = letters_to(owner)
    assert letter.subject == "“Miracle cures” was taken off the catalogue"
    assert REASON in letter.text
    assert f"/my/offerings/{published.pk}/" in letter.text
    page = signed_in(owner).get(f"/my/offerings/{published.pk}/").content.decode()
    assert REASON in page
    assert "an operator then looks at it again" in page
    event = Event.objects.get(kind="offering.withheld")
    assert event.data == {"provider": str(published.provider_id), "withholding": str(Withholding.objects.get().pk)}
    assert owner.organization_id in event.organization_ids


def test_its_people_can_change_it_and_no_more(owner: Actor, chief: Actor, published: Offering):
    off = withhold_offering(actor=chief, offering=published, reason=REASON)
    for step in ("publish", "resume", "pause", "retire", "bring_back"):
        with pytest.raises(WrongState):
            move_offering(actor=owner, offering=off, step=step)
    with pytest.raises(Invalid):
        edit_offering(actor=owner, offering=off, changes={"stages": []}, expected_version=None)
    shown = Program(owner).send("GET", f"/api/v1/my/offerings/{off.pk}/").json()
    assert (shown["status"], shown["available_actions"]) == ("withheld", ["update"])


def test_a_change_answers_it_once_and_operators_hear_of_it(
    owner: Actor, chief: Actor, published: Offering, deliver_events: Callable[[], None]
):
    off = withhold_offering(actor=chief, offering=published, reason=REASON)
    edit_offering(actor=owner, offering=off, changes={"title_en": "Drug substance"}, expected_version=None)
    edit_offering(actor=owner, offering=off, changes={"title_en": "Drug substance, GMP"}, expected_version=None)
    deliver_events()
    assert Event.objects.filter(kind="offering.answered").count() == 1
    assert Offering.objects.get(pk=off.pk).status == "withheld"
    assert [one.subject for one in letters_to(chief)] == ["Offering to look at again: Drug substance, GMP"]
    assert "You have changed it since" in signed_in(owner).get(f"/my/offerings/{off.pk}/").content.decode()


def test_what_is_put_back_is_found_as_it_stands_then(
    owner: Actor, chief: Actor, published: Offering, deliver_events: Callable[[], None]
):
    off = withhold_offering(actor=chief, offering=published, reason=REASON)
    edit_offering(actor=owner, offering=off, changes={"title_en": "Drug substance"}, expected_version=None)
    put_back_offering(actor=chief, offering=off, reason="Nothing against it now.")
    deliver_events()
    page = Client().get("/offerings/?provider=wacker-biotech").content.decode()
    assert "Drug substance" in page
    assert "Miracle cures" not in page
    assert "“Drug substance” is back in the catalogue" in [one.subject for one in letters_to(owner)]
    with pytest.raises(WrongState):
        put_back_offering(actor=chief, offering=off, reason="Again")


def test_nobody_decides_without_a_reason_or_on_their_own_organisations_offering(
    owner: Actor, chief: Actor, published: Offering
):
    with pytest.raises(Invalid):
        withhold_offering(actor=chief, offering=published, reason=" ")
    with pytest.raises(Forbidden):
        withhold_offering(actor=owner, offering=published, reason=REASON)
    MembershipFactory(user=chief.user, organization=owner.organization)
    with pytest.raises(Forbidden):
        withhold_offering(actor=chief, offering=published, reason=REASON)
    assert Offering.objects.get(pk=published.pk).status == "published"


def test_a_load_of_the_shipped_data_puts_nothing_back_that_was_taken_off(chief: Actor):
    derived = Offering.objects.exclude(shipped_digest="").filter(provider__state="unclaimed").earliest("pk")
    withhold_offering(actor=chief, offering=derived, reason=REASON)
    Offering.objects.filter(pk=derived.pk).update(shipped_digest="other")
    load_offerings(actor=Actor.system())
    assert Offering.objects.get(pk=derived.pk).status == "withheld"
    derived.provider.service_lines.clear()
    load_offerings(actor=Actor.system())
    assert Offering.objects.get(pk=derived.pk).status == "withheld"


def test_an_operator_finds_texts_by_their_words_provider_and_service_and_decides_beside_them(
    admin: Client, owner: Actor, published: Offering
):
    every = "/admin/services/offering/"
    for query in (
        "q=miracle",
        f"provider={published.provider_id}&queue=written",
        "line=nucleic-acids&q=miracle",
        "updated_at__gte=2020-01-01T00:00:00%2B00:00&q=cures",
    ):
        page = admin.get(f"{every}?{query}").content.decode()
        assert "Miracle cures" in page, query
    assert "Miracle cures" not in admin.get(f"{every}?q=miracle&queue=withheld").content.decode()
    assert admin.get(f"{every}?provider=nonsense").status_code == 200
    page = admin.get(f"{every}{published.pk}/withhold/").content.decode()
    assert "Clinical and commercial mRNA drug substance" in page
    admin.post(f"{every}{published.pk}/withhold/", {"reason": REASON})
    published.refresh_from_db()
    assert published.status == "withheld"
    shown = admin.get(f"{every}{published.pk}/change/").content.decode()
    assert REASON in shown
    assert f"{published.pk}/put-back" in shown
    assert f"{published.pk}/withhold" not in shown
    edit_offering(actor=owner, offering=published, changes={"title_en": "Calm words"}, expected_version=None)
    assert "Calm words" in admin.get(f"{every}?queue=answered").content.decode()
    admin.post(f"{every}{published.pk}/put-back/", {"reason": "Fine now."})
    published.refresh_from_db()
    assert published.status == "published"


def test_the_side_bar_has_a_badge_for_what_waits_and_none_for_an_empty_queue(
    admin: Client, chief: Actor, owner: Actor, published: Offering
):
    def entry() -> str:
        page = admin.get("/admin/").content.decode()
        return page[page.index("/admin/services/offering/?queue=answered") :][:1500].split("</a>")[0]

    assert "bg-red-100" not in entry()
    off = withhold_offering(actor=chief, offering=published, reason=REASON)
    edit_offering(actor=owner, offering=off, changes={"title_en": "Calm words"}, expected_version=None)
    assert "bg-red-100" in entry()


def test_what_is_said_of_sites_and_profiles_is_found_by_its_words(admin: Client):
    site = Provider.objects.get(slug="wacker-biotech").sites.get(city="Halle")
    type(site).objects.filter(pk=site.pk).update(note="The best cellar in town")
    assert "The best cellar" in admin.get("/admin/providers/site/?q=cellar").content.decode()
    Provider.objects.filter(slug="wacker-biotech").update(summary="We heal the unhealable")
    assert "Wacker" in admin.get("/admin/providers/provider/?q=unhealable").content.decode()


def test_no_one_else_sees_the_list(owner: Actor):
    assert signed_in(owner).get("/admin/services/offering/").status_code in (302, 403)
