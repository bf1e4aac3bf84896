"""Suites and windows of time, as their people write them down."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import OUT_OF_REACH, is_in_reach
from organizations.actor import Actor
from providers.actions.slot import SlotFacts
from providers.actions.suite import MANY, SuiteFacts
from providers.forms.fields import DAY, Chosen, ChosenBranches, UnitField, figure_field, plain
from providers.models import Site, Slot, Suite
from providers.selectors.mine import my_sites
from vocabulary.choosing import PickerForm
from vocabulary.models import ExpressionSystem, Modality, ServiceLine


class SuiteForm(PickerForm):
    """A room or line, and what fits into it."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"))
    name = forms.CharField(label=_("Suite name"), max_length=120)
    service_lines = ChosenBranches(
        ServiceLine, label=_("Service lines"), help_text=_("What is done there. A broader one includes all below it.")
    )
    modalities = Chosen(Modality, label=_("Modalities"), required=False)
    systems = Chosen(ExpressionSystem, label=_("Expression systems"), required=False)
    scale_value = figure_field(_("Scale"))
    scale_unit = UnitField()
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = my_sites(actor)  # type: ignore[attr-defined]

    @staticmethod
    def values_of(suite: Suite) -> dict[str, Any]:
        """What stands there, to begin with."""
        values = {
            name: plain(getattr(suite, name)) for name in ("site", "name", "scale_value", "scale_unit", "note", "version")
        }
        return values | {name: [term.pk for term in getattr(suite, name).all()] for name in MANY}

    @property
    def facts(self) -> SuiteFacts:
        """What was typed, ready for an action."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return SuiteFacts(**typed)


class SlotForm(forms.Form):
    """From one day to another."""

    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("To, this day included"), widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=300, required=False, help_text=_("Everybody can read it."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def values_of(slot: Slot) -> dict[str, Any]:
        """What stands there, to begin with."""
        return {name: getattr(slot, name) for name in ("starts_on", "ends_on", "note", "version")}

    @property
    def facts(self) -> SlotFacts:
        """What was typed, ready for an action."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return SlotFacts(**typed)


class HoldForm(forms.Form):
    """Until when a window is held: to the end of that day, in the reader's time zone."""

    until = forms.DateField(label=_("Hold until"), widget=DAY)

    def clean_until(self) -> date:
        """A day after which there is another."""
        day: date = self.cleaned_data["until"]
        if not is_in_reach(day):
            raise forms.ValidationError(OUT_OF_REACH)
        return day
