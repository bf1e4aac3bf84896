"""What was written, and what followed."""

from django.db import models


class Entry(models.Model):
    """A business row."""

    class Meta:
        app_label = "ledger"

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Effect(models.Model):
    """What a handler did. Not unique on purpose: a second one must be seen, not refused."""

    entry_id = models.BigIntegerField()

    class Meta:
        app_label = "ledger"

    def __str__(self) -> str:
        return f"effect of {self.entry_id}"
