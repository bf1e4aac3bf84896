"""Evidence that a site works under a standard."""

from datetime import UTC, datetime, time, timedelta
from math import ceil
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Editable
from documents.models import Document
from organizations.actor import Actor
from providers.enums import CertificateStatus, ProviderState
from providers.models.site import Site
from vocabulary.models import Regulator, ServiceLine, Standard

NOTICE_DAYS = (90, 30, 7)
"""When a certificate's people are told that it will end, in days before."""

KNOWN = (CertificateStatus.VERIFIED, CertificateStatus.REVOKED)
"""An operator has seen these."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those that are or were verified, of a provider who is not suspended; one's own in every state; all for operators."""
        if actor.sees_everything:
            return self
        known = Q(status__in=KNOWN)
        shown = known & ~Q(site__provider__state=ProviderState.SUSPENDED) & Q(site__provider__merged_into=None)
        if actor.organization_id:
            shown |= Q(site__provider__organization_id=actor.organization_id)
        return self.filter(shown)

    def mine(self, actor: Actor) -> Self:
        """Those of the profile that is the actor's organisation's own: what it may edit."""
        return self.filter(site__provider__organization_id=actor.organization_id) if actor.organization_id else self.none()

    def known(self) -> Self:
        """What the public is shown: verified, also when it has ended since, and revoked."""
        return self.filter(status__in=KNOWN)

    def in_force(self, moment: datetime) -> Self:
        """Verified and not past their date."""
        return self.filter(status=CertificateStatus.VERIFIED, valid_until__gte=moment.astimezone(UTC).date())


class Certificate(Editable):
    """A certificate, licence or inspection report of a site.

    ``operations`` are service lines at any level: one covers all below it. It holds to the end of its last day, UTC.
    ``editor_ids`` are the people who uploaded or edited it: none of them verifies it. ``notice_due_at`` is when its people
    are next to be told that it ends or has ended; empty when nothing is left to tell.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="certificates", verbose_name=_("site"))
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="+", verbose_name=_("standard"))
    authority = models.ForeignKey(
        Regulator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issuing authority")
    )
    issuer = models.CharField(_("issued by, if none of these"), max_length=160, blank=True)
    number = models.CharField(_("number"), max_length=120)
    operations = models.ManyToManyField(ServiceLine, related_name="+", verbose_name=_("operations in scope"))
    dosage_forms = models.CharField(_("dosage forms in scope"), max_length=500, blank=True)
    reference = models.CharField(_("reference in EudraGMDP"), max_length=120, blank=True)
    inspected_on = models.DateField(_("inspected on"), null=True, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"))
    evidence = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    status = models.CharField(
        _("state"), max_length=14, choices=CertificateStatus.choices, default=CertificateStatus.UPLOADED
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    notice_due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    editor_ids = ArrayField(models.UUIDField(), default=list, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["site__order", "standard__order", "-valid_until", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "standard", "number"],
                name="certificate_once",
                violation_error_message=_("This site has a certificate of this standard and number already."),
            ),
            models.CheckConstraint(
                condition=Q(authority__isnull=False) | ~Q(issuer=""),
                name="certificate_has_an_issuer",
                violation_error_message=_("Say who issued it."),
            ),
            models.CheckConstraint(
                condition=Q(inspected_on=None) | Q(inspected_on__lte=F("valid_until")),
                name="certificate_inspected_before_it_ends",
                violation_error_message=_("It cannot have ended before the inspection."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(issued_on__lte=F("valid_until")),
                name="certificate_issued_before_it_ends",
                violation_error_message=_("It cannot have ended before it was issued."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["under-review", "verified", "revoked"]) | Q(evidence__isnull=False),
                name="certificate_reviewed_with_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["verified", "revoked"]) | Q(verified_at__isnull=False),
                name="certificate_verified_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.number}"

    @property
    def issued_by(self) -> str:
        return self.authority.label if self.authority else self.issuer

    @property
    def ends_at(self) -> datetime:
        """The first moment at which it no longer holds."""
        return datetime.combine(self.valid_until + timedelta(days=1), time.min, UTC)

    @property
    def is_expired(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_in_force(self) -> bool:
        return self.status == CertificateStatus.VERIFIED and not self.is_expired

    @property
    def is_expiring(self) -> bool:
        """In force, with less time left than the first notice gives."""
        return self.is_in_force and self.days_left <= NOTICE_DAYS[0]

    @property
    def days_left(self) -> int:
        """Days to its end, a begun one counted whole; 0 or less when it has ended."""
        return ceil((self.ends_at - timezone.now()) / timedelta(days=1))

    def next_notice_after(self, moment: datetime) -> datetime | None:
        """When its people are next to be told, later than ``moment``: 90, 30, 7 days before the end, or at the end itself."""
        notices = [*(self.ends_at - timedelta(days=days) for days in NOTICE_DAYS), self.ends_at]
        return next((notice for notice in notices if notice > moment), None)
