"""What a visitor sees first, and where the chain has gaps."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.requests import Request
from services.search import kinds
from services.selectors.catalogue import current_catalogue
from services.selectors.coverage import coverage_of
from services.selectors.profile import broadest
from vocabulary.models import Modality, Stage

NAMED = 12
"""Providers on the first page."""


@dataclass(frozen=True)
class ChainLink:
    """A stage with who and what there is; ``share`` is in percent of the stage with the most offerings."""

    stage: Stage
    providers: int
    offerings: int
    share: int


def _link(stage: Stage, providers: int, offerings: int, most: int) -> ChainLink:
    return ChainLink(stage, providers, offerings, round(100 * offerings / most))


@require_safe
def home(request: Request) -> HttpResponse:
    """One box, the chain with who and what there is at each stage, and the modalities."""
    now = current_catalogue()
    counts = now.stage_counts()
    most = max((offerings for _providers, offerings in counts.values()), default=1) or 1
    index = now.index
    context = {
        "chain": [_link(stage, *counts.get(stage.code, (0, 0)), most) for stage in now.vocabulary.in_use(Stage)],
        "broadest": broadest(now, NAMED),
        "modalities": [
            (one, len(index.entries_of((kinds.MODALITY, one.code))))
            for one in now.vocabulary.in_use(Modality)
            if one.level == 1
        ],
        "offerings": len(index.live),
        "providers": len(index.of_kind(kinds.PROVIDER)),
    }
    return render(request, "services/home.html", context)


@require_safe
def coverage(request: Request) -> HttpResponse:
    """Which stages and modalities have no, one or many providers."""
    now = current_catalogue()
    return render(request, "services/coverage.html", {"coverage": coverage_of(now), "catalogue": now})
