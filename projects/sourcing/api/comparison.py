"""Quotes side by side, for programs and as a table."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Output
from api.viewsets import ReadMixin
from core.errors import Invalid, NotFound
from organizations.roles import Permission
from projects.sourcing.api import fields
from projects.sourcing.api.invitation import OfRfq
from projects.sourcing.exports import as_csv, as_xlsx
from projects.sourcing.models import Evaluation, Quote, Rfq
from projects.sourcing.printed import printed_comparison
from projects.sourcing.selectors.comparison import Column, comparison_of
from projects.sourcing.selectors.recommendation import Decision, pending_recommendation
from projects.sourcing.selectors.sensitivity import sensitivities_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


class RowOut(Output):
    """A requested line; its cells are in the order of the columns."""

    line = serializers.UUIDField()
    title = serializers.CharField()
    cells = CellOut(many=True)


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


@extend_schema_serializer(many=False)
class ComparisonOut(Output):
    """A row a requested line, a column a quote."""

    currency = serializers.CharField()
    columns = ColumnOut(many=True)
    rows = RowOut(many=True)
    sensitivity = SensitivityOut(many=True)
    recommendation = RecommendationOut(allow_null=True)
    left_aside = serializers.ListField(
        child=serializers.CharField(), help_text="Bidders with an opened quote who were taken off the request: not compared"
    )


class ComparisonViewSet(OfRfq):
    """What was opened, for the sponsor."""

    permissions = {"list": Permission.RFQ_VIEW}
    queryset = Rfq.objects.none()
    serializer_class = ComparisonOut
    pagination_class = None

    def needed_permission(self) -> Any:
        return self.permissions[self.action] if self.action == "list" else super().needed_permission()

    @extend_schema(
        summary="Compare what was opened",
        responses={
            200: ComparisonOut,
            (200, "text/csv"): OpenApiTypes.BINARY,
            (200, XLSX): OpenApiTypes.BINARY,
            (200, "application/pdf"): OpenApiTypes.BINARY,
        },
        parameters=[OpenApiParameter("as", enum=["json", "csv", "xlsx", "pdf"])],
    )
    def list(self, request: Request, rfq_pk: UUID) -> Any:
        rfq = self.rfq()
        if rfq.organization_id != self.actor.organization_id:
            raise NotFound
        comparison = comparison_of(self.actor, rfq)
        kind = request.query_params.get("as", "json")
        name = f"{rfq.number}-comparison"
        if kind == "csv":
            return _file(as_csv(comparison), "text/csv; charset=utf-8", f"{name}.csv")
        if kind == "xlsx":
            return _file(as_xlsx(comparison), XLSX, f"{name}.xlsx")
        if kind == "pdf":
            return _file(printed_comparison(self.actor, rfq, comparison), "application/pdf", f"{name}.pdf")
        if kind != "json":
            raise Invalid(errors={"as": ["Choose json, csv, xlsx or pdf."]})
        rows = [{"line": line.pk, "title": line.title, "cells": cells} for line, cells in comparison.rows]
        columns = [_column(one) for one in comparison.columns]
        recommended = pending_recommendation(self.actor, rfq, comparison)
        return Response(
            {
                "currency": comparison.currency,
                "columns": columns,
                "rows": [_row(one) for one in rows],
                "sensitivity": SensitivityOut(sensitivities_of(comparison), many=True).data,
                "recommendation": RecommendationOut(recommended).data if recommended else None,
                "left_aside": comparison.left_aside,
            }
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


class EvaluationViewSet(ReadMixin, OfRfq):
    """Who scored what, for the sponsor. Scores are given at the quote."""

    permissions = {"list": Permission.RFQ_VIEW, "retrieve": Permission.RFQ_VIEW}
    queryset = Evaluation.objects.none()
    serializer_class = EvaluationOut

    def needed_permission(self) -> Any:
        return self.permissions.get(self.action) if self.action in self.permissions else super().needed_permission()

    def get_queryset(self) -> QuerySet[Evaluation]:
        asked = {"quote__invitation__rfq_id": self.kwargs["rfq_pk"]}
        rows = Evaluation.objects.filter(quote__in=Quote.objects.asked_by(self.actor).order_by().values("pk"), **asked)
        return rows.select_related("person", "version", "quote").order_by("created_at", "pk")


def _column(column: Column) -> dict[str, Any]:
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


def _row(row: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {
            "state": cell.state,
            "amount": fields.money_out(cell.amount),
            "converted": fields.money_out(cell.converted),
            "levelled": fields.money_out(cell.levelled),
            "is_filled": cell.is_filled,
        }
        for cell in row["cells"]
    ]
    return {**row, "line": str(row["line"]), "cells": cells}


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
