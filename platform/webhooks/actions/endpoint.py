"""Setting endpoints up, and moving them."""

from collections.abc import Iterable

from django.db import transaction

from core.clock import ClockTimestamp, database_now
from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from webhooks import rules
from webhooks.enums import DeliveryStatus, StopReason
from webhooks.models import Endpoint
from webhooks.signing import OVERLAP, make_secret, sealed
from webhooks.workflows import ENDPOINT


def create_endpoint(
    *, actor: Actor, url: str | rules.LookedUp, description: str, kinds: Iterable[str]
) -> tuple[Endpoint, str]:
    """A new endpoint and its secret, which is shown this once and stored encrypted.

    The name is looked up before the transaction begins, or was by who began one: a slow name server holds no lock. Takes the right to read the trail
    as well, of which an endpoint is told.
    """
    actor.require(Permission.WEBHOOK_VIEW)
    actor.require(Permission.WEBHOOK_MANAGE)
    url = rules.ensure_address(url) if isinstance(url, str) else url.ensured()
    with transaction.atomic():
        member = actor.require_membership()
        organization = lock(Organization.objects.visible_to(actor), member.organization_id, no_key=True)
        rules.ensure_room(organization)
        secret = make_secret()
        endpoint = Endpoint(
            organization=organization,
            url=url,
            description=description.strip(),
            kinds=rules.ensure_kinds(organization, kinds),
            created_by=member.user,
        )
        endpoint.sealed_secret = sealed(secret, endpoint.pk)
        save_sound(endpoint)
        emit("webhook_endpoint.created", actor=actor, subject=endpoint, data={"kinds": endpoint.kinds})
    return endpoint, secret


def edit_endpoint(
    *,
    actor: Actor,
    endpoint: Endpoint,
    url: str | None = None,
    description: str | None = None,
    kinds: Iterable[str] | None = None,
    expected_version: int | None = None,
) -> Endpoint:
    """Another address, description or choice; what is None stays as it stands now, whoever wrote it. What waits goes to the new
    address. Raises StaleVersion, Invalid."""
    actor.require(Permission.WEBHOOK_MANAGE)
    if url is not None and url.strip() != endpoint.url:
        url = rules.ensure_address(url)
    with transaction.atomic():
        endpoint = _locked(actor, endpoint)
        ensure_version(endpoint, expected_version)
        if url is not None:
            endpoint.url = url.strip()
        if description is not None:
            endpoint.description = description.strip()
        if kinds is not None:
            endpoint.kinds = rules.ensure_kinds(endpoint.organization, kinds)
        save_sound(endpoint)
        emit("webhook_endpoint.edited", actor=actor, subject=endpoint, data={"kinds": endpoint.kinds})
    return endpoint


@transaction.atomic
def rotate_secret(*, actor: Actor, endpoint: Endpoint) -> tuple[Endpoint, str]:
    """A new secret, shown this once. For a day deliveries carry the old one's signature too; one older still ends now."""
    actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = _locked(actor, endpoint)
    secret, now = make_secret(), database_now()
    endpoint.sealed_previous, endpoint.previous_until = endpoint.sealed_secret, now + OVERLAP
    endpoint.sealed_secret, endpoint.secret_made_at = sealed(secret, endpoint.pk), now
    endpoint.save()
    emit("webhook_endpoint.secret_rotated", actor=actor, subject=endpoint)
    return endpoint, secret


@transaction.atomic
def pause_endpoint(*, actor: Actor, endpoint: Endpoint, expected_version: int | None = None) -> Endpoint:
    """Send nothing for now and keep what happens. Raises WrongState."""
    actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = _locked(actor, endpoint)
    ensure_version(endpoint, expected_version)
    endpoint.reason = StopReason.PERSON
    ENDPOINT.apply(endpoint, "pause")
    emit("webhook_endpoint.paused", actor=actor, subject=endpoint)
    return endpoint


@transaction.atomic
def resume_endpoint(*, actor: Actor, endpoint: Endpoint, expected_version: int | None = None) -> Endpoint:
    """Send again, what waited first, with a clean slate. Raises WrongState."""
    actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = _locked(actor, endpoint)
    ensure_version(endpoint, expected_version)
    endpoint.reason = ""
    endpoint.failures = 0
    endpoint.failing_since = endpoint.warned_at = endpoint.held_until = None
    ENDPOINT.apply(endpoint, "resume")
    endpoint.deliveries.filter(status=DeliveryStatus.WAITING).update(due_at=ClockTimestamp())
    emit("webhook_endpoint.resumed", actor=actor, subject=endpoint)
    return endpoint


@transaction.atomic
def delete_endpoint(*, actor: Actor, endpoint: Endpoint, expected_version: int | None = None) -> None:
    """With its secret and its deliveries. The trail keeps that it was."""
    actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = _locked(actor, endpoint)
    ensure_version(endpoint, expected_version)
    emit("webhook_endpoint.deleted", actor=actor, subject=endpoint)
    endpoint.delete()


def forget_previous_secrets() -> int:
    """Delete secrets whose day of overlap is over: they sign nothing any more. Returns how many."""
    over = Endpoint.objects.filter(previous_until__lte=ClockTimestamp())
    return over.update(sealed_previous="", previous_until=None)


def _locked(actor: Actor, endpoint: Endpoint) -> Endpoint:
    return lock(Endpoint.objects.visible_to(actor).select_related("organization"), endpoint.pk, no_key=True)
