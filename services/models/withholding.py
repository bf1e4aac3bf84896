"""What an operator took off the catalogue, and why."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from services.models.offering import Offering


class WithholdingQuerySet(models.QuerySet["Withholding"]):
    def lasting(self) -> Self:
        """Those whose offering is off the catalogue today."""
        return self.filter(put_back_at=None)

    def answered(self) -> Self:
        """Those that wait for an operator: the provider has changed the offering since."""
        return self.lasting().exclude(answered_at=None)


class Withholding(Record):
    """One offering taken off by an operator. Its provider reads ``reason``, and answers it by changing the offering: ``answered_at`` is
    when that was first done. ``words_back`` say why it was put back."""

    offering = models.ForeignKey(
        Offering, on_delete=models.CASCADE, related_name="withholdings", verbose_name=_("offering")
    )
    reason = models.TextField(_("reason"), max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("taken off by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    put_back_at = models.DateTimeField(_("put back"), null=True)
    put_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("put back by")
    )
    words_back = models.TextField(_("why it was put back"), max_length=1000, blank=True)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offering taken off")
        verbose_name_plural = _("offerings taken off")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offering"], condition=Q(put_back_at=None), name="withholding_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="withholding_has_a_reason"),
            models.CheckConstraint(
                condition=Q(put_back_at=None, words_back="") | Q(put_back_at__isnull=False) & ~Q(words_back=""),
                name="withholding_put_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.offering)
