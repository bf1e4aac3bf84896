"""A notification's sentence, in its reader's language."""

from django.template.loader import render_to_string

from notifications.models import Notification


def sentence(notification: Notification) -> str:
    """One sentence; the same words head the mail."""
    return render_to_string(f"emails/{notification.kind}.subject.txt", notification.params).strip()
