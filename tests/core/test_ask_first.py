"""Harm is asked about once, also where no script runs."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from organizations.actor import Actor
from organizations.enums import Role
from organizations.models import Membership
from tests.factories import MembershipFactory
from tests.providers.house import signed_in

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_without_a_script_a_page_asks_and_nothing_is_done_before_the_answer():
    owner = MembershipFactory.create(roles=[Role.OWNER])
    other = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    browser = signed_in(Actor.of(owner))
    path = f"/organization/members/{other.pk}/remove/"
    (question,) = re.findall(r'name="ask" value="(Remove [^"]+)"', browser.get("/organization/members/").content.decode())
    page = browser.post(
        path,
        urlencode({"ask": question, "why": "<left>"}),
        content_type=FORM,
        headers={"Referer": "http://testserver/organization/members/"},
    )
    text = page.content.decode()
    assert (page.status_code, question in text) == (200, True)
    assert '<input type="hidden" name="why" value="&lt;left&gt;">' in text
    assert 'name="ask"' not in text
    assert 'href="http://testserver/organization/members/"' in text
    assert Membership.objects.get(pk=other.pk).ended_at is None
    browser.post(path, urlencode({"why": "<left>"}), content_type=FORM)
    assert Membership.objects.get(pk=other.pk).ended_at is not None


def test_a_page_elsewhere_is_not_offered_as_the_way_back():
    page = Client().post(
        "/account/login/", "ask=Really?", content_type=FORM, headers={"Referer": "https://elsewhere.example/"}
    )
    assert b"Really?" in page.content
    assert b"elsewhere.example" not in page.content


def test_forms_ask_by_what_they_send_not_by_the_script_alone():
    """But for a file's button inside a form that carries files: whoever presses it has the file at hand."""
    asking = [one.name for one in TEMPLATES.rglob("*.html") if "data-confirm" in one.read_text()]
    assert asking == ["quote_papers.html"]
