"""What a quote says, as programs write it."""

from typing import Any

from rest_framework import serializers

from api.serializers import Input
from projects.sourcing.content import LONGEST_REPLY, Assumption, LineAnswer, MilestoneOffer, QuoteContent, Reply
from projects.sourcing.enums import Answer, PriceModel, QuoteKind

PRICE = {"max_digits": 18, "decimal_places": 6, "required": False, "allow_null": True, "default": None}


class ReplyField(Input):
    """The answer to a question of the line, with the question as it is asked."""

    question = serializers.CharField(max_length=500)
    text = serializers.CharField(max_length=LONGEST_REPLY, allow_blank=True)


class LineAnswerField(Input):
    """The answer to a requested line. ``price`` is per batch, unit or FTE where the model says so; a pass-through's its cap."""

    line = serializers.UUIDField()
    answer = serializers.ChoiceField(choices=Answer.choices, required=False, allow_blank=True, default="")
    price_model = serializers.ChoiceField(choices=PriceModel.choices, required=False, default=PriceModel.FIXED.value)
    price = serializers.DecimalField(**PRICE)  # type: ignore[arg-type]
    quantity = serializers.DecimalField(**PRICE)  # type: ignore[arg-type]
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    replies = ReplyField(many=True, required=False, default=list)


class MilestoneField(Input):
    """A payment; week 0 is up front."""

    title = serializers.CharField(max_length=200)
    amount = serializers.DecimalField(**PRICE)  # type: ignore[arg-type]
    week = serializers.IntegerField(min_value=0, max_value=2000, required=False, allow_null=True, default=None)


class AssumptionField(Input):
    """What the price rests on, with an id of its own."""

    id = serializers.SlugField(max_length=20)
    text = serializers.CharField(max_length=2000)


class ContentField(Input):
    """What a quote says, as a whole. Half of it may be missing until it is sent."""

    kind = serializers.ChoiceField(choices=QuoteKind.choices, required=False, default=QuoteKind.BINDING.value)
    currency = serializers.CharField(max_length=3, required=False, allow_blank=True, default="")
    valid_until = serializers.DateField(required=False, allow_null=True, default=None)
    weeks = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True, default=None)
    lines = LineAnswerField(many=True, required=False, default=list)
    milestones = MilestoneField(many=True, required=False, default=list)
    assumptions = AssumptionField(many=True, required=False, default=list)
    up_front_reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    tax_note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    team = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    summary = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")


class ContentIn(Input):
    """What the quote says from now on."""

    content = ContentField()


def content_from(values: dict[str, Any]) -> QuoteContent:
    """What was sent, as a quote's content."""
    lines = tuple(
        LineAnswer(**{**one, "line": str(one["line"]), "replies": tuple(Reply(**reply) for reply in one["replies"])})
        for one in values["lines"]
    )
    milestones = tuple(MilestoneOffer(**one) for one in values["milestones"])
    assumptions = tuple(Assumption(**one) for one in values["assumptions"])
    return QuoteContent(**{**values, "lines": lines, "milestones": milestones, "assumptions": assumptions})
