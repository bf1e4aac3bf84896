"""The document behind a quote that an operator entered."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.downloads import download
from organizations.requests import Request
from projects.sourcing.actions.entering import open_source
from projects.sourcing.selectors.quote import readable_quotes


@require_safe
def quote_source(request: Request, pk: UUID) -> HttpResponse:
    """Its bytes, for its provider, and for the sponsor once prices are open. Each reading is recorded."""
    request.actor.require_membership()
    quote = get_object_or_404(readable_quotes(request.actor), pk=pk)
    found = open_source(actor=request.actor, quote=quote)
    ending = found.name.rsplit(".", 1)[-1] if found.name.isascii() and "." in found.name else "bin"
    return download(found.data, found.content_type, f"quote-source-{str(quote.pk)[:8]}.{ending}")
