"""Answers kept for retries."""

import uuid

from django.db import models
from django.db.models import Q


class StoredAnswer(models.Model):
    """What a POST with an Idempotency-Key was answered, kept for a day, written in the transaction of its effect.

    ``caller`` says whose key it is; ``status`` is null only inside the transaction that works on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    caller = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=b"")
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="stored_answer_key_once"),
            models.CheckConstraint(condition=Q(key__regex=r"^[\x21-\x7e]+$"), name="stored_answer_key_printable"),
        ]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
