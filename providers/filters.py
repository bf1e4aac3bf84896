"""Filters of the directory, the same for the page and the API. Several values of one mean or, several filters mean and."""

from collections.abc import Sequence

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import OneOfMany
from providers.enums import ProviderState
from providers.models import Provider, Site
from vocabulary.models import Country, Modality, ServiceLine, Standard, TreeTerm

NAMES = ("code", "label_en", "label_zh")
"""What a drop-down shows of a term: the rest of it is ten times as much."""


class BranchFilter(django_filters.ModelMultipleChoiceFilter):
    """Providers that name one of the terms or one below it; ``field_name`` is the relation to the terms."""

    def filter(self, qs: QuerySet[Provider], value: Sequence[TreeTerm]) -> QuerySet[Provider]:
        if not value:
            return qs
        below = type(value[0]).objects.under(term.pk for term in value)
        return qs.filter(pk__in=Provider.objects.filter(**{f"{self.field_name}__in": below}).values("pk"))


class ProviderFilter(django_filters.FilterSet):
    """By place, modality, service line, standard and state. A broader term includes all below it.

    Words are understood by the catalogue, which is built on this app: see ``services.directory``.
    """

    country = django_filters.ModelMultipleChoiceFilter(
        queryset=Country.objects.only(*NAMES).order_by("label_en"),
        method="by_country",
        label=_("Country of a site"),
        widget=OneOfMany,
    )
    modality = BranchFilter(
        queryset=Modality.objects.only(*NAMES), field_name="modalities", label=_("Modality"), widget=OneOfMany
    )
    service_line = BranchFilter(
        queryset=ServiceLine.objects.only(*NAMES), field_name="service_lines", label=_("Service line"), widget=OneOfMany
    )
    standard = django_filters.ModelMultipleChoiceFilter(
        queryset=Standard.objects.only(*NAMES),
        field_name="standards",
        method="by_standard",
        label=_("Standard"),
        widget=OneOfMany,
    )
    state = django_filters.MultipleChoiceFilter(choices=ProviderState.choices, label=_("State"), widget=OneOfMany)

    class Meta:
        model = Provider
        fields: list[str] = []

    def by_country(self, rows: QuerySet[Provider], name: str, countries: QuerySet[Country]) -> QuerySet[Provider]:
        """Those with a site there."""
        return (
            rows.filter(Exists(Site.objects.in_use().filter(provider=OuterRef("pk"), country__in=countries)))
            if countries
            else rows
        )

    def by_standard(self, rows: QuerySet[Provider], name: str, standards: QuerySet[Standard]) -> QuerySet[Provider]:
        """Those that state one of them, each once: stated, not certified."""
        return rows.filter(pk__in=Provider.objects.filter(standards__in=standards).values("pk")) if standards else rows
