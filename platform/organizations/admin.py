"""Organisations, for operators."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin_base import READ_BY_MEMBERS, OperatorAdmin, reasoned
from core.identifiers import duns_number, ror_id
from organizations.actions.organization import deactivate_organization, reactivate_organization
from organizations.models import ApiToken, CalendarFeed, Invitation, Membership, Organization

LINK = '<a class="text-primary-600 underline dark:text-primary-500" href="{}">{}</a>'
LINE_BREAK = mark_safe("<br>")
NOTHING = mark_safe("–")


@admin.register(Organization)
class OrganizationAdmin(OperatorAdmin):
    """To look up, and to stop with a reason."""

    list_display = ("legal_name", "kind_labels", "country_shown", "created_at", "deactivated_at")
    list_filter = ("country", "deactivated_at")
    search_fields = ("legal_name", "website", "ror_id", "duns")
    fields = (
        "legal_name", "kind_labels", "country_shown", "website", "ror_id", "duns", "members", "profiles", "created_at",
        "deactivated_at",
    )  # fmt: skip
    readonly_fields = ("kind_labels", "country_shown", "members", "profiles", "created_at")
    actions_detail = ("deactivate", "reactivate")

    def offers(self, row: Organization) -> list[str]:
        return ["deactivate" if row.is_active else "reactivate"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organization], search_term: str
    ) -> tuple[QuerySet[Organization], bool]:
        """A ROR id and a D-U-N-S number also as they are written elsewhere: as an address, with hyphens."""
        code = ror_id(search_term) or duns_number(search_term)
        found, has_doubles = super().get_search_results(request, queryset, code or search_term)
        return found, has_doubles

    @display(description=_("kind"))
    def kind_labels(self, organization: Organization) -> str:
        return ", ".join(str(kind.label) for kind in organization.kind_set)

    @display(description=_("country"), ordering="country")
    def country_shown(self, organization: Organization) -> str:
        return organization.country_label

    @display(description=_("members"))
    def members(self, organization: Organization) -> SafeString:
        """Those it has now, with their roles."""
        rows = Membership.objects.current().filter(organization=organization).select_related("user").order_by("created_at")
        found = ((_member_path(one), one.user, one.user.email, ", ".join(one.role_labels)) for one in rows)
        return format_html_join(LINE_BREAK, f"{LINK} &lt;{{}}&gt; · {{}}", found) or NOTHING

    @display(description=_("company profile"))
    def profiles(self, organization: Organization) -> SafeString:
        """Profiles stand above this app: a search in their list."""
        path = f"{reverse('admin:providers_provider_changelist')}?{urlencode({'q': organization.legal_name})}"
        return format_html(LINK, path, gettext("Profiles of this organisation"))

    deactivate = reasoned(
        _("Deactivate"),
        "deactivate",
        lambda actor, row, reason: deactivate_organization(actor=actor, organization=row, reason=reason),
        READ_BY_MEMBERS,
    )
    reactivate = reasoned(
        _("Reactivate"),
        "reactivate",
        lambda actor, row, reason: reactivate_organization(actor=actor, organization=row, reason=reason),
        READ_BY_MEMBERS,
    )


def _member_path(membership: Membership) -> str:
    return reverse("admin:accounts_user_change", args=[membership.user_id])


@admin.register(Membership)
class MembershipAdmin(OperatorAdmin):
    """Who belongs where, also those who left."""

    list_display = ("user", "organization", "role_list", "created_at", "ended_at")
    list_filter = ("ended_at",)
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "user__name", "organization__legal_name")
    exclude = ("roles",)
    readonly_fields = ("role_list",)

    @display(description=_("roles"))
    def role_list(self, membership: Membership) -> str:
        return ", ".join(membership.role_labels)


@admin.register(Invitation)
class InvitationAdmin(OperatorAdmin):
    """Who was invited, and whether they came."""

    list_display = ("email", "organization", "status", "invited_by", "expires_at")
    list_filter = ("status",)
    list_select_related = ("organization", "invited_by")
    search_fields = ("email", "organization__legal_name")
    exclude = ("roles",)
    readonly_fields = ("role_list",)

    @display(description=_("roles"))
    def role_list(self, invitation: Invitation) -> str:
        return ", ".join(invitation.role_labels)


@admin.register(ApiToken)
class ApiTokenAdmin(OperatorAdmin):
    """That a key exists and when it was used; never its digest."""

    list_display = ("name", "prefix", "membership", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("membership__user", "membership__organization")
    search_fields = ("name", "prefix", "membership__organization__legal_name")
    exclude = ("digest",)


@admin.register(CalendarFeed)
class CalendarFeedAdmin(OperatorAdmin):
    """That a member follows their deadlines, and since when; never the address."""

    list_display = ("membership", "made_at")
    list_select_related = ("membership__user", "membership__organization")
    search_fields = ("membership__user__email", "membership__organization__legal_name")
    exclude = ("digest",)
