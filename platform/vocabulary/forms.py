"""What a reader of the glossary types, and what an operator edits."""

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from vocabulary import rules
from vocabulary.models import TreeTerm


class GlossaryForm(forms.Form):
    """The search box."""

    q = forms.CharField(
        label=_("Find a term"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Any name people use, in English or Chinese: fill/finish, CHO, 灌装."),
    )


class LinesField(SimpleArrayField):
    """A list, one entry a line. Empty lines and repetitions are dropped, since nobody means them."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        super().__init__(base_field, **{**kwargs, "delimiter": "\n"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))
        return super().to_python(value)


class TermForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """An operator's edit. It carries the version that was read, so that two do not overwrite each other."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        """Refuse a place below the lowest level beside the field, rather than on a page of its own."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if isinstance(self.instance, TreeTerm):
            try:
                rules.ensure_fits_below(data.get("parent"), type(self.instance))
            except Invalid as error:
                for name, texts in error.errors.items():
                    self.add_error(name, [str(text) for text in texts])
        return data

    @property
    def changes(self) -> dict[str, Any]:
        """What the operator changed, by field."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "expected_version"}
