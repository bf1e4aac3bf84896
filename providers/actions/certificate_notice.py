"""Telling that certificates end. Whether one holds is never decided here: the clock says so wherever it is read."""

from django.db.models import QuerySet
from django.utils import timezone

from core.sweeping import work_off
from events.actions import emit
from organizations.actor import Actor
from providers.enums import CertificateStatus
from providers.models import Certificate


def tell_of_ends() -> int:
    """Tell of each certificate whose notice is due, each in a transaction of its own. Returns how many were told of.

    Several may run at once. After an outage each is told of once, with the days that are left, not once for each notice
    that was missed.
    """
    return work_off(_due, _tell)


def _due() -> QuerySet[Certificate]:
    due = Certificate.objects.filter(status=CertificateStatus.VERIFIED, notice_due_at__lte=timezone.now())
    rows = due.order_by("notice_due_at", "pk").select_related("site__provider", "standard")
    return rows.select_for_update(of=("self",), skip_locked=True)


def _tell(certificate: Certificate) -> None:
    now = timezone.now()
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
