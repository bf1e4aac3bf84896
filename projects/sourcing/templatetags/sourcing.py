"""What pages of other apps show of sourcing."""

from typing import Any

from django import template
from django.template import Context

from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.sourcing.selectors.rates import missing_rates
from projects.sourcing.selectors.rfq import inviting_rfqs
from projects.sourcing.selectors.unread import unread_invitations
from projects.sourcing.selectors.waiting import Step, waiting_for

register = template.Library()


@register.simple_tag
def steps_waiting_for(actor: Actor) -> list[Step]:
    """The next steps of the actor's requests and quotes."""
    return waiting_for(actor)


@register.simple_tag
def rates_missing() -> list[tuple[str, str]]:
    """Pairs of currencies in use without a current rate, for operators."""
    return missing_rates()


@register.simple_tag
def unread_by_anybody() -> int:
    """How many invitations wait for an operator, who reaches out."""
    return unread_invitations().count()


@register.inclusion_tag("sourcing/pick_bar.html", takes_context=True)
def pick_bar(context: Context, project: Project) -> dict[str, Any]:
    """What is done with the ticked matches of a project."""
    actor = context["actor"]
    may = actor.can(Permission.RFQ_EDIT)
    has_rfqs = may and inviting_rfqs(actor).exists()
    return {"may": may, "project": project, "has_rfqs": has_rfqs, "csrf_token": context.get("csrf_token")}
