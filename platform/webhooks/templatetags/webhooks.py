"""Tags about webhooks."""

from django import template

from core.outgoing import Trouble

register = template.Library()


@register.filter
def trouble(code: str) -> str:
    """Why there was no answer, in a person's words."""
    return str(Trouble(code).label)
