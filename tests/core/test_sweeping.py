"""One row that fails holds up no other."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError

from accounts.models import User
from core.sweeping import work_off
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def unnamed() -> object:
    return User.objects.filter(name="").select_for_update(skip_locked=True).order_by("email")


def people(*addresses: str) -> None:
    for address in addresses:
        UserFactory.create(email=address, name="")


def name(person: User) -> None:
    User.objects.filter(pk=person.pk).update(name="Named")
    if person.email.startswith("broken"):
        raise ValueError("cannot be done")


def test_a_row_that_fails_is_left_as_it_was_and_the_others_are_done(caplog: pytest.LogCaptureFixture):
    people("a@example.org", "broken@example.org", "c@example.org")
    assert work_off(unnamed, name) == 2
    assert list(User.objects.filter(name="").values_list("email", flat=True)) == ["broken@example.org"]
    assert "left for the next sweep" in caplog.text
    assert work_off(unnamed, name) == 0


def test_a_sweep_does_so_many_and_no_more():
    people("a@example.org", "b@example.org", "c@example.org")
    assert (work_off(unnamed, name, at_most=2), work_off(unnamed, name, at_most=2)) == (2, 1)


def test_a_sweep_ends_where_the_database_does_not_answer():
    def gone() -> object:
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        work_off(gone, name)


def test_a_sweep_that_takes_too_long_ends():
    def slow(person: User) -> None:
        raise SoftTimeLimitExceeded

    people("a@example.org", "b@example.org")
    with pytest.raises(SoftTimeLimitExceeded):
        work_off(unnamed, slow)
