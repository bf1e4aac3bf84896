"""Mail once a day or once a week: nothing twice, nothing lost, nothing urgent late."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.clock import database_now
from events.models import Event
from notifications.actions import Message, choose_channels, mark_all_read, notify
from notifications.digests import next_digest_at, send_due_digests
from notifications.enums import TOPICS
from notifications.models import DigestLine, Notification, OutgoingMail
from notifications.tasks import send_digests
from organizations.actions.invitation import accept_invitation, invite
from organizations.actor import Actor
from organizations.enums import Role
from tests.factories import UserFactory, actor
from tests.sourcing.test_sealed import side_by_side

pytestmark = pytest.mark.django_db
Deliver = Callable[[], None]


def answered(owner: Actor, *addresses: str) -> None:
    for address in addresses:
        (invitation,) = invite(actor=owner, emails=[address], roles=[Role.VIEWER], language="en")
        accept_invitation(actor=Actor(UserFactory.create(email=address)), invitation=invitation)


def mails_to(owner: Actor) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=[owner.user.email]))


def make_due() -> None:
    DigestLine.objects.update(due_at=database_now())


def test_a_daily_reader_gets_one_mail_of_everything_and_is_told_in_the_application_at_once(deliver_events: Deliver):
    owner = actor()
    choose_channels(actor=owner, muted={}, rhythms={"team": "daily"})
    answered(owner, "one@example.org", "two@example.org")
    deliver_events()
    assert (Notification.objects.visible_to(owner).count(), mails_to(owner)) == (2, [])
    assert send_due_digests() == 0
    make_due()
    send_digests()
    send_digests()
    (letter,) = mails_to(owner)
    assert letter.subject == "2 things happened"
    for address in ("one@example.org", "two@example.org"):
        assert f"{address} joined" in letter.text
        assert f"{address} joined" in letter.html
    assert DigestLine.objects.count() == 0


def test_what_was_read_meanwhile_is_not_mailed(deliver_events: Deliver):
    owner = actor()
    choose_channels(actor=owner, muted={}, rhythms={"team": "weekly"})
    answered(owner, "one@example.org")
    deliver_events()
    mark_all_read(actor=owner)
    make_due()
    assert send_due_digests() == 1
    assert (mails_to(owner), DigestLine.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_write_one_digest(deliver_events: Deliver):
    owner = actor()
    choose_channels(actor=owner, muted={}, rhythms={"team": "daily"})
    answered(owner, "one@example.org", "two@example.org", "three@example.org")
    deliver_events()
    make_due()
    side_by_side(*[send_due_digests] * 4)
    assert [one.subject for one in mails_to(owner)] == ["3 things happened"]


def test_what_cannot_wait_is_mailed_at_once():
    reader = actor()
    choose_channels(actor=reader, muted={}, rhythms={"bidding": "weekly"})
    event = Event.objects.create(kind="rfq.extended", actor_label="x", subject_type="x", subject_id="1")
    notify(event=event, people=[reader.user], message=Message("/", {}))
    assert (len(mails_to(reader)), DigestLine.objects.count()) == (1, 0)


def test_every_urgent_kind_is_of_its_topic():
    assert [topic.code for topic in TOPICS if topic.urgent - topic.kinds] == []


@pytest.mark.parametrize(
    ("zone", "rhythm", "now", "expected"),
    [
        ("Asia/Shanghai", "daily", datetime(2026, 11, 25, 1, 0, tzinfo=UTC), datetime(2026, 11, 25, 23, 0, tzinfo=UTC)),
        ("UTC", "daily", datetime(2026, 11, 25, 6, 59, tzinfo=UTC), datetime(2026, 11, 25, 7, 0, tzinfo=UTC)),
        ("UTC", "daily", datetime(2026, 11, 25, 7, 0, tzinfo=UTC), datetime(2026, 11, 26, 7, 0, tzinfo=UTC)),
        ("Europe/Berlin", "weekly", datetime(2026, 11, 25, 9, 0, tzinfo=UTC), datetime(2026, 11, 30, 6, 0, tzinfo=UTC)),
        ("Europe/Berlin", "daily", datetime(2027, 3, 27, 9, 0, tzinfo=UTC), datetime(2027, 3, 28, 5, 0, tzinfo=UTC)),
    ],
)
def test_a_digest_comes_in_the_readers_morning(zone: str, rhythm: str, now: datetime, expected: datetime):
    assert next_digest_at(User(time_zone=zone), rhythm, now) == expected


def test_the_rhythm_is_chosen_on_the_page_and_by_programs(client: Client):
    owner = actor()
    client.force_login(owner.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    chosen: dict[str, Any] = {topic.code: ["in-app", "e-mail"] for topic in TOPICS if not topic.is_fixed}
    page = client.post("/notifications/preferences/", {**chosen, "team-rhythm": "weekly"})
    assert page.status_code == 302
    found = client.get("/notifications/preferences/").content.decode()
    assert '<option value="weekly" selected>' in found
    answer = client.get("/api/v1/notifications/preferences/").json()
    assert (answer["rhythms"]["team"], answer["rhythms"]["bidding"]) == ("weekly", "at-once")
    body = {"topics": {}, "rhythms": {"bidding": "daily"}}
    answer = client.put("/api/v1/notifications/preferences/", body, content_type="application/json").json()
    assert (answer["rhythms"]["team"], answer["rhythms"]["bidding"]) == ("at-once", "daily")
    body = {"topics": {}, "rhythms": {"bidding": "hourly"}}
    assert client.put("/api/v1/notifications/preferences/", body, content_type="application/json").status_code == 400


def test_somebody_who_may_not_sign_in_any_more_gets_no_digest(deliver_events: Deliver):
    owner = actor()
    choose_channels(actor=owner, muted={}, rhythms={"team": "daily"})
    answered(owner, "one@example.org")
    deliver_events()
    DigestLine.objects.update(due_at=database_now() - timedelta(days=1))
    User.objects.filter(pk=owner.user_id).update(is_active=False)
    assert send_due_digests() == 1
    assert mails_to(owner) == []


def test_a_line_that_cannot_be_worded_holds_up_no_other_digest():
    """An upgrade may take a kind away while a line of it waits."""
    people = sorted((UserFactory.create() for _ in range(3)), key=lambda one: one.pk)
    event = Event.objects.create(kind="thing.happened", actor_label="x", subject_type="x", subject_id="1")
    for number, person in enumerate(people):
        kind = "removed.in_an_upgrade" if number == 0 else "invitation.accepted"
        params = {"email": "a@example.org", "organization": "x"}
        DigestLine.objects.create(person=person, event=event, kind=kind, params=params, path="/", due_at=database_now())
    assert send_due_digests() == 2
    assert [one.person for one in DigestLine.objects.all()] == people[:1]
    assert OutgoingMail.objects.count() == 2
    assert send_due_digests() == 0
