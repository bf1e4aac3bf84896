"""Forms of claims and of a first profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import Purpose
from documents.forms import DocumentsField
from providers.enums import ProviderType
from providers.rules_claim import LONGEST_POSITION, LONGEST_STATEMENT, MOST_FILES
from vocabulary.models import Country


class ClaimForm(forms.Form):
    """Why a profile is one's company's."""

    position = forms.CharField(
        label=_("Your position in the company"),
        max_length=LONGEST_POSITION,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    statement = forms.CharField(
        label=_("Why the profile is yours"),
        help_text=_("For example how your organisation is related to the company in the profile. An operator reads it."),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence = DocumentsField(purpose=Purpose.EVIDENCE, most=MOST_FILES, label=_("Evidence"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].help_text = _(
            "Such as an extract from the commercial register or a letter of authority. Only operators of this platform open "
            "it, and each opening is recorded. Up to five files: %(allowed)s"
        ) % {"allowed": self.fields["evidence"].help_text}


class ClaimAnswerForm(ClaimForm):
    """More for a claim that was sent back; the evidence that is there stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].required = False
        self.fields["evidence"].label = _("More evidence")


class ProfileCreateForm(forms.Form):
    """What a profile begins with."""

    name = forms.CharField(label=_("Name of the company"), max_length=160)
    country = forms.ModelChoiceField(Country.objects.order_by("label_en"), label=_("Country of the headquarters"))
    city = forms.CharField(label=_("City"), max_length=100)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    types = forms.MultipleChoiceField(
        label=_("Kind of company"), choices=ProviderType.choices, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("What you do, in one or two sentences. It stands at the top of your profile."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_new = forms.BooleanField(label=_("None of these is our company"), required=False, widget=forms.HiddenInput)

    def clean_types(self) -> list[ProviderType]:
        return [ProviderType(one) for one in self.cleaned_data["types"]]

    def ask_whether_new(self) -> None:
        """Show the tick that says that none of the similar companies is theirs."""
        self.fields["is_new"].widget = forms.CheckboxInput()
