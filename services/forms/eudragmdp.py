"""Handing in an export of EudraGMDP."""

from django import forms
from django.utils.translation import gettext_lazy as _

from providers.forms.fields import TermField
from services.forms.imports import ALLOWED
from vocabulary.models import Regulator


class EudraGmdpForm(forms.Form):
    """The file, and who issued the certificates in it."""

    file = forms.FileField(
        label=_("Export of EudraGMDP"),
        allow_empty_file=True,
        help_text=ALLOWED,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    authority = TermField(
        Regulator.objects.in_use(), label=_("Issuing authority"), required=False, empty_label=_("None of these")
    )
    issuer = forms.CharField(
        label=_("Issued by, if none of these"),
        max_length=160,
        required=False,
        help_text=_("The export does not say it, so it holds for all rows. Hand in one file for each authority."),
    )
