"""A notification's sentence, in its reader's language."""

from typing import Any

from django.template.loader import render_to_string

from notifications.models import Notification


def sentence(notification: Notification) -> str:
    """One sentence; the same words head the mail."""
    return sentence_of(notification.kind, notification.params)


def sentence_of(kind: str, params: dict[str, Any]) -> str:
    """Of a kind of event with what its templates are told."""
    return render_to_string(f"emails/{kind}.subject.txt", params).strip()
