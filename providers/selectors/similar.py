"""Profiles that may be of one company."""

from collections import defaultdict
from dataclasses import dataclass

from numpy import uint8
from rapidfuzz import process

from providers.likeness import SIMILAR, likeness, plain_name
from providers.models import Provider

CHUNK = 200
"""Names compared with all others at a time, so that a large directory fits into memory."""


@dataclass(frozen=True)
class Likely:
    """A profile that may be the same company, and how much speaks for it, from 0 to 100."""

    provider: Provider
    score: float


def similar_providers(names: list[str], domain: str = "", limit: int = 5) -> list[Likely]:
    """Profiles in the directory with one of these names, a similar one, or the same website; likeliest first."""
    wanted = [plain for name in names if (plain := plain_name(name))]
    found = []
    for provider in Provider.objects.filter(merged_into=None).select_related("country"):
        score = 100.0 if domain and provider.domain == domain else 0.0
        score = max(score, *(likeness(one, plain_names(provider)) for one in wanted), 0.0)
        if score >= SIMILAR:
            found.append(Likely(provider, score))
    return sorted(found, key=lambda one: (-one.score, one.provider.name))[:limit]


def plain_names(provider: Provider) -> list[str]:
    """All that the company is called, plainly."""
    return [plain for name in (provider.name, provider.legal_name, *provider.other_names) if (plain := plain_name(name))]


def likely_duplicates() -> set[str]:
    """Keys of profiles that share a website with another, or have nearly its name."""
    rows = list(Provider.objects.filter(merged_into=None).only("pk", "name", "domain"))
    by_domain = defaultdict(list)
    for row in rows:
        by_domain[row.domain].append(row.pk)
    keys = {pk for domain, pks in by_domain.items() if domain and len(pks) > 1 for pk in pks}
    names = [plain_name(row.name) for row in rows]
    for start in range(0, len(names), CHUNK):
        scores = process.cdist(names[start : start + CHUNK], names, score_cutoff=SIMILAR, dtype=uint8)
        for index, others in enumerate(scores, start):
            # Each is like itself: a second hit is another.
            if (others >= SIMILAR).sum() > 1:
                keys.add(rows[index].pk)
    return {str(key) for key in keys}
