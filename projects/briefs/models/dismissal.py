"""Contradictions that a sponsor has looked at and lets stand."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from organizations.actor import Actor
from projects.briefs.models.project import Project


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the projects that the actor sees."""
        return self.filter(project__in=Project.objects.visible_to(actor))


class Dismissal(Record):
    """A contradiction that is meant so. ``key`` names the rule and both its sides as they stood: when either side changes, it is
    another contradiction, and nobody has dismissed that one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="dismissals")
    key = models.CharField(_("contradiction"), max_length=64)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DismissalQuerySet.as_manager()

    class Meta:
        verbose_name = _("dismissed contradiction")
        verbose_name_plural = _("dismissed contradictions")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="dismissal_once")]

    def __str__(self) -> str:
        return self.key
