"""Requirements in short, and by lot."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import packages_of
from projects.matching.engine.judging.ranking import Question, Ranking, rank
from services.search import kinds
from services.selectors.catalogue import Catalogue

TODAY = date(2026, 11, 24)


def must(subject: Subject, code: str, **more: Any) -> Requirement:
    return Requirement(subject, Force.MUST, code, **more)


def wish(subject: Subject, code: str, **more: Any) -> Requirement:
    return Requirement(subject, Force.WISH, code, **more)


def at_least(value: int, unit: str, force: Force = Force.MUST) -> Requirement:
    return Requirement(Subject.SCALE, force, low=Decimal(value), unit=unit)


def ranked(
    requirements: list[Requirement],
    catalogue: Catalogue,
    weights: dict[Any, float] | None = None,
    words: tuple[str, ...] = (),
) -> Ranking:
    question = Question(packages_of(requirements, catalogue.vocabulary), words, TODAY)
    return rank(question, catalogue, weights or {})


def order_of(ranking: Ranking) -> list[str]:
    return [ranking.ground.slugs[one] for one in ranking.order]


def eligible(ranking: Ranking) -> set[str]:
    return {slug for one, slug in enumerate(ranking.ground.slugs) if ranking.is_eligible(one)}


ANYTHING = {
    Subject.SERVICE_LINE: kinds.SERVICE_LINE,
    Subject.MODALITY: kinds.MODALITY,
    Subject.STAGE: kinds.STAGE,
    Subject.STANDARD: kinds.STANDARD,
    Subject.COUNTRY: kinds.COUNTRY,
}


def any_requirement(lot: random.Random, catalogue: Catalogue) -> Requirement:
    """One that means something in the catalogue."""
    if lot.random() < 0.15:
        unit = lot.choice(["l-bioreactor", "l-fermenter", "vials-year", "t-api-year"])
        return at_least(lot.choice([50, 500, 2000, 20_000]), unit, lot.choice([Force.MUST, Force.WISH]))
    subject = lot.choice(list(ANYTHING))
    code = lot.choice(sorted(catalogue.index.of_kind(ANYTHING[subject])))
    forces = [Force.MUST, Force.MUST, Force.WISH, *([Force.EXCLUDED] if subject == Subject.COUNTRY else [])]
    return Requirement(subject, lot.choice(forces), code)
