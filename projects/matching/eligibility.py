"""Whether one provider can take what is asked, and what it misses: the same checks that a ranking of all is made of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.matching.engine.judging.ranking import Question, Ranking, rank
from projects.matching.engine.telling.missing import missing_sentences
from services.selectors.catalogue import Catalogue


@dataclass(frozen=True)
class Eligibility:
    """``packages`` are the names of those that the provider can take whole; ``missing`` what it lacks, in sentences."""

    is_eligible: bool
    packages: tuple[str, ...]
    missing: tuple[str, ...]


def eligibility_of(slug: str, question: Question, catalogue: Catalogue) -> Eligibility:
    """One provider's. Who offers nothing that is published is not in the catalogue, and cannot be compared."""
    ranking = rank(question, catalogue, {})
    if slug not in ranking.ground.slugs:
        return Eligibility(False, (), (_("Your profile has no published offering that could be compared."),))
    provider = ranking.ground.slugs.index(slug)
    whole = _whole(ranking, provider)
    missing = () if ranking.is_eligible(provider) else tuple(missing_sentences(ranking, provider, catalogue.vocabulary))
    return Eligibility(ranking.is_eligible(provider), whole, missing)


def eligible_slugs(question: Question, catalogue: Catalogue) -> list[str]:
    """Every provider that misses nothing of at least one package."""
    ranking = rank(question, catalogue, {})
    return [slug for one, slug in enumerate(ranking.ground.slugs) if ranking.is_eligible(one)]


def _whole(ranking: Ranking, provider: int) -> tuple[str, ...]:
    pairs = zip(ranking.question.packages, ranking.package_misses, strict=True)
    return tuple(package.name for package, misses in pairs if not misses[provider])
