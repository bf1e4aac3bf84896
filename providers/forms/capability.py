"""What can run at a site, as its people write it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.actions.capability import CapabilityFacts
from providers.forms.fields import TermField, UnitField, figure_field, plain
from providers.models import Capability, Site
from vocabulary.models import ExpressionSystem, Modality


class CapabilityForm(forms.Form):
    """A modality with its system and scales."""

    modality = TermField(Modality.objects.in_use().exclude(parent=None), label=_("Modality"))
    system = TermField(
        ExpressionSystem.objects.in_use(),
        label=_("Expression system"),
        required=False,
        empty_label=_("Not said, or of no importance"),
    )
    scale_min = figure_field(_("Smallest scale"))
    scale_max = figure_field(_("Largest scale"))
    scale_unit = UnitField()
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def values_of(capability: Capability) -> dict[str, Any]:
        """What stands there, to begin with."""
        names = ("modality", "system", "scale_min", "scale_max", "scale_unit", "note", "version")
        return {name: plain(getattr(capability, name)) for name in names}

    def facts(self, site: Site) -> CapabilityFacts:
        """What was typed, ready for an action."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return CapabilityFacts(site=site, **typed)
