"""What a person typed into a form and has not sent yet."""

from typing import Self

from django.conf import settings
from django.db import models

from core.models import Record
from organizations.actor import Actor
from organizations.models import Organization


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, actor: Actor) -> Self:
        """A person's own, in the organisation they act for. Nobody else's business, operators' neither."""
        if actor.user_id is None:
            return self.none()
        return self.filter(person_id=actor.user_id, organization_id=actor.organization_id)


class Draft(Record):
    """``key`` names the form and what it is about; ``values`` are lists of texts by field, as a browser sends them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=160)
    values = models.JSONField(default=dict)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organization", "key"], name="draft_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.key
