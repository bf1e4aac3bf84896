"""Files of both sides: what a sponsor lays out in tiers, what a provider seals with its quote."""

import uuid
from typing import Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from documents.models import Document
from organizations.actor import Actor
from projects.sourcing.enums import Tier
from projects.sourcing.models.quote import QuoteVersion
from projects.sourcing.models.rfq import Rfq


class RfqDocumentQuerySet(models.QuerySet["RfqDocument"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of requests that the actor may know of. Which of them in what tier, ``selectors.disclosure`` says."""
        return self.filter(rfq__in=Rfq.objects.visible_to(actor).order_by().values("pk"))

    def standing(self) -> Self:
        """Neither removed nor replaced."""
        return self.filter(removed_at=None)


class RfqDocument(Record):
    """A file of a request, seen from ``tier`` on. ``edition`` is the one it came with, ``removed_in`` the one it went with.

    What replaces another names it in ``replaces``. A row stays for good: who opened a file that is gone is still to be read.
    """

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="documents", verbose_name=_("request"))
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    position = models.PositiveSmallIntegerField(_("position"))
    tier = models.CharField(_("seen by"), max_length=6, choices=Tier.choices)
    edition = models.PositiveSmallIntegerField(_("since edition"))
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_in = models.PositiveSmallIntegerField(_("until edition"), null=True, blank=True, editable=False)

    objects = RfqDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rfq", "position"], name="rfq_document_position_once"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="rfq_document_tier_known"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_in=None) | Q(removed_at__isnull=False, removed_in__isnull=False),
                name="rfq_document_removed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rfq.number} · {self.position}"


def sealed_storage() -> Storage:
    """Apart from other files: what lies there is ciphertext, and known by no other table."""
    return storages["sealed"]


def sealed_path(file: "QuoteFile", name: str) -> str:
    """Says nothing of what is in the file, whose it is or which quote it belongs to."""
    return f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"


class QuoteFile(Record):
    """The encrypted bytes of something attached to a quote. What it is called, is and weighs stands in the sealed content.

    ``version`` is the one it was attached to, whose number it is bound to; later versions name it too. It goes with a draft
    that is dropped.
    """

    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="files", editable=False)
    file = models.FileField(storage=sealed_storage, upload_to=sealed_path, max_length=80, editable=False)

    class Meta:
        verbose_name = _("file of a quote")
        verbose_name_plural = _("files of quotes")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(self.pk)
