"""Half-filled forms, each for the person who filled it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from drafts.models import Draft
from organizations.actor import Actor

KEPT_FOR = timedelta(days=30)


def draft_of(actor: Actor, key: str) -> Draft | None:
    """What the person typed into that form for the organisation they act for, within the last thirty days."""
    return _kept(actor).filter(key=key).first()


def kept_among(actor: Actor, keys: Iterable[str]) -> set[str]:
    """Of these forms, those of which something the person typed is kept."""
    return set(_kept(actor).filter(key__in=list(keys)).values_list("key", flat=True))


def _kept(actor: Actor) -> QuerySet[Draft]:
    return Draft.objects.visible_to(actor).filter(updated_at__gt=timezone.now() - KEPT_FOR).exclude(values={})
