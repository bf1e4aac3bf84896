"""What the resources of sourcing take and give."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Input, Output
from core.money import Money
from core.quantity import Quantity
from projects.sourcing.enums import Audience, CancelReason, DeclineReason, OutcomeReason, Result
from projects.sourcing.models import Outcome
from providers.api.fields import TermIn, TermsIn
from vocabulary.models import Country, ServiceLine, Stage, Standard, Unit

STEPS = serializers.ListField(child=serializers.CharField())


class MoneyOut(Output):
    """In major units, as text."""

    amount = serializers.CharField()
    currency = serializers.CharField()


def money_out(value: Money | None) -> dict[str, str] | None:
    """``{"amount": "125000.00", "currency": "EUR"}``, or null where there is none."""
    return None if value is None else {"amount": str(value).split(" ")[0], "currency": value.currency}


def quantity_out(value: Quantity | None) -> dict[str, Any] | None:
    return value.as_json() if value else None


class CriterionField(Input):
    """What is judged, with its weight in percent."""

    code = serializers.SlugField(max_length=40, help_text="Chosen by you; scores are given by it")
    label = serializers.CharField(max_length=120)  # type: ignore[assignment]  # a field's own name, of the criterion
    weight = serializers.IntegerField(min_value=1, max_value=100)


class QuantityIn(Input):
    """A number with a unit's code."""

    value = serializers.DecimalField(max_digits=18, decimal_places=3)
    unit = TermIn(Unit)


class LineIn(Input):
    """One line to be quoted. ``id`` names one that stands there already; a line without a place in the list goes."""

    id = serializers.UUIDField(required=False, allow_null=True, default=None)
    position = serializers.IntegerField(required=False, help_text="Sent back as read: the order of the list decides")
    title = serializers.CharField(max_length=160)
    service_line = TermIn(ServiceLine, required=False, allow_null=True, default=None)
    stage = TermIn(Stage, required=False, allow_null=True, default=None)
    quantity = QuantityIn(required=False, allow_null=True, default=None)
    batches = serializers.IntegerField(min_value=1, max_value=10000, required=False, allow_null=True, default=None)
    standards = TermsIn(Standard, required=False, default=())
    certificates_in_force = serializers.BooleanField(
        required=False, default=False, help_text="A verified certificate of each standard, which has not ended"
    )
    countries_allowed = TermsIn(Country, required=False, default=(), help_text="It has to be done in one of these")
    countries_excluded = TermsIn(Country, required=False, default=())
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    latest_start = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="The work has to begin by then"
    )
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    details = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    questions = serializers.ListField(
        child=serializers.CharField(max_length=500), max_length=50, required=False, default=list
    )
    required_questions = serializers.ListField(
        child=serializers.CharField(max_length=500),
        max_length=50,
        required=False,
        default=list,
        help_text="A quote that offers the line cannot be sent without an answer to each",
    )


class LineOut(Output):
    """A requested line. What is not disclosed to the reader is not there."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    title = serializers.CharField()
    service_line = serializers.CharField(allow_null=True)
    stage = serializers.CharField(allow_null=True)
    quantity = QuantityIn(allow_null=True)
    batches = serializers.IntegerField(allow_null=True)
    standards = serializers.ListField(child=serializers.CharField())
    certificates_in_force = serializers.BooleanField(help_text="A certificate of each standard has to be in force")
    countries_allowed = serializers.ListField(child=serializers.CharField())
    countries_excluded = serializers.ListField(child=serializers.CharField())
    starts_on = serializers.DateField(allow_null=True)
    latest_start = serializers.DateField(allow_null=True, help_text="The work has to begin by then")
    ends_on = serializers.DateField(allow_null=True)
    details = serializers.CharField(required=False)
    questions = serializers.ListField(child=serializers.CharField(), required=False)
    required_questions = serializers.ListField(child=serializers.CharField(), required=False)


class RfqIn(Input):
    """A request with its lines. ``question_days`` before the deadline, or a moment in ``question_cutoff``."""

    codename = serializers.CharField(max_length=120)
    teaser = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    brief = serializers.CharField(max_length=20000, required=False, allow_blank=True, default="")
    handover = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    deadline = serializers.DateTimeField()
    time_zone = serializers.CharField(
        max_length=60, required=False, default="UTC", help_text="Left out of a new request it is that of who writes it"
    )
    question_cutoff = serializers.DateTimeField(required=False, allow_null=True, default=None)
    question_days = serializers.IntegerField(min_value=0, max_value=365, required=False, allow_null=True, default=None)
    is_sealed = serializers.BooleanField(required=False, default=True)
    envelopes = serializers.IntegerField(min_value=1, max_value=2, required=False, default=1)
    second_person = serializers.BooleanField(required=False, default=False)
    min_validity_days = serializers.IntegerField(min_value=0, max_value=1000, required=False, default=60)
    currency = serializers.CharField(max_length=3, required=False, default="EUR")
    criteria = CriterionField(many=True, required=False, default=list)
    needs_cda = serializers.BooleanField(required=False, default=True)
    cda_months = serializers.IntegerField(min_value=1, max_value=240, required=False, default=36)
    sponsor_named = serializers.BooleanField(required=False, default=True)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False, default=Audience.SELECTED.value)
    decision_on = serializers.DateField(required=False, allow_null=True, default=None)
    budget_known = serializers.BooleanField(required=False, default=False)
    starts_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    lines = LineIn(many=True, required=False, default=list)


class RfqNew(RfqIn):
    """A request to begin. With a ``project`` of one's own, what is left out comes from it: a line for each work package."""

    project = serializers.UUIDField(required=False, allow_null=True, default=None)
    codename = serializers.CharField(max_length=120, required=False, help_text="Needed without a project")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("project") and not attrs.get("codename"):
            raise serializers.ValidationError({"codename": [_("Give it a codename, or name a project.")]})
        return attrs


@extend_schema_field(RfqIn(partial=True))
class ChangesField(serializers.DictField):
    """Some fields of a request, which are read against the request that they change."""


class AmendIn(Input):
    """What changes, and why. Fields left out stay; ``lines``, when given, are all of them."""

    reason = serializers.CharField(max_length=2000)
    changes = ChangesField(help_text="Fields of a request, as in its creation")


class OverrideIn(Input):
    """Why it is published although something is missing."""

    override = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    confirm_short_deadline = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Needed where bidders have less than two days from the start to the deadline",
    )


class EditionIn(Input):
    """What was read before it is answered."""

    edition = serializers.IntegerField(
        required=False,
        min_value=1,
        source="expected_edition",
        help_text="The edition of the request that you have read. 412 where it was amended since: read what has changed.",
    )


class ReasonIn(Input):
    """Everybody concerned reads it."""

    reason = serializers.CharField(max_length=2000)


class OptionalReasonIn(Input):
    """Needed after the deadline."""

    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class ExtendIn(ReasonIn):
    """A later moment, and why."""

    deadline = serializers.DateTimeField()


class CancelIn(Input):
    """A reason by its code, and an explanation."""

    reason = serializers.ChoiceField(choices=CancelReason.choices)
    text = serializers.CharField(max_length=2000)


class RoundIn(ExtendIn):
    """With whom the next round is held."""

    invitations = serializers.ListField(child=serializers.UUIDField(), max_length=1000)


class NameIn(Input):
    """The printed name of who accepts."""

    name = serializers.CharField(max_length=120)


class DeclineIn(Input):
    """A reason by its code; ``other`` takes a text."""

    reason = serializers.ChoiceField(choices=DeclineReason.choices)
    text = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class OutcomeIn(Input):
    """What a bidder will be told."""

    reason = serializers.ChoiceField(choices=OutcomeReason.choices)
    feedback = serializers.CharField(max_length=3000)


class OutcomeOut(Output):
    """How it ended, why, and which lines were awarded to it."""

    result = serializers.ChoiceField(choices=Result.choices)
    reason = serializers.CharField()
    feedback = serializers.CharField()
    lines = serializers.SerializerMethodField(help_text="Ids of the lines that were awarded to this quote")

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_lines(self, outcome: Outcome) -> list[str]:
        return [str(one.line_id) for one in outcome.quote.awards.all()]


class RecommendIn(ReasonIn):
    """Which quote gets which line; for each quote a reason and feedback."""

    lines = serializers.DictField(child=serializers.UUIDField(), help_text="Ids of lines to ids of quotes")
    outcomes = serializers.DictField(child=OutcomeIn(), help_text="Ids of quotes to what their bidders are told")
    confirm_outdated_scores = serializers.BooleanField(
        required=False, default=False, help_text="The award may rest on scores given for earlier versions of a quote"
    )


class CloseIn(ReasonIn):
    """Why nothing is awarded, and what each bidder is told."""

    outcomes = serializers.DictField(child=OutcomeIn(), required=False, default=dict)


class ConflictIn(Input):
    """Whether one has an interest in a bidder, and which."""

    has_conflict = serializers.BooleanField()
    text = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


@extend_schema_field(MoneyOut(allow_null=True))
class MoneyField(serializers.Field[Any, Any, Any, Any]):
    """Read only."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Money) -> Any:
        return money_out(value)


class SeriousnessOut(Output):
    """What a bidder weighs before it writes a quote: counts, never names."""

    invited = serializers.IntegerField()
    intending = serializers.IntegerField()
    budget_known = serializers.BooleanField()
    decision_on = serializers.DateField(allow_null=True)
    finished = serializers.IntegerField(help_text="Requests of this sponsor that have ended")
    awarded = serializers.IntegerField(help_text="How many of them with an award")
