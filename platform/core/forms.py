"""How forms look, everywhere the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid, StaleVersion, TooMany
from core.figures import NoFigure, figure_in, written


class Renderer(TemplatesSetting):
    """Every form and field is drawn by the templates in ``templates/ui/``."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


def show_errors(form: forms.BaseForm, error: Invalid) -> None:
    """Put what an action found wrong beside the fields it concerns, and the rest above the form."""
    for name, texts in error.errors.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, str(text))


@contextmanager
def refusals_on(form: forms.BaseForm) -> Iterator[None]:
    """Around an action and what follows its success: a refusal ends the block and stands on the form, with what was typed kept.

    Wrong data stands beside its fields; that somebody else was faster, or that it is too much for today, stands above the form.
    """
    try:
        yield
    except Invalid as error:
        show_errors(form, error)
    except (StaleVersion, TooMany) as error:
        form.add_error(None, str(error))


SELECTED = mark_safe(" selected")


class OneOfMany(forms.SelectMultiple):
    """A drop-down for a filter that takes several values in the address: one can be picked, all of them count."""

    allow_multiple_selected = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [value for value in super().value_from_datadict(data, files, name) or [] if value]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Put together here: hundreds of options take a template ten times as long."""
        chosen = {str(one) for one in value or []}
        options = []
        for code, label in chain([("", _("Any"))], self.choices):
            is_chosen = str(code) in chosen
            options.append((code, SELECTED if is_chosen else "", label))
            if is_chosen:
                chosen = set()  # a drop-down shows one; the address may hold more
        rows = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), rows)


class FigureField(forms.DecimalField):
    """A figure, typed as text: a browser's number field takes the point of “452.000,00” for decimals and drops the rest."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            below = None
            if self.max_digits is not None and self.decimal_places is not None:
                below = Decimal(10) ** (self.max_digits - self.decimal_places)
            try:
                value = figure_in(value, below)
            except NoFigure as error:
                raise forms.ValidationError(str(error), code="invalid") from error
        return super().to_python(value)


class Sections:
    """A long form in parts. ``SECTIONS`` name each part and its fields."""

    SECTIONS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each part's title and fields, as a template draws them."""
        drawn: Any = self
        return [(title, [drawn[name] for name in names if name in drawn.fields]) for title, names in self.SECTIONS]
