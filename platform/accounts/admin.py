"""People, for operators: to look up, to stop, to help back in. Never a secret."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from accounts.actions import deactivate_user, reactivate_user, remove_second_factor
from accounts.models import User
from accounts.selectors import has_second_factor
from core.admin_base import OperatorAdmin

# Their own pages would show secrets, or let a role be given past the role table.
for model in (Authenticator, EmailAddress, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class UserAdmin(OperatorAdmin):
    """Search by name or address; what is done takes a reason and stands in the trail."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login", "created_at")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = (
        "email",
        "name",
        "language",
        "time_zone",
        "is_active",
        "is_staff",
        "second_factor",
        "last_login",
        "created_at",
    )
    readonly_fields = ("second_factor",)
    actions_detail = ("deactivate", "reactivate", "remove_factor")

    @display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return has_second_factor(user)

    @action(description=_("Deactivate"), url_path="deactivate")
    def deactivate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.with_reason(
            request,
            object_id,
            _("Deactivate"),
            lambda row, reason: deactivate_user(actor=request.actor, user=row, reason=reason),  # type: ignore[attr-defined]
        )

    @action(description=_("Reactivate"), url_path="reactivate")
    def reactivate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.with_reason(
            request,
            object_id,
            _("Reactivate"),
            lambda row, reason: reactivate_user(actor=request.actor, user=row, reason=reason),  # type: ignore[attr-defined]
        )

    @action(description=_("Remove a lost second factor"), url_path="remove-second-factor")
    def remove_factor(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self.with_reason(
            request,
            object_id,
            _("Remove a lost second factor"),
            lambda row, reason: remove_second_factor(actor=request.actor, user=row, reason=reason),  # type: ignore[attr-defined]
        )
