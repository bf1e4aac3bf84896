"""Where the work is done."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Editable
from core.quantity import Quantity
from providers.enums import SiteStatus
from providers.models.provider import Provider
from providers.places import place_of
from vocabulary.models import Country, Modality, Regulator, SiteFunction, Unit


class SiteQuerySet(models.QuerySet["Site"]):
    def in_use(self) -> Self:
        """What visitors see: a closed site is kept for its own people, who may open it again."""
        return self.exclude(status=SiteStatus.CLOSED)


class Site(Editable):
    """A place of a provider.

    ``scale`` is the largest publicly named figure; some are plans or company totals, so its note is part of the figure.
    ``authorities_known`` False means that no inspection is confirmed, which is not the same as none.
    Coordinates are in degrees north and east, where known.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Where a city has more than one of your sites.")
    )
    city = models.CharField(_("city"), max_length=100)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country"))
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    functions = models.ManyToManyField(SiteFunction, related_name="+", verbose_name=_("functions"))
    modalities = models.ManyToManyField(Modality, related_name="sites", verbose_name=_("modalities"))
    authorities = models.ManyToManyField(Regulator, blank=True, related_name="+", verbose_name=_("inspected by"))
    authorities_known = models.BooleanField(default=False)
    scale_value = models.DecimalField(_("scale"), max_digits=18, decimal_places=3, null=True, blank=True)
    scale_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scale_note = models.CharField(_("note on its scale"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=SiteStatus.choices, default=SiteStatus.OPERATING)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "city", "country", "name"],
                name="site_once",
                violation_error_message=_("You have a site of this name in this city already."),
            ),
            models.CheckConstraint(
                condition=Q(scale_value=None, scale_unit=None) | Q(scale_value__gt=0, scale_unit__isnull=False),
                name="site_scale_has_a_unit",
                violation_error_message=_("A scale is above 0 and has a unit."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_coordinates",
                violation_error_message=_("Give both coordinates, in degrees, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}, {self.country_id}" + (f" ({self.name})" if self.name else "")

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people call the city."""
        return place_of(self.country_id, self.city).aliases

    @property
    def scale(self) -> Quantity | None:
        """The figure with its unit; None when nobody has named one."""
        if self.scale_value is None or self.scale_unit is None:
            return None
        return Quantity(self.scale_value, self.scale_unit.as_measure())
