"""A spreadsheet that somebody handed in."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Record
from organizations.actor import Actor
from organizations.models import Membership
from providers.models import Provider
from services.enums import ImportStatus


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own profile. What somebody tried to bring in is no operator's business."""
        return self.filter(provider__organization_id=actor.organization_id) if actor.organization_id else self.none()


class ImportRun(Record):
    """``content`` is the file until it is read, ``sheets`` what was read until it is settled: neither is kept after that.

    ``report`` says what was or would be added and changed, or names sheet, row and column of each error. ``is_trial`` changes
    nothing, whatever it finds.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="imports")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=160)
    is_trial = models.BooleanField(_("only checked"), default=True)
    status = models.CharField(_("state"), max_length=8, choices=ImportStatus.choices, default=ImportStatus.WAITING)
    content = models.BinaryField(null=True)
    sheets = models.JSONField(null=True)
    report = models.JSONField(default=dict)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "read"], finished_at=None)
                | Q(status__in=["done", "refused"], finished_at__isnull=False, content=None, sheets=None),
                name="import_keeps_no_file",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("my_import_run", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.status in (ImportStatus.DONE, ImportStatus.REFUSED)
