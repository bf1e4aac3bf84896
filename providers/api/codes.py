"""Related terms as the API writes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field(serializers.ListField(child=serializers.CharField()))
class Codes(serializers.Field[Any, Any, Any, Any]):
    """The codes of related terms, in the vocabulary's order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> list[str]:
        return [term.pk for term in sorted(value.all(), key=lambda term: term.order)]
