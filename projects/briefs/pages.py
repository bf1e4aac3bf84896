"""Where a reader of the trail finds projects."""

from collections.abc import Mapping

from django.urls import reverse

from events.pages import shows
from organizations.actor import Actor
from projects.briefs.models import Project


@shows("briefs.project")
def pages_of_projects(actor: Actor, ids: list[str]) -> Mapping[str, str]:
    """Of those that the reader sees."""
    rows = Project.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk): reverse("project_detail", args=[pk]) for pk in rows}
