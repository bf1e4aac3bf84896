"""What programs send to be ranked: a text, requirements, or both, and what counts how much."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Input
from projects.matching.engine.weights import HEAVIEST
from projects.matching.enums import Criterion

MOST_RESULTS = 100


class WeightsField(serializers.DictField):
    """Weights by criterion, from 0 to 10; those not named keep their usual weight."""

    def __init__(self, **kwargs: Any) -> None:
        text = "By criterion, from 0 to 10; those not named keep their usual weight"
        child = serializers.FloatField(min_value=0, max_value=HEAVIEST)
        super().__init__(**{"required": False, "default": dict, "help_text": text, **kwargs, "child": child})

    def to_internal_value(self, data: Any) -> Any:
        weights = super().to_internal_value(data)
        unknown = sorted(set(weights) - set(Criterion.values))
        if unknown:
            known = ", ".join(Criterion.values)
            text = _("There is no criterion “%(name)s”. Known are: %(known)s.")
            raise serializers.ValidationError(text % {"name": unknown[0][:40], "known": known})
        return {Criterion(name): weight for name, weight in weights.items()}


@extend_schema_field({"example": {"modality": ["mab"], "scale": {"value": 2000, "unit": "l-bioreactor"}}})
class RequirementsField(serializers.JSONField):
    """Of several forms, which ``given`` checks."""


class BriefIn(Input):
    """A text, or requirements, or requirements with the text that they were read from."""

    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False, default="")
    requirements = RequirementsField(
        required=False,
        help_text='Codes by subject (`{"modality": ["mab"], "scale": {"value": 2000, "unit": "l-bioreactor"}}`), or a list of '
        "objects as in `understood`. Sent back with its text, `understood` gives the same ranking: `words` count where they stand in "
        "the text, and what has a `confidence` below 0.5 is a guess that shuts nobody out; leave it out to confirm it. A `scale` "
        "with `high` alone shuts nobody out",
    )
    weights = WeightsField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("requirements") is None and not attrs["text"].strip():
            raise serializers.ValidationError({"text": [_("Send a text or requirements.")]})
        return attrs


class PreviewIn(BriefIn):
    """The same, and how many to answer."""

    limit = serializers.IntegerField(required=False, min_value=1, max_value=MOST_RESULTS, default=20)
