"""How a profile stands: verified, sent back, suspended, brought back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotFound, WrongState
from core.models import ensure_version, lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules_standing as rules
from providers import workflows
from providers.actions.review import record_review
from providers.enums import Decision, ProviderState
from providers.models import Provider, Review
from providers.registry import withdraw
from providers.rules_review import ensure_impartial, ensure_reason


@transaction.atomic
def submit_profile(*, actor: Actor, provider: Provider, expected_version: int | None = None) -> Provider:
    """Ask an operator to verify the organisation's own profile."""
    actor.require(Permission.PROVIDER_EDIT)
    provider = lock(Provider.objects.visible_to(actor), provider.pk, no_key=True)
    if provider.organization_id != actor.organization_id:
        raise NotFound
    ensure_version(provider, expected_version)
    rules.ensure_submittable(provider)
    rules.ensure_complete(provider)
    provider.submitted_at = timezone.now()
    provider.save(update_fields=["submitted_at", *Provider.AUTOMATIC_FIELDS])
    _tell(actor, provider, "provider.submitted")
    return provider


@transaction.atomic
def verify_profile(*, actor: Actor, provider: Provider, reason: str) -> Provider:
    """What stands there was checked: by somebody who wrote none of it and belongs to another organisation."""
    provider, reason = _decide(actor, provider, reason)
    rules.ensure_waiting(provider)
    _end_the_wait(provider)
    workflows.PROFILE.apply(provider, "verify")
    review = record_review(actor=actor, subject=provider, decision=Decision.APPROVED, reason=reason)
    _tell(actor, provider, "provider.verified", review)
    return provider


@transaction.atomic
def send_back_profile(*, actor: Actor, provider: Provider, reason: str) -> Provider:
    """Not yet: its people read what is missing, and submit it again."""
    provider, reason = _decide(actor, provider, reason)
    rules.ensure_waiting(provider)
    _end_the_wait(provider)
    review = record_review(actor=actor, subject=provider, decision=Decision.SENT_BACK, reason=reason)
    _tell(actor, provider, "provider.sent_back", review)
    return provider


@transaction.atomic
def suspend_provider(*, actor: Actor, provider: Provider, reason: str) -> Provider:
    """The profile and its offerings leave pages, searches and matches at once, for all but its own people, whether a worker runs or
    not; it is neither invited nor awarded."""
    provider, reason = _decide(actor, provider, reason)
    if provider.state == ProviderState.SUSPENDED:
        raise WrongState(_("This profile is suspended already."))
    _end_the_wait(provider)
    workflows.PROFILE.apply(provider, "suspend")
    withdraw(provider.pk)
    review = record_review(actor=actor, subject=provider, decision=Decision.SUSPENDED, reason=reason)
    _tell(actor, provider, "provider.suspended", review)
    return provider


@transaction.atomic
def reinstate_provider(*, actor: Actor, provider: Provider, reason: str) -> Provider:
    """Back in the catalogue, as claimed or unclaimed; a profile that was verified is verified anew."""
    provider, reason = _decide(actor, provider, reason)
    if provider.state != ProviderState.SUSPENDED:
        raise WrongState(_("This profile is not suspended."))
    step = "reinstate_as_claimed" if provider.organization_id else "reinstate_as_unclaimed"
    workflows.PROFILE.apply(provider, step)
    review = record_review(actor=actor, subject=provider, decision=Decision.REINSTATED, reason=reason)
    _tell(actor, provider, "provider.reinstated", review)
    return provider


def _decide(actor: Actor, provider: Provider, reason: str) -> tuple[Provider, str]:
    """May you, lock, and the rules of every decision."""
    actor.require(Permission.PLATFORM_OPERATE)
    reason = ensure_reason(reason)
    provider = lock(Provider.objects.visible_to(actor), provider.pk, no_key=True)
    ensure_impartial(actor, organization_id=provider.organization_id, people=provider.editor_ids)
    rules.ensure_not_merged(provider)
    return provider, reason


def _end_the_wait(provider: Provider) -> None:
    """Before the state moves: only a claimed profile waits."""
    if provider.submitted_at is not None:
        provider.submitted_at = None
        provider.save(update_fields=["submitted_at", *Provider.AUTOMATIC_FIELDS])


def _tell(actor: Actor, provider: Provider, kind: str, review: Review | None = None) -> None:
    owners = [provider.organization_id] if provider.organization_id else []
    data = {"provider": str(provider.pk), **({"review": str(review.pk)} if review else {})}
    emit(kind, actor=actor, subject=provider, organizations=owners, data=data)
