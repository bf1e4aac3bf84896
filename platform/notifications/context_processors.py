"""The number on the bell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notifications.models import Notification, still_told


def unread(request: HttpRequest) -> dict[str, Any]:
    """``unread_notifications``: one query, and only where a template asks."""

    def count() -> int:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return 0
        return Notification.objects.filter(still_told(), person_id=user.pk).unread().count()

    return {"unread_notifications": SimpleLazyObject(count)}
