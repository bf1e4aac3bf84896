"""Light or dark is chosen once, for the site and its administration."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.models import User
from core.theme import THEME_COOKIE
from organizations.enums import Kind
from tests.factories import actor
from tests.providers.house import signed_in

pytestmark = pytest.mark.django_db


def an_operators_browser() -> Client:
    operator = actor(kind=Kind.OPERATOR)
    person = operator.require_person()
    User.objects.filter(pk=person.pk).update(is_staff=True)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    return signed_in(operator)


def chosen(browser: Client, address: str) -> tuple[str, list[str]]:
    """How the page begins, and which button of the administration stands for what is chosen."""
    text = browser.get(address).content.decode()
    (head,) = re.findall(r"<html[^>]*>", text)
    return head, re.findall(r'name="theme" value="(\w+)" aria-current="true"', text)


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", "auto"), ('"><b>', "auto")])
def test_the_administration_comes_in_what_was_chosen_on_the_site(cookie: str, theme: str):
    browser = an_operators_browser()
    browser.cookies[THEME_COOKIE] = cookie
    head, current = chosen(browser, "/admin/")
    assert f'class="{theme}"' in head
    assert current == [theme]


def test_a_choice_made_in_the_administration_is_the_sites():
    browser = an_operators_browser()
    answer = browser.post("/theme/", {"theme": "dark", "next": "/admin/providers/claim/"})
    assert answer["Location"] == "/admin/providers/claim/"
    assert 'data-theme="dark"' in chosen(browser, "/dashboard/")[0]
    assert 'class="dark"' in chosen(browser, "/admin/providers/claim/")[0]
