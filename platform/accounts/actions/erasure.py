"""A person is erased: asked for, taken back, done after a time in which everybody can think again."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.user import Person, ensure_not_erased, ensure_reason
from accounts.models import Erasure, FormerAddress, User
from accounts.personal import ensure_may_be_erased, forget, hold
from accounts.selectors import addresses_of
from core.clock import ClockTimestamp, database_now
from core.errors import NotSignedIn, WrongState
from core.models import lock
from core.sweeping import work_off
from events.actions import emit
from events.models import OPERATE, Operator, Reader

PLACEHOLDER = "Deleted person"
"""A name in the tables, not a word of the pages: nobody knows yet in which language it will be read."""


@transaction.atomic
def ask_to_be_erased(*, user: User) -> Erasure:
    """Plan the end of one's own account, and sign out everywhere. Raises WrongState, saying what to do first."""
    return _plan(Person(user), user, asked_by=user, reason="")


@transaction.atomic
def plan_erasure(*, actor: Operator, user: User, reason: str) -> Erasure:
    """An operator plans it for somebody who asked in another way. Raises WrongState or Invalid."""
    actor.require_by_name(OPERATE)
    if user.pk == actor.user_id:
        raise WrongState(_("Delete your own account in your settings."))
    if actor.user_id is None:
        raise NotSignedIn
    operator = User.objects.get(pk=actor.user_id)
    return _plan(actor, user, asked_by=operator, reason=ensure_reason(reason))


@transaction.atomic
def cancel_erasure(*, actor: Operator, user: User, reason: str) -> Erasure:
    """An operator takes it back. Raises WrongState when there is nothing to take back."""
    actor.require_by_name(OPERATE)
    erasure = _take_back(actor, user, ensure_reason(reason))
    if erasure is None:
        raise WrongState(_("The deletion of this person is not planned."))
    return erasure


@transaction.atomic
def keep_account(*, user: User) -> Erasure | None:
    """Whoever signs in wants the account: the deletion is taken back. None when there was none."""
    return _take_back(Person(user), user, "")


def erase_due() -> int:
    """Erase everybody whose time has come, each in a transaction of their own. Safe to run twice at once. Returns how many."""
    return work_off(_due, _carry_out)


def forget_ended_sessions() -> int:
    """Delete sessions that nobody can use any more, and what was known of their browsers. Returns how many."""
    count, _by_model = Session.objects.filter(expire_date__lt=ClockTimestamp()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count


def _plan(actor: Reader, user: User, *, asked_by: User, reason: str) -> Erasure:
    hold(user)
    user = lock(User.objects.all(), user.pk)
    ensure_not_erased(user)
    if user.erasures.open().exists():
        raise WrongState(_("The deletion is planned already."))
    ensure_may_be_erased(user)
    due_at = database_now() + Erasure.GRACE
    erasure = Erasure.objects.create(user=user, asked_by=asked_by, reason=reason, due_at=due_at)
    _end_sessions(user)
    data = {"due_at": due_at.isoformat(timespec="minutes"), "reason": reason}
    emit("user.erasure_planned", actor=actor, subject=user, data=data)
    return erasure


def _take_back(actor: Reader, user: User, reason: str) -> Erasure | None:
    erasure = Erasure.objects.open().select_for_update().filter(user=user).first()
    if erasure is not None:
        erasure.cancelled_at = database_now()
        erasure.save(update_fields=["cancelled_at", "updated_at"])
        emit("user.erasure_cancelled", actor=actor, subject=user, data={"reason": reason})
    return erasure


def _due() -> QuerySet[Erasure]:
    return Erasure.objects.due().select_for_update(skip_locked=True, of=("self",)).order_by("due_at")


def _carry_out(erasure: Erasure) -> None:
    hold(User.objects.get(pk=erasure.user_id))
    _erase(lock(User.objects.all(), erasure.user_id))
    erasure.done_at, erasure.reason = database_now(), ""
    erasure.save(update_fields=["done_at", "reason", "updated_at"])


def _erase(user: User) -> None:
    """The row stays, since agreements, awards and quotes point to it; what says who it was goes."""
    addresses = addresses_of(user)
    user.name, user.email = f"{PLACEHOLDER} {user.pk.hex[:6]}", f"{user.pk.hex}@deleted.invalid"
    user.language, user.time_zone = "en", "UTC"
    user.is_active = user.is_staff = user.is_superuser = user.second_factor_required = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    _end_sessions(user)
    EmailAddress.objects.filter(user=user).delete()
    FormerAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    forget(user, addresses)
    emit("user.erased", actor=Person(user), subject=user)


def _end_sessions(user: User) -> None:
    known = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=known.values("session_key")).delete()
    known.delete()
