"""Which edition of the vocabulary stands in the database."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One row. Its stamp is new after every change, so that caches and clients know theirs from it.

    The stamp is random, not counted: a number could come back after a transaction that was rolled back.
    """

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    stamp = models.UUIDField(default=uuid.uuid4)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="edition_only_one")]

    def __str__(self) -> str:
        return str(_("Vocabulary"))
