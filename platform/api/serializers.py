"""Serializers give the shape of input and output; they never write."""

from typing import Any

from rest_framework import serializers


class Output(serializers.Serializer[Any]):
    """What a reader gets."""


class Input(serializers.Serializer[Any]):
    """What a caller sends to one action. A field it does not know is an error that names it."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - {name for name, field in self.fields.items() if not field.read_only})
            if unknown:
                raise serializers.ValidationError({str(name)[:80]: ["There is no such field."] for name in unknown})
        return super().to_internal_value(data)


class NoInput(Input):
    """For actions that take nothing but the address."""
