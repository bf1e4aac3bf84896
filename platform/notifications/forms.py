"""What a person wants to be told, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.enums import TOPICS, Channel, Rhythm


class PreferencesForm(forms.Form):
    """For each topic that can be switched off a tick for each channel, and how often mail comes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in TOPICS:
            if topic.is_fixed:
                continue
            self.fields[topic.code] = forms.MultipleChoiceField(
                label=str(topic.label), choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields[_rhythm(topic.code)] = forms.ChoiceField(
                label=_("E-mail about this"),
                choices=Rhythm.choices,
                required=False,
                help_text=_("Changes of a deadline, reminders and answers are mailed at once.") if topic.urgent else "",
            )

    def muted(self) -> dict[str, list[Channel]]:
        """The channels left without a tick, by topic."""
        return {code: [one for one in Channel if one not in self.cleaned_data[code]] for code in _codes()}

    def rhythms(self) -> dict[str, str]:
        """How often mail comes, by topic."""
        return {code: self.cleaned_data[_rhythm(code)] or Rhythm.AT_ONCE.value for code in _codes()}


def initial_of(channels: dict[str, list[str]], rhythms: dict[str, str]) -> dict[str, Any]:
    """What the form begins with."""
    return {**channels, **{_rhythm(code): rhythm for code, rhythm in rhythms.items()}}


def _codes() -> list[str]:
    return [topic.code for topic in TOPICS if not topic.is_fixed]


def _rhythm(code: str) -> str:
    return f"{code}-rhythm"
