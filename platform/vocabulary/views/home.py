"""What a visitor sees first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vocabulary.selectors.glossary import chain_of
from vocabulary.selectors.vocabulary import current_vocabulary


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What OpenCDMO is, and the chain it covers; numbers of providers join the stages with the catalogue."""
    return render(request, "vocabulary/home.html", {"chain": chain_of(current_vocabulary())})
