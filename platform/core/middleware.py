"""A name for every request, and a decent answer for every refusal."""

import re
import uuid
from collections.abc import Callable

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from core.errors import DomainError
from core.held import OF_THE_FORM, READER_COOKIE, cookie, held_for, let_go, mark_of
from core.htmx import came_from, own_address, refusal
from core.logging import current_request_id

Handler = Callable[[HttpRequest], HttpResponse]
ACCEPTED_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Takes the proxy's ``X-Request-ID`` or makes one, and returns it, so that a person can quote it and a log line be found."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ACCEPTED_REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class HealthMiddleware:
    """Whoever asks for health asks by the address of the container or pod, over plain HTTP: no host that is served, no https."""

    PATHS = frozenset({"/healthz", "/readyz"})

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in self.PATHS:
            return self.get_response(request)
        answer: HttpResponse = resolve(request.path_info).func(request)
        return answer


class AdminPolicyMiddleware:
    """The admin site's theme needs a looser content security policy than our own pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            csp_replace(settings.ADMIN_CONTENT_SECURITY_POLICY)(lambda _request: response)(request)
        return response


class KeepingMiddleware:
    """Who may keep an answer that does not say so itself: never a proxy, and of a session's pages not the browser either, or the
    next person at the same screen could go back to them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES
        response.headers.setdefault("Cache-Control", "private, no-store" if is_personal else "private, no-cache")
        return response


class HeldMiddleware:
    """Marks the browser of whoever signs in, so that what is held goes to nobody else, and lets go of what is sent again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = SESSION_KEY in request.session
        held = held_for(request) if request.method == "POST" else None
        if held is not None and held.address == request.get_full_path():
            let_go(request)
        response = self.get_response(request)
        if SESSION_KEY in request.session and not was_signed_in:
            response.set_cookie(READER_COOKIE, mark_of(request), **cookie())  # type: ignore[arg-type]
        return response


class DomainErrorMiddleware:
    """A ``DomainError`` that a view let through becomes a page, a toast or a form's region, with its own status."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal(request, exception) if isinstance(exception, DomainError) else None


class AskFirstMiddleware:
    """Harm is asked about once, where there is no script too: a form, or one of its buttons, brings its question in ``ask``, which
    the script takes out once somebody has said yes. Where it arrives, a page asks, and sends the rest again. A form in which
    people write says with ``saves`` which page saves it: the way back leads there with all that was typed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
            return None
        question = request.POST.get("ask")
        if not question:
            return None
        fields = [(name, value) for name, values in request.POST.lists() if name not in OF_THE_FORM for value in values]
        saves = own_address(request, request.POST.get("saves", ""))
        context = {"question": question, "fields": fields, "back": came_from(request), "saves": saves}
        return render(request, "core/ask_first.html", context)
