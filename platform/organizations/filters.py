"""Filters that page and API share."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event, Seal
from events.phrases import PHRASES

DAY = forms.DateInput(attrs={"type": "date"})


class TrailFilter(django_filters.FilterSet):
    """The trail by what happened and when."""

    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=list(PHRASES.items()))
    since = django_filters.DateFilter(label=_("From"), field_name="occurred_at", lookup_expr="date__gte", widget=DAY)
    until = django_filters.DateFilter(label=_("To"), field_name="occurred_at", lookup_expr="date__lte", widget=DAY)

    class Meta:
        model = Event
        fields: list[str] = []


class SealFilter(django_filters.FilterSet):
    """The same for the API, whose rows are the trail's positions."""

    kind = django_filters.ChoiceFilter(field_name="event__kind", choices=list(PHRASES.items()))
    since = django_filters.IsoDateTimeFilter(field_name="event__occurred_at", lookup_expr="gte")
    until = django_filters.IsoDateTimeFilter(field_name="event__occurred_at", lookup_expr="lte")
    after = django_filters.NumberFilter(field_name="position", lookup_expr="gt")

    class Meta:
        model = Seal
        fields: list[str] = []
