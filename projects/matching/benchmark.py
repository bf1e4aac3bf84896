"""How well matching finds the provider that was chosen in public deals, beside what needs no thought.

A deal is a neutral brief and the provider that a sponsor chose. Nothing of the deals is used to rank: they only judge.
"""

import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from projects.matching.engine.ground.ground import Ground
from projects.matching.engine.ground.laying import ground_of
from projects.matching.engine.judging.ranking import rank
from projects.matching.preview import question_of_text
from providers.models import Provider
from services.search import kinds
from services.search.text import STOP_WORDS, atoms_of
from services.selectors.catalogue import Catalogue

SHORTEST_NAME = 4
SATURATION, LENGTH = 1.2, 0.75
SEED = 20_261_124
TODAY = date(2026, 11, 24)

Ranker = Callable[[str], list[str]]


@dataclass(frozen=True)
class Deal:
    """A brief, and the slugs of the profiles that stand for the provider chosen; none where it is not in the catalogue."""

    name: str
    brief: str
    chosen: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Of all deals given: how often the chosen is first, among the first five and ten, and the mean of 1 / rank."""

    deals: int
    first: float
    five: float
    ten: float
    reciprocal: float


def deals_from(rows: Iterable[dict[str, Any]]) -> list[Deal]:
    """The deals with the profiles that bear one of the names."""
    called = {slug: _names([name, *others]) for slug, name, others in _profiles()}
    return [_deal(row, called) for row in rows]


def _profiles() -> Iterable[tuple[str, str, list[str]]]:
    return Provider.objects.order_by("slug").values_list("slug", "name", "other_names")


def _deal(row: dict[str, Any], called: dict[str, set[str]]) -> Deal:
    wanted = _names([row["provider_entity"], *row.get("provider_aliases", [])])
    chosen = {slug for slug, names in called.items() if any(_same(one, other) for one in wanted for other in names)}
    return Deal(row["id"], row["brief"], frozenset(chosen))


def _names(names: Iterable[str]) -> set[str]:
    plain = (re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)", "", name).lower()) for name in names)
    return {name for name in plain if name}


def _same(one: str, other: str) -> bool:
    """The same, or one begins with the other: "Eurofins" and "Eurofins CDMO" are of one house."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= SHORTEST_NAME and longer.startswith(shorter))


def judged(deals: Sequence[Deal], ranker: Ranker) -> Figures:
    """How a ranker does. A provider that is not in the catalogue cannot be found."""
    places = []
    for deal in deals:
        order = ranker(deal.brief)
        places.append(min((order.index(slug) + 1 for slug in deal.chosen if slug in order), default=0))
    count = max(len(places), 1)
    return Figures(
        len(places),
        sum(place == 1 for place in places) / count,
        sum(0 < place <= 5 for place in places) / count,
        sum(0 < place <= 10 for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def matching(catalogue: Catalogue) -> Ranker:
    """Ours, as the preview ranks."""
    ground = ground_of(catalogue)

    def ranker(brief: str) -> list[str]:
        _reading, question = question_of_text(brief, catalogue, TODAY)
        return [ground.slugs[one] for one in rank(question, catalogue, {}).order]

    return ranker


def by_text(catalogue: Catalogue) -> Ranker:
    """BM25 over all that a profile says, with the English names of its terms and places."""
    texts = [_whole_text(provider) for provider in _whole_profiles()]
    slugs = list(Provider.objects.order_by("slug").values_list("slug", flat=True))
    counts = [Counter(atom for atom in atoms_of(text) if atom not in STOP_WORDS) for text in texts]
    holders = Counter(word for count in counts for word in count)
    usual = sum(sum(count.values()) for count in counts) / max(len(counts), 1)

    def weight(word: str, count: Counter[str]) -> float:
        rarity = math.log1p((len(counts) - holders[word] + 0.5) / (holders[word] + 0.5))
        length = 1 - LENGTH + LENGTH * sum(count.values()) / usual
        return rarity * count[word] * (SATURATION + 1) / (count[word] + SATURATION * length)

    def ranker(brief: str) -> list[str]:
        asked = [atom for atom in atoms_of(brief) if atom not in STOP_WORDS]
        scores = {
            slug: sum(weight(word, count) for word in asked if word in count)
            for slug, count in zip(slugs, counts, strict=True)
        }
        return sorted(slugs, key=lambda slug: (-scores[slug], slug))

    return ranker


def _whole_profiles() -> Iterable[Provider]:
    related = ("sites__country", "service_lines", "modalities", "stages", "standards")
    return Provider.objects.order_by("slug").prefetch_related(*related)


def _whole_text(provider: Provider) -> str:
    sites = provider.sites.all()
    terms = [*provider.service_lines.all(), *provider.modalities.all(), *provider.stages.all(), *provider.standards.all()]
    said = [provider.summary, *(f"{site.note} {site.scale_note} {site.city} {site.country.label_en}" for site in sites)]
    return " ".join([*said, *(term.label_en for term in terms)])


def by_size(catalogue: Catalogue) -> Ranker:
    """Who has most offerings."""
    index = catalogue.index
    counts = {slug: len(index.entries_of((kinds.PROVIDER, slug))) for slug in index.of_kind(kinds.PROVIDER)}
    order = sorted(counts, key=lambda slug: (-counts[slug], slug))
    return lambda _brief: order


def by_lot(ground: Ground) -> Ranker:
    """Anybody."""
    lot = random.Random(SEED)  # noqa: S311 - a lot, not a secret
    return lambda _brief: lot.sample(ground.slugs, len(ground.slugs))


def seconds_each(deals: Sequence[Deal], ranker: Ranker) -> float:
    """How long a ranking takes."""
    begun = time.perf_counter()
    for deal in deals:
        ranker(deal.brief)
    return (time.perf_counter() - begun) / max(len(deals), 1)
