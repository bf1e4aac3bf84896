"""The catalogue follows what happens, at once and on pages that are kept as well."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from events.actions import emit
from organizations.actor import Actor
from providers.models import Provider
from services.actions.catalogue import rebuild_catalogue, refresh_entries
from services.models import CatalogueEntry, CatalogueState, Offering
from services.search import kinds, reading
from services.search.query import Wanted
from services.selectors.catalogue import current_catalogue

pytestmark = pytest.mark.usefixtures("shipped")
WACKER = "/offerings/?provider=wacker-biotech"


def count(client: Client, address: str = WACKER) -> int:
    """As the page says it."""
    page = client.get(address).content.decode()
    return int(page.split(' role="status">')[1].split(" ")[0])


def offering_of(slug: str = "wacker-biotech") -> Offering:
    return Offering.objects.filter(provider__slug=slug).earliest("pk")


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "kind"), [("paused", "offering.paused"), ("retired", "offering.retired")])
def test_what_leaves_the_catalogue_is_gone_from_a_page_that_is_kept(
    client: Client, deliver_events: Callable[[], None], status: str, kind: str
):
    before = count(client)
    assert count(client) == before
    offering = offering_of()
    offering.status, offering.retired_at = status, timezone.now() if status == "retired" else None
    offering.save()
    emit(kind, actor=Actor.system(), subject=offering)
    deliver_events()
    assert count(client) == before - 1
    offering.status, offering.retired_at = "published", None
    offering.save()
    emit("offering.published", actor=Actor.system(), subject=offering)
    deliver_events()
    assert count(client) == before


@pytest.mark.django_db
def test_a_suspended_provider_takes_its_offerings_along_and_its_page(client: Client, deliver_events: Callable[[], None]):
    provider = Provider.objects.get(slug="wacker-biotech")
    everything = count(client, "/offerings/")
    assert client.get("/providers/wacker-biotech/").status_code == 200
    provider.state = "suspended"
    provider.save()
    assert client.get("/providers/wacker-biotech/").status_code == 404
    emit("provider.suspended", actor=Actor.system(), subject=provider, data={"provider": str(provider.pk)})
    deliver_events()
    assert count(client, "/offerings/") == everything - 33
    assert (
        "wacker-biotech" not in current_catalogue().index.of_kind(kinds.PROVIDER)
        or not current_catalogue().find(Wanted(codes={kinds.PROVIDER: ("wacker-biotech",)})).entries
    )


@pytest.mark.django_db
def test_a_providers_page_that_is_kept_says_what_was_just_changed(client: Client):
    assert "Another city" not in client.get("/providers/wacker-biotech/").content.decode()
    provider = Provider.objects.get(slug="wacker-biotech")
    provider.city = "Another city"
    provider.save()
    assert "Another city" in client.get("/providers/wacker-biotech/").content.decode()
    site = provider.sites.get(city="Jena")
    site.note = "A note just made"
    site.save()
    assert "A note just made" in client.get("/providers/wacker-biotech/").content.decode()
    site.delete()
    assert "A note just made" not in client.get("/providers/wacker-biotech/").content.decode()


@pytest.mark.django_db
def test_a_certificate_that_ends_takes_its_badge_off_while_the_page_is_open(client: Client):
    """No event tells of it: the clock does, on the page, in a region, in the API and in what a browser has kept."""
    ends = timezone.now() + timedelta(hours=1)
    entry = CatalogueEntry.objects.get(offering=offering_of())
    with transaction.atomic():
        state = CatalogueState.objects.select_for_update().get()
        state.revision += 1
        state.save()
        CatalogueEntry.objects.filter(pk=entry.pk).update(covered_until=ends, revision=state.revision)
    badge, address = "Covered by certificate", f"{WACKER}&ordering=-updated_at&page=1"
    region = {"hx-request": "true"}

    def shown() -> list[bool]:
        pages = [client.get(f"{WACKER}&page={number}", headers=headers) for number in (1, 2) for headers in ({}, region)]
        rows = client.get("/api/v1/offerings/?provider=wacker-biotech&page_size=100").json()["results"]
        return [any(badge in page.content.decode() for page in pages), any(row["covered_by_certificate"] for row in rows)]

    client.get(address)
    tag = client.get(address).headers["ETag"]
    assert shown() == [True, True]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    with time_machine.travel(ends + timedelta(microseconds=1), tick=False):
        assert shown() == [False, False]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 200
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert shown() == [True, True]


@pytest.mark.django_db
def test_an_operators_new_synonym_finds_what_stood_there_before(client: Client):
    from vocabulary.actions.edition import lock_edition, renew
    from vocabulary.models import ServiceLine

    assert count(client, "/offerings/?q=zzyzx") == 0
    line = ServiceLine.objects.get(pk="exosome-manufacture")
    line.synonyms_en = [*line.synonyms_en, "zzyzx"]
    line.save()
    renew(lock_edition())
    assert count(client, "/offerings/?q=zzyzx") == 3


@pytest.mark.django_db
def test_a_rebuild_of_what_is_right_changes_nothing_and_mends_what_is_not():
    assert rebuild_catalogue() == (0, 0)
    offering, stray = Offering.objects.order_by("pk")[:2]
    CatalogueEntry.objects.filter(offering=offering).update(digest="x")
    Offering.objects.filter(pk=stray.pk).update(status="paused")
    assert rebuild_catalogue() == (1, 1)
    assert rebuild_catalogue() == (0, 0)


@pytest.mark.django_db
def test_an_index_that_was_brought_up_to_date_equals_one_read_anew():
    before = current_catalogue().index.revision
    offerings = list(Offering.objects.order_by("pk")[:30])
    for number, offering in enumerate(offerings):
        offering.status = "paused" if number % 3 == 0 else "published"
        offering.lead_weeks_min = number
        offering.save()
    refresh_entries([offering.pk for offering in offerings])
    index = current_catalogue().index
    assert index.revision > before
    followed = {key: set(index.entries_of(key)) for key in index.numbers if index.entries_of(key)}
    live, leads = set(index.live), {number: float(index.columns["lead"][number]) for number in index.live}
    reading.forget()
    anew = current_catalogue().index
    assert {key: set(anew.entries_of(key)) for key in anew.numbers if anew.entries_of(key)} == followed
    assert set(anew.live) == live
    assert repr({number: float(anew.columns["lead"][number]) for number in anew.live}) == repr(leads)


@pytest.mark.django_db(transaction=True)
def test_changes_become_visible_in_the_order_of_their_revisions():
    """A reader between two writers never learns the later revision without what the earlier one wrote."""
    first, second = Offering.objects.order_by("pk")[:2]
    for offering in (first, second):
        offering.lead_weeks_min = 7
        offering.save()
    current_catalogue()
    begun, done = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            refresh_entries([first.pk])
            begun.set()
            done.wait(1)
        connection.close()

    def fast_writer() -> None:
        begun.wait(10)
        refresh_entries([second.pk])
        done.set()
        connection.close()

    writers = [threading.Thread(target=slow_writer), threading.Thread(target=fast_writer)]
    for writer in writers:
        writer.start()
    try:
        assert begun.wait(30)
        assert not current_catalogue().find(Wanted(max_lead_weeks=7)).entries
    finally:
        for writer in writers:
            writer.join()
    assert len(current_catalogue().find(Wanted(max_lead_weeks=7)).entries) == 2
