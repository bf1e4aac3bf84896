"""What people change about themselves, and what others may settle about them."""

import zoneinfo
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.limits import forget_failures_of
from accounts.models import FormerAddress, User
from core.errors import Invalid, WrongState
from core.models import lock
from events.actions import emit
from events.models import OPERATE, Operator


@dataclass(frozen=True)
class Person:
    """Somebody acting for themselves, for the trail: this app knows no organisations."""

    user: User

    @property
    def user_id(self) -> UUID:
        return self.user.pk

    @property
    def organization_id(self) -> UUID | None:
        return None

    @property
    def sees_everything(self) -> bool:
        return False

    @property
    def label(self) -> str:
        return str(self.user)


@transaction.atomic
def update_profile(
    *, user: User, name: str | None = None, language: str | None = None, time_zone: str | None = None
) -> User:
    """Change one's own name, language and time zone; what is None stays as it stands now."""
    user = User.objects.select_for_update().get(pk=user.pk)
    values = {
        "name": user.name if name is None else name.strip(),
        "language": user.language if language is None else language,
        "time_zone": user.time_zone if time_zone is None else time_zone,
    }
    _ensure_profile(values)
    changed = [field for field, value in values.items() if getattr(user, field) != value]
    if changed:
        for field in changed:
            setattr(user, field, values[field])
        user.save(update_fields=[*changed, "updated_at"])
        emit("user.profile_changed", actor=Person(user), subject=user, data={"fields": changed})
    return user


def choose_language(*, user: User, language: str) -> None:
    """Remember the language for mails and the next sign-in."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid(errors={"language": [_("Choose a language from the list.")]})
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)


def keep_former_address(*, user: User, address: str) -> None:
    """Remember an address that is no longer signed in with, until the person is deleted."""
    FormerAddress.objects.get_or_create(user=user, address=address.strip().lower())


def set_privileges(user: User, *, enters_admin: bool, needs_second_factor: bool) -> None:
    """What follows from somebody's memberships. A superuser keeps the admin site, and then needs a second factor too."""
    enters_admin = enters_admin or user.is_superuser
    User.objects.filter(pk=user.pk).update(
        is_staff=enters_admin, second_factor_required=needs_second_factor or enters_admin
    )


def _ensure_profile(values: dict[str, str]) -> None:
    errors = {}
    if not values["name"]:
        errors["name"] = [_("Enter the name that others should see.")]
    if values["language"] not in dict(settings.LANGUAGES):
        errors["language"] = [_("Choose a language from the list.")]
    if values["time_zone"] not in zoneinfo.available_timezones():
        errors["time_zone"] = [_("Choose a time zone from the list.")]
    if errors:
        raise Invalid(errors=errors)


@transaction.atomic
def deactivate_user(*, actor: Operator, user: User, reason: str) -> User:
    """The person is out at their next request; their tokens stop."""
    actor.require_by_name(OPERATE)
    user = lock(User.objects.all(), user.pk)
    if user.pk == actor.user_id:
        raise WrongState(_("You cannot deactivate yourself."))
    if not user.is_active:
        raise WrongState(_("This person is deactivated already."))
    user.is_active = False
    user.save(update_fields=["is_active", "updated_at"])
    emit("user.deactivated", actor=actor, subject=user, data={"reason": ensure_reason(reason)})
    return user


@transaction.atomic
def reactivate_user(*, actor: Operator, user: User, reason: str) -> User:
    """The person may sign in again."""
    actor.require_by_name(OPERATE)
    user = lock(User.objects.all(), user.pk)
    ensure_not_erased(user)
    if user.is_active:
        raise WrongState(_("This person is active."))
    user.is_active = True
    user.save(update_fields=["is_active", "updated_at"])
    emit("user.reactivated", actor=actor, subject=user, data={"reason": ensure_reason(reason)})
    return user


@transaction.atomic
def remove_second_factor(*, actor: Operator, user: User, reason: str) -> User:
    """For somebody who lost phone, key and recovery codes, after the operator made sure who they are."""
    actor.require_by_name(OPERATE)
    user = lock(User.objects.all(), user.pk)
    if user.pk == actor.user_id:
        raise WrongState(_("You cannot remove your own second factor here."))
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise WrongState(_("This person has no second factor."))
    emit("user.second_factor_removed", actor=actor, subject=user, data={"reason": ensure_reason(reason)})
    return user


@transaction.atomic
def let_in_again(*, actor: Operator, user: User, reason: str) -> User:
    """Forget the wrong passwords and codes, for somebody who has made too many and is known to the operator."""
    actor.require_by_name(OPERATE)
    user = lock(User.objects.all(), user.pk)
    if not forget_failures_of(user):
        raise WrongState(_("Nobody has tried to sign in as this person in vain."))
    emit("user.let_in_again", actor=actor, subject=user, data={"reason": ensure_reason(reason)})
    return user


def ensure_not_erased(user: User) -> None:
    """Nothing brings a deleted person back. Raises WrongState."""
    if user.erasures.filter(done_at__isnull=False).exists():
        raise WrongState(_("This person is deleted already."))


def ensure_reason(reason: str) -> str:
    """What an operator does to somebody takes a reason. Raises Invalid."""
    if not reason.strip():
        raise Invalid(errors={"reason": [_("Say why; it stands in the trail.")]})
    return reason.strip()
