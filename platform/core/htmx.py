"""The same address answers a page, or to htmx a region of it."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as django_render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import DomainError, NotSignedIn, TooMany

SENTENCE = 20
"""Characters: shorter ones are typed again in a moment, and codes are no words."""


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a region. A boosted link or a restored history entry wants the whole page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, region: str = "", status: int = 200
) -> HttpResponse:
    """Render ``template``, or to htmx only its partial ``region``. Never cached under the wrong name: ``Vary: HX-Request``."""
    name = f"{template}#{region}" if region and is_fragment(request) else template
    response = django_render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser on. htmx follows a 3xx inside the region, so it is told with ``HX-Redirect`` instead."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def next_url(request: HttpRequest, default: str) -> str:
    """Where the person wanted to go, if that is on this site."""
    return own_address(request, request.POST.get("next") or request.GET.get("next") or "") or default


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """What a person sees when an action refused: a toast over the page they are on, or a page of its own."""
    response = _refusal(request, error)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    if is_fragment(request):
        return toast(error.status, str(error))
    if isinstance(error, NotSignedIn):
        return redirect_to_login(request.get_full_path())
    before = came_from(request)
    typed = _typed(request)
    if request.method == "POST" and before and not typed and error.status in {409, 412, 422}:
        messages.error(request, str(error))
        return HttpResponseRedirect(before)
    context = {
        "error": error,
        "title": error.title,
        "message": str(error),
        "typed": typed,
        "back": before if typed else "",
    }
    return django_render(request, "errors/refused.html", context, status=error.status)


def toast(status: int, text: str, **events: dict[str, str]) -> HttpResponse:
    """A refusal to htmx: a sentence over the page, which stays as it is with all that was typed."""
    trigger = json.dumps({"toast": {"level": "error", "text": text}, **events})
    return HttpResponse(status=status, headers={"HX-Reswap": "none", "HX-Trigger": trigger})


def came_from(request: HttpRequest) -> str:
    """The page before, if it is one of this site; else nothing."""
    return own_address(request, request.META.get("HTTP_REFERER", ""))


def own_address(request: HttpRequest, address: str) -> str:
    """The address if it is on this site; else nothing."""
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if here else ""


def _typed(request: HttpRequest) -> list[str]:
    """Sentences that somebody wrote into the form that was refused: they are handed back, nobody writes them twice."""
    texts = [text.strip() for name, values in request.POST.lists() if "password" not in name for text in values]
    return [text for text in texts if len(text) >= SENTENCE and (" " in text or not text.isascii())]
