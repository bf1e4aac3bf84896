"""A provider's own side: its profile, its sites, and what is missing."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotFound
from organizations.actor import Actor
from organizations.roles import Permission
from providers.enums import SiteStatus
from providers.models import Provider, Site

GOOD_SUMMARY = 80


@dataclass(frozen=True)
class Point:
    """Something that a whole profile says, whether it says so, and where it is written."""

    text: str
    is_there: bool
    link: str


@dataclass(frozen=True)
class Completeness:
    """The points of a profile; ``share`` is how many of a hundred are there."""

    points: list[Point]

    @property
    def share(self) -> int:
        return round(100 * sum(point.is_there for point in self.points) / len(self.points))

    @property
    def missing(self) -> list[Point]:
        return [point for point in self.points if not point.is_there]


def own_provider(actor: Actor) -> Provider | None:
    """The profile of the organisation that the actor acts for, in any state."""
    actor.require(Permission.PROVIDER_VIEW)
    rows = Provider.objects.visible_to(actor).filter(organization_id=actor.require_membership().organization_id)
    return rows.select_related("country", "organization").first()


def own_provider_or_refuse(actor: Actor) -> Provider:
    """The same. Raises NotFound, saying what to do, when the organisation has none."""
    provider = own_provider(actor)
    if provider is None:
        raise NotFound(_("Your organisation has no profile yet. Claim the one in the directory, or create it."))
    return provider


def own_sites(actor: Actor) -> QuerySet[Site]:
    """The sites of one's own profile, the closed ones among them, as a list shows them."""
    actor.require(Permission.PROVIDER_VIEW)
    mine = Site.objects.filter(provider__organization_id=actor.require_membership().organization_id)
    return mine.select_related("provider", "country", "scale_unit").prefetch_related("functions", "modalities")


def own_site(actor: Actor, pk: object) -> Site:
    """One of them. Raises Http404."""
    return get_object_or_404(own_sites(actor).prefetch_related("authorities"), pk=pk)


def completeness_of(provider: Provider) -> Completeness:
    """What a sponsor looks for, and whether the profile says it."""
    edit, sites = reverse("my_provider_edit"), reverse("my_sites")
    counts = Provider.objects.filter(pk=provider.pk).aggregate(
        sites=Count("sites", filter=~Q(sites__status=SiteStatus.CLOSED), distinct=True),
        lines=Count("service_lines", distinct=True),
        standards=Count("standards", distinct=True),
    )
    of_sites = Site.objects.filter(provider=provider).exclude(status=SiteStatus.CLOSED)
    able = of_sites.filter(capabilities__isnull=False).exists()
    proved = of_sites.filter(certificates__isnull=False).exists()
    return Completeness(
        [
            Point(_("Legal name"), bool(provider.legal_name), f"{edit}#id_legal_name"),
            Point(_("Website"), bool(provider.domain), f"{edit}#id_domain"),
            Point(_("Year of foundation"), provider.founded is not None, f"{edit}#id_founded"),
            Point(_("Summary of 80 characters or more"), len(provider.summary) >= GOOD_SUMMARY, f"{edit}#id_summary"),
            Point(_("Summary in Chinese"), bool(provider.summary_zh), f"{edit}#id_summary_zh"),
            Point(_("Languages spoken"), bool(provider.languages), f"{edit}#id_languages"),
            Point(_("Service lines"), counts["lines"] > 0, f"{edit}#id_service_lines"),
            Point(_("Standards"), counts["standards"] > 0, f"{edit}#id_standards"),
            Point(_("Facts from general knowledge confirmed"), not provider.unverified_fields, edit),
            Point(_("A site that is not closed"), counts["sites"] > 0, sites),
            Point(_("Capabilities of a site"), able, sites),
            Point(_("A certificate with its evidence"), proved, sites),
        ]
    )
