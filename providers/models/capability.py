"""What can run at a site."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Editable
from core.quantity import Quantity
from organizations.actor import Actor
from providers.models.site import Site
from vocabulary.models import ExpressionSystem, Modality, Unit


class CapabilityQuerySet(models.QuerySet["Capability"]):
    def mine(self, actor: Actor) -> Self:
        """Those of the profile that is the actor's organisation's own: what it may edit."""
        return self.filter(site__provider__organization_id=actor.organization_id) if actor.organization_id else self.none()


class Capability(Editable):
    """A modality, with the system it is made in where that matters, and the scales at which the site can make it."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="capabilities", verbose_name=_("site"))
    modality = models.ForeignKey(Modality, on_delete=models.PROTECT, related_name="+", verbose_name=_("modality"))
    system = models.ForeignKey(
        ExpressionSystem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("expression system"),
    )
    scale_min = models.DecimalField(_("smallest scale"), max_digits=18, decimal_places=3, null=True, blank=True)
    scale_max = models.DecimalField(_("largest scale"), max_digits=18, decimal_places=3, null=True, blank=True)
    scale_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit of scale")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = CapabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("capability")
        verbose_name_plural = _("capabilities")
        ordering = ["modality__order", "system__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "modality", "system"],
                name="capability_once",
                nulls_distinct=False,
                violation_error_message=_("This site has this capability already: edit that one."),
            ),
            models.CheckConstraint(
                condition=Q(scale_unit=None, scale_min=None, scale_max=None)
                | Q(scale_unit__isnull=False) & (Q(scale_min__isnull=False) | Q(scale_max__isnull=False)),
                name="capability_scale_has_a_unit",
                violation_error_message=_("A scale needs a figure and a unit."),
            ),
            models.CheckConstraint(
                condition=(Q(scale_min=None) | Q(scale_min__gt=0))
                & (Q(scale_max=None) | Q(scale_max__gt=0))
                & (Q(scale_min=None) | Q(scale_max=None) | Q(scale_min__lte=F("scale_max"))),
                name="capability_scale_range",
                violation_error_message=_("A scale is above 0, and the smallest is not above the largest."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.modality}"

    @property
    def smallest_scale(self) -> Quantity | None:
        return Quantity(self.scale_min, self.scale_unit.as_measure()) if self.scale_min and self.scale_unit else None

    @property
    def largest_scale(self) -> Quantity | None:
        return Quantity(self.scale_max, self.scale_unit.as_measure()) if self.scale_max and self.scale_unit else None
