"""Serializers give the shape of input and output; they never write."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers


class Output(serializers.Serializer[Any]):
    """What a reader gets."""


class Input(serializers.Serializer[Any]):
    """What a caller sends to one action. A field it does not know is an error that names it."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - {name for name, field in self.fields.items() if not field.read_only})
            if unknown:
                raise serializers.ValidationError({str(name)[:80]: [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


class Grouped(Input):
    """Fields that a reader gets in groups, like ``scale {low, high, unit}``: they can be sent alone or in their group, once.

    ``GROUPS`` name each group's parts and the field each stands for. The groups are declared as fields too, for the schema.
    """

    GROUPS: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, dict) or not self.GROUPS.keys() & data.keys():
            return super().to_internal_value(data)
        sent = [name for name in self.GROUPS if name in data]
        alone = {name: value for name, value in data.items() if name not in sent}
        for name in sent:
            alone |= self._parts(name, data[name], alone)
        try:
            return super().to_internal_value(alone)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(self._placed(sent, error.detail)) from error

    def _parts(self, name: str, value: Any, alone: Mapping[str, Any]) -> dict[str, Any]:
        fields = self.GROUPS[name]
        if value is None:
            return self._nothing(fields.values())
        if not isinstance(value, dict):
            raise serializers.ValidationError(
                {name: [_("Send an object of %(fields)s, or null.") % {"fields": ", ".join(fields)}]}
            )
        unknown = {str(part)[:80]: [_("There is no such field.")] for part in value if part not in fields}
        if unknown:
            raise serializers.ValidationError({name: unknown})
        twice = {
            fields[part]: [_("Say it once: here, or in %(name)s.") % {"name": name}]
            for part in value
            if fields[part] in alone
        }
        if twice:
            raise serializers.ValidationError(twice)
        return {fields[part]: one for part, one in value.items()}

    def _nothing(self, names: Iterable[str]) -> dict[str, Any]:
        """What a group that is null says of its fields: nothing of a figure, no of what is true or false."""
        flags = {name: False for name in names if isinstance(self.fields[name], serializers.BooleanField)}
        return {name: None for name in names if self.fields[name].allow_null} | flags

    def _placed(self, sent: list[str], detail: Any) -> Any:
        """What is wrong stands where it was sent."""
        placed = dict(detail)
        for name in sent:
            wrong = {part: placed.pop(field) for part, field in self.GROUPS[name].items() if field in placed}
            placed |= {name: wrong} if wrong else {}
        return placed


class NoInput(Input):
    """For actions that take nothing but the address."""
