"""What a request carries here beyond Django's."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from organizations.actor import Actor


class Request(HttpRequest):
    """For annotations: what the middleware has put on every request."""

    user: User
    actor: Actor
    htmx: HtmxDetails
