"""How often anybody may have a text ranked: it costs more than a look at the catalogue."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.throttling import PerMinute
from core.errors import TooMany


class PreviewThrottle(PerMinute):
    """Pages and programs together: a person by who they are, a visitor by address."""

    scope = "preview"
    per_minute = 30

    def name_of(self, request: Request) -> str | None:
        user = request._request.user
        return str(user.pk) if user.is_authenticated else self.get_ident(request)


def ensure_not_too_often(request: HttpRequest) -> None:
    """For pages. Raises TooMany."""
    throttle = PreviewThrottle()
    if not throttle.allow_request(Request(request), None):
        raise TooMany(
            _("You had many texts matched within a minute. Wait a moment, and try again."),
            retry_after=int(throttle.wait() or 60),
        )
