"""What a person wants to be told, and how."""

from typing import Any

from django import forms

from notifications.enums import TOPICS, Channel


class PreferencesForm(forms.Form):
    """A tick for each channel of each topic that can be switched off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in TOPICS:
            if not topic.is_fixed:
                self.fields[topic.code] = forms.MultipleChoiceField(
                    label=str(topic.label), choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
                )

    def muted(self) -> dict[str, list[Channel]]:
        """The channels left without a tick, by topic."""
        return {code: [one for one in Channel if one not in chosen] for code, chosen in self.cleaned_data.items()}
