"""Projects and work packages as the API writes and reads them."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Input, Output
from core import clock
from organizations.roles import Permission
from projects.briefs.api.groups import AskedScaleIn, AskedScaleOut, BudgetOut, WindowAndBudgetIn, WindowOut, number_in
from projects.briefs.enums import FlagKind, FundingStage, Tier
from projects.briefs.models import LONGEST_NOTES, Project, WorkPackage
from projects.briefs.selectors.completeness import completeness_of
from projects.briefs.selectors.feasibility import feasibility_of
from projects.briefs.selectors.project import packages_of
from providers.api.codes import Codes
from providers.api.fields import Change, TermIn, TermsIn, figure
from services.selectors.catalogue import current_catalogue
from vocabulary.models import Country, ExpressionSystem, Jurisdiction, Modality, ServiceLine, Stage, Standard, Unit


class GapOut(Output):
    """Something a bidder would miss."""

    name = serializers.CharField()
    what = serializers.CharField()
    why = serializers.CharField()
    work_package = serializers.UUIDField(allow_null=True, help_text="null: of the project as a whole")


class CompletenessOut(Output):
    """How ready it is to be sent to bidders."""

    score = serializers.IntegerField(help_text="0 to 100")
    missing = GapOut(many=True)


class FlagOut(Output):
    """Something that makes the project impossible as it is written."""

    kind = serializers.ChoiceField(FlagKind.choices)
    text = serializers.CharField(help_text="What is so, of the catalogue as it stands")
    advice = serializers.CharField(help_text="What to do next")
    work_package = serializers.UUIDField(
        source="package.pk", allow_null=True, default=None, help_text="null: of the project"
    )
    key = serializers.CharField(help_text="Names a contradiction while both its sides stand; empty for everything else")
    dismissed = serializers.BooleanField(source="is_dismissed", help_text="The contradiction is meant so")


class ContradictionIn(Input):
    """A contradiction of the project."""

    key = serializers.CharField(max_length=64, help_text="As the project's feasibility says it")


class WithWindowAndBudget(Output):
    """What projects and packages share."""

    window = serializers.SerializerMethodField()
    budget = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(WindowOut)
    def get_window(self, row: Any) -> dict[str, Any]:
        return {"starts_on": row.starts_on, "latest_start": row.latest_start, "ends_on": row.ends_on}

    @extend_schema_field(BudgetOut(allow_null=True))
    def get_budget(self, row: Any) -> dict[str, Any] | None:
        if row.budget_low is None and row.budget_high is None:
            return None
        return {"low": figure(row.budget_low), "high": figure(row.budget_high), "unit": row.currency}

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, row: Any) -> list[str]:
        return ["update"] if self.context["view"].actor.can(Permission.PROJECT_EDIT) else []


class ProjectOut(WithWindowAndBudget):
    """A project of one's own."""

    id = serializers.UUIDField()
    number = serializers.CharField(source="short_number")
    codename = serializers.CharField()
    title = serializers.CharField()
    asset = serializers.CharField()
    indication = serializers.CharField()
    modalities = Codes()
    stage = serializers.CharField(source="stage_id", allow_null=True)
    jurisdictions = Codes()
    funding = serializers.CharField()
    needs_cda = serializers.BooleanField()
    disclosure = serializers.DictField(source="tiers", child=serializers.CharField(), help_text="The tier of each field")
    notes = serializers.CharField(help_text="One's own: bidders never see them")
    intake = serializers.UUIDField(source="intake_id", allow_null=True)
    work_packages = serializers.IntegerField(source="package_count", help_text="How many")
    completeness = serializers.SerializerMethodField()
    feasibility = serializers.SerializerMethodField()

    def to_representation(self, project: Project) -> Any:
        """The packages of a single project are fetched once, for all that is said of them."""
        view = self.context["view"]
        self._packages = None if view.action == "list" else list(packages_of(view.actor, project))
        return super().to_representation(project)

    @extend_schema_field(CompletenessOut(allow_null=True))
    def get_completeness(self, project: Project) -> dict[str, Any] | None:
        """On a single project; null in lists."""
        if self._packages is None:
            return None
        found = completeness_of(project, self._packages)
        missing = [
            {"name": point.name, "what": str(point.label), "why": str(point.why), "work_package": one.pk if one else None}
            for point, one in found.missing
        ]
        return {"score": found.score, "missing": missing}

    @extend_schema_field(FlagOut(many=True, allow_null=True))
    def get_feasibility(self, project: Project) -> list[dict[str, Any]] | None:
        """On a single project; null in lists. Empty: nothing is known to stand against it."""
        if self._packages is None:
            return None
        found = feasibility_of(project, self._packages, current_catalogue(), clock.today())
        return [dict(FlagOut(flag).data) for flag in found]


class WorkPackageOut(WithWindowAndBudget):
    """A part of a project that can be sourced alone."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    service_line = serializers.CharField(source="service_line_id")
    is_wish = serializers.BooleanField(help_text="The project can do without it")
    stage = serializers.CharField(source="stage_id", allow_null=True)
    scale = serializers.SerializerMethodField()
    batches = serializers.IntegerField(allow_null=True)
    expression_systems = Codes(source="systems")
    standards_required = Codes()
    certificates_in_force = serializers.BooleanField()
    standards_preferred = Codes()
    countries_allowed = Codes()
    countries_preferred = Codes()
    countries_avoided = Codes()
    countries_excluded = Codes()
    questions = serializers.CharField()
    depends_on = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_depends_on(self, package: WorkPackage) -> list[UUID]:
        return [one.pk for one in package.depends_on.all()]

    @extend_schema_field(AskedScaleOut(allow_null=True))
    def get_scale(self, package: WorkPackage) -> dict[str, Any] | None:
        if package.scale_unit_id is None:
            return None
        ends = {"low": figure(package.scale_low), "high": figure(package.scale_high)}
        return {**ends, "unit": package.scale_unit_id, "of_one": package.scale_of_one}


def text_in(length: int) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True, default="")


class ProjectIn(WindowAndBudgetIn):
    """A project to set up. From a brief or a template only the codename is taken besides."""

    codename = serializers.CharField(max_length=80)
    intake = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="A brief of one's own")
    template = text_in(40)
    title = text_in(200)
    asset = text_in(200)
    indication = text_in(200)
    modalities = TermsIn(Modality, required=False, default=())
    stage = TermIn(Stage, required=False, allow_null=True, default=None)
    jurisdictions = TermsIn(Jurisdiction, required=False, default=())
    funding = serializers.ChoiceField(FundingStage.choices, required=False, allow_blank=True, default="")
    needs_cda = serializers.BooleanField(required=False, default=True)
    notes = text_in(LONGEST_NOTES)
    disclosure = serializers.DictField(child=serializers.ChoiceField(Tier.choices), required=False, default=dict)


class ProjectChange(Change, ProjectIn):
    """What may change; fields left out stay."""

    FOLLOWING = Change.FOLLOWING | {"work_packages", "completeness", "feasibility"}

    intake = None  # type: ignore[assignment]
    template = None  # type: ignore[assignment]


class WorkPackageIn(WindowAndBudgetIn):
    """A work package to add."""

    GROUPS = {
        **WindowAndBudgetIn.GROUPS,
        "scale": {"low": "scale_low", "high": "scale_high", "unit": "scale_unit", "of_one": "scale_of_one"},
    }

    scale = AskedScaleIn(required=False, allow_null=True)
    service_line = TermIn(ServiceLine)
    is_wish = serializers.BooleanField(required=False, default=False, help_text="The project can do without it")
    stage = TermIn(Stage, required=False, allow_null=True, default=None)
    scale_low = number_in(24, 6)
    scale_high = number_in(24, 6)
    scale_unit = TermIn(Unit, required=False, allow_null=True, default=None)
    scale_of_one = serializers.BooleanField(required=False, default=False)
    batches = serializers.IntegerField(min_value=1, max_value=9999, required=False, allow_null=True, default=None)
    expression_systems = TermsIn(ExpressionSystem, required=False, default=())
    standards_required = TermsIn(Standard, required=False, default=())
    certificates_in_force = serializers.BooleanField(
        required=False, default=False, help_text="A verified certificate of each required standard, which has not ended"
    )
    standards_preferred = TermsIn(Standard, required=False, default=())
    countries_allowed = TermsIn(Country, required=False, default=())
    countries_preferred = TermsIn(Country, required=False, default=())
    countries_avoided = TermsIn(
        Country, required=False, default=(), help_text="Rather not there: it costs a score, and shuts nobody out"
    )
    countries_excluded = TermsIn(Country, required=False, default=())
    questions = text_in(5000)
    depends_on = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=40)


class WorkPackageChange(Change, WorkPackageIn):
    """What may change; fields left out stay."""


class MoveIn(Input):
    """Where it is to stand, counted from 1; past the last is the end."""

    position = serializers.IntegerField(min_value=1, max_value=9999)
