"""Claims that wait for a decision."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from core.admin_base import READ_BY_COMPANY, reasoned
from organizations.models import Membership
from providers import workflows
from providers.actions.claim import approve_claim, reject_claim, send_back_claim
from providers.admin.base import NOTHING, DecisionAdmin, anchor, evidence_links, lines, link_to, review_lines
from providers.enums import ClaimStatus
from providers.likeness import domain_of
from providers.models import Claim
from providers.models.claim import OPEN


class ClaimFilter(admin.SimpleListFilter):
    """Those that wait for an operator, unless one asks for others."""

    title = gettext_lazy("state")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [*((value, str(label)) for value, label in ClaimStatus.choices), ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        """Without Django's "All" of its own, since nothing chosen means that it waits."""
        chosen = self.value() or ClaimStatus.REQUESTED.value
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": chosen == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        chosen = self.value() or ClaimStatus.REQUESTED.value
        return queryset if chosen == "all" else queryset.filter(status=chosen)


@admin.register(Claim)
class ClaimAdmin(DecisionAdmin):
    """Who says that a profile is theirs, with what, and beside whom."""

    list_display = ("provider", "organization", "claimed_by", "status", "created_at", "decided_at")
    list_filter = (ClaimFilter,)
    queues, everything = ("", "status=requested"), "status=all"
    list_select_related = ("provider", "organization", "claimed_by")
    search_fields = ("provider__name", "organization__legal_name")
    ordering = ("created_at", "id")
    fields = ("status", "profile", "claimant", "members", "position", "statement", "files", "rivals", "decisions")
    readonly_fields = fields
    actions_detail = ("approve", "send_back", "reject")

    def offers(self, row: Claim) -> list[str]:
        return workflows.CLAIM.available(row)

    def summary_of(self, row: Claim) -> list[tuple[str, str]]:
        """Beside the reason, so that what is decided on is what stands there now."""
        return [
            (_("State"), row.get_status_display()),
            (_("Company profile"), f"{row.provider} · {_about_profile(row)}"),
            (_("Organisation"), f"{row.organization} · {_about_claimant(row)}"),
            (_("Claimed by"), f"{row.claimed_by.name} <{row.claimed_by.email}> · {row.position}"),
            (_("Why the profile is theirs"), row.statement or NOTHING),
            (_("Evidence"), ", ".join(str(one) for one in row.evidence.all()) or NOTHING),
        ]

    @display(description=gettext_lazy("profile"))
    def profile(self, claim: Claim) -> SafeString:
        page = anchor(claim.provider.get_absolute_url(), _("Page"))
        return format_html("{} · {} · {}", link_to(claim.provider), _about_profile(claim), page)

    @display(description=gettext_lazy("organisation"))
    def claimant(self, claim: Claim) -> SafeString:
        return format_html("{} · {}", link_to(claim.organization), _about_claimant(claim))

    @display(description=gettext_lazy("members"))
    def members(self, claim: Claim) -> SafeString:
        rows = Membership.objects.current().filter(organization=claim.organization).select_related("user")
        claimant = " · " + _("claimed it")
        return lines(
            f"{one.user.name} <{one.user.email}>" + (claimant if one.user_id == claim.claimed_by_id else "") for one in rows
        )

    @display(description=gettext_lazy("evidence"))
    def files(self, claim: Claim) -> SafeString:
        return evidence_links(claim.evidence.all())

    @display(description=gettext_lazy("other open claims of the profile"))
    def rivals(self, claim: Claim) -> SafeString:
        others = Claim.objects.filter(provider=claim.provider_id, status__in=OPEN).exclude(pk=claim.pk)
        return lines(link_to(one) for one in others.select_related("provider", "organization"))

    @display(description=gettext_lazy("decided so far"))
    def decisions(self, claim: Claim) -> SafeString:
        return review_lines(claim.reviews.select_related("reviewer"))

    approve = reasoned(
        gettext_lazy("Approve"),
        "approve",
        lambda actor, row, reason: approve_claim(actor=actor, claim=row, reason=reason),
        READ_BY_COMPANY,
    )
    send_back = reasoned(
        gettext_lazy("Send back"),
        "send-back",
        lambda actor, row, reason: send_back_claim(actor=actor, claim=row, reason=reason),
        READ_BY_COMPANY,
    )
    reject = reasoned(
        gettext_lazy("Reject"),
        "reject",
        lambda actor, row, reason: reject_claim(actor=actor, claim=row, reason=reason),
        READ_BY_COMPANY,
    )


def _about_profile(claim: Claim) -> str:
    provider = claim.provider
    return f"{provider.get_state_display()} · {provider.city}, {provider.country} · {provider.domain or NOTHING}"


def _about_claimant(claim: Claim) -> str:
    """Country and website, and whether it is the profile's."""
    organization = claim.organization
    same = bool(claim.provider.domain) and domain_of(organization.website) == claim.provider.domain
    told = _("The website is the profile's.") if same else _("The website is not the profile's.")
    return f"{organization.country_label} · {organization.website or NOTHING} · {told}"
