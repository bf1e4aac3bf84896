"""Pages that are the same for every reader, kept in the memory of each worker for as long as what they depend on stands.

A page is a body in a frame. The body is rendered without a request, so it cannot hold anything of a reader's: no name, no
message, no token. The frame of a visitor who has no session is kept too, with gaps for the address and for the form token,
which is made anew for each; everybody else's frame is rendered for them alone.
"""

import hashlib
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from core.htmx import is_fragment
from core.memory import Recent
from core.theme import theme_of

MESSAGES_COOKIE = "messages"
GAPS = TITLE, ADDRESS, TOKEN, BODY = tuple(f"\ue000{name}\ue001" for name in ("title", "address", "token", "body"))
"""Stand in a kept frame for what differs. No text has these characters: they are for private use."""
RUN = secrets.token_hex(8)
"""Differs after each start, since a new version may draw the same thing in another way. The same in workers that were forked."""


@dataclass(frozen=True)
class Kept:
    """A page without its frame, as it is sent: a text with one character that is not Latin takes twice the memory, or four
    times."""

    title: str
    content: bytes

    def __len__(self) -> int:
        return len(self.content)

    @property
    def body(self) -> SafeString:
        """For a template."""
        return mark_safe(self.content.decode())  # noqa: S308 - a template's own output


MOST_BYTES = 24_000_000
"""Of kept pages in each worker: some two hundred of the largest."""
BODIES: Recent[Kept] = Recent(1000, most_bytes=MOST_BYTES)
FRAMES: Recent["Frame"] = Recent(64)


def render_kept(
    request: HttpRequest, template: str, key: Hashable, context: Callable[[], dict[str, Any]], *, region: str = ""
) -> HttpResponse:
    """The page of ``template``, to htmx its partial ``region``. The template holds the body alone, or extends ``frame``.

    ``key`` must say everything that the context depends on, except the language, the time zone and the template. The context
    is asked for only when nothing is kept under it; its ``title`` is the page's. What it raises is not kept.
    """
    name = f"{template}#{region}" if region and is_fragment(request) else template
    whole = (name, key, get_language(), get_current_timezone_name())
    if not _is_nobody(request):
        response = _answer(request, _kept(name, whole, context))
    else:
        response = _answer_nobody(request, name, whole, context)
    patch_vary_headers(response, ["HX-Request", "Cookie", "Accept-Language"])
    return response


def _kept(name: str, key: Hashable, context: Callable[[], dict[str, Any]]) -> Kept:
    def make() -> Kept:
        values = {"frame": "layout/body.html", **context()}
        return Kept(str(values["title"]), render_to_string(name, values).encode())

    return BODIES.get_or_make(key, make)


def _is_nobody(request: HttpRequest) -> bool:
    """Whether it is a visitor without a session, to whom nothing was said that is still to be shown."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and MESSAGES_COOKIE not in request.COOKIES


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    return HttpResponse(kept.content) if is_fragment(request) else render(request, "layout/kept.html", {"kept": kept})


def _answer_nobody(request: HttpRequest, name: str, key: Hashable, context: Callable[[], dict[str, Any]]) -> HttpResponse:
    """With a tag, by which a browser that has the page already is told so. It holds for one form token's secret."""
    address, theme = request.get_full_path(), theme_of(request)
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    parts = repr((RUN, key, address, theme, secret)).encode(errors="surrogatepass")
    tag = f'W/"{hashlib.sha256(parts).hexdigest()[:32]}"'
    kept = BODIES.get(key)  # a page that cannot be made has no tag
    response = get_conditional_response(request, etag=tag) if kept and secret else None
    if response is None:
        response = _whole(request, kept or _kept(name, key, context))
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _whole(request: HttpRequest, kept: Kept) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(kept.content)
    values = {
        TITLE: escape(kept.title).encode(),
        ADDRESS: escape(request.get_full_path()).encode(errors="surrogatepass"),
        TOKEN: get_token(request).encode(),
        BODY: kept.content,
    }
    return HttpResponse(b"".join(values[part] if isinstance(part, str) else part for part in _frame(request)))


Frame = list[str | bytes]
"""What stands between the gaps, and the names of these."""


def _frame(request: HttpRequest) -> Frame:
    """The frame of a visitor, cut at its gaps."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    key = (here, get_language(), theme_of(request))

    def make() -> Frame:
        kept = Kept(TITLE, BODY.encode())
        page = render(request, "layout/kept.html", {"kept": kept, "here": ADDRESS, "csrf_token": TOKEN}).content.decode()
        return _cut(page)

    return FRAMES.get_or_make(key, make)


def _cut(page: str) -> Frame:
    parts = [page]
    for gap in GAPS:
        parts = [piece for part in parts for piece in _around(part, gap)]
    return [part if part in GAPS else part.encode() for part in parts]


def _around(part: str, gap: str) -> list[str]:
    if part in GAPS:
        return [part]
    pieces: list[str] = []
    for piece in part.split(gap):
        pieces += [gap, piece]
    return pieces[1:]
