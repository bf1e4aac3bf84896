"""The form of an endpoint."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.addresses import LONGEST
from core.forms import Sections
from events.phrases import phrase_of
from organizations.models import Organization
from webhooks.kinds import ALL, choice_for
from webhooks.models import Endpoint


class EndpointForm(Sections, forms.Form):
    """Offers the events that the organisation may see. What is to be sent is decided by the action."""

    SECTIONS = (("", ("url", "description")), (_("What it hears of"), ("everything", "kinds")))

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://erp.example.org/hooks/opencdmo"}),
        help_text=_("Where your system listens. Each event is sent there as a signed POST."),
    )
    description = forms.CharField(
        label=_("Description"), max_length=200, required=False, help_text=_("The system behind it, for your colleagues.")
    )
    everything = forms.BooleanField(
        label=_("Every event that your organisation sees"),
        required=False,
        help_text=_("Also kinds that are added later. Otherwise choose below."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Chosen events"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "grouped"})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = choice_for(organization.kind_set)
        offered = [(group.label, [(kind, phrase_of(kind)) for kind in kinds]) for group, kinds in choice]
        self.fields["kinds"].choices = offered  # type: ignore[attr-defined]

    @staticmethod
    def values_of(endpoint: Endpoint) -> dict[str, Any]:
        """What the form shows of an endpoint."""
        is_all = ALL in endpoint.kinds
        return {
            "url": endpoint.url,
            "description": endpoint.description,
            "everything": is_all,
            "kinds": [] if is_all else endpoint.kinds,
            "version": endpoint.version,
        }

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        chosen = self.cleaned_data
        kinds = [ALL] if chosen["everything"] else chosen["kinds"]
        return {"url": chosen["url"], "description": chosen["description"], "kinds": kinds}
