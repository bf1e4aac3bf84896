"""Tags about organisations."""

from django import template

from events.models import Event
from events.phrases import phrase_of
from organizations import links
from organizations.models import Invitation

register = template.Library()


@register.simple_tag
def invitation_path(invitation: Invitation) -> str:
    """Where the invited person answers."""
    return links.invitation_path(invitation)


@register.filter
def phrase(event: Event) -> str:
    """What happened, in a person's words."""
    return phrase_of(event.kind)
