"""What pages of other apps show of sourcing."""

from django import template

from organizations.actor import Actor
from projects.sourcing.selectors.waiting import Step, waiting_for

register = template.Library()


@register.simple_tag
def steps_waiting_for(actor: Actor) -> list[Step]:
    """The next steps of the actor's requests and quotes."""
    return waiting_for(actor)
