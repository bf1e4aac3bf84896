"""People are told once, in their language, as they chose; mail is never lost and never sent by a request."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from core.clock import database_now
from events.delivery import run_handlers
from events.models import Event
from notifications import sending
from notifications.actions import choose_channels, mark_read
from notifications.enums import Channel
from notifications.models import Notification, OutgoingMail
from notifications.sending import RETRY_AFTER, send_again, send_due
from notifications.wording import sentence
from organizations.actions.invitation import accept_invitation, invite
from organizations.actions.membership import change_roles, end_membership
from organizations.actor import Actor
from organizations.enums import Role
from tests.factories import MembershipFactory, UserFactory, actor

pytestmark = pytest.mark.django_db


def joined(owner: Actor) -> None:
    (invitation,) = invite(actor=owner, emails=["new@example.org"], roles=[Role.VIEWER], language="en")
    accept_invitation(actor=Actor(UserFactory.create(email="new@example.org")), invitation=invitation)


def test_whoever_invited_is_told_of_the_answer_in_both_channels(deliver_events: Callable[[], None]):
    owner = actor()
    joined(owner)
    deliver_events()
    (told,) = Notification.objects.visible_to(owner)
    assert sentence(told) == f"new@example.org joined {owner.organization}"
    assert OutgoingMail.objects.filter(to=[owner.user.email]).count() == 1


def test_an_event_that_is_handled_twice_tells_once(deliver_events: Callable[[], None]):
    joined(actor())
    deliver_events()
    before = (Notification.objects.count(), OutgoingMail.objects.count())
    for event in Event.objects.all():
        event.receipts.all().delete()
        run_handlers(event.pk)
    assert (Notification.objects.count(), OutgoingMail.objects.count()) == before


def test_a_channel_that_was_switched_off_stays_silent(deliver_events: Callable[[], None]):
    owner = actor()
    choose_channels(actor=owner, muted={"team": [Channel.EMAIL]})
    joined(owner)
    deliver_events()
    assert Notification.objects.visible_to(owner).count() == 1
    assert OutgoingMail.objects.filter(to=[owner.user.email]).count() == 0


def test_the_safety_of_the_account_cannot_be_switched_off():
    with pytest.raises(Exception, match="security"):
        choose_channels(actor=actor(), muted={"security": [Channel.EMAIL]})


def test_somebody_who_left_is_not_told_what_happens_afterwards(deliver_events: Callable[[], None]):
    owner = actor()
    manager = MembershipFactory.create(organization=owner.organization, roles=[Role.MANAGER])
    (invitation,) = invite(actor=Actor.of(manager), emails=["new@example.org"], roles=[Role.VIEWER], language="en")
    end_membership(actor=owner, membership=manager)
    accept_invitation(actor=Actor(UserFactory.create(email="new@example.org")), invitation=invitation)
    deliver_events()
    kinds = set(Notification.objects.filter(person=manager.user).values_list("kind", flat=True))
    assert kinds == {"membership.ended"}


def test_a_mail_speaks_its_readers_language(deliver_events: Callable[[], None]):
    owner = actor()
    reader = MembershipFactory.create(
        organization=owner.organization, roles=[Role.VIEWER], user=UserFactory.create(language="zh-hans")
    )
    change_roles(actor=owner, membership=reader, roles=[Role.EVALUATOR])
    deliver_events()
    letter = OutgoingMail.objects.get(to=[reader.user.email])
    assert "您" in letter.text
    assert 'lang="zh-hans"' in letter.html


def test_a_mail_escapes_what_people_typed_in_html_and_not_in_text(deliver_events: Callable[[], None]):
    owner = actor()
    owner.organization.legal_name = "R&D <b>GmbH</b>"
    owner.organization.save()
    invite(actor=owner, emails=["new@example.org"], roles=[Role.VIEWER], language="en")
    deliver_events()
    letter = OutgoingMail.objects.get(to=["new@example.org"])
    assert "R&D <b>GmbH</b>" in letter.text
    assert "R&amp;D &lt;b&gt;GmbH&lt;/b&gt;" in letter.html


def test_a_request_only_writes_a_row():
    send_mail("Subject", "Text", "from@example.org", ["to@example.org"])
    assert mail.outbox == []
    assert OutgoingMail.objects.get().state == "waiting"
    assert send_due() == 1
    assert [letter.subject for letter in mail.outbox] == ["Subject"]
    assert send_due() == 0


def test_a_line_break_in_a_header_is_refused():
    with pytest.raises(BadHeaderError):
        EmailMessage("Subject\nBcc: all@example.org", "Text", "from@example.org", ["to@example.org"]).send()
    assert OutgoingMail.objects.count() == 0


class Refusing(EmailBackend):
    """A mail server with a mind of its own; ``error`` is raised until it is None."""

    error: Exception | None = None

    def send_messages(self, messages: Any) -> int:
        if Refusing.error:
            raise Refusing.error
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[Refusing]:
    monkeypatch.setattr(sending, "get_connection", lambda _path: Refusing())
    Refusing.error = None
    return Refusing


def test_mail_that_a_server_refuses_for_an_hour_goes_out_once_afterwards(server: type[Refusing]):
    send_mail("Subject", "Text", "from@example.org", ["to@example.org"])
    server.error = ConnectionRefusedError()
    for attempt in range(4):
        OutgoingMail.objects.update(due_at=database_now())
        assert send_due() == 0
        row = OutgoingMail.objects.get()
        assert row.attempts == attempt + 1
        assert row.due_at > database_now() + RETRY_AFTER[attempt] - timedelta(seconds=10)
    server.error = None
    OutgoingMail.objects.update(due_at=database_now())
    assert send_due() == 1
    assert send_due() == 0
    assert len(mail.outbox) == 1


def test_an_address_that_does_not_exist_is_given_up_and_others_still_go_out(server: type[Refusing]):
    send_mail("Subject", "Text", "from@example.org", ["to@example.org"])
    server.error = SMTPRecipientsRefused({"to@example.org": (550, b"no such user")})
    send_due()
    row = OutgoingMail.objects.get()
    assert (row.state, row.last_error) == ("failed", "SMTPRecipientsRefused [550]")
    server.error = None
    assert send_due() == 0
    assert send_again([row]) == 1
    assert send_due() == 1


class Particular(Refusing):
    """Refuses some: ``answers`` by the reader's domain."""

    answers: ClassVar[dict[str, Exception]] = {}

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if error := self.answers.get(message.to[0].partition("@")[2]):
                raise error
        return super().send_messages(messages)


@pytest.mark.parametrize(
    "error",
    [
        SMTPRecipientsRefused({"x@grey.example": (451, b"greylisted, come again")}),
        SMTPDataError(452, b"mailbox full"),
        ValueError("a mail that cannot be written down"),
    ],
)
def test_what_is_refused_to_one_reader_holds_up_nobody_else(monkeypatch: pytest.MonkeyPatch, error: Exception):
    monkeypatch.setattr(sending, "get_connection", lambda _path: Particular())
    monkeypatch.setattr(Particular, "answers", {"grey.example": error})
    for number in range(5):
        send_mail("Subject", "Text", "from@example.org", [f"{number}@grey.example"])
    send_mail("Your code", "123456", "from@example.org", ["to@example.org"])
    send_due()
    assert [one.to for one in mail.outbox] == [["to@example.org"]]
    assert set(OutgoingMail.objects.filter(sent_at=None).values_list("attempts", flat=True)) == {1}


def test_a_server_that_hangs_up_is_left_alone_until_the_next_sweep(server: type[Refusing]):
    for number in range(3):
        send_mail("Subject", "Text", "from@example.org", [f"{number}@example.org"])
    server.error = SMTPRecipientsRefused({"x@example.org": (421, b"too many connections")})
    send_due()
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_what_was_never_tried_goes_before_what_was_refused():
    send_mail("Refused before", "Text", "from@example.org", ["to@example.org"])
    OutgoingMail.objects.update(attempts=1, due_at=database_now() - timedelta(hours=1))
    send_mail("Your code", "123456", "from@example.org", ["to@example.org"])
    send_due()
    assert [one.subject for one in mail.outbox] == ["Your code", "Refused before"]


def test_a_crash_between_sending_and_noting_doubles_with_the_same_message_id(server: type[Refusing]):
    send_mail("Subject", "Text", "from@example.org", ["to@example.org"])
    sending._hand_over(OutgoingMail.objects.get(), server())  # the process dies here, before it notes the server's yes
    assert send_due() == 1
    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first == second


def test_a_paused_copy_writes_to_nobody(settings: Any):
    send_mail("Subject", "Text", "from@example.org", ["to@example.org"])
    settings.OUTGOING_PAUSED = True
    assert send_due() == 0
    settings.OUTGOING_PAUSED = False
    assert send_due() == 1


def test_the_list_marks_read_and_leads_on(client: Client, deliver_events: Callable[[], None]):
    owner = actor()
    joined(owner)
    deliver_events()
    client.force_login(owner.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = Notification.objects.visible_to(owner).get()
    assert "1 unread notification" in client.get("/notifications/").content.decode()
    response = client.post(f"/notifications/{told.pk}/open/")
    assert (response.status_code, response["Location"]) == (302, told.path)
    assert "0 unread notifications" in client.get("/notifications/").content.decode()


def test_a_notification_of_somebody_else_is_not_there(client: Client, deliver_events: Callable[[], None]):
    owner = actor()
    joined(owner)
    deliver_events()
    told = Notification.objects.visible_to(owner).get()
    stranger = actor()
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/notifications/{told.pk}/open/").status_code == 404
    with pytest.raises(Exception, match="not yours"):
        mark_read(actor=stranger, notification=told)
