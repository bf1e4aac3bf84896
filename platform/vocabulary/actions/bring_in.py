"""A file of terms that an operator hands in: added and edited as by hand, so that later loads of the shipped data leave them alone."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from vocabulary import rules
from vocabulary.actions.edition import lock_edition, renew
from vocabulary.actions.load import Line
from vocabulary.actions.writing import note_edits, set_columns, settle_paths, write_links
from vocabulary.models import VOCABULARIES, Term, Values
from vocabulary.selectors.values import values_of
from vocabulary.shipped import STEP, Shipment, shipment_of


@dataclass
class BroughtIn:
    """What a file did, or ``problems``, each as file, code and sentence; then it did nothing. ``codes`` are its rows in order."""

    codes: list[str]
    added: list[Line] = field(default_factory=list)
    updated: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def bring_in_terms(*, actor: Actor, kind: str, content: bytes, dry_run: bool = False) -> BroughtIn:
    """Add the terms of the file and change those that are there; what a row leaves out, and terms that the file leaves out, stay.

    All or nothing. Raises Invalid for what is no list in JSON.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    given, names = shipment_of(kind, content)
    edition = lock_edition()
    standing = {other: values_of(model, model.objects.all()) for other, model in VOCABULARIES.items()}
    before = standing[kind]
    after = _after(before, given.terms[kind], names)
    done = BroughtIn(list(given.terms[kind]))
    whole = Shipment({**standing, kind: {**before, **after}})
    mine = {f"{kind}.json, {code}" for code in after}
    found = [one for one in rules.problems_of(whole) if one.partition(": ")[0] in mine] if not given.problems else []
    done.problems = [*given.problems, *_fixed(kind, before, after), *found]
    if done.problems:
        return done
    for code, values in after.items():
        changed = tuple(name for name in values if values[name] != before.get(code, {}).get(name))
        if code not in before:
            done.added.append(Line(kind, code))
        elif changed:
            done.updated.append(Line(kind, code, changed))
    if done.added or done.updated:
        _write(VOCABULARIES[kind], before, after, {line.code for line in done.updated})
        renew(edition)
        counts = {"added": len(done.added), "updated": len(done.updated)}
        emit("vocabulary.loaded", actor=actor, subject=edition, data=counts)
    if dry_run:
        transaction.set_rollback(True)
    return done


def _after(before: dict[str, Values], given: dict[str, Values], names: dict[str, set[str]]) -> dict[str, Values]:
    """New terms stand behind the known ones."""
    last = max((values["order"] for values in before.values()), default=0)
    after: dict[str, Values] = {}
    for number, (code, values) in enumerate(given.items(), start=1):
        if code in before:
            told = {name: value for name, value in values.items() if name in names.get(code, ())}
            after[code] = {**before[code], **told}
        else:
            after[code] = {**values, "order": last + number * STEP}
    return after


def _fixed(kind: str, before: dict[str, Values], after: dict[str, Values]) -> list[str]:
    return [
        f"{kind}.json, {code}: “{name}” " + _("is fixed, since other records rely on it.")
        for code, values in after.items()
        for name in sorted(rules.FIXED_FIELDS & values.keys())
        if code in before and values[name] != before[code][name]
    ]


def _write(model: type[Term], before: dict[str, Values], after: dict[str, Values], changed: set[str]) -> None:
    terms: dict[str, Term] = model.objects.select_for_update().in_bulk()
    new = [code for code in after if code not in terms]
    terms.update({code: model(code=code) for code in new})
    for code in [*new, *changed]:
        set_columns(terms[code], after[code])
        note_edits(terms[code], after[code])
    settle_paths(terms)
    model.objects.bulk_create([terms[code] for code in new])
    for code in sorted(changed):
        terms[code].save()
    write_links(model, before, {code: after[code] for code in [*new, *changed]})
