"""To which request ticked matches are added."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.briefs.models import Project
from projects.sourcing.forms.fields import NONE
from projects.sourcing.models import Rfq


class PickForm(forms.Form):
    """Those of the project stand first, and only one of them is chosen beforehand: what is asked of others is not theirs."""

    def __init__(self, *args: Any, rfqs: Iterable[Rfq], project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for rfq in rfqs:
            named = (str(rfq.pk), f"{rfq.number} {rfq.codename} ({rfq.standing_label})")
            (own if rfq.project_id == project.pk else others).append(named)
        parts = [(_("Of this project"), own), (_("Of something else"), others)]
        choices = [NONE, *((name, rows) for name, rows in parts if rows)]
        initial = own[0][0] if len(own) == 1 else ""
        self.fields["rfq"] = forms.ChoiceField(label=_("Request to add them to"), choices=choices, initial=initial)
