"""What operators decide on certificates."""

from django.db import transaction
from django.utils import timezone

from core.models import ensure_version, lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules, workflows
from providers.enums import Decision
from providers.models import Certificate, Review
from providers.rules_review import ensure_impartial, ensure_reason


@transaction.atomic
def verify_certificate(
    *, actor: Actor, certificate: Certificate, reason: str, expected_version: int | None = None
) -> Certificate:
    """The evidence shows what the certificate says: offerings of that site and operation are covered from now on."""
    certificate, reason = _ready(actor, certificate, reason, expected_version)
    if workflows.CERTIFICATE.allows(certificate, "verify"):
        rules.ensure_ready_for_review(certificate)
    workflows.CERTIFICATE.apply(certificate, "verify")
    certificate.notice_due_at = certificate.next_notice_after(timezone.now())
    certificate.save(update_fields=["notice_due_at"])
    return _record(actor, certificate, Decision.APPROVED, reason, "certificate.verified")


@transaction.atomic
def reject_certificate(
    *, actor: Actor, certificate: Certificate, reason: str, expected_version: int | None = None
) -> Certificate:
    """The evidence does not show it, and will not."""
    certificate, reason = _ready(actor, certificate, reason, expected_version)
    workflows.CERTIFICATE.apply(certificate, "reject")
    return _record(actor, certificate, Decision.REJECTED, reason, "certificate.rejected")


@transaction.atomic
def send_back_certificate(
    *, actor: Actor, certificate: Certificate, reason: str, expected_version: int | None = None
) -> Certificate:
    """More is needed; its people complete it and submit it again."""
    certificate, reason = _ready(actor, certificate, reason, expected_version)
    workflows.CERTIFICATE.apply(certificate, "send_back")
    return _record(actor, certificate, Decision.SENT_BACK, reason, "certificate.sent_back")


@transaction.atomic
def revoke_certificate(
    *, actor: Actor, certificate: Certificate, reason: str, expected_version: int | None = None
) -> Certificate:
    """It no longer holds, whatever its date says. It stays in sight, as revoked."""
    certificate, reason = _ready(actor, certificate, reason, expected_version)
    workflows.CERTIFICATE.apply(certificate, "revoke")
    certificate.notice_due_at = None
    certificate.save(update_fields=["notice_due_at"])
    return _record(actor, certificate, Decision.REVOKED, reason, "certificate.revoked")


def _ready(actor: Actor, certificate: Certificate, reason: str, expected_version: int | None) -> tuple[Certificate, str]:
    """May you, lock, rules: the same for every decision. Raises StaleVersion when it was edited since it was read."""
    actor.require(Permission.PLATFORM_OPERATE)
    rows = Certificate.objects.visible_to(actor).select_related("site__provider", "standard")
    certificate = lock(rows, certificate.pk)
    ensure_version(certificate, expected_version)
    owner = certificate.site.provider.organization_id
    ensure_impartial(actor, organization_id=owner, people=certificate.editor_ids)
    return certificate, ensure_reason(reason)


def _record(actor: Actor, certificate: Certificate, decision: Decision, reason: str, kind: str) -> Certificate:
    review = Review.objects.create(certificate=certificate, decision=decision, reason=reason, reviewer_id=actor.user_id)
    provider = certificate.site.provider
    readers = [provider.organization_id] if provider.organization_id else []
    data = {"provider": str(provider.pk), "review": str(review.pk)}
    emit(kind, actor=actor, subject=certificate, organizations=readers, data=data)
    return certificate
