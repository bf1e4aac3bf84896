"""The schema, its readable pages, and what an error's ``type`` means."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import plain_problem
from api.schema import PROBLEMS
from core.memory import Recent

DOCUMENTS: Recent[bytes] = Recent(len(settings.LANGUAGES))


class WrittenRenderer(OpenApiJsonRenderer):
    """Sends the document as it was written, and writes what else there is to say, such as a refusal."""

    def render(self, data: Any, *how: Any, **more: Any) -> bytes:
        return data if isinstance(data, bytes) else bytes(super().render(data, *how, **more))


class WrittenJsonRenderer(WrittenRenderer):
    """The same for those who ask for JSON of any kind."""

    media_type = "application/json"


class SchemaView(SpectacularJSONAPIView):
    """The OpenAPI 3.1 document: made and written once for each language, since that takes a second of CPU and anybody may ask for
    it.

    So it is made without the request, and nothing of an address may get into what others read.
    """

    renderer_classes = [WrittenRenderer, WrittenJsonRenderer]
    permission_classes = []
    throttle_classes = []

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(
            DOCUMENTS.get_or_make(get_language(), self._made),
            headers={"Content-Disposition": 'inline; filename="OpenCDMO API.json"'},
        )

    def _made(self) -> bytes:
        document = self.generator_class().get_schema(public=True)  # type: ignore[no-untyped-call]
        return WrittenRenderer().render(document, renderer_context={})


class DocsView(SpectacularSwaggerSplitView):
    """The document as pages that one can try things in; scripts and styles come from this server."""

    permission_classes = []
    throttle_classes = []
    template_name = "api/docs.html"


def problem_types(request: HttpRequest, code: str = "") -> HttpResponse:
    """What each error means: where the ``type`` of a problem leads."""
    return render(request, "api/problems.html", {"problems": PROBLEMS, "code": code})


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address below /api/v1/ that no resource has."""
    detail = _("The API has no such address. Its resources are listed at /api/v1/docs/.")
    return plain_problem(request, 404, "not-found", _("Not found"), detail)
