"""Lists: ``{"count", "next", "previous", "results"}``, in a stable order."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination as DrfCursorPagination
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from api.rendering import Written, written

DEFAULT_PAGE_SIZE = 24
MAX_PAGE_SIZE = 100


def _size(request: Request) -> int:
    given = request.query_params.get("page_size")
    if given is None:
        return DEFAULT_PAGE_SIZE
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:6]) <= MAX_PAGE_SIZE:
        text = _("A page holds 1 to %(most)s items, not “%(given)s”.") % {"most": MAX_PAGE_SIZE, "given": given[:20]}
        raise ValidationError({"page_size": [text]})
    return int(given)


class PagePagination(PageNumberPagination):
    """Numbered pages. A page that there is not, or an unreadable size, is a 400 that names it."""

    page_size = DEFAULT_PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        return _size(request)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound:
            given = request.query_params.get(self.page_query_param, "")
            raise ValidationError({"page": [_("There is no page “%(page)s”.") % {"page": given[:20]}]}) from None

    def written(self, rows: Iterable[str]) -> Response:
        """A page of rows that are JSON already."""
        assert self.page is not None  # noqa: S101 - paginate_queryset has come before
        ends = f'"next":{written(self.get_next_link())},"previous":{written(self.get_previous_link())}'
        return Response(Written(f'{{"count":{self.page.paginator.count},{ends},"results":[{",".join(rows)}]}}'))


class CursorPagination(DrfCursorPagination):
    """For feeds that grow while they are read: a cursor never skips or repeats."""

    page_size = DEFAULT_PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        return _size(request)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})
