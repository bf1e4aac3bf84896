"""What a provider's own people type about a site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FigureField, Sections
from core.values import typed, values_of
from providers.actions.site import BLANK, SITE_FIELDS
from providers.enums import SiteStatus
from providers.models import Site
from vocabulary.choosing import PickerForm, TermField, TermsField
from vocabulary.models import Country, Modality, Regulator, SiteFunction, Unit


class SiteForm(Sections, PickerForm):
    """A site, new or known. A known one's form carries the version that was read."""

    SECTIONS = (
        (_("Where"), ("city", "country", "name", "latitude", "longitude", "status")),
        (_("What is done there"), ("functions", "modalities", "scale_value", "scale_unit", "scale_note")),
        (_("Who has inspected it"), ("authorities", "authorities_known")),
        (_("More"), ("note",)),
    )

    city = forms.CharField(label=_("City"), max_length=100)
    country = TermField(Country, label=_("Country"))
    name = forms.CharField(
        label=_("Site name"), max_length=120, required=False, help_text=_("Where a city has more than one of your sites.")
    )
    latitude = FigureField(
        label=_("Latitude"),
        required=False,
        max_digits=7,
        decimal_places=4,
        help_text=_("Degrees north, such as 51.4825; south is below 0. It puts the site on the map."),
    )
    longitude = FigureField(
        label=_("Longitude"),
        required=False,
        max_digits=7,
        decimal_places=4,
        help_text=_("Degrees east, such as 11.9700; west is below 0."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=SiteStatus.choices)
    functions = TermsField(SiteFunction, label=_("Functions"))
    modalities = TermsField(Modality, label=_("Modalities"), required=False)
    scale_value = FigureField(
        label=_("Largest scale"),
        required=False,
        max_digits=18,
        decimal_places=3,
        help_text=_("The largest figure that you name in public."),
    )
    scale_unit = TermField(Unit, label=_("Unit"), required=False)
    scale_note = forms.CharField(
        label=_("Note on the figure"), max_length=300, required=False, help_text=_("A plan, a total of several lines, …")
    )
    authorities = TermsField(Regulator, label=_("Authorities"), required=False)
    authorities_known = forms.BooleanField(
        label=_("This list is complete: nobody else has inspected the site"), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, site: Site | None, **kwargs: Any) -> None:
        stored = BLANK if site is None else {**typed(values_of(site, SITE_FIELDS)), "version": site.version}
        kwargs["initial"] = {**stored, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
