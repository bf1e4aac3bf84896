"""What is kept for everybody holds nothing of anybody."""

import re
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.kept import BODIES, FRAMES, TOKEN, render_kept
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _begin_with_nothing_kept() -> None:
    BODIES.forget()
    FRAMES.forget()


def signed_in() -> Client:
    client = Client()
    client.force_login(UserFactory.create(name="Ada Canary"))
    return client


def test_a_visitor_gets_a_form_token_of_their_own_and_it_works():
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    pages = [client.get("/offerings/").content.decode() for client in (one, other)]
    mine, theirs = (TOKENS.findall(page)[0] for page in pages)
    assert mine != theirs
    assert TOKEN not in pages[1]
    sent = {"csrfmiddlewaretoken": theirs, "theme": "dark", "next": "/offerings/"}
    assert other.post("/theme/", sent).status_code == 302
    assert one.post("/theme/", sent).status_code == 403


@pytest.mark.parametrize("member_first", [True, False])
def test_a_member_and_a_visitor_see_the_same_body_in_frames_of_their_own(member_first: bool):
    clients = [signed_in(), Client()] if member_first else [Client(), signed_in()]
    pages = [client.get("/offerings/?stage=x").content.decode() for client in clients]
    member, visitor = pages if member_first else reversed(pages)
    assert "Ada Canary" in member
    assert "Ada Canary" not in visitor
    assert "Sign in" in visitor
    body = '<form class="stack" id="search"'
    assert member.split(body)[1].split("</main>")[0] == visitor.split(body)[1].split("</main>")[0]


def test_the_frame_carries_the_address_of_its_own_page():
    client = Client()
    for query in ("a=1&b=%22%3E%3Cscript%3E", "a=2"):
        page = client.get(f"/offerings/?{query}").content.decode()
        escaped = query.replace("&", "&amp;")
        assert f'name="next" value="/offerings/?{escaped}"' in page


def test_a_message_is_shown_once_to_whom_it_was_said():
    client = Client()
    request = RequestFactory().get("/")
    storage: Any = CookieStorage(request)
    storage.add(messages.INFO, "For one reader alone.")
    response = HttpResponse()
    storage.update(response)
    client.cookies["messages"] = response.cookies["messages"].value
    assert "For one reader alone." in client.get("/offerings/").content.decode()
    assert "For one reader alone." not in client.get("/offerings/").content.decode()
    assert "For one reader alone." not in Client().get("/offerings/").content.decode()


def test_language_and_theme_have_pages_of_their_own():
    client = Client()
    english = client.get("/offerings/").content.decode()
    chinese = Client(headers={"accept-language": "zh-hans"}).get("/offerings/").content.decode()
    assert '<html lang="en"' in english
    assert '<html lang="zh-hans"' in chinese
    client.cookies["opencdmo_theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/offerings/").content.decode()
    assert "data-theme" not in Client().get("/offerings/").content.decode()


def test_a_browser_that_has_the_page_is_told_so_until_its_token_changes():
    client = Client()
    first = client.get("/offerings/")
    again = client.get("/offerings/")  # the first set the cookie of the token
    tag = again.headers["ETag"]
    assert first.headers["ETag"] != tag
    unchanged = client.get("/offerings/", headers={"if-none-match": tag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["Cache-Control"] == "private, no-cache"
    assert {"HX-Request", "Cookie", "Accept-Language"} <= set(unchanged.headers["Vary"].split(", "))
    del client.cookies["opencdmo_csrf"]
    assert client.get("/offerings/", headers={"if-none-match": tag}).status_code == 200
    assert signed_in().get("/offerings/", headers={"if-none-match": tag}).status_code == 200


def test_htmx_gets_the_region_and_never_the_page_kept_beside_it():
    client = Client()
    page = client.get("/offerings/").content.decode()
    region = client.get("/offerings/", headers={"hx-request": "true"}).content.decode()
    assert "<html" in page
    assert region.lstrip().startswith('<div id="found"')
    assert "<html" not in region


def test_what_cannot_be_made_is_not_kept():
    def fail() -> dict[str, Any]:
        raise RuntimeError

    request = RequestFactory().get("/offerings/")
    with pytest.raises(RuntimeError):
        render_kept(request, "services/catalogue.html", "key", fail)
    assert BODIES.get(("services/catalogue.html", "key", "en", "UTC")) is None
