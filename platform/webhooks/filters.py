"""Filters that page and API share."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.forms import OneOfMany
from webhooks.enums import DeliveryStatus
from webhooks.models import Delivery


class DeliveryFilter(django_filters.FilterSet):
    """Deliveries by how far they came."""

    status = django_filters.MultipleChoiceFilter(label=_("State"), choices=DeliveryStatus.choices, widget=OneOfMany)

    class Meta:
        model = Delivery
        fields: list[str] = []
