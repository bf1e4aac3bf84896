"""What allauth tells, for the trail. We define no signals of our own."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.actions.erasure import keep_account
from accounts.actions.user import Person, choose_language, keep_former_address
from accounts.models import User
from events.actions import emit


@transaction.atomic
def _tell(kind: str, user: User, **data: Any) -> None:
    emit(kind, actor=Person(user), subject=user, data=data)


@receiver(account_signals.user_signed_up, dispatch_uid="trail")
def signed_up(user: User, **kwargs: Any) -> None:
    _tell("user.signed_up", user)


@receiver(user_logged_in, dispatch_uid="trail")
def signed_in(user: User, request: HttpRequest, **kwargs: Any) -> None:
    """Whoever comes back goes on in the language that they chose in this browser, keeps their account, and is told so."""
    _tell("user.signed_in", user)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        choose_language(user=user, language=chosen)
        user.language = chosen
    if keep_account(user=user):
        messages.info(request, _("Your account is not deleted: you signed in before its day."), fail_silently=True)


@receiver(account_signals.password_changed, dispatch_uid="trail")
@receiver(account_signals.password_reset, dispatch_uid="trail-reset")
def password_changed(user: User, **kwargs: Any) -> None:
    _tell("user.password_changed", user)


@receiver(account_signals.email_changed, dispatch_uid="trail")
def email_changed(user: User, from_email_address: EmailAddress | None, **kwargs: Any) -> None:
    if from_email_address is not None:
        keep_former_address(user=user, address=from_email_address.email)
    _tell("user.email_changed", user)


@receiver(mfa_signals.authenticator_added, dispatch_uid="trail")
def factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _tell("user.second_factor_added", user, type=authenticator.type)


@receiver(mfa_signals.authenticator_removed, dispatch_uid="trail")
def factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _tell("user.second_factor_removed", user, type=authenticator.type)
