"""A provider's own suites and windows, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from core.errors import Invalid
from organizations.roles import Permission
from providers import workflows
from providers.actions.slot import SlotFacts, add_slot, edit_slot, move_slot, remove_slot
from providers.actions.suite import SuiteFacts, add_suite, close_suite, edit_suite, reopen_suite
from providers.api.capability import FIELDS, figure_in
from providers.api.codes import Codes
from providers.api.fields import Change, OwnSiteOut, TermIn, TermsIn, own_site
from providers.enums import SlotStatus
from providers.models import Slot, Suite
from providers.rules import FIXED_SLOTS
from providers.selectors.capacity import own_slots, own_suites
from vocabulary.models import ExpressionSystem, Modality, ServiceLine, Unit

EDIT = Permission.PROVIDER_EDIT
ACTIONS = serializers.ListField(child=serializers.CharField())
NAMES = {**FIELDS, "expression_systems": "systems"}


class MySuiteOut(Output):
    """A room or line, and what fits into it."""

    id = serializers.UUIDField()
    site = OwnSiteOut()
    name = serializers.CharField()
    service_lines = Codes()
    modalities = Codes()
    expression_systems = Codes(source="systems")
    scale = serializers.SerializerMethodField()
    note = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_scale(self, suite: Suite) -> dict[str, Any] | None:
        return suite.scale.as_json() if suite.scale else None

    @extend_schema_field(ACTIONS)
    def get_available_actions(self, suite: Suite) -> list[str]:
        if not self.context["view"].actor.can(EDIT):
            return []
        return ["update", "reopen" if suite.closed_at else "close"]


class SuiteIn(Input):
    """A room or line, and what fits into it."""

    site = serializers.UUIDField(help_text="One of your sites")
    name = serializers.CharField(max_length=120)
    service_lines = TermsIn(ServiceLine)
    modalities = TermsIn(Modality, required=False, default=())
    expression_systems = TermsIn(ExpressionSystem, required=False, default=())
    scale_value = figure_in()
    scale_unit = TermIn(Unit, required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SuiteChange(Change, SuiteIn):
    """What may change; fields left out stay."""


class MySuiteViewSet(ReadMixin, Resource):
    """The suites of one's own sites."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": EDIT,
        "partial_update": EDIT,
        "close": EDIT,
        "reopen": EDIT,
    }
    queryset = Suite.objects.none()
    serializer_class = MySuiteOut

    def get_queryset(self) -> QuerySet[Suite]:
        return own_suites(self.actor)

    @extend_schema(summary="Add a suite", request=SuiteIn, responses={201: MySuiteOut})
    @transition
    def create(self, request: Request) -> Response:
        facts = SuiteFacts(**self._facts(self.input(SuiteIn)))
        return self.created(add_suite(actor=self.actor, facts=facts), "my-suite-detail")

    @extend_schema(summary="Change a suite", request=SuiteChange, responses=MySuiteOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        values, version = self.changes(SuiteChange, row)
        return self.answer(edit_suite(actor=self.actor, suite=row, changes=self._facts(values), expected_version=version))

    @extend_schema(summary="Close a suite: nobody is shown its windows", request=NoInput, responses=MySuiteOut)
    @action(detail=True, methods=["post"])
    @transition
    def close(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        return self.answer(close_suite(actor=self.actor, suite=row, expected_version=self.expected_version(row)))

    @extend_schema(summary="Take a closed suite into use again", request=NoInput, responses=MySuiteOut)
    @action(detail=True, methods=["post"])
    @transition
    def reopen(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        return self.answer(reopen_suite(actor=self.actor, suite=row, expected_version=self.expected_version(row)))

    def _facts(self, values: dict[str, Any]) -> dict[str, Any]:
        facts = {NAMES.get(name, name): value for name, value in values.items()}
        if "site" in facts:
            facts["site"] = own_site(self.actor, facts["site"])
        return facts


class MySlotOut(Output):
    """A window of time in a suite."""

    id = serializers.UUIDField()
    suite = serializers.UUIDField(source="suite_id")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="This day included")
    status = serializers.ChoiceField(choices=SlotStatus.choices, source="standing", help_text="By the clock")
    held_until = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(ACTIONS)
    def get_available_actions(self, slot: Slot) -> list[str]:
        if not self.context["view"].actor.can(EDIT):
            return []
        steps = [one.name.replace("_", "-") for one in workflows.SLOT if slot.standing in one.sources]
        edits = ["update"] if slot.status not in FIXED_SLOTS else []
        removes = ["remove"] if slot.standing in {SlotStatus.OPEN, SlotStatus.RELEASED} else []
        return [*edits, *removes, *steps]


class SlotIn(Input):
    """From one day to another, both included."""

    suite = serializers.UUIDField(help_text="One of your suites")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SlotChange(Change):
    """What may change; fields left out stay."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    note = serializers.CharField(max_length=300, allow_blank=True)


class HoldIn(Input):
    """Until when: a moment to come, at most ninety days ahead. Then the window is open again by itself."""

    held_until = serializers.DateTimeField()


class MySlotViewSet(ReadMixin, Resource):
    """The windows of one's own suites, also those that are over."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": EDIT,
        "partial_update": EDIT,
        "destroy": EDIT,
        **dict.fromkeys(("hold", "let_go", "reserve", "confirm", "release", "start", "finish"), EDIT),
    }
    queryset = Slot.objects.none()
    serializer_class = MySlotOut

    def get_queryset(self) -> QuerySet[Slot]:
        return own_slots(self.actor)

    @extend_schema(summary="Add a window", request=SlotIn, responses={201: MySlotOut})
    @transition
    def create(self, request: Request) -> Response:
        values = self.input(SlotIn)
        suite = own_suites(self.actor).filter(pk=values.pop("suite")).first()
        if suite is None:
            raise Invalid(errors={"suite": [_("Choose one of your suites.")]})
        return self.created(add_slot(actor=self.actor, suite=suite, facts=SlotFacts(**values)), "my-slot-detail")

    @extend_schema(summary="Change a window", request=SlotChange, responses=MySlotOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        changes, version = self.changes(SlotChange, row)
        return self.answer(edit_slot(actor=self.actor, slot=row, changes=changes, expected_version=version))

    @extend_schema(summary="Delete a window that nobody counts on", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        remove_slot(actor=self.actor, slot=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Hold a window until a moment", request=HoldIn, responses=MySlotOut)
    @action(detail=True, methods=["post"])
    @transition
    def hold(self, request: Request, pk: UUID) -> Response:
        return self._move("hold", **self.input(HoldIn))

    @extend_schema(summary="End a hold", request=NoInput, responses=MySlotOut)
    @action(detail=True, methods=["post"], url_path="let-go")
    @transition
    def let_go(self, request: Request, pk: UUID) -> Response:
        return self._move("let_go")

    @extend_schema(summary="Reserve a window", request=NoInput, responses=MySlotOut)
    @action(detail=True, methods=["post"])
    @transition
    def reserve(self, request: Request, pk: UUID) -> Response:
        return self._move("reserve")

    @extend_schema(summary="Confirm a reservation", request=NoInput, responses=MySlotOut)
    @action(detail=True, methods=["post"])
    @transition
    def confirm(self, request: Request, pk: UUID) -> Response:
        return self._move("confirm")

    @extend_schema(summary="Release a reserved or confirmed window", request=NoInput, responses=MySlotOut)
    @action(detail=True, methods=["post"])
    @transition
    def release(self, request: Request, pk: UUID) -> Response:
        return self._move("release")

    @extend_schema(summary="The work in a window has begun", request=NoInput, responses=MySlotOut)
    @action(detail=True, methods=["post"])
    @transition
    def start(self, request: Request, pk: UUID) -> Response:
        return self._move("start")

    @extend_schema(summary="The work in a window is done", request=NoInput, responses=MySlotOut)
    @action(detail=True, methods=["post"])
    @transition
    def finish(self, request: Request, pk: UUID) -> Response:
        return self._move("finish")

    def _move(self, step: str, **values: Any) -> Response:
        if not values:
            self.input(NoInput)
        row = self.get_object()
        version = self.expected_version(row)
        return self.answer(move_slot(actor=self.actor, slot=row, step=step, expected_version=version, **values))
