"""What a reader of the glossary types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GlossaryForm(forms.Form):
    """The search box."""

    q = forms.CharField(
        label=_("Find a term"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Any name people use, in English or Chinese: fill/finish, CHO, 灌装."),
    )
