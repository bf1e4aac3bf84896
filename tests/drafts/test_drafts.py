"""What somebody typed and has not sent is kept for them, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone

from core.errors import Invalid, NotFound, NotSignedIn
from drafts.actions import MOST_DRAFTS, forget_draft, forget_old_drafts, keep_draft
from drafts.forms import close_form, open_form
from drafts.models import Draft
from drafts.selectors import draft_of
from organizations.actor import Actor
from organizations.enums import Kind, Role
from tests.factories import MembershipFactory, UserFactory, actor

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEY = "claim/wacker-biotech"


class Colours(forms.Form):
    """A field of every sort that a page has."""

    name = forms.CharField()
    note = forms.CharField(required=False, initial="as it was")
    agreed = forms.BooleanField(required=False, initial=True)
    colours = forms.MultipleChoiceField(choices=[("r", "red"), ("g", "green"), ("b", "blue")])
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    file = forms.FileField(required=False)


@pytest.fixture
def owner(client: Client) -> Actor:
    made = actor(kind=Kind.PROVIDER)
    client.force_login(made.user, backend=BACKEND)
    return made


def get(who: Actor, method: str = "get", data: Any = None) -> Any:
    request = getattr(RequestFactory(), method)("/", data)
    request.actor = who
    return request


def opened(who: Actor, **initial: Any) -> Any:
    return open_form(Colours, get(who), KEY, initial=initial)


def test_a_form_comes_back_as_it_was_left(client: Client, owner: Actor):
    sent = {"name": "Halle", "note": "", "colours": ["r", "b"], "password": "hunter2", "csrfmiddlewaretoken": "x"}
    assert client.post(f"/drafts/{KEY}/", sent).status_code == 204
    form = opened(owner, name="Jena")
    assert form.draft is not None
    shown = {name: form[name].value() for name in form.fields}
    assert shown == {
        "name": "Halle", "note": "", "agreed": False, "colours": ["r", "b"], "password": None, "file": None,
    }  # fmt: skip
    assert set(Draft.objects.get().values) == {"name", "note", "colours"}


def test_a_form_that_nothing_is_kept_of_has_its_own_values(owner: Actor):
    form = opened(owner, name="Jena")
    assert (form.draft, form["name"].value(), form["agreed"].value()) == (None, "Jena", True)


def test_what_was_sent_is_not_overlaid_by_what_was_kept(owner: Actor):
    keep_draft(actor=owner, key=KEY, values={"name": ["kept"]})
    form = open_form(Colours, get(owner, "post", {"name": "sent"}), KEY)
    assert (form.is_bound, form["name"].value(), form.draft) == (True, "sent", None)


def test_a_field_that_the_form_has_now_and_had_not_then_keeps_its_own_value(owner: Actor):
    keep_draft(actor=owner, key=KEY, values={"name": ["Halle"], "gone": ["x"]})
    form = opened(owner, note="new here")
    assert (form["name"].value(), form["note"].value()) == ("Halle", "new here")


def test_once_sent_it_is_forgotten_and_a_late_keystroke_does_not_bring_it_back(owner: Actor):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        keep_draft(actor=owner, key=KEY, values={"name": ["a"]})
        close_form(owner, KEY)
        assert draft_of(owner, KEY) is None
        assert keep_draft(actor=owner, key=KEY, values={"name": ["ab"]}) is None
        assert draft_of(owner, KEY) is None
        clock.shift(timedelta(seconds=6))
        keep_draft(actor=owner, key=KEY, values={"name": ["abc"]})
        assert draft_of(owner, KEY) is not None


def test_starting_over_leads_back_to_the_form_and_nowhere_else(client: Client, owner: Actor):
    keep_draft(actor=owner, key=KEY, values={"name": ["a"]})
    response = client.post(f"/drafts/{KEY}/discard/", {"next": "/providers/?q=1"})
    assert response["Location"] == "/providers/?q=1"
    assert draft_of(owner, KEY) is None
    assert client.post(f"/drafts/{KEY}/discard/", {"next": "https://elsewhere.example/"})["Location"] == "/dashboard/"


def test_it_is_ones_own_in_the_organisation_one_acts_for(owner: Actor):
    keep_draft(actor=owner, key=KEY, values={"name": ["mine"]})
    colleague = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.OWNER]))
    elsewhere = Actor.of(MembershipFactory.create(user=owner.user, roles=[Role.OWNER]))
    operator = actor(kind=Kind.OPERATOR)
    assert [draft_of(one, KEY) for one in (colleague, elsewhere, operator, Actor.anonymous())] == [None] * 4
    forget_draft(actor=colleague, key=KEY)
    assert draft_of(owner, KEY) is not None


def test_somebody_without_an_organisation_has_drafts_too():
    alone = Actor(user=UserFactory.create())
    for text in ("a", "b"):
        keep_draft(actor=alone, key=KEY, values={"name": [text]})
    draft = draft_of(alone, KEY)
    assert draft is not None
    assert draft.values == {"name": ["b"]}
    assert Draft.objects.count() == 1


def test_it_outlives_the_session_that_wrote_it(client: Client, owner: Actor):
    client.post(f"/drafts/{KEY}/", {"name": "Halle"})
    client.logout()
    assert client.post(f"/drafts/{KEY}/", {"name": "somebody else"}).status_code == 302
    client.force_login(owner.user, backend=BACKEND)
    assert opened(owner)["name"].value() == "Halle"


def test_a_visitor_has_none():
    with pytest.raises(NotSignedIn):
        keep_draft(actor=Actor.anonymous(), key=KEY, values={"name": ["a"]})


@pytest.mark.parametrize("key", ["a b", "a\0", "x" * 161, "ä", ""])
def test_a_key_that_no_page_of_ours_has_is_nowhere(owner: Actor, key: str):
    with pytest.raises(NotFound):
        keep_draft(actor=owner, key=key, values={})


def test_a_nul_in_a_text_is_left_out(client: Client, owner: Actor):
    assert client.post(f"/drafts/{KEY}/", {"name": "a\0b"}).status_code == 204
    assert Draft.objects.get().values == {"name": ["ab"]}


def test_what_is_too_long_is_refused_and_the_last_that_was_not_stays(owner: Actor):
    keep_draft(actor=owner, key=KEY, values={"name": ["short"]})
    with pytest.raises(Invalid):
        keep_draft(actor=owner, key=KEY, values={"name": ["x" * 66_000]})
    assert Draft.objects.get().values == {"name": ["short"]}


def test_a_person_has_so_many_and_the_oldest_goes(owner: Actor):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(MOST_DRAFTS + 1):
            clock.shift(timedelta(seconds=1))
            keep_draft(actor=owner, key=f"form/{number}", values={"name": ["x"]})
    assert Draft.objects.count() == MOST_DRAFTS
    assert not Draft.objects.filter(key="form/0").exists()


def test_after_thirty_days_it_is_gone(owner: Actor):
    keep_draft(actor=owner, key=KEY, values={"name": ["x"]})
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert (draft_of(owner, KEY) is not None, forget_old_drafts()) == (True, 0)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert draft_of(owner, KEY) is None
        assert forget_old_drafts() == 1


def test_the_element_in_the_form_is_no_way_to_send_it():
    page = engines["django"].from_string("{% load drafts %}<div {% draft_attributes key %}></div>").render({"key": KEY})
    assert f'hx-post="/drafts/{KEY}/"' in page
    assert "submit" not in page


def test_every_sort_of_text_is_kept(client: Client, owner: Actor):
    body = QueryDict(mutable=True)
    body.setlist("name", ["灌装 <b>\"'&"])
    client.post(f"/drafts/{KEY}/", body.urlencode(), content_type="application/x-www-form-urlencoded")
    assert Draft.objects.get().values == {"name": ["灌装 <b>\"'&"]}
