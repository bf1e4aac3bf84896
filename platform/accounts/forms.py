"""Forms of people's accounts: shape only."""

import zoneinfo
from collections import defaultdict
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm as AllauthAddEmailForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.limits import code_name, ensure_may_be_mailed, ensure_not_too_many, note_failure
from accounts.models import User
from core.errors import TooMany


class MailedTo:
    """A form that has a mail sent to the address in it, whose ever that is: so many of them and no more."""

    def clean_email(self) -> str:
        email = str(super().clean_email())  # type: ignore[misc]  # of the form beside it
        try:
            ensure_may_be_mailed(email, get_adapter().get_client_ip(context.request))
        except TooMany as error:
            raise ValidationError(str(error), code="too_many_mails") from error
        return email


class SignupForm(MailedTo, AllauthSignupForm):
    """Asks for the name beside address and password."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ("name", "email", "password1")


class ResetPasswordForm(MailedTo, AllauthResetPasswordForm):
    """A link by mail."""


class AddEmailForm(MailedTo, AllauthAddEmailForm):
    """Another address, proved by a code."""


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of pages and of mails."))
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Deadlines are shown in it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zone_choices(timezone.now())  # type: ignore[attr-defined]


def time_zone_choices(now: datetime) -> list[tuple[str, Any]]:
    """Grouped by region, each with its present offset: ``Europe > Berlin (UTC+01:00)``."""
    regions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(zoneinfo.available_timezones()):
        region, _slash, city = name.partition("/")
        if city and region not in {"Etc", "SystemV", "US", "posix", "right"}:
            offset = now.astimezone(zoneinfo.ZoneInfo(name)).strftime("%z")
            regions[region].append((name, f"{city.replace('_', ' ')} (UTC{offset[:3]}:{offset[3:5]})"))
    return [("UTC", "UTC"), *sorted(regions.items())]


class CountedCode:
    """Wrong codes are counted in the database: the limit survives the loss of the cache, where allauth has its own."""

    user: User

    def clean_code(self) -> str:
        counted, origin = code_name(self.user), get_adapter().get_client_ip(context.request)
        try:
            ensure_not_too_many(counted, origin)
        except TooMany as error:
            raise ValidationError(str(error), code="too_many_login_attempts") from error
        try:
            return str(super().clean_code())  # type: ignore[misc]  # of the form beside it
        except ValidationError:
            note_failure(counted, origin)
            raise


class AuthenticateForm(CountedCode, AllauthAuthenticateForm):
    """The second step of a sign-in."""


class ReauthenticateForm(CountedCode, AllauthReauthenticateForm):
    """Asked again before what needs a fresh sign-in."""
