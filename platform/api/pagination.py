"""Lists: ``{"count", "next", "previous", "results"}``, in a stable order."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination as DrfCursorPagination
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

DEFAULT_PAGE_SIZE = 24
MAX_PAGE_SIZE = 100


def _size(request: Request) -> int:
    given = request.query_params.get("page_size")
    if given is None:
        return DEFAULT_PAGE_SIZE
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:6]) <= MAX_PAGE_SIZE:
        raise ValidationError({"page_size": [f"A page holds 1 to {MAX_PAGE_SIZE} items, not {given[:20]!r}."]})
    return int(given)


class PagePagination(PageNumberPagination):
    """Numbered pages. An unknown page is a 404, an unreadable size a 400 that names it."""

    page_size = DEFAULT_PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        return _size(request)


class CursorPagination(DrfCursorPagination):
    """For feeds that grow while they are read: a cursor never skips or repeats."""

    page_size = DEFAULT_PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        return _size(request)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})
