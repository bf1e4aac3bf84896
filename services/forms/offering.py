"""What a provider's own people type about an offering."""

from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FigureField, Sections
from core.languages import babel_locale
from core.money import CURRENCIES
from core.values import typed
from providers.enums import SiteStatus
from providers.models import Provider, Site
from services.actions.offering import BLANK
from services.enums import PriceModel
from services.models import Offering
from services.models.offering import LONGEST_LEAD_WEEKS
from services.selectors.own import offering_values
from vocabulary.choosing import PickerForm, TermField, TermsField
from vocabulary.models import ExpressionSystem, Modality, ServiceLine, Stage, Standard, Unit

USUAL = ("EUR", "USD", "CNY", "GBP", "CHF", "JPY", "KRW", "INR", "SGD", "DKK")
"""Currencies that most prices are in, offered first."""


def currency_choices() -> list[tuple[Any, Any]]:
    """Codes with their names, the usual ones first."""
    locale = babel_locale()
    rest = sorted(CURRENCIES - set(USUAL))
    named = {code: f"{code} · {get_currency_name(code, locale=locale)}" for code in (*USUAL, *rest)}
    return [
        ("", "–"),
        (_("Usual"), [(code, named[code]) for code in USUAL]),
        (_("Others"), [(code, named[code]) for code in rest]),
    ]


class SitesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """One's own sites; a closed one says so."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        closed = f" – {obj.get_status_display()}" if obj.status == SiteStatus.CLOSED else ""
        return f"{obj.city}{f' ({obj.name})' if obj.name else ''}, {obj.country.label}{closed}"

    def clean(self, value: Any) -> Any:
        return [site.pk for site in super().clean(value)]


def _amount(label: Any, **kwargs: Any) -> FigureField:
    return FigureField(label=label, required=False, max_digits=16, decimal_places=3, min_value=0, **kwargs)


def _text(label: Any, most: int, rows: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class OfferingForm(Sections, PickerForm):
    """An offering, new or known. A draft may be saved with gaps; a known one's form carries the version that was read."""

    SECTIONS = (
        (_("What it is"), ("service_line", "title_en", "title_zh", "description_en", "description_zh")),
        (_("Where it is done"), ("sites",)),
        (_("What it serves"), ("stages", "modalities", "systems", "standards")),
        (_("Scale"), ("scale_min", "scale_max", "scale_unit", "scale_note")),
        (_("Lead time"), ("lead_weeks_min", "lead_weeks_max")),
        (_("Price"), ("price_model", "price_min", "price_max", "currency", "price_unit", "minimum_amount")),
        (_("What is in it"), ("included", "excluded")),
    )

    service_line = TermField(ServiceLine, label=_("Service line"))
    title_en = forms.CharField(
        label=_("Title in English"),
        max_length=160,
        required=False,
        help_text=_("Without one the service line's name stands there."),
    )
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=160, required=False)
    description_en = _text(_("Description in English"), 4000, 6)
    description_zh = _text(_("Description in Chinese"), 4000, 6)
    sites = SitesField(queryset=Site.objects.none(), label=_("Sites"), required=False)
    stages = TermsField(Stage, label=_("Stages"), required=False)
    modalities = TermsField(Modality, label=_("Modalities"), required=False)
    systems = TermsField(ExpressionSystem, label=_("Expression systems"), required=False)
    standards = TermsField(Standard, label=_("Standards"), required=False)
    scale_min = FigureField(label=_("Smallest scale"), required=False, max_digits=18, decimal_places=3)
    scale_max = FigureField(label=_("Largest scale"), required=False, max_digits=18, decimal_places=3)
    scale_unit = TermField(Unit, label=_("Unit of scale"), required=False)
    scale_note = forms.CharField(label=_("Note on the scale"), max_length=300, required=False)
    lead_weeks_min = forms.IntegerField(
        label=_("Shortest, in weeks"), required=False, min_value=0, max_value=LONGEST_LEAD_WEEKS
    )
    lead_weeks_max = forms.IntegerField(
        label=_("Longest, in weeks"), required=False, min_value=0, max_value=LONGEST_LEAD_WEEKS
    )
    price_model = forms.ChoiceField(label=_("How you charge"), choices=PriceModel.choices)
    price_min = _amount(_("From"), help_text=_("Indicative, not a quote."))
    price_max = _amount(_("To"))
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices, required=False)
    price_unit = forms.CharField(
        label=_("One unit is"), max_length=80, required=False, help_text=_("A batch of 2,000 L, a vial, a sample, …")
    )
    minimum_amount = _amount(_("Smallest engagement"))
    included = _text(_("Included"), 2000, 3)
    excluded = _text(_("Not included"), 2000, 3)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, provider: Provider, offering: Offering | None, **kwargs: Any) -> None:
        stored = BLANK if offering is None else {**typed(offering_values(offering)), "version": offering.version}
        kwargs["initial"] = {**stored, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        sites: Any = self.fields["sites"]
        sites.queryset = provider.sites.select_related("country")
