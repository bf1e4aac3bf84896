"""Filters are django-filter FilterSets, the same as the page's; what they do not know is refused by name."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

KNOWN_EVERYWHERE = frozenset({"page", "page_size", "cursor", "ordering", "format"})


class StrictFilterBackend(DjangoFilterBackend):
    """An unknown filter or value is a 400 that names it: silently ignoring one would show rows nobody asked for."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset_class = self.get_filterset_class(view, queryset)
        refuse_unknown(request, set(filterset_class.get_filters() if filterset_class else ()))
        filtered: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return filtered


def refuse_unknown(request: Request, filters: set[str]) -> None:
    """Raises ValidationError, naming each parameter that is no filter."""
    unknown = sorted(set(request.query_params) - KNOWN_EVERYWHERE - filters)
    if unknown:
        known = ", ".join(sorted(filters - KNOWN_EVERYWHERE))
        text = (
            _("There is no such filter. Known are: %(known)s.") % {"known": known}
            if known
            else _("Nothing is filtered here.")
        )
        raise ValidationError({name: [text] for name in unknown})
