"""The document behind a quote that an operator entered."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from organizations.requests import Request
from projects.sourcing.actions.entering import open_source
from projects.sourcing.copies import source_of
from projects.sourcing.selectors.quote import readable_quotes


@require_safe
def quote_source(request: Request, pk: UUID) -> HttpResponse:
    """Its bytes, for its provider, and for the sponsor once prices are open. Each reading is recorded."""
    request.actor.require_membership()
    quote = get_object_or_404(readable_quotes(request.actor), pk=pk)
    return source_of(quote, open_source(actor=request.actor, quote=quote))
