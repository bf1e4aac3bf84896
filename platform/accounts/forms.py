"""Forms of people's accounts: shape only."""

import zoneinfo
from collections import defaultdict
from datetime import datetime
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignupForm(AllauthSignupForm):
    """Asks for the name beside address and password."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ("name", "email", "password1")


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
