"""Requests that all who match may join: which are open to a provider, and whether it matches.

Only what stands in the teaser is asked of a provider: it may read why it does not match.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from core import clock
from organizations.actor import Actor
from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.eligibility import Eligibility, eligibility_of, eligible_slugs
from projects.matching.engine.asked import package_of
from projects.matching.engine.judging.ranking import Question
from projects.sourcing.models import Rfq, RfqLine
from projects.sourcing.selectors.rfq import lines_by_rfq, lines_of
from providers.models import Provider
from services.models import Offering
from services.selectors.catalogue import Catalogue, current_catalogue
from vocabulary.selectors.vocabulary import Vocabulary

MOST = 40
"""So many open requests are compared with a profile for one page."""


@dataclass(frozen=True)
class OpenRequest:
    """A request with what it asks, and whether the reader's provider may join it. ``lines`` are those that it can take whole."""

    rfq: Rfq
    asked: tuple[RfqLine, ...]
    eligibility: Eligibility
    lines: tuple[RfqLine, ...]


def own_profile(actor: Actor) -> Provider | None:
    """The profile that the actor's organisation bids with."""
    if actor.organization_id is None:
        return None
    return Provider.objects.visible_to(actor).filter(organization_id=actor.organization_id).order_by("created_at").first()


def open_requests(actor: Actor) -> QuerySet[Rfq]:
    """Those that are open to whoever matches, the one that ends first at the top."""
    return Rfq.objects.open_to(actor).select_related("organization").order_by("deadline", "pk")


def fitting_requests(actor: Actor, number: int | str = 1) -> "Page[Any]":
    """Those that the actor's provider matches now, each an ``OpenRequest``: a page of those that ask for a service it offers, without
    the ones that fail otherwise. A fixed number of queries."""
    provider = own_profile(actor)
    page: Page[Any] = Paginator(_asking_for_its_services(actor, provider), MOST).get_page(number)
    rfqs = list(page)
    lines = lines_by_rfq(rfqs)
    found = []
    if provider is not None and rfqs:
        catalogue = current_catalogue()
        found = [_compared(rfq, lines.get(rfq.pk, []), provider, catalogue) for rfq in rfqs]
    page.object_list = [one for one in found if one.eligibility.is_eligible]
    return page


def _asking_for_its_services(actor: Actor, provider: Provider | None) -> QuerySet[Rfq]:
    if provider is None:
        return Rfq.objects.none()
    offered = Offering.objects.published().filter(provider=provider).values("service_line")
    about = RfqLine.objects.filter(rfq=OuterRef("pk"), service_line__in=offered)
    return open_requests(actor).filter(Exists(about))


def compared(rfq: Rfq, provider: Provider) -> OpenRequest:
    """A request beside a provider, by the catalogue of this moment."""
    return _compared(rfq, lines_of(rfq), provider, current_catalogue())


def _compared(rfq: Rfq, lines: list[RfqLine], provider: Provider, catalogue: Catalogue) -> OpenRequest:
    eligibility = eligibility_of(provider.slug, question_of(lines, catalogue.vocabulary), catalogue)
    return OpenRequest(
        rfq, tuple(lines), eligibility, tuple(line for line in lines if str(line.pk) in eligibility.packages)
    )


def matching_providers(rfq: Rfq) -> QuerySet[Provider]:
    """Every provider with people of its own that may join; not those who are invited already, nor the sponsor's own."""
    catalogue = current_catalogue()
    slugs = eligible_slugs(question_of(lines_of(rfq), catalogue.vocabulary), catalogue)
    rows = Provider.objects.filter(slug__in=slugs, organization__isnull=False).exclude(organization=rfq.organization_id)
    return rows.exclude(rfq_invitations__rfq=rfq).order_by("pk")


def question_of(lines: Iterable[RfqLine], vocabulary: Vocabulary) -> Question:
    """Each line is a package of its own: whoever can take one of them whole may quote."""
    packages = [package_of(str(line.pk), list(_requirements(line)), vocabulary) for line in lines]
    return Question(tuple(packages), (), clock.today(), is_split=True)


def _requirements(line: RfqLine) -> Iterable[Requirement]:
    if line.service_line_id:
        yield Requirement(Subject.SERVICE_LINE, Force.MUST, line.service_line_id)
    if line.stage_id:
        yield Requirement(Subject.STAGE, Force.WISH, line.stage_id)
    for standard in line.standards.all():
        yield Requirement(Subject.STANDARD, Force.MUST, standard.pk, in_force=line.certificates_in_force)
    for country in line.countries_allowed.all():
        yield Requirement(Subject.COUNTRY, Force.MUST, country.pk, group="countries")
    for country in line.countries_excluded.all():
        yield Requirement(Subject.COUNTRY, Force.EXCLUDED, country.pk)
    if line.quantity_value is not None and line.quantity_unit_id:
        yield Requirement(Subject.SCALE, Force.MUST, low=line.quantity_value, unit=line.quantity_unit_id)
