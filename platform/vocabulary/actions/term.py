"""What an operator does to a term. Nobody deletes one: a term out of use is retired, and rows keep referring to it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from vocabulary import rules
from vocabulary.actions.edition import lock_edition, renew
from vocabulary.actions.writing import note_edits, set_columns, write_links
from vocabulary.models import Edition, Term, TreeTerm, Values
from vocabulary.selectors.values import values_of
from vocabulary.shipped import plain


@transaction.atomic
def add_term(*, actor: Actor, model: type[Term], code: str, changes: Mapping[str, Any]) -> Term:
    """Add a term of the operator's own to a vocabulary. Raises Invalid when the code is taken or the parent has no room."""
    actor.require(Permission.PLATFORM_OPERATE)
    edition = lock_edition()
    if model.objects.filter(pk=code).exists():
        raise Invalid(errors={"code": [_("There is a term with this code already.")]})
    term = model(code=code)
    wanted = {**values_of(model, [term])[code], **_plain_values(changes)}
    wanted["order"] = wanted["order"] or _order_of_next(model, wanted.get("parent"))
    set_columns(term, wanted)
    if isinstance(term, TreeTerm):
        rules.ensure_fits_below(term.parent, type(term))
        term.path = [*(term.parent.path if term.parent else []), code]
    term.save(force_insert=True)
    write_links(model, {}, {code: wanted})
    return _record(actor, edition, term, "term.added", {})


@transaction.atomic
def edit_term(*, actor: Actor, term: Term, changes: Mapping[str, Any], expected_version: int | None = None) -> Term:
    """Change what a term says; later loads keep these fields and say so. Raises StaleVersion, or Invalid for a fixed field."""
    actor.require(Permission.PLATFORM_OPERATE)
    edition, term = lock_edition(), _locked(term)
    rules.ensure_fresh(term, expected_version)
    rules.ensure_editable(changes)
    return _write(actor, edition, term, _plain_values(changes), "term.edited")


@transaction.atomic
def retire_term(*, actor: Actor, term: Term, reason: str) -> Term:
    """Take a term out of use: it can no longer be chosen; what refers to it stays."""
    actor.require(Permission.PLATFORM_OPERATE)
    edition, term = lock_edition(), _locked(term)
    rules.ensure_in_use(term)
    return _write(actor, edition, term, {"retired": True}, "term.retired", reason)


@transaction.atomic
def unretire_term(*, actor: Actor, term: Term, reason: str) -> Term:
    """Bring a retired term back into use."""
    actor.require(Permission.PLATFORM_OPERATE)
    edition, term = lock_edition(), _locked(term)
    rules.ensure_retired(term)
    return _write(actor, edition, term, {"retired": False}, "term.unretired", reason)


@transaction.atomic
def restore_term(*, actor: Actor, term: Term, reason: str) -> Term:
    """Take back everything that was shipped, and give up the operator's own words."""
    actor.require(Permission.PLATFORM_OPERATE)
    edition, term = lock_edition(), _locked(term)
    return _write(actor, edition, term, rules.ensure_shipped(term), "term.restored", reason)


def _write(actor: Actor, edition: Edition, term: Term, changes: Values, kind: str, reason: str = "") -> Term:
    """Give the term what ``changes`` say, and tell; nothing when it says so already."""
    model = type(term)
    before = values_of(model, [term])
    wanted = {**before[term.code], **changes}
    changed = sorted(name for name in wanted if wanted[name] != before[term.code][name])
    if not changed:
        return term
    set_columns(term, wanted)
    note_edits(term, wanted)
    term.save()
    write_links(model, before, {term.code: wanted})
    return _record(actor, edition, term, kind, {"fields": changed} | ({"reason": reason} if reason else {}))


def _record(actor: Actor, edition: Edition, term: Term, kind: str, data: dict[str, Any]) -> Term:
    renew(edition)
    emit(kind, actor=actor, subject=term, data={"vocabulary": term.KIND, **data})
    return term


def _order_of_next(model: type[Term], parent: str | None) -> int:
    """After its siblings; shipped terms leave room between them."""
    rows: Any = model.objects.all()
    siblings = rows.under([parent]) if parent else rows
    last: int = siblings.aggregate(last=Max("order", default=0))["last"]
    return last + 1


def _locked(term: Term) -> Term:
    rows: QuerySet[Term] = type(term).objects.all()
    return lock(rows, term.pk)


def _plain_values(changes: Mapping[str, Any]) -> Values:
    """A form's cleaned data in the form of the data files: references by their codes."""
    return {name: _by_code(value) for name, value in changes.items()}


def _by_code(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet):
        return sorted(row.pk for row in value)
    return plain(value)
