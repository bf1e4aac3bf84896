"""A file with its bytes' fingerprint, and who opened it."""

import uuid
from typing import Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from documents.enums import Purpose, Scan
from organizations.actor import Actor
from organizations.models import Organization


def private_storage() -> Storage:
    """Outside of what the web server hands out by itself."""
    return storages["private"]


def random_path(document: "Document", name: str) -> str:
    """Says nothing of what is in the file, and cannot be guessed."""
    return f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisation the actor acts for; all for operators, whose every opening is recorded too."""
        return self if actor.sees_everything else self.filter(organization_id=actor.organization_id)


class Document(Record):
    """A file of an organisation. ``size`` is in bytes, ``sha256`` of the bytes as stored, ``content_type`` by content."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(_("file name"), max_length=160)
    purpose = models.CharField(_("given as"), max_length=12, choices=Purpose.choices)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    file = models.FileField(storage=private_storage, upload_to=random_path, max_length=80)
    scan = models.CharField(_("virus scan"), max_length=8, choices=Scan.choices, default=Scan.OFF)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_has_a_fingerprint"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="document_purpose_known"),
        ]

    def __str__(self) -> str:
        """As the trail and operators' lists call it: what a sponsor or a bidder named a file is theirs to read."""
        return self.name if self.purpose == Purpose.EVIDENCE else f"{self.purpose} {self.sha256[:8]}"


class Opening(Record):
    """Somebody opened a file. An operator says why."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("acting for")
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("opening of a document")
        verbose_name_plural = _("openings of documents")
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"{self.document} · {self.person}"
