"""Certificates that wait for a decision, oldest first."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from core.admin_base import READ_BY_COMPANY, reasoned
from providers import workflows
from providers.actions.certificate_review import (
    reject_certificate,
    revoke_certificate,
    send_back_certificate,
    verify_certificate,
)
from providers.admin.base import DecisionAdmin, evidence_links, lines, link_to, review_lines
from providers.enums import CertificateStatus
from providers.models import Certificate

WAITING = CertificateStatus.UNDER_REVIEW.value


class CertificateFilter(admin.SimpleListFilter):
    """Those that wait for an operator, unless one asks for others."""

    title = gettext_lazy("state")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [*((value, str(label)) for value, label in CertificateStatus.choices), ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        """Without Django's "All" of its own, since nothing chosen means that it waits."""
        chosen = self.value() or WAITING
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": chosen == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        chosen = self.value() or WAITING
        return queryset if chosen == "all" else queryset.filter(status=chosen)


@admin.register(Certificate)
class CertificateAdmin(DecisionAdmin):
    """What it says, beside the evidence for it."""

    list_display = ("number", "standard", "company", "site", "valid_until", "state", "updated_at")
    list_filter = (CertificateFilter, "standard")
    queues, everything = ("", "status=under-review"), "status=all"
    list_select_related = ("standard", "site__provider")
    search_fields = ("number", "reference", "site__provider__name", "site__city")
    ordering = ("updated_at", "id")
    fields = (
        "state",
        "company",
        "site",
        "standard",
        "number",
        "issuer_named",
        "scope",
        "dosage_forms",
        "reference",
        "inspected_on",
        "issued_on",
        "valid_until",
        "file",
        "others",
        "decisions",
    )
    readonly_fields = fields
    actions_detail = ("verify", "send_back", "reject", "revoke")

    def offers(self, row: Certificate) -> list[str]:
        return workflows.CERTIFICATE.available(row)

    def summary_of(self, row: Certificate) -> list[tuple[str, str]]:
        """Beside the reason, so that what is decided on is what stands there now."""
        return [
            (_("Company"), str(row.site.provider)),
            (_("Site"), str(row.site)),
            (_("Standard"), str(row.standard)),
            (_("Number"), row.number),
            (_("Issued by"), row.issued_by),
            (_("Scope"), ", ".join(line.label for line in row.operations.all())),
            (_("Dosage forms"), row.dosage_forms or "–"),
            (_("Valid until"), date_format(row.valid_until, "DATE_FORMAT")),
            (_("Evidence"), str(row.evidence or "–")),
        ]

    @display(description=gettext_lazy("state"), ordering="status")
    def state(self, certificate: Certificate) -> str:
        ended = certificate.status == CertificateStatus.VERIFIED and certificate.is_expired
        return _("Ended") if ended else certificate.get_status_display()

    @display(description=gettext_lazy("company"), ordering="site__provider__name")
    def company(self, certificate: Certificate) -> str | SafeString:
        return link_to(certificate.site.provider)

    @display(description=gettext_lazy("issued by"))
    def issuer_named(self, certificate: Certificate) -> str:
        return certificate.issued_by

    @display(description=gettext_lazy("operations in scope"))
    def scope(self, certificate: Certificate) -> SafeString:
        return lines(line.label for line in certificate.operations.all())

    @display(description=gettext_lazy("evidence"))
    def file(self, certificate: Certificate) -> SafeString:
        return evidence_links([certificate.evidence] if certificate.evidence else [])

    @display(description=gettext_lazy("others of the same number"))
    def others(self, certificate: Certificate) -> SafeString:
        same = Certificate.objects.filter(number__iexact=certificate.number).exclude(pk=certificate.pk)
        rows = same.select_related("standard", "site__provider")[:20]
        return lines(f"{one.site.provider} · {one.site} · {one} · {one.get_status_display()}" for one in rows)

    @display(description=gettext_lazy("decided so far"))
    def decisions(self, certificate: Certificate) -> SafeString:
        return review_lines(certificate.reviews.select_related("reviewer"))

    verify = reasoned(
        gettext_lazy("Verify"),
        "verify",
        lambda actor, row, reason: verify_certificate(
            actor=actor, certificate=row, reason=reason, expected_version=row.version
        ),
        READ_BY_COMPANY,
    )
    send_back = reasoned(
        gettext_lazy("Send back"),
        "send-back",
        lambda actor, row, reason: send_back_certificate(
            actor=actor, certificate=row, reason=reason, expected_version=row.version
        ),
        READ_BY_COMPANY,
    )
    reject = reasoned(
        gettext_lazy("Reject"),
        "reject",
        lambda actor, row, reason: reject_certificate(
            actor=actor, certificate=row, reason=reason, expected_version=row.version
        ),
        READ_BY_COMPANY,
    )
    revoke = reasoned(
        gettext_lazy("Revoke"),
        "revoke",
        lambda actor, row, reason: revoke_certificate(
            actor=actor, certificate=row, reason=reason, expected_version=row.version
        ),
        READ_BY_COMPANY,
    )
