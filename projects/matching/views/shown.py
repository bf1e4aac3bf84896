"""A match in words: everything that its card says."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.matching.engine.best import Best
from projects.matching.engine.found import Judged, Match
from services.search import kinds
from services.selectors.catalogue import Catalogue
from services.views.shown import scale_of
from vocabulary.models import Country

FIRST_REASONS = 5
WHOLE = 100


@dataclass(frozen=True)
class ReasonShown:
    """A criterion: ``score`` from 0 to 100 as text, empty where it is not known."""

    label: str
    score: str
    fraction: str
    reason: str
    tone: str


@dataclass(frozen=True)
class BestShown:
    """The offering for a package, and where."""

    package: str
    title: str
    url: str
    place: str
    scale: str
    is_near: bool


@dataclass(frozen=True)
class MatchShown:
    """A provider. ``first`` are the reasons that a reader sees at once, ``rest`` those behind a click."""

    rank: int
    name: str
    url: str
    score: int
    is_eligible: bool
    is_unconfirmed: bool
    best: list[BestShown]
    first: list[ReasonShown]
    rest: list[ReasonShown]
    missing: tuple[str, ...]


def shown_of(match: Match, catalogue: Catalogue) -> MatchShown:
    """What a card says of a match."""
    reasons = [_reason(one) for one in match.criteria if one.weight]
    return MatchShown(
        rank=match.rank,
        name=match.name,
        url=reverse("provider_detail", args=[match.slug]),
        score=round(match.score * WHOLE),
        is_eligible=match.is_eligible,
        is_unconfirmed=any(one.offering.document["unconfirmed"] for one in match.best),
        best=[_best(one, catalogue) for one in match.best],
        first=reasons[:FIRST_REASONS],
        rest=reasons[FIRST_REASONS:],
        missing=match.missing,
    )


def _reason(one: Judged) -> ReasonShown:
    if one.score is None:
        return ReasonShown(str(one.criterion.label), "", "", one.reason, "neutral")
    tone = "good" if one.score >= 0.8 else "warn" if one.score >= 0.4 else "bad"
    return ReasonShown(str(one.criterion.label), str(round(one.score * WHOLE)), f"{one.score:.2f}", one.reason, tone)


def _best(one: Best, catalogue: Catalogue) -> BestShown:
    shown = one.offering.document
    country = catalogue.vocabulary.terms[Country].get(one.site.country) if one.site else None
    package = catalogue.label(kinds.SERVICE_LINE, one.package) if one.package else ""
    return BestShown(
        package=package,
        title=catalogue.label(kinds.SERVICE_LINE, shown["service_line"]),
        url=reverse("offering_detail", args=[shown["id"]]),
        place=_("%(city)s (%(country)s)") % {"city": one.site.city, "country": country.label}
        if country and one.site
        else "",
        scale=scale_of(shown["scale"], catalogue),
        is_near=one.is_near,
    )
