"""Pages of long lists."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class KeyedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """Finds a page's rows by their keys alone and reads them then: what is counted for each row is not counted for those that are
    skipped. Takes a queryset that is ordered and not sliced."""

    def page(self, number: int | str) -> "Page[Any]":
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        every: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # see the class
        keys = list(every.values_list("pk", flat=True)[bottom : bottom + self.per_page])
        rows = {row.pk: row for row in every.filter(pk__in=keys)}
        return Page([rows[key] for key in keys if key in rows], number, self)
