"""An operator's decision, written down."""

from organizations.actor import Actor
from providers.enums import Decision
from providers.models import Certificate, Claim, Provider, Review
from providers.rules_review import ensure_reason


def record_review(*, actor: Actor, subject: Claim | Certificate | Provider, decision: Decision, reason: str) -> Review:
    """Part of an action that has asked, locked and moved. Raises Invalid without a reason."""
    field = subject._meta.model_name or ""
    if field not in Review.SUBJECTS:
        raise TypeError(f"{field} is not reviewed.")
    return Review.objects.create(
        **{field: subject}, decision=decision, reason=ensure_reason(reason), reviewer_id=actor.user_id
    )
