"""What a provider's own resources take and give: terms by code, sites by identifier, quantities."""

import json
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from api.serializers import Input, Output
from core.errors import Invalid
from organizations.actor import Actor
from providers.models import Site
from providers.selectors.mine import my_sites
from vocabulary.models import Term, TreeTerm
from vocabulary.selectors.vocabulary import current_vocabulary


@extend_schema_field(OpenApiTypes.STR)
class TermIn(serializers.Field[Any, Any, Any, Any]):
    """A term in use, by its code; of a tree, only the lowest level where ``leaves`` says so."""

    default_error_messages = {"unknown": "There is no “{code}” to choose here. See /api/v1/vocabulary/{kind}/."}

    def __init__(self, model: type[Term], *, leaves: bool = False, **kwargs: Any) -> None:
        super().__init__(**{"help_text": f"A code of `vocabulary/{model.KIND}/`", **kwargs})
        self.model, self.leaves = model, leaves

    def to_internal_value(self, data: Any) -> Term:
        term = current_vocabulary().terms[self.model].get(data) if isinstance(data, str) else None
        is_group = self.leaves and isinstance(term, TreeTerm) and not term.is_leaf
        if term is None or term.is_retired or is_group:
            self.fail("unknown", code=str(data)[:60], kind=self.model.KIND)
        return term

    def to_representation(self, value: Any) -> str:
        return str(value.pk)


class TermsIn(serializers.ListField):
    """Several terms, each once; at least one unless ``required`` is False."""

    def __init__(self, model: type[Term], *, leaves: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("allow_empty", not kwargs.get("required", True))
        super().__init__(child=TermIn(model, leaves=leaves), max_length=400, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return tuple(dict.fromkeys(super().to_internal_value(data)))


class Change(Input):
    """The fields of an input, none of which must be given: what is left out stays.

    What was read can be sent back as it is: a field that is only read is taken where it says what stands, and refused where it
    says something else. What is in FOLLOWING follows from the rest and from the clock, and is passed over.
    """

    FOLLOWING: ClassVar[frozenset[str]] = frozenset({"available_actions"})

    def get_fields(self) -> Any:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, serializers.empty
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if type(data) is dict and self.instance is not None:
            data = self._without_what_is_only_read(data)
        return super().to_internal_value(data)

    def _without_what_is_only_read(self, data: dict[str, Any]) -> dict[str, Any]:
        answer = self.context["view"].get_serializer(self.instance)
        only_read = [name for name in data if name in answer.fields and name not in self.fields]
        # A version is what the whole change is held to: see Resource.changes.
        held = {name for name in only_read if name == "version" and type(data[name]) is int}
        wrong = [name for name in only_read if name not in self.FOLLOWING | held and data[name] != self._read(answer, name)]
        if wrong:
            raise serializers.ValidationError({name: [_("This cannot be changed here: leave it out.")] for name in wrong})
        return {name: value for name, value in data.items() if name not in only_read}

    def _read(self, answer: Any, name: str) -> Any:
        field = answer.fields[name]
        value = field.get_attribute(self.instance)
        return None if value is None else json.loads(JSONRenderer().render(field.to_representation(value)))


class OwnSiteOut(Output):
    """Where it is."""

    id = serializers.UUIDField()
    city = serializers.CharField()
    country = serializers.CharField(source="country_id", help_text="ISO 3166 code")


def own_site(actor: Actor, pk: UUID) -> Site:
    """One of the organisation's own sites. Raises Invalid for another's as for none."""
    site = my_sites(actor).filter(pk=pk).first()
    if site is None:
        raise Invalid(errors={"site": [_("Choose one of your sites.")]})
    return site


def figure(value: Any) -> str | None:
    """A number as the API writes it: without trailing zeros, null where nobody has said."""
    return None if value is None else f"{value.normalize():f}"


class ScaleRangeOut(Output):
    """From the smallest to the largest; null where nobody has said."""

    min = serializers.CharField(allow_null=True)
    max = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
