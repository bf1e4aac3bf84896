"""Files of a request and of a quote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import Purpose
from documents.forms import DocumentField
from projects.sourcing.enums import Envelope, Tier
from projects.sourcing.forms.fields import LocalMoment, area, in_zone, on_the_wall
from projects.sourcing.models import Rfq


class AmendmentForm(forms.Form):
    """Taking a file off. In an open request also why, and until when there is time to follow."""

    reason = area(_("Reason"), most=2000, rows=2, help_text=_("Everybody invited reads it."))
    deadline = LocalMoment(label=_("Deadline"))

    def __init__(self, *args: Any, rfq: Rfq, is_amendment: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rfq = rfq
        if not is_amendment:
            del self.fields["reason"], self.fields["deadline"]
            return
        self.fields["reason"].required = True
        self.fields["deadline"].initial = on_the_wall(rfq.deadline.replace(second=0, microsecond=0), rfq.zone)
        self.fields["deadline"].help_text = rfq.time_zone

    @property
    def values(self) -> dict[str, Any]:
        """For the action. A form shows minutes: a deadline that was not touched stays to the second."""
        given = dict(self.cleaned_data)
        if "deadline" in given:
            is_moved = "deadline" in self.changed_data
            given["deadline"] = in_zone(given["deadline"], self.rfq.zone) if is_moved else self.rfq.deadline
        return given


class ReplaceDocumentForm(AmendmentForm):
    """Another file in the place of one."""

    upload = DocumentField(label=_("File"), purpose=Purpose.ATTACHMENT)
    field_order = ("upload", "tier", "reason", "deadline")


class AttachDocumentForm(ReplaceDocumentForm):
    """A file, and who sees it."""

    tier = forms.ChoiceField(label=_("Seen by"), choices=Tier.choices, initial=Tier.CDA)


class InsideTheEditor(forms.Form):
    """Part of the quote's own form on the page. Whoever saves that need not have chosen a file: a browser must not ask for one."""

    use_required_attribute = False


class AttachFileForm(InsideTheEditor):
    """A file that goes with a quote, in the envelope that it belongs to."""

    upload = DocumentField(label=_("File to attach"), purpose=Purpose.ATTACHMENT)
    envelope = forms.ChoiceField(label=_("Envelope"), choices=Envelope.choices, initial=Envelope.COMMERCIAL)

    def __init__(self, *args: Any, envelopes: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "attach", **kwargs})
        if envelopes == 1:
            del self.fields["envelope"]


class SheetForm(InsideTheEditor):
    """The lines of a quote as they were filled in elsewhere."""

    sheet = forms.FileField(
        label=_("Filled-in sheet"), widget=forms.FileInput({"accept": ".xlsx,.csv"}), help_text=_("XLSX or CSV.")
    )
