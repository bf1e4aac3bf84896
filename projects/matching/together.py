"""Who could do a pasted brief together: the plans that the project made of it would get, and who takes each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language

from projects.briefs.actions.drawn_up import drawn_up
from projects.matching.asking import asked_of, question_of
from projects.matching.engine.chains.chain_routes import Planned
from projects.matching.engine.chains.chain_ways import nearest
from projects.matching.engine.judging.alone import ranked_alone
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.telling.missing import missing_sentences
from projects.matching.enums import PlanKind
from projects.matching.models import ChainPlan
from projects.matching.plans import Planning, planning_of
from projects.matching.preview import Preview
from services.search import kinds
from services.selectors.catalogue import Catalogue

SEVERAL, MOST_WAYS, FIRST_TAKERS = 2, 3, 3
TOLD_FIRST = (
    PlanKind.ONE_STOP, PlanKind.FEW_PROVIDERS, PlanKind.PREFERRED_PLACES, PlanKind.BEST_OF_EACH, PlanKind.BALANCED,
    PlanKind.SHORTEST, PlanKind.CHEAPEST,
)  # fmt: skip
"""Where there are more ways than are shown, those that are best in this stay."""


@dataclass(frozen=True)
class Taker:
    """Who takes a part whole, with its best offering for it. ``site`` is (country, city), None where it is not known."""

    slug: str
    name: str
    offering: str
    offered: str
    site: tuple[str, str] | None
    score: float


@dataclass(frozen=True)
class Part:
    """A work package of the project that the brief would make, by its service line. ``count`` take it whole; where nobody does, ``near`` is
    the slug and name of who comes nearest, and ``missing`` what that one misses."""

    line: str
    label: str
    is_wish: bool
    count: int
    first: tuple[Taker, ...]
    near: tuple[str, str] | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """A brief of several parts: the parts in the order of the work packages, and a few ways to have all of them done, none of which is
    better in everything. Plans are kept nowhere; they name a package by its service line, as ``asked`` does. ``ways`` is how many there are in all."""

    asked: Mapping[str, Any]
    parts: tuple[Part, ...]
    plans: tuple[ChainPlan, ...]
    ways: int
    rankings: Mapping[str, Ranking]

    @property
    def is_covered(self) -> bool:
        """Whether somebody takes each part that is no mere wish."""
        return all(one.count for one in self.parts if not one.is_wish)

    @property
    def is_for_one(self) -> bool:
        """Whether a house takes every part, of each of which only what belongs to it is asked."""
        return any(PlanKind.ONE_STOP in one.kinds for one in self.plans)


def together_of(preview: Preview) -> Together | None:
    """None for what is one part or none, and where nothing tells providers apart or nothing has a weight."""
    catalogue, text = preview.catalogue, preview.text
    if not preview.is_compared or not preview.is_weighed:
        return None
    kept = [requirement for one in preview.understood for requirement in one.requirements]
    project, packages = drawn_up(kept, text, catalogue.vocabulary)
    if len(packages) < SEVERAL:
        return None
    asked = _named_by_line(asked_of(project, packages))
    question = question_of(asked, catalogue.vocabulary, preview.ranking.question.today)
    alone = ranked_alone(question, catalogue, preview.ranking.weights)
    planning = planning_of(asked, alone, catalogue)
    lines = [one.service_line_id for one in packages]
    parts = tuple(_part(planning, place, packages[place].is_wish) for place in range(len(packages)))
    plans = planning.written(_shown(planning.routes), [get_language() or "en"])
    return Together(asked, parts, tuple(plans), len(planning.routes), dict(zip(lines, alone, strict=True)))


def _named_by_line(asked: dict[str, Any]) -> dict[str, Any]:
    """A brief makes one package of a service line, and before there is a project that is all the name it has."""
    lines = {row["name"]: row["service_line"] for row in asked["packages"]}
    renamed = [
        {**row, "name": lines[row["name"]], "needs": [lines[one] for one in row.get("needs", ())]}
        for row in asked["packages"]
    ]
    return {**asked, "packages": renamed}


def _shown(routes: Sequence[Planned]) -> list[Planned]:
    """The few that are shown, in their order."""
    best = sorted(routes, key=lambda one: min(TOLD_FIRST.index(kind) for kind in one.kinds))[:MOST_WAYS]
    return [one for one in routes if one in best]


def _part(planning: Planning, place: int, is_wish: bool) -> Part:
    chain, catalogue = planning.chain, planning.catalogue
    line, ranking, able = planning.asked["packages"][place]["service_line"], chain.rankings[place], chain.able[place]
    near = None if able else nearest(ranking)
    return Part(
        line=line,
        label=catalogue.label(kinds.SERVICE_LINE, line),
        is_wish=is_wish,
        count=len(able),
        first=tuple(_takers(planning, place))[:FIRST_TAKERS],
        near=None if near is None else _named(near, ranking, catalogue),
        missing=() if near is None else tuple(missing_sentences(ranking, near, catalogue.vocabulary)),
    )


def _takers(planning: Planning, place: int) -> list[Taker]:
    """Of the ways to have a part done the best one of each house, the best houses first."""
    chain, found = planning.chain, dict[int, Taker]()
    ranking = chain.rankings[place]
    for way in chain.ways[place]:
        if way.provider not in found:
            document = chain.documents[int(ranking.ground.entries[way.offering])]
            named = _named(way.provider, ranking, planning.catalogue)
            found[way.provider] = Taker(*named, document["id"], document["service_line"], way.site, round(way.score, 4))
    return sorted(found.values(), key=lambda one: -one.score)


def _named(provider: int, ranking: Ranking, catalogue: Catalogue) -> tuple[str, str]:
    slug = ranking.ground.slugs[provider]
    return slug, catalogue.label(kinds.PROVIDER, slug)


def for_part(preview: Preview, together: Together | None, line: str) -> tuple[Preview, Part | None]:
    """The same brief ranked for one of its parts alone, and the part; as it was where it has no such part."""
    part = next((one for one in together.parts if one.line == line), None) if together else None
    if together is None or part is None:
        return preview, None
    return replace(preview, ranking=together.rankings[line]), part
