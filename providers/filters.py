"""Filters of the directory, the same for the page and the API. Several values of one mean or, several filters mean and."""

from collections.abc import Sequence

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import OneOfMany
from providers.enums import ProviderState
from providers.models import Provider, Site
from vocabulary.models import Country, Modality, ServiceLine, Standard, TreeTerm


class BranchFilter(django_filters.ModelMultipleChoiceFilter):
    """Providers that name one of the terms or one below it; ``field_name`` is the relation to the terms."""

    def filter(self, qs: QuerySet[Provider], value: Sequence[TreeTerm]) -> QuerySet[Provider]:
        if not value:
            return qs
        below = type(value[0]).objects.under(term.pk for term in value)
        return qs.filter(pk__in=Provider.objects.filter(**{f"{self.field_name}__in": below}).values("pk"))


class ProviderFilter(django_filters.FilterSet):
    """By name, place, modality, service line and standard. A broader term includes all below it."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, place or words"), max_length=200)
    country = django_filters.ModelMultipleChoiceFilter(
        queryset=Country.objects.order_by("label_en"),
        method="by_country",
        label=_("Country of a site"),
        widget=OneOfMany,
    )
    modality = BranchFilter(queryset=Modality.objects.all(), field_name="modalities", label=_("Modality"), widget=OneOfMany)
    service_line = BranchFilter(
        queryset=ServiceLine.objects.all(), field_name="service_lines", label=_("Service line"), widget=OneOfMany
    )
    standard = django_filters.ModelMultipleChoiceFilter(
        queryset=Standard.objects.all(), field_name="standards", label=_("Standard")
    )
    state = django_filters.MultipleChoiceFilter(choices=ProviderState.choices, label=_("State"))

    class Meta:
        model = Provider
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Provider], name: str, value: str) -> QuerySet[Provider]:
        """Every word stands somewhere: in the name, the summary, the parent, or a site's city."""
        for word in value.split()[:10]:
            here = Exists(Site.objects.filter(provider=OuterRef("pk"), city__icontains=word))
            text = Q(name__icontains=word) | Q(summary__icontains=word) | Q(parent_name__icontains=word)
            rows = rows.filter(text | Q(here))
        return rows

    def by_country(self, rows: QuerySet[Provider], name: str, countries: QuerySet[Country]) -> QuerySet[Provider]:
        """Those with a site there."""
        return (
            rows.filter(Exists(Site.objects.filter(provider=OuterRef("pk"), country__in=countries))) if countries else rows
        )
