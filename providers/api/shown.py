"""What everybody is shown of a provider's certificates, capabilities and free capacity."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Output
from providers.api.codes import Codes
from providers.api.fields import OwnSiteOut, ScaleRangeOut, figure
from providers.enums import CertificateStatus
from providers.models import Capability, Certificate, Slot


class CertificateShownOut(Output):
    """A certificate that an operator has verified. The evidence is not public."""

    number = serializers.CharField()
    standard = serializers.CharField(source="standard_id")
    site = OwnSiteOut()
    authority = serializers.CharField(source="authority_id", allow_null=True)
    issued_by = serializers.CharField()
    operations = Codes()
    dosage_forms = serializers.CharField()
    reference = serializers.CharField(help_text="EudraGMDP's reference of the document, or empty")
    issued_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(help_text="It holds to the end of this day, UTC")
    state = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=["in_force", "expired", "revoked"]))
    def get_state(self, certificate: Certificate) -> str:
        if certificate.status == CertificateStatus.REVOKED:
            return "revoked"
        return "expired" if certificate.is_expired else "in_force"


class CapabilityShownOut(Output):
    """What can run at a site."""

    site = OwnSiteOut()
    modality = serializers.CharField(source="modality_id")
    expression_system = serializers.CharField(source="system_id", allow_null=True)
    scale = serializers.SerializerMethodField()
    note = serializers.CharField()

    @extend_schema_field(ScaleRangeOut(allow_null=True))
    def get_scale(self, capability: Capability) -> dict[str, Any] | None:
        return scale_range_of(capability)


class CapacityOut(Output):
    """A window that is free now."""

    suite = serializers.CharField(source="suite.name")
    site = OwnSiteOut(source="suite.site")
    service_lines = serializers.SerializerMethodField()
    scale = serializers.SerializerMethodField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="This day included")
    note = serializers.CharField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_service_lines(self, slot: Slot) -> list[str]:
        return [line.pk for line in slot.suite.service_lines.all()]

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_scale(self, slot: Slot) -> dict[str, Any] | None:
        return slot.suite.scale.as_json() if slot.suite.scale else None


def scale_range_of(capability: Capability) -> dict[str, Any] | None:
    """The figures with their unit; None without one."""
    if capability.scale_unit_id is None:
        return None
    ends = {"min": figure(capability.scale_min), "max": figure(capability.scale_max)}
    return {**ends, "unit": capability.scale_unit_id}
