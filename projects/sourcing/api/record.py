"""What a request keeps on record: its amendments, for all who see its details, and its openings, for its sponsor."""

from typing import Any

from rest_framework import serializers

from api.serializers import Output
from organizations.actor import Actor
from projects.sourcing.api import fields
from projects.sourcing.models import Opening, Rfq
from projects.sourcing.selectors.disclosure import RfqSeen
from projects.sourcing.selectors.seriousness import seriousness_of


class AmendedOut(Output):
    """A value that an amendment changed, with codes. ``line.`` stands before the fields of a line."""

    field = serializers.CharField()
    line = serializers.CharField(required=False, help_text="The title of the line it belongs to")
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class EditionOut(Output):
    """An amendment. One that is material asks for confirmation of quotes that were sent."""

    edition = serializers.IntegerField()
    at = serializers.DateTimeField(source="created_at")
    reason = serializers.CharField()
    is_material = serializers.BooleanField()
    changes = AmendedOut(source="diff", many=True)


class PrintOut(Output):
    """The SHA-256 of a quote that was opened."""

    quote = serializers.UUIDField()
    provider = serializers.UUIDField()
    version = serializers.IntegerField()
    sha256 = serializers.CharField()


class OpeningOut(Output):
    """A recorded opening: who, when, which quotes. ``rates`` are frozen by it: by currency, in units of ``currency``."""

    round = serializers.IntegerField()
    envelope = serializers.CharField()
    opened_by = serializers.CharField()
    second_person = serializers.CharField(allow_null=True)
    opened_at = serializers.DateTimeField()
    currency = serializers.CharField()
    rates = serializers.JSONField()
    hashes = PrintOut(many=True)


class RecordOut(Output):
    """What is on record of a request."""

    seriousness = fields.SeriousnessOut()
    editions = EditionOut(many=True, help_text="Amendments, newest first, for whom the details are disclosed to")
    openings = OpeningOut(many=True, help_text="For the sponsor; empty for others")


def record_out(actor: Actor, rfq: Rfq, seen: RfqSeen) -> dict[str, Any]:
    """As RecordOut says."""
    editions = rfq.versions.filter(edition__gt=1).order_by("-edition") if seen.sees_details else []
    is_own = rfq.organization_id == actor.organization_id
    openings = rfq.openings.select_related("opened_by", "second_person") if is_own else Opening.objects.none()
    return {
        "seriousness": fields.SeriousnessOut(seriousness_of(rfq)).data,
        "editions": EditionOut(editions, many=True).data,
        "openings": OpeningOut(openings, many=True).data,
    }
