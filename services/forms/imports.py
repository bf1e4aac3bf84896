"""Handing in a spreadsheet."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from services.imports.files import LARGEST_FILE, MOST_ROWS

ALLOWED = format_lazy(
    _("A workbook (.xlsx) or a text file (.csv), to {size} and {rows} rows."),
    size=lazy(filesizeformat, str)(LARGEST_FILE),
    rows=f"{MOST_ROWS:,}",
)


class ImportForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        allow_empty_file=True,
        help_text=ALLOWED,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
