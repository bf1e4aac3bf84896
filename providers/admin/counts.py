"""How much waits for an operator, for the side bar. Nothing is no badge."""

from django.http import HttpRequest

from providers.selectors import waiting


def claims_waiting(request: HttpRequest) -> str:
    return str(waiting.claims_waiting() or "")


def profiles_waiting(request: HttpRequest) -> str:
    return str(waiting.profiles_waiting() or "")


def certificates_waiting(request: HttpRequest) -> str:
    return str(waiting.certificates_waiting() or "")
