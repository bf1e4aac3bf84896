"""What pages of apps below show of sourcing."""

from typing import Any

from django import template
from django.template import Context

from organizations.roles import Permission
from projects.briefs.models import Project
from projects.sourcing.selectors.rfq import inviting_rfqs

register = template.Library()


@register.inclusion_tag("sourcing/pick_bar.html", takes_context=True)
def pick_bar(context: Context, project: Project) -> dict[str, Any]:
    """What is done with the ticked matches of a project."""
    actor = context["actor"]
    may = actor.can(Permission.RFQ_EDIT)
    rfqs = list(inviting_rfqs(actor)[:50]) if may else []
    # Those of the project first: sorting keeps the order otherwise.
    rfqs.sort(key=lambda rfq: rfq.project_id != project.pk)
    return {"may": may, "project": project, "rfqs": rfqs, "csrf_token": context.get("csrf_token")}
