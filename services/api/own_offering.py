"""A provider's own offerings, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from core.money import Money
from organizations.roles import Permission
from providers.api.codes import Codes
from providers.api.own import STEPS
from providers.api.terms import CodeIn, CodesIn
from providers.models import Provider
from providers.selectors.own import own_provider_or_refuse
from services.actions.offering import confirm_offerings, create_offering, edit_offering, move_offering
from services.api.row import OfferingOut, ReferenceOut, row_of
from services.enums import OfferingStatus, PriceModel
from services.filters_own import OwnOfferingFilter
from services.models import Offering
from services.search import kinds
from services.search.query import Wanted
from services.selectors.catalogue import current_catalogue
from services.selectors.own import own_offerings
from services.workflows import OFFERING

TEXTS = ("title_en", "title_zh", "description_en", "description_zh", "included", "excluded")
CODES = {"stages": "stages", "modalities": "modalities", "expression_systems": "systems", "standards": "standards"}


class RangeIn(Input):
    """A scale from the smallest to the largest."""

    min = serializers.DecimalField(max_digits=18, decimal_places=3, required=False, allow_null=True)
    max = serializers.DecimalField(max_digits=18, decimal_places=3, required=False, allow_null=True)
    unit = CodeIn()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class WeeksIn(Input):
    """Weeks from the shortest to the longest."""

    min = serializers.IntegerField(min_value=0, required=False, allow_null=True)
    max = serializers.IntegerField(min_value=0, required=False, allow_null=True)


class MoneyIn(Input):
    """An amount in its currency."""

    amount = serializers.DecimalField(max_digits=16, decimal_places=3)
    currency = serializers.CharField(max_length=3)


class PriceIn(Input):
    """How it is charged, with an indicative band. All amounts are in one currency."""

    model = serializers.ChoiceField(choices=PriceModel.choices)
    min = MoneyIn(required=False, allow_null=True)
    max = MoneyIn(required=False, allow_null=True)
    smallest_engagement = MoneyIn(required=False, allow_null=True)
    unit = serializers.CharField(max_length=80, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len({attrs[name]["currency"] for name in ("min", "max", "smallest_engagement") if attrs.get(name)}) > 1:
            raise serializers.ValidationError(_("All amounts of a price are in one currency."))
        return attrs


class MyOfferingChange(Input):
    """What may change; fields left out stay, `scale`, `lead_time_weeks` and `price` are replaced whole."""

    service_line = CodeIn(required=False)
    title_en = serializers.CharField(max_length=160, required=False, allow_blank=True)
    title_zh = serializers.CharField(max_length=160, required=False, allow_blank=True)
    description_en = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    description_zh = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    included = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    excluded = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    sites = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=300)
    stages = CodesIn(required=False)
    modalities = CodesIn(required=False)
    expression_systems = CodesIn(required=False)
    standards = CodesIn(required=False)
    scale = RangeIn(required=False, allow_null=True)
    lead_time_weeks = WeeksIn(required=False, allow_null=True)
    price = PriceIn(required=False)


class MyOfferingIn(MyOfferingChange):
    """A new draft. Only the service line is needed; the rest before it is published."""

    service_line = CodeIn()


class MyOfferingOut(Output):
    """An offering as its own people keep it."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=OfferingStatus.choices)
    service_line = ReferenceOut()
    title_en = serializers.CharField()
    title_zh = serializers.CharField()
    description_en = serializers.CharField()
    description_zh = serializers.CharField()
    included = serializers.CharField()
    excluded = serializers.CharField()
    sites = serializers.SerializerMethodField()
    stages = Codes()
    modalities = Codes()
    expression_systems = Codes(source="systems")
    standards = Codes()
    scale = serializers.SerializerMethodField()
    lead_time_weeks = serializers.SerializerMethodField()
    price = serializers.SerializerMethodField()
    is_confirmed = serializers.SerializerMethodField(help_text="False: derived from public sources")
    published_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_sites(self, offering: Offering) -> list[str]:
        return [str(site.pk) for site in offering.sites.all()]

    @extend_schema_field(RangeIn(allow_null=True))
    def get_scale(self, offering: Offering) -> dict[str, Any] | None:
        if offering.scale_unit_id is None:
            return None
        ends = {"min": _plain(offering.scale_min), "max": _plain(offering.scale_max)}
        return {**ends, "unit": offering.scale_unit_id, "note": offering.scale_note}

    @extend_schema_field(WeeksIn(allow_null=True))
    def get_lead_time_weeks(self, offering: Offering) -> dict[str, int | None] | None:
        weeks = {"min": offering.lead_weeks_min, "max": offering.lead_weeks_max}
        return weeks if any(value is not None for value in weeks.values()) else None

    @extend_schema_field(PriceIn)
    def get_price(self, offering: Offering) -> dict[str, Any]:
        return {
            "model": offering.price_model,
            "min": _money(offering.price_from),
            "max": _money(offering.price_to),
            "smallest_engagement": _money(offering.smallest_engagement),
            "unit": offering.price_unit,
        }

    def get_is_confirmed(self, offering: Offering) -> bool:
        return not offering.is_from_public_sources

    @extend_schema_field(STEPS)
    def get_available_actions(self, offering: Offering) -> list[str]:
        if not self.context["request"].actor.can(Permission.PROVIDER_EDIT):
            return []
        own = ["confirm"] if offering.is_from_public_sources else []
        edit = ["update"] if offering.status != OfferingStatus.RETIRED else []
        return [*edit, *own, *(step.replace("_", "-") for step in OFFERING.available(offering))]


def _plain(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _money(value: Money | None) -> dict[str, str] | None:
    if value is None:
        return None
    return {"amount": str(value.amount.quantize(value.minor_unit)), "currency": value.currency}


def offering_values_of(given: dict[str, Any]) -> dict[str, Any]:
    """What was sent, as the action takes it."""
    values = {name: given[name] for name in ("service_line", "sites", *TEXTS) if name in given}
    values |= {field: given[name] for name, field in CODES.items() if name in given}
    if "scale" in given:
        scale = given["scale"] or {}
        values |= {"scale_min": scale.get("min"), "scale_max": scale.get("max"), "scale_unit": scale.get("unit")}
        values["scale_note"] = scale.get("note", "")
    if "lead_time_weeks" in given:
        weeks = given["lead_time_weeks"] or {}
        values |= {"lead_weeks_min": weeks.get("min"), "lead_weeks_max": weeks.get("max")}
    return values | (_price_values(given["price"]) if "price" in given else {})


def _price_values(price: dict[str, Any]) -> dict[str, Any]:
    amounts = {"price_min": "min", "price_max": "max", "minimum_amount": "smallest_engagement"}
    given = {field: price.get(name) for field, name in amounts.items()}
    currency = next((one["currency"] for one in given.values() if one), "")
    return {
        "price_model": price["model"],
        "price_unit": price.get("unit", ""),
        "currency": currency,
        **{field: one["amount"] if one else None for field, one in given.items()},
    }


class MyOfferingViewSet(ReadMixin, Resource):
    """The offerings of one's own profile, in every state."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        **dict.fromkeys(
            ("create", "partial_update", "publish", "pause", "resume", "retire", "bring_back", "confirm"),
            Permission.PROVIDER_EDIT,
        ),
    }
    queryset = Offering.objects.none()
    serializer_class = MyOfferingOut
    filterset_class = OwnOfferingFilter

    def get_queryset(self) -> QuerySet[Offering]:
        return own_offerings(self.actor).prefetch_related("sites", "stages", "modalities", "systems", "standards")

    def moved(self, step: str) -> Response:
        """Take a step, and show where it led."""
        self.input(NoInput)
        row = self.get_object()
        move_offering(actor=self.actor, offering=row, step=step, expected_version=self.expected_version(row))
        return self.answer(self.get_object())

    @extend_schema(summary="Draft an offering", request=MyOfferingIn, responses={201: MyOfferingOut})
    @transition
    def create(self, request: Request) -> Response:
        values = offering_values_of(self.input(MyOfferingIn))
        row = create_offering(actor=self.actor, provider=own_provider_or_refuse(self.actor), values=values)
        return self.created(row, "my-offering-detail")

    @extend_schema(summary="Change an offering", request=MyOfferingChange, responses=MyOfferingOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        changes = offering_values_of(self.input(MyOfferingChange))
        edit_offering(actor=self.actor, offering=row, changes=changes, expected_version=self.expected_version(row))
        return self.answer(self.get_object())

    @extend_schema(summary="Publish a draft", request=NoInput, responses=MyOfferingOut)
    @action(detail=True, methods=["post"])
    @transition
    def publish(self, request: Request, pk: UUID) -> Response:
        return self.moved("publish")

    @extend_schema(summary="Take an offering out of the catalogue for a while", request=NoInput, responses=MyOfferingOut)
    @action(detail=True, methods=["post"])
    @transition
    def pause(self, request: Request, pk: UUID) -> Response:
        return self.moved("pause")

    @extend_schema(summary="Put a paused offering back", request=NoInput, responses=MyOfferingOut)
    @action(detail=True, methods=["post"])
    @transition
    def resume(self, request: Request, pk: UUID) -> Response:
        return self.moved("resume")

    @extend_schema(summary="Retire an offering", request=NoInput, responses=MyOfferingOut)
    @action(detail=True, methods=["post"])
    @transition
    def retire(self, request: Request, pk: UUID) -> Response:
        return self.moved("retire")

    @extend_schema(summary="Bring a retired offering back as a draft", request=NoInput, responses=MyOfferingOut)
    @action(detail=True, methods=["post"], url_path="bring-back")
    @transition
    def bring_back(self, request: Request, pk: UUID) -> Response:
        return self.moved("bring_back")

    @extend_schema(summary="Say that a derived offering is right", request=NoInput, responses=MyOfferingOut)
    @action(detail=True, methods=["post"])
    @transition
    def confirm(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        confirm_offerings(actor=self.actor, offerings=[self.get_object().pk])
        return self.answer(self.get_object())


class ProviderOfferingViewSet(Resource):
    """The published offerings of one provider, by relevance, for everybody."""

    permissions = {"list": None}
    queryset = Offering.objects.none()
    serializer_class = OfferingOut
    filter_backends = []

    @extend_schema(summary="A provider's offerings")
    def list(self, request: Request, slug: str) -> Response:
        get_object_or_404(Provider.objects.visible_to(self.actor), slug=slug)
        refuse_unknown(request, set())
        now = current_catalogue()
        listing: Any = now.listing(Wanted(codes={kinds.PROVIDER: (slug,)}))  # has a length and slices, as a paginator needs
        return self.get_paginated_response([row_of(found, now) for found in self.paginate_queryset(listing) or []])
