"""How forms look, everywhere the same."""

from django import forms
from django.forms.renderers import TemplatesSetting

from core.errors import Invalid


class Renderer(TemplatesSetting):
    """Every form and field is drawn by the templates in ``templates/ui/``."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


def show_errors(form: forms.BaseForm, error: Invalid) -> None:
    """Put what an action found wrong beside the fields it concerns, and the rest above the form."""
    for name, texts in error.errors.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, str(text))
