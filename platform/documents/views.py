"""The address of a file."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.htmx import redirect
from documents.actions import open_document
from documents.responses import download
from documents.selectors import document_of
from organizations.requests import Request
from organizations.roles import Permission


@require_GET
def document_open(request: Request, pk: UUID) -> HttpResponseBase | HttpResponse:
    """Save a file of one's organisation; the opening is recorded. Operators are led to where they say why."""
    request.actor.require(Permission.DOCUMENT_VIEW)
    document = document_of(request.actor, pk)
    if document.organization_id != request.actor.organization_id:
        return redirect(request, reverse("admin:documents_document_open", args=[document.pk]))
    return download(open_document(actor=request.actor, document=document))
