"""What a provider's own profile leaves open of what matching wants to know."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organizations.actor import Actor
from organizations.roles import Permission
from projects.matching.engine.ground.laying import ground_of
from projects.matching.enums import Matter
from projects.matching.matters import COSTS, Facts, by_cost, matters_left_open
from projects.matching.said_at import offering_field
from providers.models import Provider, Site, Slot
from providers.selectors.own import own_provider_or_refuse
from services.models import Offering
from services.search.document import Links
from services.selectors.catalogue import Catalogue
from services.selectors.links import links_of
from services.selectors.own import own_offerings

FIELDS: dict[Matter, str] = {
    Matter.MODALITIES: "modalities",
    Matter.SITES: "sites",
    Matter.DESCRIPTION: "description_en",
    Matter.STANDARDS: "standards",
    Matter.SCALE: "scale_max",
    Matter.STAGES: "stages",
    Matter.SYSTEMS: "systems",
    Matter.LEAD_TIME: "lead_weeks_min",
    Matter.PRICE: "price_model",
}
"""The field of an offering's form; the rest is said elsewhere."""


@dataclass(frozen=True)
class OpenPoint:
    """A matter that is open, and where it is said."""

    matter: Matter
    link: str


@dataclass(frozen=True)
class OfferingLeft:
    """A published offering and what it leaves open, what costs most first."""

    offering: Offering
    points: tuple[OpenPoint, ...]


@dataclass(frozen=True)
class LeftOpen:
    """A profile's published offerings, those that leave open what costs most first, and what the profile as a whole leaves open."""

    provider: Provider
    offerings: tuple[OfferingLeft, ...]
    profile: tuple[OpenPoint, ...]

    @property
    def counted(self) -> list[tuple[Matter, int]]:
        """In how many offerings each matter is open, what costs most first; 0 of what the profile as a whole leaves open."""
        counts = Counter(point.matter for one in self.offerings for point in one.points)
        return [(matter, counts[matter]) for matter in by_cost({*counts, *(point.matter for point in self.profile)})]


def left_open(actor: Actor, catalogue: Catalogue) -> LeftOpen:
    """Of the actor's own profile, as its rows say it now, in as many queries whatever there is. Raises NotFound where the organisation has
    no profile."""
    actor.require(Permission.PROVIDER_EDIT)
    provider = own_provider_or_refuse(actor)
    offerings = list(own_offerings(actor).published())
    links, ground, now = links_of(offerings), ground_of(catalogue), timezone.now()
    said = Q(authorities_known=True) | Q(authorities__isnull=False)
    inspected = set(Site.objects.filter(said, provider=provider).values_list("pk", flat=True))
    found = [_left(Facts(one, links[one.pk], ground, now, inspected)) for one in offerings]
    is_free = Slot.objects.visible_to(actor).mine(actor).free().coming().exists()
    profile = () if is_free or not offerings else (OpenPoint(Matter.FREE_WINDOWS, reverse("my_capacity")),)
    return LeftOpen(provider, tuple(sorted(found, key=_what_it_costs)), profile)


def _left(facts: Facts) -> OfferingLeft:
    points = (OpenPoint(matter, _link(matter, facts.offering, facts.links)) for matter in matters_left_open(facts))
    return OfferingLeft(facts.offering, tuple(points))


def _what_it_costs(one: OfferingLeft) -> tuple[float, ...]:
    costs = [COSTS[point.matter] for point in one.points]
    return (-sum(cost.shuts_out for cost in costs), -sum(cost.weight for cost in costs))


def _link(matter: Matter, offering: Offering, links: Links) -> str:
    if matter in FIELDS:
        return offering_field(offering.pk, FIELDS[matter])
    if matter == Matter.INSPECTIONS:
        return f"{reverse('my_site_edit', args=[links.sites[0].pk])}#id_authorities"
    return reverse("my_certificates")
