"""Every error of the API is ``application/problem+json`` (RFC 9457), whoever raised it.

``type`` is a stable relative address, explained in docs/api.md; ``errors`` points to each field with a JSON pointer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from core.errors import DomainError, Invalid, TooMany
from core.logging import current_request_id

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "/api/v1/problems/"

STATUS_OF_INVALID = status.HTTP_400_BAD_REQUEST


def exception_handler(exception: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's hook: a problem for what we know, None (a 500 problem, made by the error view) for what we do not."""
    if isinstance(exception, DomainError):
        return _from_domain(exception)
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    if isinstance(exception, exceptions.APIException):
        return _from_framework(exception)
    return None


def problem(
    status_code: int, code: str, title: str, detail: str = "", *, errors: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """The body of a problem. ``code`` becomes the last part of ``type``."""
    body: dict[str, Any] = {
        "type": f"{TYPE_PREFIX}{code}",
        "title": title,
        "status": status_code,
        "detail": detail or title,
        "request_id": current_request_id.get(),
    }
    if errors:
        body["errors"] = list(errors)
    return body


def problem_response(body: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """``body`` as DRF answers it."""
    return Response(body, status=body["status"], headers=dict(headers or {}), content_type=MEDIA_TYPE)


def plain_problem(request: HttpRequest, status_code: int, code: str, title: str, detail: str = "") -> JsonResponse:
    """A problem from outside DRF: an address that no route has, or a server error."""
    return JsonResponse(problem(status_code, code, title, detail), status=status_code, content_type=MEDIA_TYPE)


def _from_domain(error: DomainError) -> Response:
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if isinstance(error, Invalid):
        errors = [
            {"pointer": f"#/{name}" if name else "#", "detail": str(text)}
            for name, texts in error.errors.items()
            for text in texts
        ]
        return problem_response(problem(STATUS_OF_INVALID, error.code, str(error.title), str(error), errors=errors))
    return problem_response(problem(error.status, error.code, str(error.title), str(error)), headers)


def _from_framework(error: exceptions.APIException) -> Response:
    headers = {}
    if isinstance(error, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
        headers["WWW-Authenticate"] = 'Bearer realm="OpenCDMO"'
        error.status_code = status.HTTP_401_UNAUTHORIZED
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(int(getattr(error, "wait", None) or 60) + 1)
    if isinstance(error, exceptions.ValidationError):
        errors = list(pointers(error.detail))
        title = _("Some of this needs your attention")
        detail = "; ".join(f"{one['pointer']}: {one['detail']}" for one in errors[:5])
        return problem_response(problem(STATUS_OF_INVALID, "invalid", title, detail, errors=errors))
    code = str(error.default_code).replace("_", "-")
    return problem_response(problem(error.status_code, code, str(error.default_detail), str(error.detail)), headers)


def pointers(detail: Any, path: str = "#") -> Iterator[dict[str, str]]:
    """DRF's nested messages as a flat list of JSON pointers."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from pointers(inner, path if name == "non_field_errors" else f"{path}/{name}")
    elif isinstance(detail, list) and any(isinstance(inner, (dict, list)) for inner in detail):
        for index, inner in enumerate(detail):
            yield from pointers(inner, f"{path}/{index}")
    elif isinstance(detail, list):
        for text in detail:
            yield {"pointer": path, "detail": str(text)}
    else:
        yield {"pointer": path, "detail": str(detail)}
