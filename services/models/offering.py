"""What a provider sells."""

from typing import Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Editable
from core.money import Money
from core.quantity import Quantity
from organizations.actor import Actor
from providers.enums import ProviderState
from providers.models import Provider, Site
from services.enums import OfferingStatus, PriceModel
from vocabulary.models import ExpressionSystem, Modality, ServiceLine, Stage, Standard, Unit
from vocabulary.models.term import reads_chinese

LONGEST_LEAD_WEEKS = 520


class OfferingQuerySet(models.QuerySet["Offering"]):
    def visible_to(self, actor: Actor) -> Self:
        """What is published, by a provider who is not suspended; one's own in every state; all of them for operators."""
        if actor.sees_everything:
            return self
        standing = ~Q(provider__state=ProviderState.SUSPENDED) & Q(provider__merged_into=None)
        shown = Q(status=OfferingStatus.PUBLISHED) & standing
        if actor.organization_id:
            shown |= Q(provider__organization_id=actor.organization_id)
        return self.filter(shown)

    def published(self) -> Self:
        """What stands in the catalogue."""
        standing = self.filter(status=OfferingStatus.PUBLISHED, provider__merged_into=None)
        return standing.exclude(provider__state=ProviderState.SUSPENDED)

    def with_terms(self) -> Self:
        """With everything that its page shows."""
        return self.select_related("provider", "service_line", "scale_unit").prefetch_related(
            Prefetch("sites", Site.objects.in_use().select_related("country")),
            "stages",
            "modalities",
            "systems",
            "standards",
        )


class Offering(Editable):
    """One provider, one service line at the lowest level, and where, for what, at which scale and price.

    ``shipped_digest`` is filled while it is what was derived from a public profile; nobody at the provider has confirmed it.
    ``is_unverified`` marks a service that is named from general knowledge alone.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="offerings", verbose_name=_("provider"))
    service_line = models.ForeignKey(
        ServiceLine, on_delete=models.PROTECT, related_name="offerings", verbose_name=_("service line")
    )
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=160, blank=True)
    description_en = models.TextField(_("description in English"), max_length=4000, blank=True)
    description_zh = models.TextField(_("description in Chinese"), max_length=4000, blank=True)
    included = models.TextField(_("included"), max_length=2000, blank=True)
    excluded = models.TextField(_("not included"), max_length=2000, blank=True)
    sites = models.ManyToManyField(Site, blank=True, related_name="offerings", verbose_name=_("sites"))
    stages = models.ManyToManyField(Stage, blank=True, related_name="+", verbose_name=_("stages"))
    modalities = models.ManyToManyField(Modality, blank=True, related_name="+", verbose_name=_("modalities"))
    systems = models.ManyToManyField(ExpressionSystem, blank=True, related_name="+", verbose_name=_("expression systems"))
    standards = models.ManyToManyField(Standard, blank=True, related_name="+", verbose_name=_("standards"))
    scale_min = models.DecimalField(_("smallest scale"), max_digits=18, decimal_places=3, null=True, blank=True)
    scale_max = models.DecimalField(_("largest scale"), max_digits=18, decimal_places=3, null=True, blank=True)
    scale_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit of scale")
    )
    scale_note = models.CharField(_("note on the scale"), max_length=300, blank=True)
    lead_weeks_min = models.PositiveSmallIntegerField(_("shortest lead time in weeks"), null=True, blank=True)
    lead_weeks_max = models.PositiveSmallIntegerField(_("longest lead time in weeks"), null=True, blank=True)
    price_model = models.CharField(
        _("price model"), max_length=12, choices=PriceModel.choices, default=PriceModel.ON_REQUEST
    )
    price_min = models.DecimalField(_("price from"), max_digits=16, decimal_places=3, null=True, blank=True)
    price_max = models.DecimalField(_("price to"), max_digits=16, decimal_places=3, null=True, blank=True)
    minimum_amount = models.DecimalField(_("smallest engagement"), max_digits=16, decimal_places=3, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    price_unit = models.CharField(_("price is for"), max_length=80, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=OfferingStatus.choices, default=OfferingStatus.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    is_unverified = models.BooleanField(_("from general knowledge"), default=False, editable=False)
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ["provider__name", "service_line__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "service_line"], condition=~Q(shipped_digest=""), name="offering_shipped_once"
            ),
            models.CheckConstraint(
                condition=Q(scale_unit=None, scale_min=None, scale_max=None)
                | Q(scale_unit__isnull=False) & (Q(scale_min__isnull=False) | Q(scale_max__isnull=False)),
                name="offering_scale_has_a_unit",
                violation_error_message=_("A scale needs a figure and a unit."),
            ),
            models.CheckConstraint(
                condition=(Q(scale_min=None) | Q(scale_min__gt=0)) & (Q(scale_max=None) | Q(scale_max__gt=0)),
                name="offering_scale_positive",
                violation_error_message=_("A scale is above 0."),
            ),
            models.CheckConstraint(
                condition=Q(scale_min=None) | Q(scale_max=None) | Q(scale_min__lte=F("scale_max")),
                name="offering_scale_range",
                violation_error_message=_("The smallest scale is not above the largest."),
            ),
            models.CheckConstraint(
                condition=(Q(lead_weeks_min=None) | Q(lead_weeks_min__lte=LONGEST_LEAD_WEEKS))
                & (Q(lead_weeks_max=None) | Q(lead_weeks_max__lte=LONGEST_LEAD_WEEKS))
                & (Q(lead_weeks_min=None) | Q(lead_weeks_max=None) | Q(lead_weeks_min__lte=F("lead_weeks_max"))),
                name="offering_lead_time_range",
                violation_error_message=_(
                    "The shortest lead time is not above the longest, and neither is above ten years."
                ),
            ),
            models.CheckConstraint(
                condition=Q(price_min=None, price_max=None, minimum_amount=None) | Q(currency__regex=r"^[A-Z]{3}$"),
                name="offering_price_has_a_currency",
                violation_error_message=_("A price needs a currency."),
            ),
            models.CheckConstraint(
                condition=(Q(price_min=None) | Q(price_min__gte=0))
                & (Q(price_max=None) | Q(price_max__gt=0))
                & (Q(minimum_amount=None) | Q(minimum_amount__gt=0))
                & (Q(price_min=None) | Q(price_max=None) | Q(price_min__lte=F("price_max"))),
                name="offering_price_range",
                violation_error_message=_("A price is not below 0, and “from” is not above “to”."),
            ),
            models.CheckConstraint(
                condition=~Q(price_model=PriceModel.ON_REQUEST) | Q(price_min=None, price_max=None),
                name="offering_on_request_has_no_price",
                violation_error_message=_("Choose how you charge, or leave the price empty."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "paused"]) | Q(published_at__isnull=False),
                name="offering_published_at",
            ),
            models.CheckConstraint(
                condition=Q(status="retired", retired_at__isnull=False) | ~Q(status="retired") & Q(retired_at=None),
                name="offering_retired_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.provider})"

    def get_absolute_url(self) -> str:
        return reverse("offering_detail", args=[self.pk])

    @property
    def title(self) -> str:
        """In the reader's language; the service line's name where the provider has given none."""
        own = (self.title_zh or self.title_en) if reads_chinese() else (self.title_en or self.title_zh)
        return own or self.service_line.label

    @property
    def description(self) -> str:
        """In the reader's language where there is one, else in the other."""
        both = [self.description_zh, self.description_en] if reads_chinese() else [self.description_en, self.description_zh]
        return both[0] or both[1]

    @property
    def smallest_scale(self) -> Quantity | None:
        return Quantity(self.scale_min, self.scale_unit.as_measure()) if self.scale_min and self.scale_unit else None

    @property
    def largest_scale(self) -> Quantity | None:
        return Quantity(self.scale_max, self.scale_unit.as_measure()) if self.scale_max and self.scale_unit else None

    @property
    def price_from(self) -> Money | None:
        return None if self.price_min is None else Money(self.price_min, self.currency)

    @property
    def price_to(self) -> Money | None:
        return None if self.price_max is None else Money(self.price_max, self.currency)

    @property
    def smallest_engagement(self) -> Money | None:
        return None if self.minimum_amount is None else Money(self.minimum_amount, self.currency)

    @property
    def is_from_public_sources(self) -> bool:
        """Nobody at the provider has confirmed it."""
        return bool(self.shipped_digest)
