"""What a visitor sees first, and where the chain has gaps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.requests import Request
from services.search import kinds
from services.selectors.catalogue import current_catalogue
from services.selectors.coverage import coverage_of
from vocabulary.models import Modality, Stage


@require_safe
def home(request: Request) -> HttpResponse:
    """One box, the chain with who and what there is at each stage, and the modalities."""
    now = current_catalogue()
    counts = now.stage_counts()
    index = now.index
    context = {
        "chain": [(stage, *counts.get(stage.code, (0, 0))) for stage in now.vocabulary.in_use(Stage)],
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
    return render(request, "services/coverage.html", {"coverage": coverage_of(current_catalogue())})
