"""How one's own offerings are narrowed, on the page and in the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import OneOfMany
from services.enums import OfferingStatus
from services.models import Offering

PUBLIC, OWN = "public", "own"


class OwnOfferingFilter(django_filters.FilterSet):
    """By state, by where it comes from, by words of its title or service line."""

    q = django_filters.CharFilter(method="by_words", label=_("Words"), max_length=100)
    status = django_filters.MultipleChoiceFilter(choices=OfferingStatus.choices, label=_("State"), widget=OneOfMany)
    source = django_filters.ChoiceFilter(
        method="by_source",
        label=_("Where it comes from"),
        choices=[(PUBLIC, _("Public sources, not confirmed")), (OWN, _("Ourselves"))],
        empty_label=_("Anywhere"),
    )

    class Meta:
        model = Offering
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Offering], name: str, value: str) -> QuerySet[Offering]:
        """Every word stands in the title or in the service line's name, in either language."""
        for word in value.split()[:10]:
            titles = Q(title_en__icontains=word) | Q(title_zh__icontains=word)
            lines = Q(service_line__label_en__icontains=word) | Q(service_line__label_zh__icontains=word)
            rows = rows.filter(titles | lines)
        return rows

    def by_source(self, rows: QuerySet[Offering], name: str, value: str) -> QuerySet[Offering]:
        """What nobody at the provider has confirmed, or the rest."""
        return rows.exclude(shipped_digest="") if value == PUBLIC else rows.filter(shipped_digest="")
