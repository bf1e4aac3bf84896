"""Who could do it together, as the page of a pasted text shows it."""

from dataclasses import dataclass

from django.urls import reverse

from projects.matching.selectors.chain_plan import PlanShown, StepShown, plan_shown
from projects.matching.together import Part, Together
from services.selectors.catalogue import Catalogue


@dataclass(frozen=True)
class TakerShown:
    """Who takes a part whole: ``score`` from 0 to 100."""

    name: str
    url: str
    score: int


@dataclass(frozen=True)
class PartShown:
    """A part, and the first who take it whole."""

    part: Part
    takers: list[TakerShown]


@dataclass(frozen=True)
class WayShown:
    """A plan, with each step and its part beside it."""

    plan: PlanShown
    rows: list[tuple[StepShown, Part]]


@dataclass(frozen=True)
class TogetherShown:
    """Everything that is said of who could do it together."""

    together: Together
    ways: list[WayShown]
    parts: list[PartShown]


def together_shown(together: Together, catalogue: Catalogue) -> TogetherShown:
    """In the reader's language."""
    plans = [plan_shown(one, together.asked, catalogue) for one in together.plans]
    return TogetherShown(
        together,
        [WayShown(one, list(zip(one.steps, together.parts, strict=True))) for one in plans],
        [PartShown(one, [_taker(*each) for each in _first(one)]) for one in together.parts],
    )


def _first(part: Part) -> list[tuple[str, str, float]]:
    return [(one.name, one.offering, one.score) for one in part.first]


def _taker(name: str, offering: str, score: float) -> TakerShown:
    return TakerShown(name, reverse("offering_detail", args=[offering]), round(score * 100))
