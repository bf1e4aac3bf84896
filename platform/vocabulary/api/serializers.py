"""Terms as the API writes them: names in the reader's language, references by code."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Output


@extend_schema_field(str)
class Codes(serializers.SlugRelatedField[Any]):
    """The codes of related terms."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", read_only=True, **kwargs)


class Synonyms(Output):
    """What people write, by language."""

    en = serializers.ListField(child=serializers.CharField(), source="synonyms_en")
    zh_hans = serializers.ListField(child=serializers.CharField(), source="synonyms_zh")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        return {"en": fields["en"], "zh-hans": fields["zh_hans"]}


class TermOut(Output):
    """What every term has. `label` and `description` are in the language of Accept-Language."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field by that name, which DRF allows
    description = serializers.CharField()
    parent = serializers.CharField(source="parent_code", allow_null=True)  # type: ignore[assignment]  # a field by that name, which DRF allows
    order = serializers.IntegerField()
    synonyms = Synonyms(source="*")
    retired_at = serializers.DateTimeField(allow_null=True)


class GateOut(TermOut):
    """The decision that ends a stage."""


class StageOut(TermOut):
    """A step of the chain."""

    exit_gate = serializers.CharField(source="exit_gate_id", allow_null=True)
    overlaps_with = Codes(many=True)


class ModalityOut(TermOut):
    """A kind of medicine; only leaves are chosen."""

    level = serializers.IntegerField()
    is_leaf = serializers.BooleanField()


class ServiceLineOut(ModalityOut):
    """What is sold, with the stages and modalities for which it is bought; only leaves are sold."""

    stages = Codes(many=True)
    modalities = Codes(many=True)


class ExpressionSystemOut(TermOut):
    """A host or process."""

    family = serializers.CharField()


class StandardOut(TermOut):
    """A standard or licence."""

    family = serializers.CharField()
    jurisdiction = serializers.CharField(source="jurisdiction_id", allow_null=True)


class UnitOut(TermOut):
    """A unit. A value times `factor` is in `base_unit`; `aliases` have their own factors to it."""

    symbol = serializers.CharField()
    dimension = serializers.CharField()
    base_unit = serializers.CharField()
    factor = serializers.DecimalField(max_digits=30, decimal_places=12, normalize_output=True)
    aliases = serializers.DictField(child=serializers.CharField())


class CountryOut(TermOut):
    """A country; its code is that of ISO 3166."""

    region = serializers.CharField(source="region_id")


class JurisdictionOut(TermOut):
    """Whose rules hold."""

    country = serializers.CharField(source="country_id", allow_null=True)
    region = serializers.CharField(source="region_id")
    regulators = Codes(many=True)


class RegulatorOut(TermOut):
    """An authority."""

    jurisdiction = serializers.CharField(source="jurisdiction_id")


class RegionOut(TermOut):
    """A part of the world."""


class DocumentTypeOut(TermOut):
    """A paper."""

    category = serializers.CharField()


class MaterialTypeOut(TermOut):
    """A material."""


class ActivityOut(TermOut):
    """An activity."""


class SiteFunctionOut(TermOut):
    """What a site is for."""


class MilestoneOut(Output):
    """A step; weeks count from the kick-off and are planning ranges."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field by that name, which DRF allows
    week_min = serializers.IntegerField(allow_null=True)
    week_max = serializers.IntegerField(allow_null=True)


class MilestoneTemplateOut(TermOut):
    """A usual course of work. Without a `source` the weeks are public knowledge, unverified."""

    service_lines = Codes(many=True)
    weeks_min = serializers.IntegerField(allow_null=True)
    weeks_max = serializers.IntegerField(allow_null=True)
    confidence = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field by that name, which DRF allows
    note = serializers.CharField()
    milestones = MilestoneOut(many=True)
