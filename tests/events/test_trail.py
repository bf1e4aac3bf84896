"""The trail cannot be changed, and whoever gets round the database is named by the chain."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from events.actions import emit
from events.models import Dispatch, Event, Seal
from events.seals import GENESIS, digest_of, first_flaw, head_path, seal_committed, write_head
from organizations.actor import Actor
from tests.factories import UserFactory, actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_data_folder_of_its_own(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def three_events() -> list[Event]:
    user = UserFactory.create()
    with transaction.atomic():
        return [emit(f"thing.happened{n}", actor=Actor.system(), subject=user, data={"n": n}) for n in range(3)]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE events_event SET kind = 'x'", "DELETE FROM events_event", "TRUNCATE events_event CASCADE",
     "UPDATE events_seal SET digest = 'x'", "DELETE FROM events_seal", "TRUNCATE events_seal"],
)  # fmt: skip
def test_the_database_refuses_to_change_the_trail(statement: str):
    three_events()
    seal_committed()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute("SET CONSTRAINTS ALL IMMEDIATE", statement)
    assert Event.objects.count() == 3


def test_positions_have_no_gaps_and_a_second_sealing_adds_nothing():
    three_events()
    assert seal_committed() == 3
    assert seal_committed() == 0
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    assert first_flaw() is None


def test_an_event_that_commits_late_is_sealed_late_and_never_skipped():
    early, late = three_events()[:2]
    Dispatch.objects.filter(pk=early.pk).update(is_sealed=True)
    seal_committed()
    Dispatch.objects.filter(pk=early.pk).update(is_sealed=False)
    seal_committed()
    assert early.pk < late.pk
    assert Seal.objects.get(event=early).position == 3
    assert first_flaw() is None


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tamper(statement: str) -> None:
    """As somebody would who owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("events_event", "events_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER trail_rows")
        cursor.execute(statement)
        for table in ("events_event", "events_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER trail_rows")


@pytest.mark.parametrize(
    "change",
    ["kind = 'other'", "actor_label = 'Somebody else'", "data = '{\"n\": 9}'", "organization_ids = '{}', subject_id = 'x'",
     "occurred_at = occurred_at + interval '1 microsecond'"],
)  # fmt: skip
def test_a_changed_event_is_named(change: str):
    second = three_events()[1]
    seal_committed()
    tamper(f"UPDATE events_event SET {change} WHERE id = {second.pk}")
    with pytest.raises(CommandError, match="position 2"):
        call_command("verify_trail")


def test_a_dropped_seal_is_named():
    three_events()
    seal_committed()
    tamper("DELETE FROM events_seal WHERE position = 2")
    assert first_flaw().position == 2


def test_a_chain_cut_short_is_seen_by_its_signed_head():
    three_events()
    seal_committed()
    write_head(at_most_every=0)
    tamper("DELETE FROM events_seal WHERE position = 3")
    assert "does not reach" in first_flaw().reason


def test_a_forged_head_is_seen():
    three_events()
    seal_committed()
    write_head(at_most_every=0)
    head = json.loads(head_path().read_text())
    head_path().write_text(json.dumps({**head, "position": 2}))
    assert "signature" in first_flaw().reason


def rewrite_the_chain() -> None:
    """By somebody who owns the tables and knows how they are chained."""
    tamper("UPDATE events_event SET kind = 'thing.forged'")
    previous = GENESIS
    for seal in Seal.objects.select_related("event").order_by("position"):
        previous = digest_of(seal.event, previous)
        tamper(f"UPDATE events_seal SET digest = '{previous}' WHERE position = {seal.position}")


def test_a_chain_that_was_rewritten_is_not_signed(client: Client, caplog: pytest.LogCaptureFixture):
    three_events()
    seal_committed()
    write_head(at_most_every=0)
    signed = head_path().read_text()
    rewrite_the_chain()
    three_events()
    seal_committed()
    write_head(at_most_every=0)
    assert head_path().read_text() == signed
    assert "does not reach" in first_flaw().reason
    assert "not signed anew" in caplog.text
    assert client.get("/readyz?all").json()["checks"]["trail"] == {"ok": False, "detail": "Run manage.py verify_trail."}


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"position": null, "digest": "", "signature": ""}'])
def test_a_head_that_cannot_be_read_is_named_and_left_alone(content: str):
    three_events()
    seal_committed()
    head_path().write_text(content)
    write_head(at_most_every=0)
    assert (head_path().read_text(), "cannot be read" in first_flaw().reason) == (content, True)


def test_a_head_signed_before_the_keys_were_changed_still_holds(settings):
    three_events()
    seal_committed()
    write_head(at_most_every=0)
    old = settings.ENCRYPTION_KEYS[0]
    settings.ENCRYPTION_KEYS = [b"n" * 32, old]
    assert first_flaw() is None
    write_head(at_most_every=0)
    settings.ENCRYPTION_KEYS = [b"n" * 32]
    assert first_flaw() is None, "signed anew with the first key"
    settings.ENCRYPTION_KEYS = [old]
    assert "signature" in first_flaw().reason


def test_a_reader_sees_their_own_deeds_and_what_concerns_their_organisation():
    mine, other = actor(), actor()
    with transaction.atomic():
        own = emit("thing.done", actor=mine, subject=mine.user)
        shared = emit("thing.shared", actor=other, subject=mine.user, organizations=[mine.organization_id])
        emit("thing.private", actor=other, subject=mine.user)
    assert set(Event.objects.visible_to(mine)) == {own, shared}
    assert Event.objects.visible_to(Actor.anonymous()).count() == 0
    assert Event.objects.visible_to(Actor.system()).count() == 3
