"""Whose a profile is, and what operators decided."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Editable, Record
from documents.models import Document
from organizations.actor import Actor
from organizations.models import Organization
from providers.enums import ClaimStatus, Decision
from providers.models.certificate import Certificate
from providers.models.provider import Provider

OPEN = [ClaimStatus.REQUESTED, ClaimStatus.SENT_BACK]


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisation the actor acts for; all for operators."""
        return self if actor.sees_everything else self.filter(organization_id=actor.organization_id)


class Claim(Editable):
    """A person says that a profile is their organisation's. Several organisations may say so; one is approved."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="claims", verbose_name=_("provider"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="claims", verbose_name=_("organisation")
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("claimed by")
    )
    position = models.CharField(_("position in the company"), max_length=120)
    statement = models.TextField(_("why the profile is yours"), max_length=2000)
    evidence = models.ManyToManyField(Document, blank=True, related_name="+", verbose_name=_("evidence"))
    status = models.CharField(_("state"), max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.REQUESTED)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "organization"], condition=Q(status__in=OPEN), name="claim_one_open_an_organization"
            ),
            models.UniqueConstraint(
                fields=["provider"], condition=Q(status=ClaimStatus.APPROVED), name="claim_one_approved_a_provider"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, decided_at=None) | ~Q(status__in=OPEN) & Q(decided_at__isnull=False),
                name="claim_decided_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} → {self.provider}"


class Review(Record):
    """An operator's decision on a claim, a certificate or a profile, with its reason. Never changed."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ("claim", "certificate", "provider")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="reviews")
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, null=True, related_name="reviews")
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, null=True, related_name="reviews")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reason"), max_length=1000)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, certificate=None, provider=None)
                | Q(claim=None, certificate__isnull=False, provider=None)
                | Q(claim=None, certificate=None, provider__isnull=False),
                name="review_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="review_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.subject}"

    @property
    def subject(self) -> Any:
        return self.claim or self.certificate or self.provider


class Merge(Record):
    """Two profiles of one company made one. ``moved`` are the rows that changed hands, by table, so that it can be undone."""

    kept = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="merges", verbose_name=_("kept"))
    merged = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="+", verbose_name=_("merged into it"))
    moved = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), max_length=1000)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merge_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
