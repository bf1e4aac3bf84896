"""Taking in a brief, and saying what of its reading is right."""

from collections.abc import Collection, Sequence
from datetime import date
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
from projects.briefs.reading_json import draft_of, read_back, written
from projects.briefs.requirements import Force
from vocabulary.selectors.vocabulary import current_vocabulary


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
    intake = lock(Intake.objects.visible_to(actor), intake.pk)
    ensure_version(intake, expected_version)
    workflows.ensure_draft(intake)
    draft = read_back(intake.reading)
    given = {"force": force, "is_confirmed": is_confirmed, "is_removed": is_removed}
    changed = draft
    for index in indexes:
        rules.ensure_item(draft, index)
        changed = changed.with_item(index, **{name: value for name, value in given.items() if value is not None})
    if changed == draft:
        return intake
    intake.reading = written(changed)
    intake.save()
    emit("intake.judged", actor=actor, subject=intake, data={"requirements": len(indexes)})
    return intake
