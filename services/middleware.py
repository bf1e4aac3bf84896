"""How often the pages of the catalogue may be asked for: the API's limits would protect nothing that pages gave without any."""

import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.throttling import WINDOW_SECONDS, PerMinute
from core.errors import TooMany
from core.htmx import refusal

PAGES = frozenset(
    {"catalogue", "suggestions", "compare", "coverage", "offering_detail", "provider_list", "provider_detail"}
)
"""By the names of their addresses. A test asks about every page of this app that visitors see."""


FREE = 0.1
"""Of the limit, what each process lets pass without asking the cache, which takes as long as a kept page: a person who reads needs no more."""


class Few:
    """How often each asked this process in the minute that runs."""

    def __init__(self) -> None:
        self.minute, self.counts = 0, Counter[str]()

    def has_had(self, name: str) -> int:
        """This time counted."""
        minute = int(time.time() // WINDOW_SECONDS)
        if minute != self.minute:
            self.minute, self.counts = minute, Counter()
        self.counts[name] += 1
        return self.counts[name]


FEW = Few()


class PageThrottle(PerMinute):
    """A person by who they are, wherever they sit; visitors by address, so an office counts as one until its people sign in."""

    scope = "pages"

    def __init__(self) -> None:
        self.per_minute = settings.PAGES_PER_MINUTE

    def allow_request(self, request: Request, view: object) -> bool:
        free = int(self.per_minute * settings.THROTTLE_SCALE * FREE)
        return FEW.has_had(str(self.name_of(request))) <= free or super().allow_request(request, view)

    def name_of(self, request: Request) -> str | None:
        user = request._request.user
        return str(user.pk) if user.is_authenticated else self.get_ident(request)


class PagesPerMinuteMiddleware:
    """PAGES_PER_MINUTE of these pages together; 0 is no limit. Without the cache nobody is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.PAGES_PER_MINUTE or match is None or match.view_name not in PAGES:
            return None
        throttle = PageThrottle()
        if throttle.allow_request(Request(request), None):
            return None
        if request.user.is_authenticated:
            text = _("You opened many pages of the catalogue within a minute. Wait a minute, and go on.")
        else:
            text = _(
                "Many pages of the catalogue were opened from your network within a minute. Wait a minute, or sign in: then your own count alone."
            )
        return refusal(request, TooMany(text, retry_after=int(throttle.wait() or 60)))
