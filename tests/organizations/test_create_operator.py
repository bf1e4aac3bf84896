"""An installation's first person comes from its command line."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from organizations.enums import Kind
from organizations.selectors.actor import actor_of

pytestmark = pytest.mark.django_db
OPTIONS = {"email": "Chief@Example.org", "name": "Chief", "organization": "Platform", "country": "CN"}


def test_the_first_operator_may_enter_the_admin_site_and_needs_a_second_factor(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPERATOR_PASSWORD", "a long enough phrase")
    call_command("create_operator", **OPTIONS)
    person = User.objects.get(email="chief@example.org")
    assert (person.is_staff, person.must_have_second_factor) == (True, True)
    assert actor_of(person).kinds == {Kind.OPERATOR}


@pytest.mark.parametrize(
    ("change", "password", "words"),
    [
        ({}, "short", "too short"),
        ({"country": "XX"}, "a long enough phrase", "attention"),
        ({"email": "x"}, "a long enough phrase", "valid"),
    ],
)
def test_a_wrong_value_creates_nobody(monkeypatch: pytest.MonkeyPatch, change: dict[str, str], password: str, words: str):
    monkeypatch.setenv("OPERATOR_PASSWORD", password)
    with pytest.raises(CommandError, match=words):
        call_command("create_operator", **{**OPTIONS, **change})
    assert User.objects.count() == 0
