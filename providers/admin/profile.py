"""Profiles: those that wait for verification, and all others to look up."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from accounts.models import User
from core.admin_base import READ_BY_COMPANY, reasoned
from providers.actions.standing import reinstate_provider, send_back_profile, suspend_provider, verify_profile
from providers.admin.base import LINE_BREAK, NOTHING, DecisionAdmin, anchor, lines, link_to, review_lines
from providers.enums import ProviderState
from providers.models import Provider
from providers.selectors.similar import likely_duplicates


class QueueFilter(admin.SimpleListFilter):
    """Those that wait; those that may be there twice."""

    title = gettext_lazy("what to do")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [
            ("waiting", _("Waits for verification")),
            ("twice", _("May be there twice")),
            ("merged", _("Merged into another")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Provider]) -> QuerySet[Provider]:
        match self.value():
            case "waiting":
                return queryset.exclude(submitted_at=None).order_by("submitted_at", "id")
            case "twice":
                return queryset.filter(pk__in=likely_duplicates())
            case "merged":
                return queryset.exclude(merged_into=None)
        return queryset


@admin.register(Provider)
class ProviderAdmin(DecisionAdmin):
    """To look up, verify, suspend."""

    list_display = ("name", "country", "city", "state", "belongs_to", "submitted_at", "updated_at")
    list_filter = (QueueFilter, "state", "country", ("updated_at", admin.DateFieldListFilter))
    queues = ("queue=waiting", "queue=twice")
    list_select_related = ("country", "organization")
    search_fields = (
        "name",
        "legal_name",
        "slug",
        "domain",
        "other_names",
        "organization__legal_name",
        "summary",
        "summary_zh",
    )
    readonly_fields = (
        "kinds",
        "basis",
        "unconfirmed",
        "belongs_to",
        "page",
        "duplicate",
        "where",
        "offered",
        "from_where",
        "written_by",
        "decisions",
        "became",
    )
    exclude = (
        "organization",
        "types",
        "standards_basis",
        "unverified_fields",
        "shipped_digest",
        "service_lines",
        "modalities",
        "stages",
        "standards",
    )
    actions_detail = ("verify", "send_back", "suspend", "reinstate")

    def offers(self, row: Provider) -> list[str]:
        if row.merged_into_id is not None:
            return []
        waiting = ["verify", "send_back"] if row.submitted_at is not None else []
        return [*waiting, "reinstate" if row.state == ProviderState.SUSPENDED else "suspend"]

    def summary_of(self, row: Provider) -> list[tuple[str, str]]:
        """Beside the reason, so that what is decided on is what stands there now."""
        return [
            (_("State"), row.get_state_display()),
            (_("Organisation"), str(row.organization or NOTHING)),
            (_("Head office"), f"{row.city}, {row.country}"),
            (_("Website"), row.domain or NOTHING),
            (_("Summary"), row.summary or row.summary_zh or NOTHING),
            (_("Sites"), ", ".join(str(one) for one in row.sites.all()) or NOTHING),
        ]

    @display(description=gettext_lazy("organisation"))
    def belongs_to(self, provider: Provider) -> Any:
        return link_to(provider.organization)

    @display(description=gettext_lazy("kind"))
    def kinds(self, provider: Provider) -> SafeString:
        return lines(provider.type_labels)

    @display(description=gettext_lazy("where its standards come from"))
    def basis(self, provider: Provider) -> str:
        return provider.get_standards_basis_display()

    @display(description=gettext_lazy("from general knowledge"))
    def unconfirmed(self, provider: Provider) -> SafeString:
        return lines(provider.unverified_fields)

    @display(description=gettext_lazy("page"))
    def page(self, provider: Provider) -> SafeString:
        return anchor(provider.get_absolute_url(), provider.get_absolute_url())

    @display(description=gettext_lazy("is it there twice?"))
    def duplicate(self, provider: Provider) -> SafeString:
        address = f"{reverse('admin:providers_merge_start')}?merged={provider.pk}"
        return anchor(address, _("Merge it into another profile"))

    @display(description=gettext_lazy("sites"))
    def where(self, provider: Provider) -> SafeString:
        return format_html_join(
            LINE_BREAK,
            "{} · {}",
            ((link_to(site), site.get_status_display()) for site in provider.sites.all()),
        )

    @display(description=gettext_lazy("offerings"))
    def offered(self, provider: Provider) -> SafeString:
        address = f"{reverse('admin:services_offering_changelist')}?provider={provider.pk}"
        return anchor(address, _("See its offerings"))

    @display(description=gettext_lazy("sources"))
    def from_where(self, provider: Provider) -> SafeString:
        return lines(str(source) for source in provider.sources.all())

    @display(description=gettext_lazy("written by"))
    def written_by(self, provider: Provider) -> SafeString:
        return lines(f"{one.name} <{one.email}>" for one in User.objects.filter(pk__in=provider.editor_ids))

    @display(description=gettext_lazy("decided so far"))
    def decisions(self, provider: Provider) -> SafeString:
        return review_lines(provider.reviews.select_related("reviewer"))

    @display(description=gettext_lazy("merged into"))
    def became(self, provider: Provider) -> Any:
        return link_to(provider.merged_into)

    verify = reasoned(
        gettext_lazy("Verify"),
        "verify",
        lambda actor, row, reason: verify_profile(actor=actor, provider=row, reason=reason),
        READ_BY_COMPANY,
    )
    send_back = reasoned(
        gettext_lazy("Send back"),
        "send-back",
        lambda actor, row, reason: send_back_profile(actor=actor, provider=row, reason=reason),
        READ_BY_COMPANY,
    )
    suspend = reasoned(
        gettext_lazy("Suspend"),
        "suspend",
        lambda actor, row, reason: suspend_provider(actor=actor, provider=row, reason=reason),
        READ_BY_COMPANY,
    )
    reinstate = reasoned(
        gettext_lazy("Reinstate"),
        "reinstate",
        lambda actor, row, reason: reinstate_provider(actor=actor, provider=row, reason=reason),
        READ_BY_COMPANY,
    )
