"""The schema, its readable pages, and what an error's ``type`` means."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from api.problems import plain_problem
from api.schema import PROBLEMS


class SchemaView(SpectacularJSONAPIView):
    """The OpenAPI 3.1 document."""

    permission_classes = []
    throttle_classes = []


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
