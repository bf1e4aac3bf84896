"""Forms of organisations: shape only; the actions hold the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.countries import country_choices
from organizations.enums import Kind
from organizations.models import Organization

KINDS = [
    (Kind.SPONSOR.value, _("Sponsor: we buy development and manufacturing services")),
    (Kind.PROVIDER.value, _("Provider: we offer them")),
]


class OrganizationForm(forms.Form):
    """What an organisation says of itself."""

    legal_name = forms.CharField(
        label=_("Legal name"), max_length=200, help_text=_("As it stands in contracts, with its legal form.")
    )
    country = forms.ChoiceField(label=_("Country"))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        field.choices = [("", _("Choose a country")), *country_choices()]  # type: ignore[attr-defined]


class NewOrganizationForm(OrganizationForm):
    """The same, and which side of the market it stands on."""

    kinds = forms.MultipleChoiceField(
        label=_("What the organisation does here"), choices=KINDS, widget=forms.CheckboxSelectMultiple
    )

    field_order = ("kinds", "legal_name", "country", "website")


class EditOrganizationForm(OrganizationForm):
    """Carries the version that was on the screen, so that nobody overwrites what they have not seen."""

    ror_id = forms.CharField(
        label=_("ROR id"), required=False, max_length=40, help_text=_("For research organisations, from ror.org.")
    )
    duns = forms.CharField(
        label=_("D-U-N-S number"),
        required=False,
        max_length=20,
        help_text=_("Nine digits, by which purchasing systems know you."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, organization: Organization) -> "EditOrganizationForm":
        """The form as it opens."""
        names = ("legal_name", "country", "website", "ror_id", "duns", "version")
        return cls(initial={name: getattr(organization, name) for name in names})
