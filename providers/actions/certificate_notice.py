"""Telling that certificates end. Whether one holds is never decided here: the clock says so wherever it is read."""

from django.db import transaction
from django.utils import timezone

from events.actions import emit
from organizations.actor import Actor
from providers.enums import CertificateStatus
from providers.models import Certificate

AT_ONCE = 200


def tell_of_ends() -> int:
    """Tell of each certificate whose notice is due, each in a transaction of its own. Returns how many were told of.

    Several may run at once. After an outage each is told of once, with the days that are left, not once for each notice
    that was missed.
    """
    told = 0
    while told < AT_ONCE and _tell_next():
        told += 1
    return told


@transaction.atomic
def _tell_next() -> bool:
    now = timezone.now()
    due = Certificate.objects.filter(status=CertificateStatus.VERIFIED, notice_due_at__lte=now).order_by(
        "notice_due_at", "pk"
    )
    rows = due.select_related("site__provider", "standard").select_for_update(of=("self",), skip_locked=True)
    certificate = rows.first()
    if certificate is None:
        return False
    provider = certificate.site.provider
    readers = [provider.organization_id] if provider.organization_id else []
    data = {"provider": str(provider.pk), "valid_until": certificate.valid_until.isoformat()}
    if certificate.is_expired:
        emit("certificate.expired", actor=Actor.system(), subject=certificate, organizations=readers, data=data)
    else:
        data = {**data, "days": certificate.days_left}  # type: ignore[dict-item]  # JSON
        emit("certificate.expiring", actor=Actor.system(), subject=certificate, organizations=readers, data=data)
    # Not an edit: neither the version nor the time of change moves under somebody who edits it.
    Certificate.objects.filter(pk=certificate.pk).update(notice_due_at=certificate.next_notice_after(now))
    return True
