"""A certificate as its people write it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.enums import Purpose
from documents.forms import DocumentField
from organizations.actor import Actor
from providers.actions.certificate import CertificateFacts
from providers.forms.fields import DAY, ChosenBranches, TermField
from providers.models import Certificate, Site
from providers.selectors.mine import my_sites
from vocabulary.choosing import PickerForm
from vocabulary.models import Regulator, ServiceLine, Standard


class CertificateForm(PickerForm):
    """What it says, and the file that shows it. Carries the version that was on the screen."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"))
    standard = TermField(Standard.objects.in_use(), label=_("Standard"))
    authority = TermField(
        Regulator.objects.in_use(), label=_("Issuing authority"), required=False, empty_label=_("None of these")
    )
    issuer = forms.CharField(
        label=_("Issued by, if none of these"),
        max_length=160,
        required=False,
        help_text=_("A certification body or notified body, for example."),
    )
    number = forms.CharField(label=_("Number"), max_length=120)
    operations = ChosenBranches(
        ServiceLine,
        label=_("Operations in scope"),
        help_text=_("As the certificate says. A broader one covers everything below it."),
    )
    dosage_forms = forms.CharField(label=_("Dosage forms in scope"), max_length=500, required=False)
    reference = forms.CharField(
        label=_("Reference in EudraGMDP"),
        max_length=120,
        required=False,
        help_text=_("The document reference number, where the EU's database has the certificate."),
    )
    inspected_on = forms.DateField(label=_("Inspected on"), required=False, widget=DAY)
    issued_on = forms.DateField(label=_("Issued on"), required=False, widget=DAY)
    valid_until = forms.DateField(label=_("Valid until"), widget=DAY, help_text=_("It holds to the end of this day, UTC."))
    evidence = DocumentField(purpose=Purpose.EVIDENCE, label=_("The certificate as a file"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = my_sites(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two says who issued it; what is missing stands beside the field."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "authority" not in self.errors and not values.get("authority") and not values.get("issuer"):
            self.add_error("issuer", _("Choose the authority above, or write here who issued it."))
        return values

    @staticmethod
    def values_of(certificate: Certificate) -> dict[str, Any]:
        """What stands there, to begin with."""
        names = (
            "site",
            "standard",
            "authority",
            "issuer",
            "number",
            "dosage_forms",
            "reference",
            "inspected_on",
            "issued_on",
            "valid_until",
            "version",
        )
        values = {name: getattr(certificate, name) for name in names}
        return values | {"operations": [line.pk for line in certificate.operations.all()]}

    @property
    def facts(self) -> CertificateFacts:
        """What was typed, ready for an action."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"evidence", "version"}}
        return CertificateFacts(**typed)
