"""A row as plain values: what a form, the API and a spreadsheet have in common.

References are keys, relations to many are sorted lists of keys, so that two sets of values compare.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from core.errors import Invalid, Text
from core.figures import written
from core.saving import save_sound

Values = dict[str, Any]
Problems = dict[str, list[Text]]
"""What is wrong, by field."""


def values_of(row: models.Model, names: Iterable[str]) -> Values:
    """The named fields of a stored row; a query for each relation to many."""
    return {name: _value(row, name) for name in names}


def typed(values: Mapping[str, Any]) -> Values:
    """As a person would type them: numbers without noughts at their end."""
    return {name: written(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def merged(*found: Mapping[str, Iterable[Text]]) -> Problems:
    """Problems from several checks, each text once a field."""
    together: Problems = {}
    for problems in found:
        for name, texts in problems.items():
            known = together.setdefault(name, [])
            known += [text for text in texts if text not in known]
    return together


def raise_if_any(problems: Mapping[str, Iterable[Text]]) -> None:
    """Raises Invalid when there are any."""
    if problems:
        raise Invalid(errors={name: list(texts) for name, texts in problems.items()})


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields of ``after`` that say something else than before."""
    return [name for name, value in after.items() if name not in before or _plain(value) != _plain(before[name])]


def write_values(row: models.Model, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Save what differs, and name it. A new row is saved in any case.

    Raises Invalid when a column cannot hold its value, or the row breaks a constraint.
    """
    changed = changed_names(before, after)
    if not changed and not row._state.adding:
        return []
    many = [name for name in changed if row._meta.get_field(name).many_to_many]
    for name in changed:
        if name not in many:
            field: Any = row._meta.get_field(name)
            setattr(row, field.attname, after[name])
    save_sound(row)
    for name in many:
        getattr(row, name).set(after[name])
    return changed


def _value(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).order_by().values_list("pk", flat=True))
    return getattr(row, field.attname)


def _plain(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, list | tuple | set) else value
