"""Who could do a pasted text together, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Output
from projects.matching.api.plan_out import ChainPlanOut, PlanHandoverOut, PlanStepOut
from projects.matching.models import ChainPlan
from projects.matching.selectors.chain_plan import told_by_package
from projects.matching.together import Part, Taker, Together
from services.api.row import PlaceOut, ProviderReferenceOut
from services.search import kinds
from services.selectors.catalogue import Catalogue


class PartTakerOut(Output):
    """Who misses nothing of a part."""

    provider = ProviderReferenceOut()
    offering = serializers.DictField(help_text="id, service_line, url")
    site = PlaceOut(allow_null=True)
    score = serializers.FloatField(help_text="For this part alone")


class PartOut(Output):
    """A work package of the project that the brief would make. Of it only what belongs to it is asked."""

    service_line = serializers.DictField(help_text="code, label")
    is_wish = serializers.BooleanField()
    count = serializers.IntegerField(help_text="Providers who miss nothing of it")
    first = PartTakerOut(many=True, help_text="The first three of them")
    near = ProviderReferenceOut(allow_null=True, help_text="Who comes nearest where nobody takes it whole")
    missing = serializers.ListField(child=serializers.CharField(), help_text="What that one misses")


class WayStepOut(PlanStepOut):
    """A part. Without a provider nobody takes it whole; ``near`` is who comes nearest, and ``reasons`` what that one misses."""

    package = None  # type: ignore[assignment]  # it has no name but its service line
    service_line = serializers.CharField(help_text="The part's code; a brief makes one part of a service line")


class WayTransferOut(PlanHandoverOut):
    """What is made in one part goes on in another, at another site or another provider's."""

    first = serializers.CharField(  # type: ignore[assignment]  # by its service line, since it has no identifier
        source="from", help_text="The part it comes from, by its service line"
    )
    then = serializers.CharField(source="to")  # type: ignore[assignment]


class WayOut(ChainPlanOut):
    """A way to have all parts done. None is better than another in everything."""

    id = None  # type: ignore[assignment]  # nothing is kept
    run = None  # type: ignore[assignment]
    steps = serializers.SerializerMethodField()
    transfers = WayTransferOut(many=True, source="moves", help_text="The hand-overs, one by one")

    @extend_schema_field(WayStepOut(many=True))
    def get_steps(self, plan: ChainPlan) -> list[dict[str, Any]]:
        """In the order of the parts."""
        told = told_by_package(plan)
        return [dict(WayStepOut({**step, "reasons": told.get(step["package"], [])}).data) for step in plan.steps]


def part_rows(together: Together | None, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Nothing for what is one part or none."""
    return [_part(one, catalogue) for one in together.parts] if together else []


def way_rows(together: Together | None) -> list[dict[str, Any]]:
    """The few ways that the page shows."""
    return [dict(WayOut(one).data) for one in together.plans] if together else []


def _part(part: Part, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "service_line": {"code": part.line, "label": part.label},
        "is_wish": part.is_wish,
        "count": part.count,
        "first": [_taker(one, catalogue) for one in part.first],
        "near": {"slug": part.near[0], "name": part.near[1]} if part.near else None,
        "missing": list(part.missing),
    }


def _taker(one: Taker, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "provider": {"slug": one.slug, "name": one.name},
        "offering": {
            "id": one.offering,
            "service_line": {"code": one.offered, "label": catalogue.label(kinds.SERVICE_LINE, one.offered)},
            "url": f"/offerings/{one.offering}/",
        },
        "site": {"country": one.site[0], "city": one.site[1]} if one.site else None,
        "score": one.score,
    }
