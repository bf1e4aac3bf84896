"""What terms say, in the form of the data files, so that the two compare."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from vocabulary.models import Milestone, Term, Values
from vocabulary.shipped import column, plain


def values_of(model: type[Term], terms: Iterable[Term]) -> dict[str, Values]:
    """The values of each term by its code, in one query for each of the vocabulary's links."""
    found = {
        term.code: {
            "retired": term.is_retired,
            **{name: plain(getattr(term, column(model, name).attname)) for name in model.data_columns()},
        }
        for term in terms
    }
    for name in model.LINKS:
        linked = _milestones(list(found)) if name == "milestones" else _linked_codes(model, name, list(found))
        for code, values in found.items():
            values[name] = linked[code]
    return found


def _linked_codes(model: type[Term], name: str, codes: list[str]) -> dict[str, list[str]]:
    field: Any = model._meta.get_field(name)
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = field.remote_field.through._default_manager.filter(**{f"{source}__in": codes})
    linked = defaultdict(list)
    for code, other in rows.order_by(f"{target}_id").values_list(f"{source}_id", f"{target}_id"):
        linked[code].append(other)
    return linked


def _milestones(codes: list[str]) -> dict[str, list[Values]]:
    found = defaultdict(list)
    rows = Milestone.objects.filter(template__in=codes).order_by("template", "order")
    for row in rows.values("template_id", *Milestone.FIELDS):
        found[row.pop("template_id")].append(row)
    return found
