"""Plans for a whole project, from a ranking of its packages, in figures and in words, as they are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from django.conf import settings
from django.utils import translation

from projects.matching.engine.chains.chain import Handover, Needs, Way, handovers_of, partners_of, span_of
from projects.matching.engine.chains.chain_routes import Planned, routes_of
from projects.matching.engine.chains.chain_ways import Chain, chain_of, nearest, price_of
from projects.matching.engine.ground.sites import sites_of
from projects.matching.engine.judging.alone import alone_of
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.telling.missing import missing_sentences
from projects.matching.engine.telling.reasons import Reasons
from projects.matching.enums import Criterion
from projects.matching.models import ChainPlan, MatchRun
from services.search import kinds
from services.selectors.catalogue import Catalogue

TOLD_IN_ORDER = (
    Criterion.SCALE, Criterion.PLACE, Criterion.SERVICE, Criterion.MODALITY, Criterion.STAGE, Criterion.STANDARDS, Criterion.TIME,
    Criterion.BUDGET,
)  # fmt: skip
LONGEST = 32_000
"""Weeks that a column holds; lead times end at ten years each."""


@dataclass(frozen=True, eq=False)
class Planning:
    """What a whole project could be like: the ways to have each package, and the routes through them that are worth showing, in the order
    of what they are best in. ``asked`` is as it is kept with a run; ``needs`` are the places of what each package waits for."""

    asked: Mapping[str, Any]
    needs: Needs
    chain: Chain
    routes: tuple[Planned, ...]
    catalogue: Catalogue

    def written(self, routes: Sequence[Planned], languages: Sequence[str]) -> list[ChainPlan]:
        """These routes as they are kept, of no run yet, told in these languages."""
        writing = _Writing(self, languages)
        return [writing.plan(number, one) for number, one in enumerate(routes, start=1)]


def planning_of(asked: Mapping[str, Any], alone: tuple[Ranking, ...], catalogue: Catalogue) -> Planning:
    """``alone`` are the rankings of each package alone, in the order of the packages."""
    packages = asked["packages"]
    place = {row["name"]: number for number, row in enumerate(packages)}
    needs = [tuple(sorted(place[one] for one in row.get("needs", ()) if one in place)) for row in packages]
    chain = chain_of(alone, catalogue, _currency(alone))
    return Planning(asked, needs, chain, tuple(routes_of(chain.ways, needs)), catalogue)


def plans_for(run: MatchRun, ranking: Ranking, catalogue: Catalogue) -> list[ChainPlan]:
    """Nothing for a project without work packages, or when nobody takes any."""
    if not run.asked["packages"][0]["name"]:
        return []
    planning = planning_of(run.asked, alone_of(ranking), catalogue)
    plans = planning.written(planning.routes, [language for language, _name in settings.LANGUAGES])
    for plan in plans:
        plan.run = run
    return plans


def _currency(alone: Sequence[Ranking]) -> str:
    """Of the first budget; else of most prices there are, which needs no rate."""
    budgets = [one.fits[0].package.budget.unit for one in alone if one.fits[0].package.budget]
    return budgets[0] if budgets else alone[0].ground.prices.usual_currency


class _Writing:
    """Writes routes down."""

    def __init__(self, planning: Planning, languages: Sequence[str]) -> None:
        self.packages, self.languages = planning.asked["packages"], languages
        self.chain, self.needs, self.catalogue = planning.chain, planning.needs, planning.catalogue
        self.ground = self.chain.rankings[0].ground
        self.said: dict[tuple[str, int, int], list[str]] = {}

    def plan(self, number: int, planned: Planned) -> ChainPlan:
        route, moves = planned.route, handovers_of(planned.route, self.needs)
        low, high = (span_of(self.needs, [self._weeks(way, end) for way in route]) for end in (0, 1))
        steps = [self._step(package, way, low[package], high[package]) for package, way in enumerate(route)]
        done = [way for way in route if way is not None]
        return ChainPlan(
            position=number,
            kinds=[one.value for one in planned.kinds],
            providers=len(partners_of(route)),
            handovers=len(moves),
            borders=sum(one.crosses_border is True for one in moves),
            uncovered=len(route) - len(done),
            weeks_low=_weeks_of(low),
            weeks_high=_weeks_of(high),
            unknown_leads=sum(way.weeks is None for way in done),
            costs=_costs(steps),
            unpriced=sum(step["provider"] is not None and step["price"] is None for step in steps),
            fit=round(sum(way.score for way in done) / len(done), 4),
            steps=steps,
            moves=[self._move(one) for one in moves],
            told={language: self._told(route, language) for language in self.languages},
        )

    def _document(self, way: Way) -> Mapping[str, Any]:
        return self.chain.documents[int(self.ground.entries[way.offering])]

    def _weeks(self, way: Way | None, end: int) -> float | None:
        if way is None:
            return None
        known = [one for one in self._document(way)["lead"] if one is not None]
        return float(known[-1 if end else 0]) if known else None

    def _step(self, package: int, way: Way | None, low: tuple[float, float], high: tuple[float, float]) -> dict[str, Any]:
        asked = self.packages[package]
        step: dict[str, Any] = {"package": asked["name"], "service_line": asked["service_line"]}
        if way is None:
            near = nearest(self.chain.rankings[package])
            return step | {"provider": None, "price": None, "near": self._provider(near) if near is not None else None}
        document = self._document(way)
        price = price_of(document, self.chain.rankings[package].fits[0])
        return step | {
            "provider": self._provider(way.provider),
            "offering": document["id"],
            "offered": document["service_line"],
            "site": {"country": way.site[0], "city": way.site[1]} if way.site else None,
            "lead": document["lead"] if way.weeks is not None else None,
            "starts": [round(low[0]), round(high[0])],
            "ends": [round(low[1]), round(high[1])],
            "price": {"low": f"{price[0]:f}", "high": f"{price[1]:f}", "currency": price[2]} if price else None,
            "score": way.score,
            "is_unconfirmed": document["unconfirmed"],
        }

    def _provider(self, provider: int) -> dict[str, str]:
        slug = self.ground.slugs[provider]
        return {"slug": slug, "name": self.catalogue.label(kinds.PROVIDER, slug)}

    def _move(self, move: Handover) -> dict[str, Any]:
        return {
            "from": self.packages[move.first]["name"],
            "to": self.packages[move.then]["name"],
            "other_provider": move.is_other_house,
            "crosses_border": move.crosses_border,
        }

    def _told(self, route: Sequence[Way | None], language: str) -> dict[str, list[str]]:
        """By package, why this provider, what is known before what is not; or, where nobody takes it, what the nearest misses."""
        told = {}
        with translation.override(language):
            for package, way in enumerate(route):
                one = way.provider if way else nearest(self.chain.rankings[package])
                if one is not None:
                    key = (language, package, one)
                    if key not in self.said:
                        self.said[key] = self._sentences(package, one, is_near=way is None)
                    told[self.packages[package]["name"]] = self.said[key]
        return told

    def _sentences(self, package: int, provider: int, *, is_near: bool) -> list[str]:
        ranking, vocabulary = self.chain.rankings[package], self.catalogue.vocabulary
        if is_near:
            return missing_sentences(ranking, provider, vocabulary)
        slug = self.ground.slugs[provider]
        reasons = Reasons(ranking, vocabulary, provider, sites_of([slug], self.ground.sites).get(slug, ()))
        told = [one for one in TOLD_IN_ORDER if one in ranking.scores]
        known = sorted(told, key=lambda one: bool(np.isnan(ranking.scores[one][provider])))
        return [reasons.sentence(one) for one in known]


def _weeks_of(spans: Sequence[tuple[float, float]]) -> int:
    return min(round(max(end for _start, end in spans)), LONGEST)


def _costs(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Known prices by currency; nothing is converted, so nothing is guessed."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for step in steps:
        price = step["price"]
        if price:
            low, high = sums.get(price["currency"], (Decimal(0), Decimal(0)))
            sums[price["currency"]] = (low + Decimal(price["low"]), high + Decimal(price["high"]))
    return [{"currency": code, "low": f"{low:f}", "high": f"{high:f}"} for code, (low, high) in sorted(sums.items())]
