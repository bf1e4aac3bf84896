"""Certificates end by the clock; their people are told in time, once, whatever stood still."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from events.models import Event
from notifications.models import Notification, OutgoingMail
from organizations.enums import Role
from providers.actions.certificate import edit_certificate
from providers.actions.certificate_notice import tell_of_ends
from providers.actions.certificate_review import revoke_certificate, send_back_certificate
from providers.models import Certificate
from tests.factories import actor
from tests.providers.house import House, build_house, facts, in_days, operator, submitted, verified

Deliver = Callable[[], None]


@pytest.fixture
def house(db: None) -> House:
    return build_house()


def at(certificate: Certificate, days: int, seconds: int = 0) -> Iterator[None]:
    """So many days before its end, and seconds after that."""
    return time_machine.travel(certificate.ends_at - timedelta(days=days) + timedelta(seconds=seconds), tick=False)


def told() -> list[tuple[str, int]]:
    rows = Event.objects.filter(kind__in=["certificate.expiring", "certificate.expired"]).order_by("pk")
    return [(event.kind.split(".")[1], event.data.get("days", 0)) for event in rows]


def test_a_certificate_is_told_of_at_each_notice_and_at_its_end_once(house: House):
    certificate = verified(house)
    for days, seconds, expected in [
        (90, -1, []),
        (90, 0, [("expiring", 90)]),
        (30, 0, [("expiring", 90), ("expiring", 30)]),
        (7, 5, [("expiring", 90), ("expiring", 30), ("expiring", 7)]),
        (0, 0, [("expiring", 90), ("expiring", 30), ("expiring", 7), ("expired", 0)]),
        (-400, 0, [("expiring", 90), ("expiring", 30), ("expiring", 7), ("expired", 0)]),
    ]:
        with at(certificate, days, seconds):
            tell_of_ends()
            tell_of_ends()
        assert told() == expected


def test_after_an_outage_one_notice_is_given_not_three(house: House):
    certificate = verified(house)
    with at(certificate, 5):
        assert tell_of_ends() == 1
    assert told() == [("expiring", 5)]
    with at(certificate, -1):
        tell_of_ends()
    assert told() == [("expiring", 5), ("expired", 0)]


def test_after_a_year_of_silence_only_the_end_is_told(house: House):
    certificate = verified(house)
    with at(certificate, -365):
        assert tell_of_ends() == 1
        assert tell_of_ends() == 0
    assert told() == [("expired", 0)]


def test_one_verified_late_is_told_of_at_the_notices_to_come(house: House):
    certificate = verified(house, valid_until=in_days(20))
    assert certificate.notice_due_at == certificate.ends_at - timedelta(days=7)


def test_what_was_revoked_or_edited_is_told_of_no_more(house: House):
    revoked, edited = verified(house), verified(house, number="B")
    revoke_certificate(actor=operator(), certificate=revoked, reason="Withdrawn.")
    edit_certificate(actor=house.owner, certificate=edited, changes=vars(facts(house, number="C")))
    with at(revoked, -1):
        assert tell_of_ends() == 0


def test_a_notice_is_no_edit(house: House):
    certificate = verified(house)
    with at(certificate, 30):
        tell_of_ends()
    later = Certificate.objects.get()
    assert (later.version, later.updated_at) == (certificate.version, certificate.updated_at)


def test_owners_and_managers_are_told_in_the_application_and_by_mail_in_their_language(
    house: House, deliver_events: Deliver
):
    manager = actor(Role.MANAGER, organization=house.owner.organization)
    manager.user.language = "zh-hans"
    manager.user.save()
    certificate = verified(house)
    deliver_events()
    OutgoingMail.objects.all().delete()
    with at(certificate, 30):
        tell_of_ends()
        deliver_events()
    rows = Notification.objects.filter(kind="certificate.expiring")
    assert {row.person_id for row in rows} == {house.owner.user_id, manager.user_id}
    params = rows.get(person=house.owner.user).params
    assert (params["number"], params["days"], params["site"]) == ("DE-1", 30, "Halle")
    assert params["standard"] == "Eu gmp"
    assert rows.get(person=manager.user).params["standard"] == "eu-gmp"
    letter = OutgoingMail.objects.get(to=[house.owner.user.email])
    assert letter.subject == "The certificate DE-1 (Eu gmp) of Halle ends in 30 days"
    assert "Add the new one" in letter.text
    assert OutgoingMail.objects.count() == 2


def test_a_decision_reaches_its_people_with_the_reason(house: House, deliver_events: Deliver):
    send_back_certificate(actor=operator(), certificate=submitted(house), reason="Page 2 is missing.")
    deliver_events()
    letter = OutgoingMail.objects.get(to=[house.owner.user.email])
    assert "needs more" in letter.subject
    assert "Page 2 is missing." in letter.text
    assert not Notification.objects.filter(person=house.viewer.user).exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once():
    certificates = [verified(build_house(f"house-{number}")) for number in range(4)]
    start, counts = threading.Barrier(3), []

    def sweep() -> None:
        start.wait(timeout=20)
        counts.append(tell_of_ends())
        connections.close_all()

    with at(certificates[0], 30):
        threads = [threading.Thread(target=sweep) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    assert sum(counts) == 4
    assert told() == [("expiring", 30)] * 4
