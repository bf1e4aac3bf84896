"""How much of sourcing waits for an operator, for the side bar. Nothing is no badge."""

from django.http import HttpRequest

from projects.sourcing.selectors.rates import missing_rates
from projects.sourcing.selectors.unread import unread_invitations


def invitations_unread(request: HttpRequest) -> str:
    return str(unread_invitations().count() or "")


def rates_missing(request: HttpRequest) -> str:
    return str(len(missing_rates()) or "")
