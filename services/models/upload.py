"""A data file that an operator handed in: profiles, or one of the vocabularies."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Record
from organizations.actor import Actor
from organizations.models import Membership
from services.enums import UploadStatus
from vocabulary.models import VOCABULARIES

PROVIDERS = "providers"
OPEN = ("waiting", "checked", "confirmed")


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, actor: Actor) -> Self:
        """Operators' alone."""
        return self if actor.sees_everything else self.none()


class Upload(Record):
    """``content`` is the file until it is written, refused or dropped. ``report`` has what it changes by name, under "added",
    "updated" and "kept" (lists of name and fields), the number of "unchanged" rows, and "refused": lists
    of row, name, field and sentence."""

    kind = models.CharField(gettext_lazy("what it has"), max_length=40)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(gettext_lazy("file"), max_length=160)
    status = models.CharField(
        gettext_lazy("state"), max_length=9, choices=UploadStatus.choices, default=UploadStatus.WAITING
    )
    content = models.BinaryField(null=True)
    report = models.JSONField(gettext_lazy("what it would change"), default=dict)
    finished_at = models.DateTimeField(gettext_lazy("finished"), null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("data file")
        verbose_name_plural = gettext_lazy("data files")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OPEN, finished_at=None, content__isnull=False)
                | Q(status__in=["done", "refused", "dropped"], finished_at__isnull=False, content=None),
                name="upload_keeps_no_file",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def kind_label(self) -> str:
        return dict(upload_kinds()).get(self.kind, self.kind)

    @property
    def is_at_work(self) -> bool:
        """A worker has it."""
        return self.status in (UploadStatus.WAITING, UploadStatus.CONFIRMED)

    @property
    def refused(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.report.get("refused", [])
        return found


def upload_kinds() -> list[tuple[str, str]]:
    """What a file may have, in the reader's language."""
    terms = ((kind, str(model._meta.verbose_name_plural)) for kind, model in VOCABULARIES.items())
    return [(PROVIDERS, _("Providers")), *((kind, name[:1].upper() + name[1:]) for kind, name in terms)]
