"""The same address answers a page, or to htmx a region of it."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as django_render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.errors import DomainError, NotSignedIn, TooMany
from core.held import fields_of, hold, sentences_in


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
    if isinstance(error, NotSignedIn):
        return _sign_in_first(request, error)
    if is_fragment(request):
        return toast(error.status, str(error))
    before = came_from(request)
    typed = sentences_in(fields_of(request))
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


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages below the actor: whoever is not signed in is led to it, and loses nothing of what they typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request, "user").is_authenticated:  # noqa: B009 - HttpRequest declares none
            raise NotSignedIn
        return view(request, *args, **kwargs)

    return guarded


def _sign_in_first(request: HttpRequest, error: NotSignedIn) -> HttpResponse:
    """Nobody loses what they typed for a session that has ended: a page of a script stays as it is, what a form sent is held until
    they have signed in, and then stands on the page it was sent from."""
    if is_fragment(request):
        words = _("You have been signed out. What you typed is still here:") if request.method == "POST" else str(error)
        address = f"{reverse(settings.LOGIN_URL)}?next={reverse('signed_in_again')}"
        return toast(error.status, words, link={"href": address, "text": _("sign in in a new tab, then save again")})
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    before = urlsplit(came_from(request) or request.get_full_path())
    page = urlunsplit(("", "", before.path, before.query, ""))
    typed = sentences_in(fields_of(request))
    if hold(request, page):
        messages.info(request, _("You had been signed out. What you typed is kept: sign in, and it is there again."))
    elif typed:  # too long to be held
        context = {"error": error, "title": error.title, "message": _("You had been signed out."), "typed": typed}
        return django_render(request, "errors/refused.html", context, status=error.status)
    else:
        messages.info(request, _("You had been signed out, so nothing was done. Sign in, then do it again."))
    return redirect_to_login(page)


def toast(status: int, text: str, *, link: dict[str, str] | None = None) -> HttpResponse:
    """A refusal to htmx: a sentence over the page, which stays as it is with all that was typed. ``link`` opens in a new tab."""
    trigger = json.dumps({"toast": {"level": "error", "text": text, "link": link}})
    return HttpResponse(status=status, headers={"HX-Reswap": "none", "HX-Trigger": trigger})


def came_from(request: HttpRequest) -> str:
    """The page before, if it is one of this site; else nothing."""
    return own_address(request, request.META.get("HTTP_REFERER", ""))


def own_address(request: HttpRequest, address: str) -> str:
    """The address if it is on this site; else nothing."""
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if here else ""
