"""Whoever has left an organisation is told nothing of its affairs any more: not on a page, by the bell or in a digest."""

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from core.clock import database_now
from events.models import Event
from notifications.actions import Message, choose_channels, notify
from notifications.digests import send_due_digests
from notifications.models import DigestLine, Notification, OutgoingMail
from organizations.actions.membership import end_membership
from organizations.actor import Actor
from organizations.enums import Role
from organizations.models import Membership, Organization
from tests.factories import MembershipFactory, actor
from tests.selling import signed_in
from tests.sourcing.deal import open_deal

ROOT = Path(__file__).parents[2]
PERSONAL = {"invitation.created", "membership.ended", "membership.roles_changed", "token.created", "user.erasure_planned"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving() -> Membership:
    """A manager beside an owner."""
    return MembershipFactory.create(organization=actor().organization, roles=[Role.MANAGER])


def tell(person: User, organization: Organization | None) -> None:
    event = Event.objects.create(kind="rfq.deadline_passed", actor_label="x", subject_type="x", subject_id="1")
    params = {"number": "RFQ-1", "codename": "Heron", "deadline": "x", "actor": "y"}
    message = Message("/x/", params, organization.pk if organization else None)
    notify(event=event, people=[person], message=message)


def leave(membership: Membership) -> None:
    owner = Membership.objects.get(organization=membership.organization, roles=[Role.OWNER])
    end_membership(actor=Actor.of(owner), membership=membership)


def shown_to(person: User) -> tuple[bool, bool, int]:
    """On the page, by a program of theirs, on the bell."""
    browser = signed_in(Actor(user=person))
    page, answer = browser.get("/notifications/"), browser.get("/api/v1/notifications/").json()
    return "Heron" in page.content.decode(), "Heron" in str(answer), int(str(page.context["unread_notifications"]))


def test_what_an_organisation_told_is_not_shown_to_who_has_left_it(leaving: Membership):
    tell(leaving.user, leaving.organization)
    assert shown_to(leaving.user) == (True, True, 1)
    leave(leaving)
    assert shown_to(leaving.user) == (False, False, 0)


def test_a_digest_tells_nothing_of_an_organisation_that_its_reader_has_left(leaving: Membership):
    choose_channels(actor=Actor.of(leaving), muted={}, rhythms={"sourcing": "weekly"})
    tell(leaving.user, leaving.organization)
    leave(leaving)
    DigestLine.objects.update(due_at=database_now())
    assert send_due_digests() == 1
    assert (OutgoingMail.objects.filter(to=[leaving.user.email]).count(), DigestLine.objects.count()) == (0, 0)


def test_whoever_belongs_to_two_goes_on_being_told_by_the_other(leaving: Membership):
    other = MembershipFactory.create(user=leaving.user, roles=[Role.MANAGER])
    tell(leaving.user, other.organization)
    leave(leaving)
    assert shown_to(leaving.user) == (True, True, 1)


def test_whoever_was_removed_reads_that_they_were(leaving: Membership, deliver_events: Callable[[], None]):
    leave(leaving)
    deliver_events()
    (told,) = Notification.objects.visible_to(Actor(user=leaving.user))
    assert told.kind == "membership.ended"


def test_both_sides_of_a_request_are_told_in_the_affairs_of_their_own_organisation(deliver_events: Callable[[], None]):
    deal = open_deal()
    deliver_events()
    told = dict(Notification.objects.filter(kind="rfq.published").values_list("person", "organization"))
    for one in deal.bidders:
        assert told[one.manager.user_id] == one.manager.organization_id
    assert not Notification.objects.exclude(kind__in=PERSONAL).filter(organization=None).exists()


def test_every_handler_says_in_whose_affairs_it_tells():
    """A ``Message`` of three: where, what, of whom. Of two, or None, only what is the person's own."""
    silent = {
        function.name
        for path in ROOT.glob("*/**/handlers.py")
        if ".venv" not in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Message"
        and len(call.args) < 3
    }
    assert silent == {"mail_the_invitation", "tell_the_member", "tell_the_token_holder", "mail_the_leaving_person"}


def test_what_was_told_before_belongs_to_the_only_organisation_of_its_reader(leaving: Membership):
    tell(leaving.user, None)
    settle = import_module("notifications.migrations.0033_told_before").SETTLE
    with connection.cursor() as cursor:
        cursor.execute(settle.format(table="notifications_notification"))
    assert Notification.objects.get().organization_id == leaving.organization_id
