"""An operator takes a single offering off the catalogue, and puts it back."""

from django.db import transaction
from django.utils import timezone

from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers.rules_review import ensure_impartial, ensure_reason
from services.actions.catalogue import refresh_entries
from services.models import Offering, Withholding
from services.workflows import MODERATION


@transaction.atomic
def withhold_offering(*, actor: Actor, offering: Offering, reason: str) -> Offering:
    """It leaves pages, searches and matches at once, whether a worker runs or not, for all but its own people, who read the reason.
    Raises Invalid without one, Forbidden for one's own organisation, WrongState unless it is published."""
    offering, reason = _decide(actor, offering, reason)
    MODERATION.apply(offering, "withhold")
    made = Withholding.objects.create(offering=offering, reason=reason, decided_by_id=actor.user_id)
    refresh_entries([offering.pk])
    _tell(actor, offering, "offering.withheld", made)
    return offering


@transaction.atomic
def put_back_offering(*, actor: Actor, offering: Offering, reason: str) -> Offering:
    """Back in the catalogue as it stands now. Raises as ``withhold_offering``, WrongState unless an operator took it off."""
    offering, reason = _decide(actor, offering, reason)
    MODERATION.apply(offering, "put_back")
    made = Withholding.objects.lasting().get(offering=offering)
    made.put_back_at, made.put_back_by_id, made.words_back = timezone.now(), actor.user_id, reason
    made.save(update_fields=["put_back_at", "put_back_by", "words_back", *Withholding.AUTOMATIC_FIELDS])
    _tell(actor, offering, "offering.put_back", made)
    return offering


def _decide(actor: Actor, offering: Offering, reason: str) -> tuple[Offering, str]:
    """May you, lock, and the rules of every decision."""
    actor.require(Permission.PLATFORM_OPERATE)
    reason = ensure_reason(reason)
    rows = Offering.objects.visible_to(actor).select_related("provider", "service_line")
    offering = lock(rows, offering.pk, no_key=True)
    ensure_impartial(actor, organization_id=offering.provider.organization_id)
    return offering, reason


def _tell(actor: Actor, offering: Offering, kind: str, made: Withholding) -> None:
    owner = offering.provider.organization_id
    data = {"provider": str(offering.provider_id), "withholding": str(made.pk)}
    emit(kind, actor=actor, subject=offering, organizations=[owner] if owner else [], data=data)
