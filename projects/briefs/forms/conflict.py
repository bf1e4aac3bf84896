"""Two who edit the same: what each says, field by field, so that nothing that was typed is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import Editable
from providers.forms.fields import plain
from vocabulary.choosing import TermsField
from vocabulary.selectors.vocabulary import current_vocabulary

NOTHING = "–"
LONGEST_VERSION = 10


@dataclass(frozen=True)
class Difference:
    """A field in which what was typed is not what was saved in the meantime, both as people read them."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Conflict:
    """What differs from the row as it stands now, which is of that version. Sent with it, the form is saved over it."""

    version: int
    differences: tuple[Difference, ...]


def conflict_of(form: forms.BaseForm, row: Editable, stored: Mapping[str, Any]) -> Conflict:
    """Between a form that was sent and the row; ``stored`` are its values as the form opens with them."""
    differing = [one for one in form.visible_fields() if one.field.has_changed(stored.get(one.name), one.data)]
    told = (
        Difference(one.name, str(one.label), _text(one.field, one.value()), _text(one.field, _keys(stored.get(one.name))))
        for one in differing
    )
    return Conflict(row.version, tuple(told))


def version_meant(form: forms.BaseForm) -> int | None:
    """The version that the form is to be saved over: the one a conflict was shown for, else the one it was opened with."""
    shown = str(form.data.get("over", ""))
    return int(shown) if shown.isdecimal() and len(shown) < LONGEST_VERSION else form.cleaned_data["version"]


def take_theirs(form: forms.BaseForm, names: Iterable[str], stored: Mapping[str, Any]) -> None:
    """Of these fields, what was saved counts, not what was typed. On a form that was found valid."""
    for name in names:
        if name in form.fields and name in stored:
            form.cleaned_data[name] = form.fields[name].clean(_keys(stored[name]))


def _keys(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _text(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    values = [one for one in (value if isinstance(value, list | tuple) else [value]) if one not in {None, ""}]
    if isinstance(field, TermsField):
        known = current_vocabulary().named(field.model, values)
        return ", ".join(one.label for one in known) or NOTHING
    labels = {str(code): str(label).strip() for code, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(str(one), _plain(one)) for one in values) or NOTHING


def _plain(value: Any) -> str:
    return date_format(value) if isinstance(value, date) else str(plain(value))
