"""Where allauth asks us."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import translation

from accounts.limits import ensure_may_be_mailed, ensure_not_too_many, note_failure, note_mail
from accounts.models import User
from core.crypto import decrypt, encrypt
from core.errors import TooMany

logger = logging.getLogger(__name__)

ASKED_FOR = frozenset(
    {
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "password_reset_key",
        "unknown_account",
    }
)
"""Mails that go to whatever address somebody types."""


class AccountAdapter(DefaultAccountAdapter):
    """Account pages in our words, and a limit on wrong passwords that needs no cache."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """The name from the form; the language of the page on which the person signed up."""
        user.name = form.cleaned_data["name"].strip()
        user.language = translation.get_language() or "en"
        user.time_zone = form.cleaned_data.get("time_zone") or "UTC"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            ensure_not_too_many(str(credentials.get("email", "")), self.get_client_ip(request))
        except TooMany as error:
            raise ValidationError(str(error), code="too_many_login_attempts") from error
        super().pre_authenticate(request, **credentials)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """What anybody has sent by typing an address is counted, and beyond the limit not sent: forms say so before it."""
        if template_prefix.removeprefix("account/email/") in ASKED_FOR:
            origin = self.get_client_ip(current.request)
            try:
                ensure_may_be_mailed(email, origin)
            except TooMany:
                logger.warning("A mail that was asked for too often is not sent: %s.", template_prefix)
                return
            note_mail(email, origin)
        super().send_mail(template_prefix, email, context)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failure(str(credentials.get("email", "")), self.get_client_ip(request))
        super().authentication_failed(request, **credentials)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return encrypt(text.encode(), context="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, context="mfa").decode()
