"""Keeping what somebody has typed. Nothing of it goes into the trail: it is not said yet."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Invalid, NotFound
from core.held import SECRET
from drafts.models import Draft
from drafts.selectors import KEPT_FOR
from organizations.actor import Actor

MOST_BYTES = 64 * 1024
MOST_DRAFTS = 100
QUIET_FOR = timedelta(seconds=5)
"""After a form was sent, what it still says is not kept for so long: the last keystroke may arrive behind the form itself."""

KEY = re.compile(r"[A-Za-z0-9._:/-]{1,160}")


@transaction.atomic
def keep_draft(*, actor: Actor, key: str, values: Mapping[str, Sequence[str]], is_refused: bool = False) -> Draft | None:
    """Keep what stands in the form ``key`` names, instead of what was kept before; None when there was nothing to keep.

    What was sent and refused is kept however shortly the same form was sent elsewhere. Secrets are left out. A person has at most 100; the oldest goes. Raises Invalid above 64 KB.
    """
    person = actor.require_person()
    _ensure_key(key)
    kept = {
        name: [text.replace("\0", "") for text in texts] for name, texts in values.items() if not SECRET.fullmatch(name)
    }
    if len(json.dumps(kept).encode()) > MOST_BYTES:
        raise Invalid(_("This is too long to be kept while you type. Send it before you leave the page."))
    mine = Draft.objects.visible_to(actor).filter(key=key)
    if not is_refused and mine.filter(values={}, updated_at__gt=timezone.now() - QUIET_FOR).exists():
        return None
    draft, _created = Draft.objects.update_or_create(
        person=person, organization=actor.organization, key=key, defaults={"values": kept}
    )
    old = Draft.objects.filter(person=person).order_by("-updated_at", "id")[MOST_DRAFTS:]
    Draft.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return draft


@transaction.atomic
def forget_draft(*, actor: Actor, key: str) -> None:
    """The form was sent, or its draft is not wanted any more. Safe to repeat. The emptied row keeps late keystrokes out."""
    actor.require_person()
    Draft.objects.visible_to(actor).filter(key=key).update(values={}, updated_at=timezone.now())


def forget_old_drafts() -> int:
    """Delete drafts that nobody has touched for thirty days, and the emptied ones. Returns how many."""
    now = timezone.now()
    old, _by_model = Draft.objects.filter(updated_at__lt=now - KEPT_FOR).delete()
    emptied, _by_model = Draft.objects.filter(values={}, updated_at__lt=now - QUIET_FOR).delete()
    return old + emptied


def _ensure_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise NotFound
