"""How much of services waits for an operator, for the side bar. Nothing is no badge."""

from django.http import HttpRequest

from services.models import Withholding


def offerings_answered(request: HttpRequest) -> str:
    return str(Withholding.objects.answered().count() or "")
