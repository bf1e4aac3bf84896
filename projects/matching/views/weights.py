"""Weights as a form has them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from projects.matching.engine.weights import DEFAULT_WEIGHTS, HEAVIEST
from projects.matching.enums import Criterion


@dataclass(frozen=True)
class Slider:
    """A weight to move."""

    name: str
    label: str
    value: str
    most: str = f"{HEAVIEST:g}"


def weights_of(sent: QueryDict) -> dict[Criterion, float]:
    """The weights of a form; what is no number keeps its usual weight, and all do where ``usual`` is asked for."""
    if "usual" in sent:
        return dict(DEFAULT_WEIGHTS)
    found: dict[Criterion, float] = {}
    for criterion in Criterion:
        try:
            value = float(sent.get(f"weight-{criterion.value}", ""))
        except ValueError:
            continue
        if 0 <= value <= HEAVIEST:
            found[criterion] = value
    return found


def sliders_of(weights: Mapping[Criterion, float], asked: Collection[str]) -> list[Slider]:
    """A slider for each criterion that something was asked of."""
    given = {**DEFAULT_WEIGHTS, **weights}
    return [Slider(one.value, str(one.label), f"{given[one]:g}") for one in Criterion if one.value in asked]
