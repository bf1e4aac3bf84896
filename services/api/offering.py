"""The catalogue for programs: search, facets, one offering."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.pagination import PagePagination
from api.rendering import Written, written
from api.serializers import Output
from api.viewsets import ReadMixin, Resource
from services.api.row import OfferingOut, detail_of, rows_of
from services.enums import Breadth, Ordering
from services.filters import CatalogueFilter
from services.models import Offering
from services.search import kinds
from services.search.query import Hits, Wanted
from services.selectors.catalogue import Catalogue, current_catalogue
from services.selectors.offering import offering_shown

FILTERS = [
    OpenApiParameter(name, str, many=name in kinds.FACETS, description=str(one.label))
    for name, one in CatalogueFilter.get_filters().items()
    if name != "ordering"
]
ORDERING = OpenApiParameter("ordering", str, enum=Ordering.values)


class CountOut(Output):
    """A value of a facet, and how many offerings have it."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract
    count = serializers.IntegerField()
    level = serializers.IntegerField(help_text="1, or deeper in a tree")


class FacetsOut(Output):
    """Each facet counted without its own filter."""

    count = serializers.IntegerField(help_text="Offerings that fit all filters")
    breadth = serializers.ChoiceField(choices=Breadth.choices)
    facets = serializers.DictField(child=CountOut(many=True))


def wanted_from(request: Request) -> Wanted:
    """What the address asks for. Raises ValidationError, naming each filter or value that there is not."""
    filters = CatalogueFilter(request.query_params)
    refuse_unknown(request, set(CatalogueFilter.base_filters))
    wanted = filters.wanted()
    if filters.form.errors:
        raise ValidationError({name: list(errors) for name, errors in filters.form.errors.items()})
    return wanted


class OfferingViewSet(ReadMixin, Resource):
    """Published offerings. Those derived from public sources say so: nobody at the provider has confirmed them."""

    permissions = {"list": None, "retrieve": None, "facets": None}
    queryset = Offering.objects.none()
    serializer_class = OfferingOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Offering]:
        return offering_shown(self.actor)

    @extend_schema(summary="Search the catalogue", parameters=[*FILTERS, ORDERING])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        now = current_catalogue()
        listing: Any = now.listing(wanted_from(request))  # a paginator takes anything with a length and slices
        rows = rows_of(self.paginate_queryset(listing) or [], now)
        assert isinstance(self.paginator, PagePagination)  # noqa: S101 - the settings say so
        return self.paginator.written(rows)

    @extend_schema(summary="One offering", responses=OfferingOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(detail_of(self.get_object()))

    @extend_schema(summary="Count what fits", parameters=FILTERS, responses=FacetsOut)
    @action(detail=False, methods=["get"], pagination_class=None)
    def facets(self, request: Request) -> Response:
        catalogue = current_catalogue()
        wanted = wanted_from(request)
        hits = catalogue.find(wanted)
        facets = ",".join(f'"{kind}":[{",".join(_counts(kind, hits, wanted, catalogue))}]' for kind in kinds.FACETS)
        breadth = hits.meaning.breadth if hits.meaning else Breadth.ALL
        return Response(Written(f'{{"count":{len(hits.entries)},"breadth":"{breadth.value}","facets":{{{facets}}}}}'))


def _counts(kind: str, hits: Hits, wanted: Wanted, catalogue: Catalogue) -> Iterator[str]:
    labels = catalogue.labels(kind)
    for code, count, level, _has_more in catalogue.counts(kind, hits, wanted.codes.get(kind, ()), whole=True):
        label = labels.get(code) or catalogue.label(kind, code)
        yield f'{_before_count(code, label)}{count},"level":{level}}}'


@lru_cache(20_000)
def _before_count(code: str, label: str) -> str:
    """What stands before the number, which alone differs from one request to the next."""
    return f'{{"code":{written(code)},"label":{written(label)},"count":'
