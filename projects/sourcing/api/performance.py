"""A provider's own record, for programs."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.serializers import Output
from api.viewsets import Resource
from organizations.roles import Permission
from projects.sourcing.enums import DeclineReason, OutcomeReason, Reply, Result
from projects.sourcing.models import Invitation
from projects.sourcing.selectors.performance import PERIODS, Performance, performance_of

USUAL = 12
NAMES = {one: one.value.replace("-", "_") for one in Reply}
MONTHS = OpenApiParameter(
    "months", int, enum=PERIODS, description="How far back, the running month included", default=USUAL
)


class RepliesOut(Output):
    """Invitations by what has become of them: each is counted once."""

    quoted = serializers.IntegerField()
    declined = serializers.IntegerField()
    no_answer = serializers.IntegerField(help_text="By the clock: the deadline has passed without a quote or a word")
    waiting = serializers.IntegerField()
    cancelled = serializers.IntegerField(help_text="The sponsor has cancelled the request")
    locked_out = serializers.IntegerField()


class PerformanceMonthOut(Output):
    """The invitations that came in a calendar month (UTC)."""

    month = serializers.CharField(help_text="Such as 2026-11")
    invited = serializers.IntegerField()
    replies = RepliesOut()


class DeclineCountOut(Output):
    """How often you declined for a reason."""

    reason = serializers.ChoiceField(choices=DeclineReason.choices)
    count = serializers.IntegerField()


class EndingOut(Output):
    """How often your quotes ended so, for the reason that the sponsor gave."""

    result = serializers.ChoiceField(choices=Result.choices)
    reason = serializers.ChoiceField(choices=OutcomeReason.choices)
    count = serializers.IntegerField()


class WaitsOut(Output):
    """Medians in days from the invitation; null where there are none, or where fewer than three others would stand behind it."""

    answer = serializers.FloatField(allow_null=True)
    quote = serializers.FloatField(allow_null=True)


class PerformanceOut(Output):
    """Your provider's figures over the chosen months."""

    months = PerformanceMonthOut(many=True)
    invited = serializers.IntegerField()
    seen = serializers.IntegerField()
    replies = RepliesOut()
    declined = DeclineCountOut(many=True)
    median_days = WaitsOut(help_text="Your own")
    median_days_of_others = WaitsOut(help_text="The median of the other providers' medians")
    quotes_sent = serializers.IntegerField(help_text="Without those that you withdrew")
    quotes_on_time = serializers.IntegerField(help_text="Of these, before the deadline")
    won = serializers.IntegerField()
    lost = serializers.IntegerField()
    unawarded = serializers.IntegerField(help_text="Nobody got anything")
    endings = EndingOut(many=True)


class MyPerformanceViewSet(Resource):
    """Your provider's own; nothing of what any other provider did but a median."""

    permissions = {"retrieve": Permission.QUOTE_VIEW}
    queryset = Invitation.objects.none()
    serializer_class = PerformanceOut

    @extend_schema(
        summary="How your provider answers, and how its quotes end", parameters=[MONTHS], responses=PerformanceOut
    )
    def retrieve(self, request: Request) -> Response:
        refuse_unknown(request, {"months"})
        given = request.query_params.get("months", str(USUAL))
        if given not in map(str, PERIODS):
            known = ", ".join(map(str, PERIODS))
            raise ValidationError({"months": [_("Choose one of %(known)s.") % {"known": known}]})
        told = performance_of(self.actor, months=int(given), now=timezone.now())
        return Response(PerformanceOut(_plain(told)).data)


def _plain(told: Performance) -> dict[str, Any]:
    months = [
        {"month": f"{one.first_day:%Y-%m}", "invited": one.invited, "replies": _replies(one.replies)} for one in told.months
    ]
    return {
        "months": months,
        "invited": told.invited,
        "seen": told.seen,
        "replies": _replies(told.replies),
        "declined": [{"reason": reason, "count": count} for reason, count in told.declined],
        "median_days": told.waits,
        "median_days_of_others": told.others,
        "quotes_sent": told.sent,
        "quotes_on_time": told.on_time,
        "won": told.won,
        "lost": told.lost,
        "unawarded": told.unawarded,
        "endings": told.endings,
    }


def _replies(counted: dict[Reply, int]) -> dict[str, int]:
    return {NAMES[one]: count for one, count in counted.items()}
