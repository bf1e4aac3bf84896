"""People, for operators: to look up, to stop, to help back in. Never a secret."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.actions import deactivate_user, reactivate_user, remove_second_factor
from accounts.models import User
from accounts.selectors import has_second_factor
from core.admin_base import OperatorAdmin, reasoned

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

    deactivate = reasoned(
        _("Deactivate"), "deactivate", lambda actor, user, reason: deactivate_user(actor=actor, user=user, reason=reason)
    )
    reactivate = reasoned(
        _("Reactivate"), "reactivate", lambda actor, user, reason: reactivate_user(actor=actor, user=user, reason=reason)
    )
    remove_factor = reasoned(
        _("Remove a lost second factor"),
        "remove-second-factor",
        lambda actor, user, reason: remove_second_factor(actor=actor, user=user, reason=reason),
    )
