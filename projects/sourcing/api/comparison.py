"""Quotes side by side, for programs and as a table."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.viewsets import ReadMixin
from core.errors import Invalid, NotFound
from organizations.roles import Permission
from projects.sourcing.api.comparison_out import (
    ComparisonOut,
    EvaluationOut,
    RecommendationOut,
    SensitivityOut,
    award_out,
    column_out,
    row_out,
)
from projects.sourcing.api.invitation import OfRfq
from projects.sourcing.exports import as_csv, as_xlsx
from projects.sourcing.models import Evaluation, Quote, Rfq
from projects.sourcing.printed import printed_comparison
from projects.sourcing.selectors.award import awarded_lines
from projects.sourcing.selectors.comparison import compared_quotes, comparison_of, ensure_declared
from projects.sourcing.selectors.judging import is_to_declare, is_to_score
from projects.sourcing.selectors.recommendation import pending_recommendation
from projects.sourcing.selectors.sensitivity import sensitivities_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        awarded = awarded_lines(self.actor, rfq, comparison)
        kind = request.query_params.get("as", "json")
        if kind != "json":
            ensure_declared(comparison)
        name = f"{rfq.number}-comparison"
        if kind == "csv":
            return _file(as_csv(comparison, awarded), "text/csv; charset=utf-8", f"{name}.csv")
        if kind == "xlsx":
            return _file(as_xlsx(comparison, awarded), XLSX, f"{name}.xlsx")
        if kind == "pdf":
            return _file(printed_comparison(self.actor, rfq, comparison, awarded), "application/pdf", f"{name}.pdf")
        if kind != "json":
            raise Invalid(errors={"as": [_("Choose json, csv, xlsx or pdf.")]})
        columns = [column_out(one) for one in comparison.columns]
        recommended = pending_recommendation(self.actor, rfq, comparison)
        return Response(
            {
                "currency": comparison.currency,
                "columns": columns,
                "is_to_declare": bool(comparison.undeclared),
                "are_scores_hidden": comparison.is_blind,
                "rows": [row_out(line, cells) for line, cells in comparison.rows],
                "sensitivity": SensitivityOut(sensitivities_of(comparison), many=True).data,
                "recommendation": RecommendationOut(recommended).data if recommended else None,
                "award": award_out(awarded) if awarded else None,
                "left_aside": comparison.left_aside,
                "barred": comparison.barred,
            }
        )


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
        rfq = self.rfq()
        if is_to_declare(self.actor, rfq) or is_to_score(self.actor, rfq, compared_quotes(self.actor, rfq)[0]):
            rows = rows.filter(person_id=self.actor.user_id)
        return rows.select_related("person", "version", "quote").order_by("created_at", "pk")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
