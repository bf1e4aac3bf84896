"""People, for operators: to look up, to stop, to help back in. Never a secret."""

from datetime import datetime
from urllib.parse import urlencode

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin
import django.contrib.auth.admin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.actions.erasure import cancel_erasure, plan_erasure
from accounts.actions.user import deactivate_user, let_in_again, reactivate_user, remove_second_factor
from accounts.limits import failures_of, is_locked_out
from accounts.models import Erasure, User
from accounts.selectors import has_second_factor, has_verified_address, planned_erasure
from core.admin_base import READ_BY_OPERATORS, OperatorAdmin, reasoned

# Their own pages would show secrets, give somebody else's account an address, or a role past the role table. They are imported
# above, since what comes after this app in INSTALLED_APPS would register them again.
OTHERS = (django.contrib.auth.admin, allauth.account.admin, allauth.mfa.admin, allauth.usersessions.admin)
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
        "proved",
        "second_factor",
        "wrong_attempts",
        "memberships",
        "last_login",
        "created_at",
        "deleted_on",
    )
    readonly_fields = ("proved", "second_factor", "wrong_attempts", "memberships", "deleted_on")
    actions_detail = ("let_in_again", "deactivate", "reactivate", "remove_factor", "delete_person", "keep_person")

    def offers(self, row: User) -> list[str]:
        """What the person's state allows; of one who is deleted, nothing."""
        if row.erasures.filter(done_at__isnull=False).exists():
            return []
        return [
            *(["let_in_again"] if failures_of(row) else []),
            "deactivate" if row.is_active else "reactivate",
            *(["remove_factor"] if has_second_factor(row) else []),
            "keep_person" if planned_erasure(row) else "delete_person",
        ]

    @display(description=_("address is proved"), boolean=True)
    def proved(self, user: User) -> bool:
        return has_verified_address(user, user.email)

    @display(description=_("wrong attempts to sign in"))
    def wrong_attempts(self, user: User) -> str:
        count = failures_of(user)
        if is_locked_out(user):
            return gettext("%(count)s in the last quarter of an hour: refused until it is over") % {"count": count}
        return gettext("%(count)s in the last quarter of an hour") % {"count": count} if count else "–"

    @display(description=_("organisations"))
    def memberships(self, user: User) -> SafeString:
        """Organisations stand above this app: a search in the list of members."""
        path = f"{reverse('admin:organizations_membership_changelist')}?{urlencode({'q': user.email})}"
        return format_html(
            '<a class="text-primary-600 underline dark:text-primary-500" href="{}">{}</a>', path, gettext("Memberships")
        )

    @display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return has_second_factor(user)

    @display(description=_("is deleted on"))
    def deleted_on(self, user: User) -> datetime | None:
        erasure = planned_erasure(user)
        return erasure.due_at if erasure else None

    let_in_again = reasoned(
        _("Let try again at once"),
        "let-in-again",
        lambda actor, user, reason: let_in_again(actor=actor, user=user, reason=reason),
        READ_BY_OPERATORS,
    )
    deactivate = reasoned(
        _("Deactivate"),
        "deactivate",
        lambda actor, user, reason: deactivate_user(actor=actor, user=user, reason=reason),
        READ_BY_OPERATORS,
    )
    reactivate = reasoned(
        _("Reactivate"),
        "reactivate",
        lambda actor, user, reason: reactivate_user(actor=actor, user=user, reason=reason),
        READ_BY_OPERATORS,
    )
    remove_factor = reasoned(
        _("Remove a lost second factor"),
        "remove-second-factor",
        lambda actor, user, reason: remove_second_factor(actor=actor, user=user, reason=reason),
        READ_BY_OPERATORS,
    )
    delete_person = reasoned(
        _("Delete this person after 14 days"),
        "plan-erasure",
        lambda actor, user, reason: plan_erasure(actor=actor, user=user, reason=reason),
        READ_BY_OPERATORS,
    )
    keep_person = reasoned(
        _("Take the deletion back"),
        "cancel-erasure",
        lambda actor, user, reason: cancel_erasure(actor=actor, user=user, reason=reason),
        READ_BY_OPERATORS,
    )


@admin.register(Erasure)
class ErasureAdmin(OperatorAdmin):
    """Who asked to be deleted, who is, and when."""

    list_display = ("user", "asked_by", "created_at", "due_at", "state_label")
    list_filter = ("done_at", "cancelled_at")
    list_select_related = ("user", "asked_by")
    search_fields = ("user__email", "user__name")

    @display(description=_("state"), label={"done": "success", "cancelled": "info", "open": "warning"})
    def state_label(self, erasure: Erasure) -> tuple[str, str]:
        texts = {"done": gettext("Done"), "cancelled": gettext("Taken back"), "open": gettext("Open")}
        return erasure.state, texts[erasure.state]
