"""Taking in a brief, and saying what of its reading is right."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.models import ensure_version, lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs import rules, workflows
from projects.briefs.extraction import text_of
from projects.briefs.models import Intake
from projects.briefs.reading import read_brief
from projects.briefs.reading_json import Draft, draft_of, read_back, written
from projects.briefs.requirements import Force, Requirement, Subject
from projects.briefs.saying import ensure_sayable
from vocabulary.models import Country
from vocabulary.selectors.markets import market_of, market_terms
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary


@transaction.atomic
def take_in(
    *, actor: Actor, today: date, text: str = "", upload: "File[Any] | None" = None, removed: Collection[str] = ()
) -> Intake:
    """Keep a brief, pasted or from a file, with what is read from it. Raises Invalid.

    ``removed`` are the keys of what the sponsor has taken away already (``projects.briefs.requirements.key_of``).
    """
    actor.require(Permission.PROJECT_EDIT)
    membership = actor.require_membership()
    if upload is not None and text.strip():
        raise Invalid(errors={"text": [_("Paste a text or choose a file, not both.")]})
    words = rules.ensure_text(text_of(upload) if upload is not None else text)
    reading = read_brief(words, current_vocabulary(), today)
    name = (upload.name or "")[-200:] if upload is not None else ""
    intake = Intake.objects.create(
        organization=membership.organization,
        created_by=membership.user,
        text=words,
        file_name=name,
        reading=written(draft_of(reading, removed)),
    )
    emit("intake.created", actor=actor, subject=intake, data={"requirements": len(reading.requirements)})
    return intake


@transaction.atomic
def judge_requirements(
    *,
    actor: Actor,
    intake: Intake,
    indexes: Sequence[int],
    force: Force | None = None,
    is_confirmed: bool | None = None,
    is_removed: bool | None = None,
    expected_version: int | None = None,
) -> Intake:
    """Confirm requirements, remove them or take them back, or say how much hangs on them. What is left None stays.

    The countries of a region are several requirements with the same words, and are judged together.
    """
    actor.require(Permission.PROJECT_EDIT)
    intake, draft = _opened(actor, intake, indexes, expected_version)
    given = {"force": force, "is_confirmed": is_confirmed, "is_removed": is_removed}
    changed = draft
    for index in indexes:
        if force is not None:
            rules.ensure_force(draft.items[index].requirement.subject, force)
        changed = changed.with_item(index, **{name: value for name, value in given.items() if value is not None})
    return intake if changed == draft else _keep(actor, intake, changed, len(indexes))


@transaction.atomic
def say_requirement(
    *,
    actor: Actor,
    intake: Intake,
    said: Requirement,
    instead_of: Sequence[int] = (),
    expected_version: int | None = None,
) -> Intake:
    """Say what the text does not, or what was read wrongly: ``instead_of`` are requirements that this one stands for, which are
    removed and can be taken back. It has no words, and is certain. Raises Invalid."""
    actor.require(Permission.PROJECT_EDIT)
    intake, draft = _opened(actor, intake, instead_of, expected_version)
    ensure_sayable(said, current_vocabulary())
    return _say(actor, intake, draft, [said], instead_of)


@transaction.atomic
def switch_places(*, actor: Actor, intake: Intake, indexes: Sequence[int], expected_version: int | None = None) -> Intake:
    """Countries of the site are meant as markets, or markets as countries of the site. Raises Invalid for what is no place, and
    for a place that is not both."""
    actor.require(Permission.PROJECT_EDIT)
    intake, draft = _opened(actor, intake, indexes, expected_version)
    vocabulary = current_vocabulary()
    said = [other for index in indexes for other in _switched(draft.items[index].requirement, vocabulary)]
    return _say(actor, intake, draft, list(dict.fromkeys(said)), indexes)


def _switched(one: Requirement, vocabulary: Vocabulary) -> list[Requirement]:
    codes: list[str] = []
    if one.subject is Subject.COUNTRY:
        codes = [code for code in [market_of(one.code, vocabulary)] if code]
    elif one.subject is Subject.JURISDICTION:
        codes = [code for code in market_terms([one.code], vocabulary)[1] if not vocabulary.terms[Country][code].is_retired]
    if not codes:
        raise Invalid(_("There is no such place on the other list. Remove it, and add what you mean."))
    subject = Subject.JURISDICTION if one.subject is Subject.COUNTRY else Subject.COUNTRY
    rules.ensure_force(subject, one.force)
    return [Requirement(subject, one.force, code) for code in codes]


def _opened(actor: Actor, intake: Intake, indexes: Sequence[int], expected_version: int | None) -> tuple[Intake, Draft]:
    """A draft of one's own, locked, with these requirements in it."""
    intake = lock(Intake.objects.visible_to(actor), intake.pk)
    ensure_version(intake, expected_version)
    workflows.ensure_draft(intake)
    draft = read_back(intake.reading)
    for index in indexes:
        rules.ensure_item(draft, index)
    return intake, draft


def _say(actor: Actor, intake: Intake, draft: Draft, said: Sequence[Requirement], instead_of: Sequence[int]) -> Intake:
    rules.ensure_room_for(draft, len(said))
    plain = [
        replace(one, low=_figure(one.low), high=_figure(one.high), words="", start=0, end=0, confidence=1.0) for one in said
    ]
    return _keep(actor, intake, draft.with_said(plain, instead_of), len(plain))


def _figure(value: Decimal | None) -> Decimal | None:
    """Without the zeros that a form's or a program's column pads it with."""
    return None if value is None else value.normalize()


def _keep(actor: Actor, intake: Intake, draft: Draft, count: int) -> Intake:
    intake.reading = written(draft)
    intake.save()
    emit("intake.judged", actor=actor, subject=intake, data={"requirements": count})
    return intake
