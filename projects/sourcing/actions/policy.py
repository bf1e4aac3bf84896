"""How an organisation wants its sourcing done."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.models import lock
from core.money import CURRENCIES
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from projects.sourcing.models import Policy


@transaction.atomic
def set_policy(
    *, actor: Actor, approves_rfqs: bool, quote_limit: Decimal | None, quote_limit_currency: str, quiet_days: int
) -> Policy:
    """Four eyes on requests, four eyes on quotes above a limit, and how late an amendment may come."""
    actor.require(Permission.ORGANIZATION_EDIT)
    organization = lock(Organization.objects.visible_to(actor), actor.organization_id)
    if quote_limit is not None and quote_limit_currency not in CURRENCIES:
        raise Invalid(errors={"quote_limit_currency": [_("Choose a currency.")]})
    policy = Policy.objects.filter(organization=organization).first() or Policy(organization=organization)
    policy.approves_rfqs, policy.quote_limit, policy.quiet_days = approves_rfqs, quote_limit, quiet_days
    policy.quote_limit_currency = quote_limit_currency if quote_limit is not None else ""
    save_sound(policy)
    emit("sourcing_policy.changed", actor=actor, subject=policy)
    return policy
