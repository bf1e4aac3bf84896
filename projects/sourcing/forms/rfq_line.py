"""One line of a request as its authors write it."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FigureField
from projects.sourcing.forms.fields import CodeField, CodesField, NamesField, area
from projects.sourcing.selectors.facts import QUESTIONS, LineFacts
from providers.forms.fields import DAY
from vocabulary.models import Country, ServiceLine, Stage, Standard, Unit


class LineForm(forms.Form):
    """One line to be quoted. One without a title is none."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Line"), max_length=160, required=False, help_text=_("Every invited provider sees it."))
    service_line = CodeField(ServiceLine, label=_("Service line"), help_text=_("Decides which providers match."))
    stage = CodeField(Stage, label=_("Stage"))
    quantity_value = FigureField(label=_("Quantity"), required=False, max_digits=18, decimal_places=3)
    quantity_unit = CodeField(Unit, label=_("Unit"))
    batches = forms.IntegerField(label=_("Batches"), required=False, min_value=1, max_value=10000)
    standards = CodesField(Standard, label=_("Standards"), help_text=_("What the work has to be done under."))
    certificates_in_force = forms.BooleanField(
        label=_("A certificate in force for each standard"), required=False, help_text=_("Verified here, and not ended.")
    )
    countries_allowed = NamesField(
        Country,
        label=_("Only in these countries"),
        help_text=_("Names or codes with commas between them. Every provider that is asked sees it; others cannot join."),
    )
    countries_excluded = NamesField(
        Country,
        label=_("Not in these countries"),
        help_text=_(
            "Names or codes with commas between them. Every provider that is asked sees it; those there cannot join."
        ),
    )
    starts_on = forms.DateField(label=_("Not before"), required=False, widget=DAY)
    latest_start = forms.DateField(label=_("Begun by"), required=False, widget=DAY)
    ends_on = forms.DateField(label=_("Done by"), required=False, widget=DAY)
    details = area(_("Confidential details"), help_text=_("Seen under the confidentiality agreement."))
    questions = area(
        _("Questions to bidders, one a line"),
        help_text=_("Each has a field of its own in the quote. A bidder may leave it empty, and is told that it did."),
    )
    required_questions = area(
        _("Questions that must be answered, one a line"),
        help_text=_("A quote that offers this line cannot be sent without an answer to each."),
    )

    def facts(self, work_packages: dict[Any, Any]) -> LineFacts | None:
        """What was typed, or None for an empty one."""
        values = dict(self.cleaned_data)
        if not values.get("title"):
            return None
        for name in QUESTIONS:
            values[name] = tuple(one.strip() for one in values[name].splitlines() if one.strip())
        return LineFacts(**values, work_package=work_packages.get(values["id"]))


def line_initial(line: LineFacts) -> dict[str, Any]:
    values = {one.name: getattr(line, one.name) for one in fields(LineFacts) if one.name != "work_package"}
    return values | {name: "\n".join(getattr(line, name)) for name in QUESTIONS}
