"""Briefs, for programs: text in, requirements with their words out."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.parsing import Parser
from api.serializers import Input, Output
from api.viewsets import ReadMixin, Resource, transition
from core import clock
from organizations.roles import Permission
from projects.briefs.actions import intake as intakes
from projects.briefs.actions.intake import judge_requirements, take_in
from projects.briefs.api.groups import number_in
from projects.briefs.doubts import Doubt
from projects.briefs.models import LONGEST_BRIEF, SHORTEST_BRIEF, Intake
from projects.briefs.naming import label_of
from projects.briefs.reading_json import read_back, unclear_json
from projects.briefs.requirements import Confidentiality, Force, Requirement, Subject
from vocabulary.selectors.vocabulary import current_vocabulary


class RequirementOut(Output):
    """One thing that is needed, with the words it was read from and where they stand in the text."""

    subject = serializers.ChoiceField(Subject.choices)
    force = serializers.ChoiceField(Force.choices)
    label = serializers.CharField(help_text="As the page says it, in the reader's language")  # type: ignore[assignment]  # the field's name in the contract
    code = serializers.CharField(allow_blank=True, help_text="A term's code")
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_blank=True, help_text="A unit's code, or a currency's")
    starts_on = serializers.DateField(allow_null=True)
    latest_start = serializers.DateField(
        required=False, help_text="Of a window: the work has to begin by then. Left out where nothing says so"
    )
    ends_on = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField(help_text="Behind the last character")
    confidence = serializers.FloatField(help_text="0 to 1")
    of_one = serializers.BooleanField(required=False, help_text="Of a scale: one reactor or vessel has to hold it")
    service_lines = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="The service lines that it is asked of alone. Left out where it is asked of all",
    )
    confirmed = serializers.BooleanField()
    removed = serializers.BooleanField()
    said = serializers.BooleanField(required=False, help_text="By a person, not by the text: it has no words")


class UnclearOut(Output):
    """Words that were not understood, or that contradict others."""

    words = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    code = serializers.ChoiceField(Doubt.choices, help_text="Why, for programs")
    reason = serializers.CharField(help_text="Why, as a sentence for a person in their language")


class IntakeOut(Output):
    """A brief with what was read from it. A requirement's place in the list is what ``judge`` takes."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    file_name = serializers.CharField()
    status = serializers.CharField()
    requirements = serializers.SerializerMethodField()
    unclear = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()

    @extend_schema_field(RequirementOut(many=True))
    def get_requirements(self, intake: Intake) -> list[Any]:
        rows, vocabulary = intake.reading.get("requirements", []), current_vocabulary()
        items = read_back(intake.reading).items
        return [row | {"label": label_of([one.requirement], vocabulary)} for row, one in zip(rows, items, strict=True)]

    @extend_schema_field(UnclearOut(many=True))
    def get_unclear(self, intake: Intake) -> list[Any]:
        return [unclear_json(note) | {"reason": note.reason} for note in read_back(intake.reading).unclear]


class IntakeIn(Input):
    """A brief in English or Chinese: a text, or a file (DOCX, PDF, TXT, XLSX) as multipart/form-data."""

    text = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        default="",
        help_text=f"{SHORTEST_BRIEF:,} to {LONGEST_BRIEF:,} characters; left out where a file is sent",
    )
    file = serializers.FileField(required=False, allow_null=True, default=None, allow_empty_file=True)
    removed = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        default=list,
        max_length=300,
        help_text="Keys, as matches/preview answers them for the same text, of requirements that are not meant",
    )


class JudgementIn(Input):
    """What a person says of requirements, by their places in the list. What is left out stays."""

    indexes = serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=1, max_length=1000)
    force = serializers.ChoiceField(Force.choices, required=False)
    confirmed = serializers.BooleanField(required=False, allow_null=True, default=None)
    removed = serializers.BooleanField(required=False, allow_null=True, default=None)


class SayingIn(Input):
    """A requirement that a person says. A code for what is a term, figures and a unit for what is counted, days for a window."""

    subject = serializers.ChoiceField(Subject.choices)
    force = serializers.ChoiceField(Force.choices, required=False, default=Force.MUST.value)
    code = serializers.CharField(
        max_length=100,
        required=False,
        allow_blank=True,
        default="",
        help_text=f"A term's code; of confidentiality {Confidentiality.CDA} or {Confidentiality.NO_CDA}",
    )
    low = number_in(24, 6)
    high = number_in(24, 6)
    unit = serializers.CharField(
        max_length=100, required=False, allow_blank=True, default="", help_text="A unit's code, or a currency's"
    )
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    latest_start = serializers.DateField(required=False, allow_null=True, default=None)
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    instead_of = serializers.ListField(
        child=serializers.IntegerField(min_value=0),
        required=False,
        default=list,
        max_length=1000,
        help_text="Places in the list of requirements that it stands for; they are removed",
    )


class PlacesIn(Input):
    """Requirements by their places in the list."""

    indexes = serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=1, max_length=1000)


class IntakeViewSet(ReadMixin, Resource):
    """One's own briefs."""

    permissions = {
        "list": Permission.PROJECT_VIEW,
        "retrieve": Permission.PROJECT_VIEW,
        "create": Permission.PROJECT_EDIT,
        "judge": Permission.PROJECT_EDIT,
        "say": Permission.PROJECT_EDIT,
        "switch_places": Permission.PROJECT_EDIT,
    }
    queryset = Intake.objects.none()
    serializer_class = IntakeOut
    parser_classes = [Parser, MultiPartParser]

    def get_queryset(self) -> QuerySet[Intake]:
        return Intake.objects.visible_to(self.actor)

    @extend_schema(summary="Read a brief", request=IntakeIn, responses={201: IntakeOut})
    @transition
    def create(self, request: Request) -> Response:
        given = self.input(IntakeIn)
        made = take_in(
            actor=self.actor,
            today=clock.today(),
            text=given["text"],
            upload=given["file"],
            removed=frozenset(given["removed"]),
        )
        return self.created(made, "intake-detail")

    @extend_schema(summary="Confirm, remove or weigh requirements", request=JudgementIn, responses=IntakeOut)
    @action(detail=True, methods=["post"])
    @transition
    def judge(self, request: Request, pk: UUID) -> Response:
        row, values = self.get_object(), self.input(JudgementIn)
        changed = judge_requirements(
            actor=self.actor,
            intake=row,
            indexes=values["indexes"],
            force=Force(values["force"]) if "force" in values else None,
            is_confirmed=values["confirmed"],
            is_removed=values["removed"],
            expected_version=self.expected_version(row),
        )
        return self.answer(changed)

    @extend_schema(summary="Say a requirement, or correct one", request=SayingIn, responses=IntakeOut)
    @action(detail=True, methods=["post"])
    @transition
    def say(self, request: Request, pk: UUID) -> Response:
        row, values = self.get_object(), self.input(SayingIn)
        instead_of = values.pop("instead_of")
        said = Requirement(**values | {"subject": Subject(values["subject"]), "force": Force(values["force"])})
        changed = intakes.say_requirement(
            actor=self.actor, intake=row, said=said, instead_of=instead_of, expected_version=self.expected_version(row)
        )
        return self.answer(changed)

    @extend_schema(summary="Take markets for sites, or sites for markets", request=PlacesIn, responses=IntakeOut)
    @action(detail=True, methods=["post"], url_path="switch-places")
    @transition
    def switch_places(self, request: Request, pk: UUID) -> Response:
        row, values = self.get_object(), self.input(PlacesIn)
        version = self.expected_version(row)
        changed = intakes.switch_places(actor=self.actor, intake=row, indexes=values["indexes"], expected_version=version)
        return self.answer(changed)
