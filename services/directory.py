"""The directory's filters with its words, which are read as the catalogue reads them: page and API alike."""

import django_filters
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from providers.filters import ProviderFilter
from providers.models import Provider
from services.selectors.catalogue import current_catalogue
from services.selectors.profile import providers_for

SLUGS = ArrayField(CharField(max_length=80))


class DirectoryFilter(ProviderFilter):
    """``q`` finds names in both languages, cities, terms and what they are called, forgiving of typing errors."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, place or service"), max_length=200)
    field_order = ("q",)

    def by_text(self, rows: QuerySet[Provider], name: str, value: str) -> QuerySet[Provider]:
        """Whoever is called so first, with or without an offering; then who does it, the best match first."""
        slugs = providers_for(value, current_catalogue())
        place = Func(Value(slugs, output_field=SLUGS), F("slug"), function="array_position", output_field=IntegerField())
        found = rows.filter(Q(slug__in=slugs) | Q(name__icontains=value.strip()))
        return found.order_by(place.asc(nulls_first=True), "name", "id")
