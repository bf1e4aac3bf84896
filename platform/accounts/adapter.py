"""Where allauth asks us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import translation

from accounts.limits import ensure_not_too_many, note_failure
from accounts.models import User
from core.crypto import decrypt, encrypt
from core.errors import TooMany


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

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failure(str(credentials.get("email", "")), self.get_client_ip(request))
        super().authentication_failed(request, **credentials)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return encrypt(text.encode(), context="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, context="mfa").decode()
