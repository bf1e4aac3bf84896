"""Half-filled forms, each for the person who filled it."""

from datetime import timedelta

from django.utils import timezone

from drafts.models import Draft
from organizations.actor import Actor

KEPT_FOR = timedelta(days=30)


def draft_of(actor: Actor, key: str) -> Draft | None:
    """What the person typed into that form for the organisation they act for, within the last thirty days."""
    kept = Draft.objects.visible_to(actor).filter(key=key, updated_at__gt=timezone.now() - KEPT_FOR)
    return kept.exclude(values={}).first()
