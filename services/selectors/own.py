"""A provider's own offerings, in every state."""

from collections.abc import Collection
from typing import Any

from django.shortcuts import get_object_or_404

from core.values import Problems, Values, merged, values_of
from organizations.actor import Actor
from organizations.roles import Permission
from providers.enums import SiteStatus
from providers.models import Provider, Site
from services.models import Offering, Withholding
from services.models.offering import OfferingQuerySet
from services.rules.offering import Ground, gaps_of, offering_problems
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import current_vocabulary

TEXTS = ("title_en", "title_zh", "description_en", "description_zh", "included", "excluded", "scale_note", "price_unit")
FIGURES = ("scale_min", "scale_max", "lead_weeks_min", "lead_weeks_max", "price_min", "price_max", "minimum_amount")
LINKS = ("sites", "stages", "modalities", "systems", "standards")
FIELDS = ("service_line", *TEXTS, *FIGURES, "scale_unit", "price_model", "currency", *LINKS)
"""What a provider's own people say of an offering."""


def own_offerings(actor: Actor) -> OfferingQuerySet:
    """The offerings of the organisation's profile, with what a list shows."""
    actor.require(Permission.PROVIDER_VIEW)
    mine = Offering.objects.visible_to(actor).filter(provider__organization_id=actor.require_membership().organization_id)
    return mine.select_related("provider", "service_line", "scale_unit").order_by("service_line__order", "created_at", "id")


def own_offering(actor: Actor, pk: object) -> Offering:
    """One of them. Raises Http404."""
    return get_object_or_404(own_offerings(actor).prefetch_related("sites__country", "stages", "modalities"), pk=pk)


def withholding_of(offering: Offering) -> Withholding | None:
    """Why it is off the catalogue, while an operator keeps it off."""
    return Withholding.objects.lasting().filter(offering=offering).first()


def offering_values(offering: Offering) -> Values:
    """What it says, by field."""
    return values_of(offering, FIELDS)


def ground_of(provider: Provider) -> Ground:
    """What the provider's offerings are judged by."""
    sites = Site.objects.filter(provider=provider).exclude(status=SiteStatus.CLOSED)
    return Ground(current_vocabulary(), set(sites.values_list("pk", flat=True)), lines_with_modalities())


def lines_with_modalities() -> Collection[str]:
    """The service lines that are bought for modalities."""
    through: Any = ServiceLine.modalities.through
    return set(through.objects.values_list("serviceline_id", flat=True))


def missing_for_publication(offering: Offering) -> Problems:
    """What must be filled in before it can be published, by field."""
    ground = ground_of(offering.provider)
    values = offering_values(offering)
    return merged(offering_problems(values, ground.vocabulary), gaps_of(values, ground))
