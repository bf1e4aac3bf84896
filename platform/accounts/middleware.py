"""The page speaks the reader's language and tells the time of their zone; who must have a second factor sets one up first;
where one is signed in is noted."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.selectors import has_second_factor
from core.memory import Recent

Handler = Callable[[HttpRequest], HttpResponse]

OPEN_TO_ALL = ("/account/", "/static/", "/language/", "/theme/")
"""What somebody without their required second factor may still open."""

NOTED_EVERY = timedelta(minutes=1)
"""When somebody, or their program, was last seen is as fine as this, so that not every read writes a row."""

SEEN: Recent[datetime] = Recent(10_000)
"""When this process last noted a session from an address and a browser."""


class PreferencesMiddleware:
    """Language: the signed-in person's choice, which a choice before the sign-in is too; else the cookie's, else the browser's. The API asks
    Accept-Language alone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_api = request.path.startswith("/api/")
        user = None if is_api or not request.user.is_authenticated else request.user
        language = user.language if user else translation.get_language_from_request(request)
        zone = zoneinfo.ZoneInfo(user.time_zone if user else "UTC")
        with translation.override(language), timezone.override(zone):
            setattr(request, "LANGUAGE_CODE", language)  # noqa: B010 - as Django's own LocaleMiddleware does
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactorMiddleware:
    """Operators and signatories get no further than their account's pages until they have set up a second factor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            not user.is_authenticated
            or not user.must_have_second_factor
            or request.path == "/"
            or request.path.startswith(OPEN_TO_ALL)
            or has_second_factor(user)
        ):
            return self.get_response(request)
        reason = _("Your role needs a second factor: set up an authenticator app or a security key, then go on.")
        if request.path.startswith("/api/"):
            body = {"type": "/api/v1/problems/second-factor", "title": reason, "status": 403, "detail": reason}
            return JsonResponse(body, status=403, content_type="application/problem+json")
        messages.warning(request, reason)
        return HttpResponseRedirect(reverse(settings.SECOND_FACTOR_URL))


class SeenMiddleware(UserSessionsMiddleware):
    """Where one is signed in, for "Your sessions": another address or browser is noted at once, the same one once a minute."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not self._is_due(request):
            response: HttpResponse = self.get_response(request)
        else:
            response = super().__call__(request)
        return response

    def _is_due(self, request: HttpRequest) -> bool:
        now, address = timezone.now(), get_adapter().get_client_ip(request)
        key = (request.session.session_key, address, request.META.get("HTTP_USER_AGENT", ""))
        seen = SEEN.get(key)
        is_due = seen is None or not seen <= now < seen + NOTED_EVERY
        if is_due:
            SEEN.put(key, now)
        return is_due
