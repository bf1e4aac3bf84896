"""A provider's own profile and sites, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from organizations.roles import Permission
from providers.actions.profile import edit_profile
from providers.actions.profile_create import create_profile
from providers.actions.site import close_site, create_site, edit_site, reopen_site
from providers.actions.standing import submit_profile
from providers.api.codes import Codes
from providers.api.fields import TermIn
from providers.api.provider import ProfileOut, SiteOut
from providers.api.terms import CodeIn, CodesIn
from providers.enums import ProviderType, SiteStatus
from providers.forms.profile import SPOKEN, host_of
from providers.models import Provider, Site
from providers.selectors.own import completeness_of, own_provider_or_refuse, own_sites
from vocabulary.models import Country

STEPS = serializers.ListField(child=serializers.CharField())


class MissingOut(Output):
    """Something that a whole profile says and this one does not."""

    text = serializers.CharField()
    link = serializers.CharField()


class MyProviderOut(ProfileOut):
    """One's own profile, with what is missing."""

    id = serializers.UUIDField()
    other_names = serializers.ListField(child=serializers.CharField())
    summary_zh = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    ror_id = serializers.CharField(
        source="organization.ror_id", help_text="Its organisation's: changed in `organizations/`"
    )
    duns = serializers.CharField(source="organization.duns", help_text="Its organisation's: changed in `organizations/`")
    submitted_at = serializers.DateTimeField(allow_null=True)
    verified_at = serializers.DateTimeField(allow_null=True)
    completeness = serializers.SerializerMethodField(help_text="Of a hundred")
    missing = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    def get_completeness(self, provider: Provider) -> int:
        return completeness_of(provider).share

    @extend_schema_field(MissingOut(many=True))
    def get_missing(self, provider: Provider) -> list[dict[str, str]]:
        return [{"text": point.text, "link": point.link} for point in completeness_of(provider).missing]

    @extend_schema_field(STEPS)
    def get_available_actions(self, provider: Provider) -> list[str]:
        return ["update"] if self.context["request"].actor.can(Permission.PROVIDER_EDIT) else []


class MyProviderChange(Input):
    """What may change; fields left out stay. Saving a field confirms it."""

    name = serializers.CharField(max_length=160, required=False)
    legal_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    parent_name = serializers.CharField(max_length=160, required=False, allow_blank=True)
    other_names = serializers.ListField(child=serializers.CharField(max_length=160), required=False, max_length=50)
    country = CodeIn(required=False, help_text="ISO 3166 code of the headquarters")
    city = serializers.CharField(max_length=100, required=False)
    founded = serializers.IntegerField(min_value=1600, max_value=2100, required=False, allow_null=True)
    domain = serializers.CharField(max_length=200, required=False, allow_blank=True)
    types = serializers.ListField(child=serializers.ChoiceField(choices=ProviderType.choices), min_length=1, required=False)
    summary = serializers.CharField(max_length=600, required=False)
    summary_zh = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    languages = serializers.ListField(child=serializers.ChoiceField(choices=SPOKEN), required=False)
    service_lines = CodesIn(required=False)
    modalities = CodesIn(required=False)
    stages = CodesIn(required=False)
    standards = CodesIn(required=False)
    accepts_lapse = serializers.BooleanField(
        required=False, help_text="True to change the identity of a verified profile, which ends its verification"
    )

    def validate_domain(self, value: str) -> str:
        return host_of(value)


class MyProviderIn(Input):
    """What a profile begins with. A company that the directory has already is claimed instead; ``is_new`` says it is another."""

    name = serializers.CharField(max_length=160)
    country = TermIn(Country, help_text="ISO 3166 code of the headquarters")
    city = serializers.CharField(max_length=100)
    website = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    types = serializers.ListField(child=serializers.ChoiceField(choices=ProviderType.choices), min_length=1)
    summary = serializers.CharField(max_length=600)
    is_new = serializers.BooleanField(required=False, default=False)


class MyProviderViewSet(Resource):
    """The profile of the organisation one acts for. 404 when it has none."""

    permissions = {
        "retrieve": Permission.PROVIDER_VIEW,
        "create": Permission.PROVIDER_CLAIM,
        "partial_update": Permission.PROVIDER_EDIT,
        "submit": Permission.PROVIDER_EDIT,
    }
    queryset = Provider.objects.none()
    serializer_class = MyProviderOut
    filter_backends = []

    def reads_tag(self) -> bool:
        return self.action in {"partial_update", "submit"}

    def tagged_row(self) -> Provider:
        return own_provider_or_refuse(self.actor)

    @extend_schema(operation_id="my_provider_retrieve", summary="One's own profile")
    def retrieve(self, request: Request) -> Response:
        return self.answer(own_provider_or_refuse(self.actor))

    @extend_schema(
        operation_id="my_provider_create",
        summary="Make the profile of a company that is not in the directory",
        request=MyProviderIn,
        responses={201: MyProviderOut},
    )
    @transition
    def create(self, request: Request) -> Response:
        values = self.input(MyProviderIn)
        create_profile(actor=self.actor, **{**values, "types": [ProviderType(one) for one in values["types"]]})
        location = {"Location": reverse("my-provider")}
        return self.answer(own_provider_or_refuse(self.actor), status.HTTP_201_CREATED, location)

    @extend_schema(
        operation_id="my_provider_submit",
        summary="Ask an operator to verify one's profile",
        request=NoInput,
        responses=MyProviderOut,
    )
    @transition
    def submit(self, request: Request) -> Response:
        self.input(NoInput)
        provider = own_provider_or_refuse(self.actor)
        submit_profile(actor=self.actor, provider=provider, expected_version=self.expected_version(provider))
        return self.answer(own_provider_or_refuse(self.actor))

    @extend_schema(
        operation_id="my_provider_update", summary="Change one's profile", request=MyProviderChange, responses=MyProviderOut
    )
    def partial_update(self, request: Request) -> Response:
        provider = own_provider_or_refuse(self.actor)
        changes = self.input(MyProviderChange)
        accepts = changes.pop("accepts_lapse", False)
        version = self.expected_version(provider)
        edit_profile(actor=self.actor, provider=provider, changes=changes, expected_version=version, accepts_lapse=accepts)
        return self.answer(own_provider_or_refuse(self.actor))


class ScaleIn(Input):
    """A quantity."""

    value = serializers.DecimalField(max_digits=18, decimal_places=3)
    unit = CodeIn()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class MySiteOut(SiteOut):
    """A site as its own people keep it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    longitude = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)
    functions = Codes()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(STEPS)
    def get_available_actions(self, site: Site) -> list[str]:
        if not self.context["request"].actor.can(Permission.PROVIDER_EDIT):
            return []
        return ["update", "reopen" if site.status == SiteStatus.CLOSED else "close"]


class MySiteChange(Input):
    """What may change; fields left out stay."""

    city = serializers.CharField(max_length=100, required=False)
    country = CodeIn(required=False)
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    latitude = serializers.DecimalField(max_digits=7, decimal_places=4, required=False, allow_null=True)
    longitude = serializers.DecimalField(max_digits=7, decimal_places=4, required=False, allow_null=True)
    status = serializers.ChoiceField(choices=SiteStatus.choices, required=False)
    functions = CodesIn(required=False)
    modalities = CodesIn(required=False)
    inspected_by = CodesIn(required=False, allow_null=True, help_text="null: not confirmed")
    scale = ScaleIn(required=False, allow_null=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class MySiteIn(MySiteChange):
    """A new site."""

    city = serializers.CharField(max_length=100)
    country = CodeIn()
    functions = CodesIn()


def site_values(given: dict[str, Any]) -> dict[str, Any]:
    """What was sent, as the action takes it."""
    values = {name: value for name, value in given.items() if name not in {"scale", "inspected_by"}}
    if "inspected_by" in given:
        values |= {"authorities": given["inspected_by"] or [], "authorities_known": given["inspected_by"] is not None}
    if "scale" in given:
        scale = given["scale"] or {}
        values |= {
            "scale_value": scale.get("value"),
            "scale_unit": scale.get("unit"),
            "scale_note": scale.get("note", ""),
        }
    return values


class MySiteViewSet(ReadMixin, Resource):
    """The sites of one's own profile, the closed ones among them."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": Permission.PROVIDER_EDIT,
        "partial_update": Permission.PROVIDER_EDIT,
        "close": Permission.PROVIDER_EDIT,
        "reopen": Permission.PROVIDER_EDIT,
    }
    queryset = Site.objects.none()
    serializer_class = MySiteOut

    def get_queryset(self) -> QuerySet[Site]:
        return own_sites(self.actor).prefetch_related("authorities")

    @extend_schema(summary="Add a site", request=MySiteIn, responses={201: MySiteOut})
    @transition
    def create(self, request: Request) -> Response:
        provider = own_provider_or_refuse(self.actor)
        row = create_site(actor=self.actor, provider=provider, values=site_values(self.input(MySiteIn)))
        return self.created(row, "my-site-detail")

    @extend_schema(summary="Change a site", request=MySiteChange, responses=MySiteOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        changes = site_values(self.input(MySiteChange))
        return self.answer(
            edit_site(actor=self.actor, site=row, changes=changes, expected_version=self.expected_version(row))
        )

    @extend_schema(summary="Close a site", request=NoInput, responses=MySiteOut)
    @action(detail=True, methods=["post"])
    @transition
    def close(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        return self.answer(close_site(actor=self.actor, site=row, expected_version=self.expected_version(row)))

    @extend_schema(summary="Reopen a site", request=NoInput, responses=MySiteOut)
    @action(detail=True, methods=["post"])
    @transition
    def reopen(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        return self.answer(reopen_site(actor=self.actor, site=row, expected_version=self.expected_version(row)))
