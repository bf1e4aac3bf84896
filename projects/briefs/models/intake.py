"""A brief as it came in, and what was read from it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from core.models import Editable
from organizations.actor import Actor
from organizations.models import Organization
from projects.briefs.enums import IntakeStatus

LONGEST_BRIEF, SHORTEST_BRIEF = 20_000, 20
TOO_SHORT_OR_LONG = _("A brief has from 20 to 20,000 characters.")


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, actor: Actor) -> Self:
        """The sponsor's own. What somebody pasted is not even the operators' business."""
        return self.filter(organization_id=actor.organization_id) if actor.organization_id else self.none()


class Intake(Editable):
    """A text, pasted or from a file, and its reading.

    ``reading`` is ``{"requirements": [...], "unclear": [...]}`` as ``projects.briefs.reading_json`` writes it; each requirement
    says besides whether a person confirmed or removed it.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="intakes")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    text = models.TextField(_("brief"), max_length=LONGEST_BRIEF)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    reading: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("reading"), default=dict)
    status = models.CharField(_("state"), max_length=10, choices=IntakeStatus.choices, default=IntakeStatus.DRAFT)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=IntakeStatus.values), name="intake_status_known"),
            models.CheckConstraint(
                condition=Q(GreaterThanOrEqual(Length("text"), SHORTEST_BRIEF))
                & Q(LessThanOrEqual(Length("text"), LONGEST_BRIEF)),
                name="intake_text_length",
                violation_error_message=TOO_SHORT_OR_LONG,
            ),
        ]

    def __str__(self) -> str:
        return str(_("Brief"))

    @property
    def name(self) -> str:
        """For its own people: a file's name can be confidential, so the trail does not have it."""
        return self.file_name or str(_("Pasted brief"))
