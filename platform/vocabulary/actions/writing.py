"""Putting values in the form of the data files into the tables."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from vocabulary import rules
from vocabulary.models import Milestone, Term, TreeTerm, Values
from vocabulary.shipped import column


def set_columns(term: Term, values: Values) -> None:
    """Give ``term`` what ``values`` say; saving it, and its links, is the caller's."""
    for name in term.data_columns():
        if name in values:
            field = column(type(term), name)
            setattr(term, field.attname, values[name] if field.is_relation else field.to_python(values[name]))
    if values.get("retired", term.is_retired) != term.is_retired:
        term.retired_at = timezone.now() if values["retired"] else None


def note_edits(term: Term, values: Values) -> None:
    """Remember which fields differ from what was shipped."""
    shipped = term.shipped or {}
    term.edited_fields = sorted(name for name in shipped if values.get(name) != shipped[name])


def settle_paths(terms: Mapping[str, Term]) -> set[str]:
    """Derive the paths of a whole tree from its parents. Returns the codes of those that changed."""
    tree = {code: term for code, term in terms.items() if isinstance(term, TreeTerm)}
    parents = {code: term.parent_id for code, term in tree.items()}
    changed = set()
    for code, term in tree.items():
        path = rules.path_of(code, parents)
        if term.path != path:
            term.path = path
            changed.add(code)
    return changed


def write_links(model: type[Term], before: Mapping[str, Values], after: Mapping[str, Values]) -> None:
    """Bring the links of the terms in ``after`` from what they were to what they shall be."""
    for name in model.LINKS:
        changed = {
            code: (before.get(code, {}).get(name, []), values[name])
            for code, values in after.items()
            if values[name] != before.get(code, {}).get(name, [])
        }
        if name == "milestones":
            _write_milestones({code: wanted for code, (_, wanted) in changed.items()})
        else:
            _write_codes(model, name, changed)


def _write_codes(model: type[Term], name: str, changed: Mapping[str, tuple[list[str], list[str]]]) -> None:
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    new = []
    for code, (old, wanted) in changed.items():
        gone = set(old) - set(wanted)
        if gone:
            through._default_manager.filter(**{source: code, f"{target}__in": gone}).delete()
        new += [through(**{source: code, target: other}) for other in wanted if other not in old]
    through._default_manager.bulk_create(new)


def _write_milestones(wanted: Mapping[str, list[Values]]) -> None:
    Milestone.objects.filter(template__in=wanted).delete()
    Milestone.objects.bulk_create(
        Milestone(template_id=code, order=order, **row)
        for code, rows in wanted.items()
        for order, row in enumerate(rows, start=1)
    )
