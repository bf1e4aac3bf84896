"""Quotes side by side as programs read them."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.serializers import Output
from projects.sourcing.api import fields
from projects.sourcing.models import RfqLine
from projects.sourcing.selectors.award import Allotment
from projects.sourcing.selectors.comparison import Cell, Column
from projects.sourcing.selectors.recommendation import Decision


class RateOut(Output):
    """As the opening has frozen it."""

    rate = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a field's own name, of the rate


class ColumnOut(Output):
    """A quote with its totals. What is not known is null, never 0."""

    quote = serializers.UUIDField()
    provider = serializers.CharField()
    status = serializers.CharField()
    kind = serializers.CharField()
    round = serializers.IntegerField()
    entered_from = serializers.CharField(help_text="Named where an operator entered it from a document")
    negotiated = serializers.IntegerField(help_text="How often its provider has answered what was asked after the opening")
    weeks = serializers.IntegerField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    total = fields.MoneyOut(allow_null=True)
    converted = fields.MoneyOut(allow_null=True)
    levelled = fields.MoneyOut(allow_null=True)
    filled = serializers.IntegerField(help_text="How many gaps the levelled total fills with the median of the others")
    score = serializers.CharField(allow_null=True)
    score_note = serializers.CharField(
        help_text="Where scores were given for an earlier version, or nobody knows for which"
    )
    rate = RateOut(allow_null=True)


class CellOut(Output):
    """How a quote answers a line."""

    state = serializers.CharField()
    amount = fields.MoneyOut(allow_null=True)
    converted = fields.MoneyOut(allow_null=True)
    levelled = fields.MoneyOut(allow_null=True)
    is_filled = serializers.BooleanField()


class ComparedQuestionOut(Output):
    """A question about a line with each bidder's answer, in the order of the columns; empty where there is none."""

    text = serializers.CharField()
    is_required = serializers.BooleanField()
    replies = serializers.ListField(child=serializers.CharField(allow_blank=True))


class RowOut(Output):
    """A requested line; its cells are in the order of the columns."""

    line = serializers.UUIDField()
    title = serializers.CharField()
    cells = CellOut(many=True)
    questions = ComparedQuestionOut(many=True)


class FlipOut(Output):
    """At this weight in percent, and beyond it, another quote comes first."""

    weight = serializers.CharField()
    provider = serializers.CharField()


class SensitivityOut(Output):
    """How the order turns as one weight moves and the others keep their proportion."""

    criterion = serializers.CharField(source="label")
    weight = serializers.CharField()
    order = serializers.ListField(child=serializers.CharField(), source="now", help_text="Providers, the best first")
    order_with_less = serializers.ListField(child=serializers.CharField(), source="with_less")
    order_with_more = serializers.ListField(child=serializers.CharField(), source="with_more")
    first_changes_below = FlipOut(source="below", allow_null=True)
    first_changes_above = FlipOut(source="above", allow_null=True)


class DecisionOut(Output):
    """What a quote would get, and what its bidder would be told."""

    quote = serializers.UUIDField()
    provider = serializers.CharField()
    lines = serializers.ListField(child=serializers.UUIDField(), help_text="That it would be awarded")
    reason = serializers.CharField()
    feedback = serializers.CharField()
    is_outdated = serializers.BooleanField(help_text="It was scored for an earlier version than the open one")

    def to_representation(self, decision: Decision) -> dict[str, Any]:
        values = {name: getattr(decision, name) for name in ("provider", "reason", "feedback", "is_outdated")}
        return {"quote": str(decision.quote.pk), "lines": [str(line.pk) for line in decision.lines], **values}


class RecommendationOut(Output):
    """The award that waits for a second approver."""

    recommended_by = serializers.CharField(source="by")
    recommended_at = serializers.DateTimeField(source="at")
    reason = serializers.CharField()
    decisions = DecisionOut(many=True)
    warning = serializers.CharField(help_text="Says where it rests on scores of earlier versions; empty otherwise")


class AwardedLineOut(Output):
    """A line with the quote that gets it; null where nobody does."""

    line = serializers.UUIDField()
    quote = serializers.UUIDField(allow_null=True)
    provider = serializers.CharField(allow_null=True)
    amount = fields.MoneyOut(allow_null=True, help_text="As quoted")
    converted = fields.MoneyOut(allow_null=True)


class AwardOut(Output):
    """Who gets which line; ``total`` is in the currency of the comparison, null where a price is not known."""

    lines = AwardedLineOut(many=True)
    total = fields.MoneyOut(allow_null=True)


@extend_schema_serializer(many=False)
class ComparisonOut(Output):
    """A row a requested line, a column a quote."""

    currency = serializers.CharField()
    columns = ColumnOut(many=True)
    is_to_declare = serializers.BooleanField(
        help_text="The reader is an evaluator, and declares first whether they have an interest in a bidder"
    )
    are_scores_hidden = serializers.BooleanField(help_text="Until the reader has given scores of their own")
    rows = RowOut(many=True)
    sensitivity = SensitivityOut(many=True)
    recommendation = RecommendationOut(allow_null=True)
    award = AwardOut(allow_null=True)
    left_aside = serializers.ListField(
        child=serializers.CharField(), help_text="Bidders with an opened quote who were taken off the request: not compared"
    )
    barred = serializers.ListField(
        child=serializers.CharField(), help_text="Why bidders that operators have stopped cannot be awarded now"
    )


class EvaluationOut(Output):
    """One evaluator's score of one quote by one criterion."""

    id = serializers.UUIDField()
    quote = serializers.UUIDField(source="quote_id")
    version = serializers.IntegerField(
        source="version.number", allow_null=True, help_text="Of the quote, that the score was given for; null: not recorded"
    )
    is_outdated = serializers.BooleanField(help_text="Another version of the quote was opened since")
    criterion = serializers.CharField()
    score = serializers.IntegerField()
    comment = serializers.CharField()
    evaluator = serializers.CharField(source="person.name")


def column_out(column: Column) -> dict[str, Any]:
    return {
        "quote": str(column.quote.pk),
        "provider": column.provider,
        "status": column.quote.standing,
        "kind": column.content.kind,
        "round": column.quote.round,
        "entered_from": column.quote.sent.entered_from if column.quote.sent else "",
        "negotiated": column.negotiated,
        "weeks": column.content.weeks,
        "valid_until": column.quote.valid_until,
        "total": fields.money_out(column.total),
        "converted": fields.money_out(column.converted),
        "levelled": fields.money_out(column.levelled),
        "filled": column.filled,
        "score": str(column.score) if column.score is not None else None,
        "score_note": column.score_note,
        "rate": column.rate.as_json() if column.rate else None,
    }


def row_out(line: RfqLine, answers: tuple[Cell, ...]) -> dict[str, Any]:
    cells = [
        {
            "state": cell.state,
            "amount": fields.money_out(cell.amount),
            "converted": fields.money_out(cell.converted),
            "levelled": fields.money_out(cell.levelled),
            "is_filled": cell.is_filled,
        }
        for cell in answers
    ]
    questions = [
        {"text": one.text, "is_required": one.is_required, "replies": [cell.replies[place] for cell in answers]}
        for place, one in enumerate(line.asked)
    ]
    return {"line": str(line.pk), "title": line.title, "cells": cells, "questions": questions}


def award_out(awarded: Allotment) -> dict[str, Any]:
    lines = [
        {
            "line": str(one.line.pk),
            "quote": str(one.column.quote.pk) if one.column else None,
            "provider": one.column.provider if one.column else None,
            "amount": fields.money_out(one.cell.amount) if one.cell else None,
            "converted": fields.money_out(one.cell.converted) if one.cell else None,
        }
        for one in awarded.rows
    ]
    return {"lines": lines, "total": fields.money_out(awarded.total)}
