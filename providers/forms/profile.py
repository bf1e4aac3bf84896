"""What a provider's own people type into their profile."""

from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Sections
from core.languages import babel_locale
from core.values import values_of
from providers.actions.profile import PROFILE_FIELDS
from providers.checks import LONGEST_CHINESE_SUMMARY, LONGEST_SUMMARY
from providers.enums import ProviderState, ProviderType
from providers.models import Provider
from vocabulary.choosing import PickerForm, TermField, TermsField
from vocabulary.forms import LinesField
from vocabulary.models import Country, Modality, ServiceLine, Stage, Standard

SPOKEN = [
    "ar",
    "cs",
    "da",
    "de",
    "en",
    "es",
    "fi",
    "fr",
    "he",
    "hi",
    "hu",
    "it",
    "ja",
    "ko",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sv",
    "ta",
    "te",
    "th",
    "tr",
    "uk",
    "vi",
    "yue",
    "zh",
]
"""Languages that business is done in, by their codes."""


def spoken_choices() -> list[tuple[str, str]]:
    """Codes with their names in the reader's language, in its order."""
    locale: Locale = babel_locale()
    return sorted(((code, str(locale.languages.get(code, code))) for code in SPOKEN), key=lambda pair: pair[1])


def host_of(text: str) -> str:
    """ "https://www.example.com/en/" is the website www.example.com."""
    text = text.strip().lower()
    return (urlsplit(text if "//" in text else f"//{text}").hostname or text) if text else ""


class ProfileForm(Sections, PickerForm):
    """The whole profile. It carries the version that was read."""

    SECTIONS = (
        (
            _("Who you are"),
            ("name", "legal_name", "parent_name", "other_names", "domain", "country", "city", "founded", "types"),
        ),
        (_("In a few words"), ("summary", "summary_zh", "languages")),
        (_("What you do"), ("service_lines", "modalities", "stages", "standards")),
        ("", ("accepts_lapse",)),
    )

    name = forms.CharField(label=_("Company name"), max_length=160, help_text=_("As people know you."))
    legal_name = forms.CharField(label=_("Legal name"), max_length=200, required=False)
    parent_name = forms.CharField(label=_("Belongs to"), max_length=160, required=False, help_text=_("The group, if any."))
    other_names = LinesField(
        forms.CharField(max_length=160),
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: short names, earlier names, Chinese names. People find you by them."),
    )
    domain = forms.CharField(label=_("Website"), max_length=200, required=False)
    country = TermField(Country, label=_("Country of the headquarters"))
    city = forms.CharField(label=_("City of the headquarters"), max_length=100)
    founded = forms.IntegerField(label=_("Founded"), required=False, min_value=1600, max_value=2100)
    types = forms.MultipleChoiceField(label=_("Kind"), choices=ProviderType.choices, widget=forms.CheckboxSelectMultiple)
    summary = forms.CharField(
        label=_("Summary in English"), max_length=LONGEST_SUMMARY, widget=forms.Textarea(attrs={"rows": 4})
    )
    summary_zh = forms.CharField(
        label=_("Summary in Chinese"),
        max_length=LONGEST_CHINESE_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=spoken_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    service_lines = TermsField(ServiceLine, label=_("Service lines"))
    modalities = TermsField(Modality, label=_("Modalities"))
    stages = TermsField(Stage, label=_("Stages"))
    standards = TermsField(
        Standard,
        label=_("Standards"),
        required=False,
        help_text=_("What you work under. Certificates are the evidence, and have a page of their own."),
    )
    accepts_lapse = forms.BooleanField(
        label=_(
            "I know that a new name, legal name, country or website ends the verification until an operator looks again"
        ),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        stored = {**values_of(provider, PROFILE_FIELDS), "version": provider.version}
        stored["other_names"] = list(provider.other_names)
        kwargs["initial"] = {**stored, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if provider.state != ProviderState.VERIFIED:
            del self.fields["accepts_lapse"]

    def clean_domain(self) -> str:
        return host_of(self.cleaned_data["domain"])
