"""Harm is asked about once, also where no script runs."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from organizations.actor import Actor
from organizations.enums import Role
from organizations.models import Membership
from tests.factories import MembershipFactory
from tests.markup import TEMPLATES
from tests.providers.house import signed_in

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


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
        "/account/login/",
        "ask=Really?&saves=https://elsewhere.example/",
        content_type=FORM,
        headers={"Referer": "https://elsewhere.example/"},
    )
    assert b"Really?" in page.content
    assert b"elsewhere.example" not in page.content


def test_no_template_asks_by_the_script_alone():
    """Neither of ours nor of htmx: what they ask is not asked where no script runs."""
    by_script = re.compile(r"data-confirm|hx-confirm|hx-delete")
    assert [one.name for one in TEMPLATES if by_script.search(one.read_text())] == []
