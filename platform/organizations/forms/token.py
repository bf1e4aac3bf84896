"""The form for a new API token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.actor import Actor
from organizations.enums import Scope
from organizations.rules import usable_scopes

DAYS = [(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("1 year"))]


class TokenForm(forms.Form):
    """Offers the scopes that the member's roles can use."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("The program or person that will use it."))
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(scope.value, f"{scope.label} ({scope.value})") for scope in usable_scopes(actor)]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]

    def clean_scopes(self) -> list[Scope]:
        """As members of the enumeration."""
        return [Scope(value) for value in self.cleaned_data["scopes"]]
