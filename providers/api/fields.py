"""What a provider's own resources take and give: terms by code, sites by identifier, quantities."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

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
    """The fields of an input, none of which must be given: what is left out stays."""

    def get_fields(self) -> Any:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, serializers.empty
        return fields


class OwnSiteOut(Output):
    """Where it is."""

    id = serializers.UUIDField()
    city = serializers.CharField()
    country = serializers.CharField(source="country_id", help_text="ISO 3166 code")


def own_site(actor: Actor, pk: UUID) -> Site:
    """One of the organisation's own sites. Raises Invalid for another's as for none."""
    site = my_sites(actor).filter(pk=pk).first()
    if site is None:
        raise Invalid(errors={"site": ["Choose one of your sites."]})
    return site


def figure(value: Any) -> str | None:
    """A number as the API writes it: without trailing zeros, null where nobody has said."""
    return None if value is None else f"{value.normalize():f}"


class ScaleRangeOut(Output):
    """From the smallest to the largest; null where nobody has said."""

    min = serializers.CharField(allow_null=True)
    max = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
