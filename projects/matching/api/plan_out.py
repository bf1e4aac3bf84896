"""A plan as the API writes it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Output
from projects.matching.enums import PlanKind
from projects.matching.models import ChainPlan
from projects.matching.selectors.chain_plan import told_by_package
from services.api.row import PlaceOut, ProviderReferenceOut


class PlanPriceOut(Output):
    """From the lowest to the highest that is known, as text."""

    currency = serializers.CharField()
    low = serializers.CharField()
    high = serializers.CharField()


class PlanStepOut(Output):
    """A work package. Without a provider nobody takes it whole; ``near`` is who comes nearest. Weeks count from the first order."""

    package = serializers.UUIDField(help_text="The work package")
    service_line = serializers.CharField()
    provider = ProviderReferenceOut(allow_null=True)
    near = ProviderReferenceOut(allow_null=True, default=None)
    offering = serializers.UUIDField(allow_null=True, default=None)
    site = PlaceOut(allow_null=True, default=None)
    lead = serializers.ListField(
        child=serializers.IntegerField(allow_null=True), allow_null=True, default=None, help_text="Weeks, from and to; null: unknown"
    )  # fmt: skip
    starts = serializers.ListField(child=serializers.IntegerField(), allow_null=True, default=None)
    ends = serializers.ListField(child=serializers.IntegerField(), allow_null=True, default=None)
    price = PlanPriceOut(allow_null=True)
    score = serializers.FloatField(allow_null=True, default=None)
    reasons = serializers.ListField(child=serializers.CharField())


class PlanHandoverOut(Output):
    """What is made in one package goes on in another, at another site or another provider's."""

    first = serializers.UUIDField(source="from", help_text="The work package it comes from")
    then = serializers.UUIDField(source="to")
    other_provider = serializers.BooleanField()
    crosses_border = serializers.BooleanField(allow_null=True, help_text="null: a site is not known")


class ChainPlanOut(Output):
    """How all work packages could be covered. None of the plans of a run is better than another in everything."""

    id = serializers.UUIDField()
    run = serializers.UUIDField(source="run_id")
    best_in = serializers.ListField(child=serializers.ChoiceField(PlanKind.choices), source="kinds")
    fit = serializers.FloatField(help_text="0 to 1, the mean of the packages")
    providers = serializers.IntegerField()
    handovers = serializers.IntegerField()
    borders = serializers.IntegerField(help_text="Hand-overs to another country")
    uncovered = serializers.IntegerField(help_text="Packages that nobody takes whole")
    weeks_low = serializers.IntegerField(help_text="Known lead times, one after the other along the dependencies")
    weeks_high = serializers.IntegerField()
    unknown_leads = serializers.IntegerField(help_text="Steps that the weeks say nothing of")
    costs = PlanPriceOut(many=True, help_text="Sums of known prices by currency")
    unpriced = serializers.IntegerField(help_text="Steps that the costs say nothing of")
    steps = serializers.SerializerMethodField()
    transfers = PlanHandoverOut(many=True, source="moves", help_text="The hand-overs, one by one")

    @extend_schema_field(PlanStepOut(many=True))
    def get_steps(self, plan: ChainPlan) -> list[dict[str, Any]]:
        """In the order of the work packages."""
        told = told_by_package(plan)
        return [dict(PlanStepOut({**step, "reasons": told.get(step["package"], [])}).data) for step in plan.steps]
