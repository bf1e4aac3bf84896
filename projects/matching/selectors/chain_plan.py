"""Plans for a whole project as they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from core.money import Money
from organizations.actor import Actor
from projects.matching.enums import PlanKind
from projects.matching.models import ChainPlan, MatchRun
from services.search import kinds
from services.selectors.catalogue import Catalogue
from vocabulary.models import Country


def plans_of(actor: Actor, run: MatchRun) -> QuerySet[ChainPlan]:
    """In the order of what they are best in."""
    return ChainPlan.objects.visible_to(actor).filter(run=run).order_by("position")


def told_by_package(plan: ChainPlan) -> dict[str, list[str]]:
    """What is said of each step, by package, in the reader's language."""
    told: dict[str, list[str]] = plan.told.get(get_language() or "en") or plan.told.get("en") or {}
    return told


@dataclass(frozen=True)
class StepShown:
    """A package in a plan. ``bar`` is its time as x and width out of a hundred; None where it is not known."""

    number: int
    title: str
    provider: str
    slug: str
    offering: str
    place: str
    lead: str
    bar: tuple[int, int] | None
    begins: tuple[int, int]
    price: str
    sentences: list[str]
    needs: list[str]
    is_unconfirmed: bool
    score: int | None


@dataclass(frozen=True)
class MoveShown:
    """What passes on. ``crosses_border`` None is not known."""

    first: str
    then: str
    is_other_provider: bool
    crosses_border: bool | None


@dataclass(frozen=True)
class PlanShown:
    """A plan as its page has it."""

    plan: ChainPlan
    kinds: list[str]
    score: int
    costs: list[str]
    steps: list[StepShown]
    moves: list[MoveShown]


def plan_shown(plan: ChainPlan, asked: Mapping[str, Any], catalogue: Catalogue) -> PlanShown:
    """A plan in the reader's language. ``asked`` is its run's question."""
    packages = [row["name"] for row in asked["packages"]]
    titles = {
        row["name"]: f"{number}. {catalogue.label(kinds.SERVICE_LINE, row['service_line'])}"
        for number, row in enumerate(asked["packages"], start=1)
    }
    told, needs = told_by_package(plan), {row["name"]: row.get("needs", []) for row in asked["packages"]}
    return PlanShown(
        plan=plan,
        kinds=[str(PlanKind(one).label) for one in plan.kinds if one in PlanKind.values],
        score=round(plan.fit * 100),
        costs=[_range(one) for one in plan.costs],
        steps=[
            _step(step, packages.index(step["package"]) + 1, plan, titles, told.get(step["package"], []), needs, catalogue)
            for step in plan.steps
        ],
        moves=[
            MoveShown(titles[one["from"]], titles[one["to"]], one["other_provider"], one["crosses_border"])
            for one in plan.moves
        ],
    )


def _step(
    step: Mapping[str, Any],
    number: int,
    plan: ChainPlan,
    titles: Mapping[str, str],
    sentences: list[str],
    needs: Mapping[str, list[str]],
    catalogue: Catalogue,
) -> StepShown:
    who = step["provider"] or step.get("near") or {"name": "", "slug": ""}
    starts, ends = step.get("starts", [0, 0]), step.get("ends", [0, 0])
    total = max(plan.weeks_high, 1)
    lead = [one for one in step.get("lead") or [] if one is not None]
    return StepShown(
        number=number,
        title=titles[step["package"]],
        provider=who["name"],
        slug=who["slug"] if step["provider"] else "",
        offering=step.get("offering", ""),
        place=_place(step.get("site"), catalogue),
        lead="–".join(dict.fromkeys(str(one) for one in lead)),
        bar=(100 * starts[1] // total, max(100 * (ends[1] - starts[1]) // total, 1)) if lead else None,
        begins=(starts[0], starts[1]),
        price=_range(step["price"]) if step["price"] else "",
        sentences=sentences,
        needs=[titles[one] for one in needs[step["package"]] if one in titles],
        is_unconfirmed=bool(step.get("is_unconfirmed")),
        score=round(step["score"] * 100) if step["provider"] else None,
    )


def _place(site: Mapping[str, str] | None, catalogue: Catalogue) -> str:
    if site is None:
        return ""
    country = catalogue.vocabulary.terms[Country].get(site["country"])
    return f"{site['city']}, {country.label if country else site['country']}"


def _range(price: Mapping[str, str]) -> str:
    ends = [Money(Decimal(price[end]), price["currency"]).display() for end in ("low", "high")]
    return " – ".join(dict.fromkeys(ends))
