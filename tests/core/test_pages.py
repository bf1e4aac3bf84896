"""Pages are light, safe and whole: no inline script or style, a strict policy, a decent answer for every refusal."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from whitenoise.middleware import WhiteNoiseMiddleware

from config.settings import base
from config.urls import urlpatterns as site_urls
from core.errors import Invalid, NotFound, StaleVersion, TooMany, WrongState
from core.htmx import refusal
from core.views.errors import server_error
from tests.markup import INLINE, ROOT, TEMPLATES

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


def breaks(request: HttpRequest, name: str) -> HttpResponse:
    """A view that fails in the way asked for."""
    raise {
        "not-found": NotFound(),
        "wrong-state": WrongState("Not while it is sealed."),
        "stale": StaleVersion(),
        "too-many": TooMany(),
        "invalid": Invalid("Wrong."),
        "bug": RuntimeError("a secret detail"),
    }[name]


urlpatterns = [*site_urls, path("breaks/<name>/", breaks)]
handler404, handler500 = "core.views.errors.not_found", "core.views.errors.server_error"


def test_no_template_holds_inline_script_or_style():
    found = [
        str(file.relative_to(ROOT)) for file in TEMPLATES if "emails" not in file.parts and INLINE.search(file.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("address", ["/", "/ui/", "/account/login/", "/account/signup/", "/api/v1/docs/", "/nowhere/"])
def test_every_page_has_the_strict_policy(client: Client, address: str):
    assert set(client.get(address)["Content-Security-Policy"].split("; ")) == POLICY


def test_only_the_admin_site_has_a_looser_policy(client: Client):
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "'unsafe-eval'" in policy
    assert "default-src 'none'" in policy


def weight(folder: str, pattern: str) -> int:
    files = (ROOT / "platform/static" / folder).rglob(pattern)
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_css_and_script_stay_light():
    assert weight("css", "*.css") < 15_000
    assert weight("js", "*.js") < 4_000


def test_nobody_keeps_a_page_of_a_session_and_no_proxy_keeps_any(client: Client, settings: Any):
    from tests.factories import actor

    pages = ["/", "/providers/", "/nowhere/", "/api/v1/providers/"]
    assert {page: client.get(page)["Cache-Control"] for page in pages} == dict.fromkeys(pages, "private, no-cache")
    client.force_login(actor().user, backend=settings.AUTHENTICATION_BACKENDS[0])
    pages = ["/", "/dashboard/", "/trail/", "/organization/members/", "/nowhere/"]
    assert {page: client.get(page)["Cache-Control"] for page in pages} == dict.fromkeys(pages, "private, no-store")


@pytest.fixture
def as_installed(tmp_path: Path) -> Iterator[None]:
    """Our own styles and scripts as a real installation serves them. Fields of models keep the storage that they were made with:
    the others find the same one again afterwards."""
    before = dict(storages._storages)
    with override_settings(
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES=base.STORAGES,
        STATIC_ROOT=tmp_path,
        WHITENOISE_AUTOREFRESH=False,
        WHITENOISE_USE_FINDERS=False,
    ):
        yield
    storages._storages = before


@pytest.mark.usefixtures("as_installed")
@pytest.mark.parametrize("file", ["css/components.css", "js/app.js"])
def test_styles_and_scripts_are_sent_compressed_and_kept_for_ever(file: str):
    """Under a name that changes with what they hold."""
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["img"])
    address = staticfiles_storage.url(file)
    asked = RequestFactory().get(address, headers={"Accept-Encoding": "gzip"})
    answer = WhiteNoiseMiddleware(lambda _request: HttpResponse(status=404))(asked)
    assert re.fullmatch(r"/static/.+\.[0-9a-f]{12}\.(css|js)", address)
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
    answer.close()


def test_security_headers_are_there(client: Client):
    response = client.get("/")
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert re.fullmatch(r"[0-9a-f]{32}", response["X-Request-ID"])


@pytest.mark.parametrize(
    ("given", "kept"), [("abcdef-12345", True), ("x", False), ("a b c d e f g", False), ("é" * 12, False)]
)
def test_a_request_id_is_taken_only_if_it_is_one(client: Client, given: str, kept: bool):
    assert (client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given) is kept


@pytest.mark.urls("tests.core.test_pages")
@pytest.mark.parametrize(
    ("name", "status"), [("not-found", 404), ("wrong-state", 409), ("stale", 412), ("too-many", 429), ("invalid", 422)]
)
def test_a_refusal_is_a_page_that_says_what_to_do(client: Client, name: str, status: int):
    response = client.get(f"/breaks/{name}/")
    assert response.status_code == status
    assert b"Sign in" in response.content
    assert b'class="wordmark"' in response.content


@pytest.mark.urls("tests.core.test_pages")
def test_a_refusal_is_a_toast_for_htmx(client: Client):
    response = client.get("/breaks/wrong-state/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Reswap"]) == (409, "none")
    assert "Not while it is sealed." in response["HX-Trigger"]


@pytest.mark.urls("tests.core.test_pages")
def test_a_bug_tells_a_number_and_no_detail():
    client = Client(raise_request_exception=False)
    response = client.get("/breaks/bug/")
    assert response.status_code == 500
    assert response["X-Request-ID"].encode() in response.content
    assert b"secret detail" not in response.content


def test_a_bug_in_the_api_is_a_problem():
    response = server_error(RequestFactory().get("/api/v1/me/"))
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")


def test_a_stale_form_is_explained():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "open too long" in response.content.decode()


def test_nothing_here_and_not_yours_look_the_same(client: Client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "belongs to another organisation" in page.content.decode()


def test_the_appearance_is_kept_in_a_cookie(client: Client):
    assert client.post("/theme/", {"theme": "dark", "next": "/ui/"})["Location"] == "/ui/"
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/theme/", {"theme": "auto"})
    assert "data-theme" not in client.get("/").content.decode().split("<head>")[0]
    assert client.post("/theme/", {"theme": "pink"}).status_code == 400


def test_a_region_and_its_page_vary_by_the_header(client: Client, settings: Any):
    from tests.factories import actor

    client.force_login(actor().user, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get("/trail/")
    region = client.get("/trail/", headers={"HX-Request": "true"})
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in region["Vary"]
    assert b"<html" in page.content
    assert b"<html" not in region.content
    assert region.content.strip() in page.content


def test_a_refused_post_hands_back_the_sentences_that_were_written():
    written, secret = "We can begin in May, <b>not</b> before.", "correct horse battery staple"
    data = {"answer": written, "password": secret, "code": "x" * 40, "name": "Ada L"}
    request = RequestFactory().post("/x/", data, headers={"Referer": "http://testserver/rfqs/1/"})
    request.user = type("Nobody", (), {"is_authenticated": False, "is_staff": False})()
    answer = refusal(request, WrongState("The deadline has passed."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page) == ["We can begin in May, &lt;b&gt;not&lt;/b&gt; before."]
    assert 'href="http://testserver/rfqs/1/"' in page
    assert secret not in page


def test_a_refused_post_goes_back_to_the_page_it_came_from():
    request = RequestFactory().post("/x/", headers={"Referer": "https://elsewhere.example/"})
    request.user = type("Nobody", (), {"is_authenticated": False, "is_staff": False})()
    assert refusal(request, WrongState("No.")).status_code == 409
    assert settings.CSRF_FAILURE_VIEW == "core.views.errors.csrf_failure"


def test_a_form_sent_by_a_script_with_a_bad_token_gets_a_sentence_and_a_good_token():
    browser = Client(enforce_csrf_checks=True)
    browser.get("/match/")
    words = {"text": "GMP drug substance of a monoclonal antibody"}
    refused = browser.post("/match/", words | {"csrfmiddlewaretoken": "a" * 64}, headers={"HX-Request": "true"})
    assert (refused.status_code, refused["HX-Reswap"], refused.content) == (403, "none", b"")
    told = json.loads(refused["HX-Trigger"])
    assert "once more" in told["toast"]["text"]
    again = browser.post(
        "/match/", words | {"csrfmiddlewaretoken": browser.cookies["opencdmo_csrf"].value}, headers={"HX-Request": "true"}
    )
    assert again.status_code in {200, 422}


def test_a_form_of_this_site_with_a_bad_token_is_handed_back_with_a_good_one_and_no_secret():
    browser, words = Client(enforce_csrf_checks=True), "GMP drug substance of a monoclonal antibody"
    sent = {"text": words, "password": "correct horse battery", "csrfmiddlewaretoken": "a" * 64}
    page = browser.post("/match/", sent, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    fields = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode().partition("<main")[2])
    )
    assert (fields.keys(), fields["text"]) == ({"csrfmiddlewaretoken", "text"}, words)
    assert "correct horse" not in page.content.decode()
    assert browser.post("/match/", fields, headers={"Origin": "http://testserver"}).status_code == 200


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_what_another_site_sent_is_not_handed_back(origin: str | None):
    headers = {"Origin": origin} if origin else {}
    page = Client(enforce_csrf_checks=True).post("/match/", {"text": "Words of somebody else's"}, headers=headers)
    assert (page.status_code, "somebody else" in page.content.decode()) == (403, False)


@pytest.mark.urls(__name__)
def test_a_bug_hands_back_what_was_typed_and_no_secret():
    sent = {"note": "We can begin in May.", "new_password": "correct horse battery"}
    page = Client(raise_request_exception=False).post("/breaks/bug/", sent).content.decode()
    assert re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', page) == [
        ("note", "We can begin in May.")
    ]


def test_a_page_that_is_not_there_is_told_to_a_script_in_a_sentence():
    answer = Client().get("/no-such-page/", headers={"HX-Request": "true"})
    assert (answer.status_code, "mistyped" in answer["HX-Trigger"]) == (404, True)
