"""The page of a provider's own people: how they come out for a brief, and what their profile leaves open. Nothing is kept."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import Invalid, NotFound
from core.htmx import is_fragment, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.models import LONGEST_BRIEF
from projects.briefs.rules import cleaned
from projects.matching.enums import Criterion, Matter
from projects.matching.limits import ensure_not_too_often
from projects.matching.matters import COSTS
from projects.matching.selectors.left_open import LeftOpen, left_open
from projects.matching.selectors.mirror import Mirror, mirror_of
from projects.matching.views.preview import MOST_REMOVED, NEAR, SHOWN
from projects.matching.views.shown import ReasonShown, reason_shown, shown_of
from providers.selectors.own import own_provider
from services.models import Offering
from services.search import kinds
from services.selectors.catalogue import Catalogue, current_catalogue
from services.selectors.own import own_offering

PAGE = 20


@dataclass(frozen=True)
class CriterionShown:
    """A criterion as a sponsor reads it, its weight as text, and where it is said, of what is not known."""

    reason: ReasonShown
    weight: str
    link: str


@dataclass(frozen=True)
class MatterShown:
    """A matter that is open: what it costs, the criteria and weights that it moves, in how many offerings."""

    label: str
    text: str
    moves: list[tuple[str, str]]
    shuts_out: bool
    count: int
    link: str


@require_http_methods(["GET", "HEAD", "POST"])
def my_matching(request: Request) -> HttpResponse:
    """The box, how one came out for what is in it, and what the profile leaves open."""
    request.actor.require(Permission.PROVIDER_EDIT)
    provider = own_provider(request.actor)
    if provider is None:
        return render(request, "providers/my_provider_none.html")
    catalogue = current_catalogue()
    text, status = _text_of(request, catalogue), 200
    context: dict[str, object] = {"provider": provider, "text": text or ""}
    if text is not None:
        ensure_not_too_often(request)
        try:
            context |= _tried(request, text, catalogue)
        except Invalid as error:
            context |= {"text": text[: 2 * LONGEST_BRIEF], "errors": error.errors.get("text", [])}
            status = 422
    if not is_fragment(request):
        context |= _left(request, left_open(request.actor, catalogue))
    return render(request, "matching/my_matching.html", context, region="found", status=status)


def _text_of(request: Request, catalogue: Catalogue) -> str | None:
    """What was sent, or what a sponsor could write who wants the offering in the address; None where nothing is asked. Raises NotFound for
    an offering that is not one's own."""
    if request.method == "POST":
        return cleaned(request.POST.get("text", ""))
    asked = request.GET.get("offering")
    if asked is None:
        return None
    try:
        return _brief_for(own_offering(request.actor, UUID(asked)), catalogue)
    except ValueError:
        raise NotFound from None


def _brief_for(offering: Offering, catalogue: Catalogue) -> str:
    """Its service, for the first of its medicines."""
    named = {"service": catalogue.label(kinds.SERVICE_LINE, offering.service_line_id)}
    modality = offering.modalities.first()
    if modality is None:
        return _("We are looking for a provider of: %(service)s.") % named
    return _("We are looking for a provider of: %(service)s. The medicine: %(modality)s.") % {
        **named,
        "modality": modality.label,
    }


def _tried(request: Request, text: str, catalogue: Catalogue) -> dict[str, object]:
    removed = [*request.POST.getlist("removed")[:MOST_REMOVED], *request.POST.getlist("remove")[:1]]
    removed = [] if "everything" in request.POST else removed
    mirror = mirror_of(request.actor, text, catalogue, removed=removed)
    return {"mirror": mirror, "preview": mirror.preview, "removed": removed, **_row(mirror, catalogue)}


def _row(mirror: Mirror, catalogue: Catalogue) -> dict[str, object]:
    match = mirror.match
    if match is None:
        return {}
    most = SHOWN if match.is_eligible else NEAR
    return {
        "shown": shown_of(match, catalogue),
        "criteria": [
            CriterionShown(
                reason_shown(one.criterion, one.score, one.reason), f"{one.weight:g}", mirror.where.get(one.criterion, "")
            )
            for one in match.criteria
        ],
        "is_beyond": mirror.place > most,
        "most": most,
    }


def _left(request: Request, found: LeftOpen) -> dict[str, object]:
    links = {point.matter: point.link for point in found.profile}
    return {
        "left": found,
        "matters": [_matter(matter, count, links.get(matter, "")) for matter, count in found.counted],
        "page": Paginator([one for one in found.offerings if one.points], PAGE).get_page(request.GET.get("page")),
        "query": QueryDict(),  # another page of them asks no brief again
    }


def _matter(matter: Matter, count: int, link: str) -> MatterShown:
    cost = COSTS[matter]
    moves = [(str(Criterion(one).label), f"{weight:g}") for one, weight in cost.moves]
    return MatterShown(str(matter.label), str(cost.text), moves, cost.shuts_out, count, link)
