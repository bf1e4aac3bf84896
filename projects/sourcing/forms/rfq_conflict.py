"""Two who write the same request: what each says, so that neither is lost and neither is stuck."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django import forms

from projects.briefs.forms.conflict import Conflict, Difference, conflict_of
from projects.sourcing.forms.fields import LOCAL
from projects.sourcing.forms.rfq import RfqForms
from projects.sourcing.models import Rfq

Values = dict[str, Any]


def conflict_of_rfq(mine: RfqForms, theirs: RfqForms, rfq: Rfq) -> Conflict:
    """Between what was sent and what stands, which ``theirs`` opens with; rows by their place."""
    told = [one for form, stored, where in _pairs(mine, theirs) for one in _differences(form, stored, where, rfq)]
    return Conflict(rfq.version, tuple(told))


def take_theirs(mine: RfqForms, theirs: RfqForms, names: Collection[str]) -> None:
    """Of these fields, what stands counts, not what was sent; of a row that was sent empty all of it. On valid forms."""
    for form, stored, _where in _pairs(mine, theirs):
        taken = [name for name in form.fields if form.add_prefix(name) in names]
        if taken and not form.cleaned_data:
            taken = list(form.fields)
        for name in taken:
            form.cleaned_data[name] = form.fields[name].clean(stored.get(name))


def _pairs(mine: RfqForms, theirs: RfqForms) -> Iterator[tuple[forms.BaseForm, Values, str]]:
    """Each form that was sent, what stands in its place, and what to call it."""
    yield mine.rfq, _values(theirs.rfq), ""
    for ours, others in ((mine.lines, theirs.lines), (mine.criteria, theirs.criteria)):
        rows: Any = zip_longest(ours, others)
        for number, (form, other) in enumerate(rows, 1):
            if form is not None:
                yield form, _values(other) if other is not None else {}, f"{number}. "


def _values(form: forms.BaseForm) -> Values:
    """As the form opens with them; moments as they are typed, to the minute."""
    values = {name: form[name].value() for name in form.fields}
    return {name: f"{one:{LOCAL}}" if isinstance(one, datetime) else one for name, one in values.items()}


def _differences(form: forms.BaseForm, stored: Values, where: str, rfq: Rfq) -> Iterator[Difference]:
    told = conflict_of(form, rfq, stored).differences
    for one in (one for one in told if one.mine != one.theirs):
        yield replace(one, name=form.add_prefix(one.name), label=f"{where}{one.label}")
