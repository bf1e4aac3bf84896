"""Shortlists: who may, how many, what is kept, what comes back."""

import pytest
from django.db import transaction

from core.errors import Forbidden, Invalid, NotFound, NotSignedIn, StaleVersion, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind, Role
from services.actions import shortlist as actions
from services.enums import OfferingStatus
from services.models import Offering, Shortlist, ShortlistItem
from services.rules import shortlist as rules
from services.selectors.shortlist import items_of, kept_of, shortlists_of
from tests.factories import actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def sponsor() -> Actor:
    return actor()


@pytest.fixture
def offering() -> Offering:
    return Offering.objects.get(provider__slug="wacker-biotech", service_line_id="mrna-ds-gmp")


def others(count: int) -> list[Offering]:
    return list(Offering.objects.exclude(provider__slug="wacker-biotech").order_by("pk")[:count])


def test_the_first_save_makes_a_list_and_the_next_goes_into_the_one_used_last(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering)
    assert item.shortlist.organization_id == sponsor.organization_id
    chosen = actions.create_shortlist(actor=sponsor, name="mRNA")
    actions.save_offering(actor=sponsor, offering=offering, shortlist=chosen)
    assert actions.save_offering(actor=sponsor, offering=others(1)[0]).shortlist == chosen
    assert [(one.name, one.size) for one in shortlists_of(sponsor)] == [("mRNA", 2), ("Shortlist", 1)]


def test_saving_twice_keeps_one_item_and_tells_once(sponsor: Actor, offering: Offering):
    first = actions.save_offering(actor=sponsor, offering=offering, note="cheap")
    assert actions.save_offering(actor=sponsor, offering=offering) == first
    assert ShortlistItem.objects.get().note == "cheap"
    assert Event.objects.filter(kind="shortlist.offering_added").count() == 1


def test_events_say_neither_the_name_nor_the_note(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering, new_list="Project Nightjar", note="secret note")
    actions.edit_item(actor=sponsor, item=item, note="another secret")
    actions.rename_shortlist(actor=sponsor, shortlist=item.shortlist, name="Nightjar two")
    told = [f"{event.subject_label} {event.data}" for event in Event.objects.filter(kind__startswith="shortlist.")]
    assert len(told) == 4
    assert not any("ightjar" in one or "secret" in one for one in told)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        (lambda: Actor.anonymous(), NotSignedIn),
        (lambda: actor(Role.VIEWER), Forbidden),
        (lambda: actor(kind=Kind.PROVIDER), Forbidden),
        (lambda: actor(kind=Kind.OPERATOR), Forbidden),
    ],
)
def test_whoever_is_no_sponsor_with_a_role_for_it_saves_nothing(who, error, offering: Offering):
    with pytest.raises(error):
        actions.save_offering(actor=who(), offering=offering)
    assert not Shortlist.objects.exists()


def test_a_strangers_list_and_item_are_not_there(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering)
    stranger = actor()
    for act in (
        lambda: actions.rename_shortlist(actor=stranger, shortlist=item.shortlist, name="x"),
        lambda: actions.delete_shortlist(actor=stranger, shortlist=item.shortlist),
        lambda: actions.save_offering(actor=stranger, offering=offering, shortlist=item.shortlist),
        lambda: actions.edit_item(actor=stranger, item=item, note="x"),
        lambda: actions.remove_item(actor=stranger, item=item),
        lambda: actions.restore_item(actor=stranger, item=item),
        lambda: actions.accept_changes(actor=stranger, item=item),
    ):
        with pytest.raises(NotFound):
            act()
    operator = actor(kind=Kind.OPERATOR)
    assert list(Shortlist.objects.visible_to(operator)) == []
    assert list(ShortlistItem.objects.visible_to(operator)) == []


def test_an_offering_that_the_reader_cannot_see_cannot_be_saved(sponsor: Actor, offering: Offering):
    Offering.objects.filter(pk=offering.pk).update(status=OfferingStatus.PAUSED)
    with pytest.raises(NotFound):
        actions.save_offering(actor=sponsor, offering=offering)


def test_a_full_list_refuses_one_more_and_takes_it_after_a_removal(
    sponsor: Actor, offering: Offering, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rules, "MOST_ITEMS", 2)
    first, second = (actions.save_offering(actor=sponsor, offering=one) for one in others(2))
    with pytest.raises(WrongState, match="holds 2 offerings"):
        actions.save_offering(actor=sponsor, offering=offering)
    actions.remove_item(actor=sponsor, item=second)
    actions.save_offering(actor=sponsor, offering=offering)
    with pytest.raises(WrongState):
        actions.restore_item(actor=sponsor, item=second)
    assert first.shortlist.items.standing().count() == 2


def test_there_are_at_most_so_many_lists(sponsor: Actor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "MOST_LISTS", 1)
    actions.create_shortlist(actor=sponsor, name="one")
    with pytest.raises(WrongState, match="1 lists"):
        actions.create_shortlist(actor=sponsor, name="two")


@pytest.mark.parametrize("name", ["", "  ", "\0", "x" * 81, " Taken "])
def test_a_name_is_there_short_and_not_taken(sponsor: Actor, name: str):
    actions.create_shortlist(actor=sponsor, name="Taken")
    with pytest.raises(Invalid):
        actions.create_shortlist(actor=sponsor, name=name)


def test_a_removed_offering_comes_back_with_its_note_where_it_stood(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering, note="first choice")
    actions.save_offering(actor=sponsor, offering=others(1)[0])
    actions.remove_item(actor=sponsor, item=item)
    assert [one.offering_id for one in items_of(sponsor, item.shortlist)] == [others(1)[0].pk]
    actions.restore_item(actor=sponsor, item=item)
    back = items_of(sponsor, item.shortlist)[0]
    assert (back.offering_id, back.note) == (offering.pk, "first choice")


def test_what_changed_since_it_was_saved_is_named_until_somebody_has_seen_it(sponsor: Actor, offering: Offering):
    item = actions.save_offering(actor=sponsor, offering=offering)
    Offering.objects.filter(pk=offering.pk).update(lead_weeks_min=8, lead_weeks_max=12)
    assert kept_of(sponsor, [item])[0].changed == ["lead"]
    item = actions.accept_changes(actor=sponsor, item=item)
    assert kept_of(sponsor, [item])[0].changed == []


@pytest.mark.parametrize("how", ["paused", "deleted"])
def test_what_left_the_catalogue_is_still_named(sponsor: Actor, offering: Offering, how: str):
    item = actions.save_offering(actor=sponsor, offering=offering)
    if how == "paused":
        Offering.objects.filter(pk=offering.pk).update(status=OfferingStatus.PAUSED)
    else:
        offering.delete()
    item.refresh_from_db()
    kept = kept_of(sponsor, [item])[0]
    assert kept.now is None
    assert kept.then.document["provider"]["name"] == "Wacker Biotech"


def test_a_stale_rename_is_refused(sponsor: Actor):
    made = actions.create_shortlist(actor=sponsor, name="one")
    actions.rename_shortlist(actor=sponsor, shortlist=made, name="two", expected_version=1)
    with pytest.raises(StaleVersion):
        actions.rename_shortlist(actor=sponsor, shortlist=made, name="three", expected_version=1)


def test_a_list_that_was_only_used_keeps_its_version(sponsor: Actor, offering: Offering):
    made = actions.create_shortlist(actor=sponsor, name="one")
    actions.save_offering(actor=sponsor, offering=offering, shortlist=made)
    made.refresh_from_db()
    assert made.version == 1


def test_a_new_list_is_not_left_behind_when_the_offering_cannot_be_saved(sponsor: Actor, offering: Offering):
    Offering.objects.filter(pk=offering.pk).update(status=OfferingStatus.PAUSED)
    with pytest.raises(NotFound), transaction.atomic():
        actions.save_offering(actor=sponsor, offering=offering, new_list="empty")
    assert not Shortlist.objects.exists()
