"""A match in words: everything that its card says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.matching.engine.found import Match
from projects.matching.engine.judging.best import Best
from projects.matching.enums import Criterion
from projects.matching.models import MatchRun
from projects.matching.selectors.match_run import Ranked
from projects.matching.shut_out import ShutOut
from services.search import kinds
from services.search.labels import symbol_of
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
    is_whole: bool


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
    slug: str = ""
    packages: int = 1

    @property
    def whole(self) -> list[str]:
        """The work packages that it can take whole, where there are several."""
        return list(dict.fromkeys(one.package for one in self.best if one.is_whole)) if self.packages > 1 else []

    @property
    def takes_all(self) -> bool:
        return len(self.whole) == self.packages


@dataclass(frozen=True)
class ShuttingShown:
    """A must that keeps ``gained`` more, at least, from taking a work package whole, and where it is edited."""

    package: str
    must: str
    gained: int
    edit: str


def shown_of(match: Match, catalogue: Catalogue) -> MatchShown:
    """What a card says of a match."""
    reasons = [reason_shown(one.criterion, one.score, one.reason) for one in match.criteria if one.weight]
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


def stored_shown(
    one: Ranked, weights: Mapping[Criterion, float], lines: Mapping[str, str], catalogue: Catalogue
) -> MatchShown:
    """What a card says of a match of a run. ``lines`` are the service lines of the work packages by id."""
    match, told, best = one.match, one.told, one.told.get("best", ())
    said = told.get("reasons", {})
    reasons = [
        reason_shown(criterion, match.scores[criterion.value], said.get(criterion.value, ""))
        for criterion in Criterion
        if criterion.value in match.scores and weights.get(criterion)
    ]
    return MatchShown(
        rank=one.place,
        name=match.name,
        url=reverse("provider_detail", args=[match.slug]) if match.provider_id else "",
        score=round(one.score * WHOLE),
        is_eligible=match.is_eligible,
        is_unconfirmed=any(each["is_unconfirmed"] for each in best),
        best=[_stored_best(each, lines, catalogue) for each in best],
        first=reasons[:FIRST_REASONS],
        rest=reasons[FIRST_REASONS:],
        missing=tuple(told.get("missing", ())),
        slug=match.slug if match.provider_id else "",
        packages=len(lines),
    )


def stored_shutting(one: ShutOut, run: MatchRun, lines: Mapping[str, str], catalogue: Catalogue) -> ShuttingShown:
    """What is said of a must of a run's package. ``lines`` are the service lines of the work packages by id."""
    line, names = lines.get(one.package, ""), [run.project_id, one.package]
    return ShuttingShown(
        package=catalogue.label(kinds.SERVICE_LINE, line) if line else "",
        must=one.label,
        gained=one.gained,
        edit=reverse("package_edit", args=names) if one.package else reverse("project_edit", args=names[:1]),
    )


def _stored_best(best: Mapping[str, Any], lines: Mapping[str, str], catalogue: Catalogue) -> BestShown:
    line = lines.get(best["package"], "")
    return BestShown(
        package=catalogue.label(kinds.SERVICE_LINE, line) if line else "",
        title=best["title"],
        url=reverse("offering_detail", args=[best["offering"]]),
        place=_place(**best["site"], catalogue=catalogue) if best["site"] else "",
        scale="",
        is_near=best["is_near"],
        is_whole=best["is_whole"],
    )


def _place(city: str, country: str, catalogue: Catalogue, *, is_unclear: bool = False) -> str:
    known = catalogue.vocabulary.terms[Country].get(country)
    place = _("%(city)s (%(country)s)") % {"city": city, "country": known.label if known else country}
    return _("%(place)s, not known whether it is open") % {"place": place} if is_unclear else place


def reason_shown(criterion: Criterion, score: float | None, reason: str) -> ReasonShown:
    """A criterion in words."""
    if score is None:
        return ReasonShown(str(criterion.label), "", "", reason, "neutral")
    tone = "good" if score >= 0.8 else "warn" if score >= 0.4 else "bad"
    return ReasonShown(str(criterion.label), str(round(score * WHOLE)), f"{score:.2f}", reason, tone)


def _best(one: Best, catalogue: Catalogue) -> BestShown:
    shown = one.offering.document
    package = catalogue.label(kinds.SERVICE_LINE, one.package) if one.package else ""
    return BestShown(
        package=package,
        title=catalogue.label(kinds.SERVICE_LINE, shown["service_line"]),
        url=reverse("offering_detail", args=[shown["id"]]),
        place=_place(one.site.city, one.site.country, catalogue, is_unclear=one.site.is_unclear) if one.site else "",
        scale=_scale(one, catalogue),
        is_near=one.is_near,
        is_whole=one.is_whole,
    )


def _scale(one: Best, catalogue: Catalogue) -> str:
    """A sum of several units is called that."""
    if one.scale is None or not one.is_total:
        return scale_of(one.scale, catalogue)
    figure = Decimal(one.scale["max"] or one.scale["min"])
    named = {"figure": f"{figure:,f}", "unit": symbol_of(one.scale["unit"], catalogue.vocabulary)}
    return _("%(figure)s %(unit)s in total") % named
