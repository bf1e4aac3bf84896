"""A refresh of the whole catalogue: portion by portion, each a transaction of its own."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from events.actions import emit
from events.delivery import run_handlers
from events.models import Dispatch, Event
from organizations.actor import Actor
from providers.models import Provider
from services.actions.catalogue import CHUNK, rebuild_catalogue, refresh_entries, refresh_portion
from services.models import CatalogueEntry, CatalogueState, Offering
from services.search.query import Wanted
from services.selectors.catalogue import current_catalogue

pytestmark = pytest.mark.usefixtures("shipped")
WEEKS = 7


def portions() -> list[list[uuid.UUID]]:
    """All offerings by their keys, a thousand and a thousand."""
    ids = list(Offering.objects.order_by("pk").values_list("pk", flat=True))
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def now_in_weeks(ids: list[uuid.UUID]) -> None:
    Offering.objects.filter(pk__in=ids).update(lead_weeks_min=WEEKS, lead_weeks_max=WEEKS)


def a_term_is_edited() -> None:
    with transaction.atomic():
        emit("term.edited", actor=Actor.system(), subject=CatalogueState.objects.get())


def next_open() -> int | None:
    return Dispatch.objects.filter(confirmed_at=None).order_by("event_id").values_list("pk", flat=True).first()


def found() -> set[int]:
    return set(current_catalogue().find(Wanted(max_lead_weeks=WEEKS)).entries)


def numbers_of(ids: list[uuid.UUID]) -> set[int]:
    return set(CatalogueEntry.objects.filter(offering__in=ids).values_list("pk", flat=True))


@pytest.mark.django_db
def test_each_portion_has_a_revision_of_its_own_and_tells_how_far_it_is(deliver_events: Callable[[], None]):
    first_of_each = [one[0] for one in portions()]
    assert len(first_of_each) > 2
    now_in_weeks(first_of_each)
    before = CatalogueState.objects.get().revision
    a_term_is_edited()
    deliver_events()
    revisions = CatalogueEntry.objects.filter(offering__in=first_of_each).values_list("revision", flat=True)
    assert len(set(revisions)) == len(first_of_each)
    assert min(revisions) > before
    assert CatalogueEntry.objects.filter(revision__gt=before).count() == len(first_of_each)
    told = Event.objects.filter(kind__startswith="catalogue.").order_by("pk")
    assert [one.kind for one in told] == ["catalogue.portion_refreshed"] * (len(first_of_each) - 1) + [
        "catalogue.refreshed"
    ]
    assert [one.data["changed"] for one in told] == list(range(1, len(first_of_each) + 1))
    assert told.last().data["seen"] == Offering.objects.count()


@pytest.mark.django_db
def test_a_portion_without_a_change_makes_no_revision_so_that_kept_pages_stay(deliver_events: Callable[[], None]):
    before = CatalogueState.objects.get().revision
    a_term_is_edited()
    deliver_events()
    assert Event.objects.filter(kind="catalogue.refreshed").count() == 1
    assert CatalogueState.objects.get().revision == before


@pytest.mark.django_db
def test_documents_of_what_was_deleted_or_hidden_leave_with_their_portion(deliver_events: Callable[[], None]):
    parts = portions()
    deleted, paused, last = parts[0][0], parts[1][0], parts[-1][-1]
    Offering.objects.filter(pk__in=(paused, last)).update(status="paused")
    gone = numbers_of([deleted, paused, last])
    Offering.objects.filter(pk=deleted).delete()
    a_term_is_edited()
    deliver_events()
    assert not CatalogueEntry.objects.filter(pk__in=gone, is_live=True).exists()
    assert not gone & set(current_catalogue().index.live)
    assert rebuild_catalogue() == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_another_writer_comes_in_between_two_portions_and_both_are_seen():
    parts = portions()
    mine, other = parts[0][:2], parts[-1][-1]
    now_in_weeks([*mine, parts[1][0]])
    a_term_is_edited()
    assert run_handlers(next_open())
    assert found() >= numbers_of(mine), "the first portion is there"
    assert not found() & numbers_of([parts[1][0]]), "the second is not"

    def write() -> None:
        now_in_weeks([other])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            refresh_entries([other])
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    assert found() >= numbers_of([*mine, other])
    while (event := next_open()) is not None:
        assert run_handlers(event)
    assert found() >= numbers_of([*mine, other, parts[1][0]])
    assert rebuild_catalogue() == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_comparison_that_finds_nothing_waits_for_no_other_writer():
    current_catalogue()
    holds, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            CatalogueState.objects.select_for_update().get()
            holds.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert holds.wait(30)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            assert refresh_portion() == 0
    finally:
        done.set()
        other.join()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_a_portion_is_followed_by_one_that_goes_on_there():
    parts = portions()
    now_in_weeks([one[0] for one in parts])
    a_term_is_edited()
    assert run_handlers(next_open())
    first = CatalogueEntry.objects.get(offering=parts[0][0]).revision
    at_work = next_open()

    @transaction.atomic
    def killed() -> None:
        refresh_portion(after=parts[0][-1])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert not found() & numbers_of([parts[1][0]])
    assert next_open() == at_work
    while (event := next_open()) is not None:
        assert run_handlers(event)
    assert CatalogueEntry.objects.get(offering=parts[0][0]).revision == first, "what was done is not done again"
    assert found() >= numbers_of([one[0] for one in parts])
    assert Event.objects.filter(kind="catalogue.portion_refreshed").count() == len(parts) - 1


@pytest.mark.django_db
def test_a_merge_refreshes_the_two_profiles_alone(deliver_events: Callable[[], None]):
    kept, merged, other = Provider.objects.filter(offerings__isnull=False).distinct().order_by("slug")[:3]
    changed = [Offering.objects.filter(provider=one).first().pk for one in (kept, merged, other)]
    now_in_weeks(changed)
    with transaction.atomic():
        emit(
            "provider.merged", actor=Actor.system(), subject=kept, data={"provider": str(kept.pk), "merged": str(merged.pk)}
        )
    deliver_events()
    assert numbers_of(changed[:2]) <= found()
    assert not numbers_of(changed[2:]) & found()
