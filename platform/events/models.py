"""The trail, its way to the handlers, and what each handler has done."""

import uuid
from typing import Any, Protocol, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import ClockTimestamp


class Reader(Protocol):
    """Whoever reads the trail; ``organizations.actor.Actor`` is one."""

    @property
    def user_id(self) -> uuid.UUID | None: ...
    @property
    def organization_id(self) -> uuid.UUID | None: ...
    @property
    def sees_everything(self) -> bool: ...
    @property
    def label(self) -> str: ...


OPERATE = "platform.operate"
"""The name of an operator's permission, for apps below the table that has it."""


class Operator(Reader, Protocol):
    """Whoever runs the installation, asked by name: the table of permissions stands above."""

    def require_by_name(self, permission: str) -> None: ...


WRITTEN = frozenset({"feedback", "override", "reason", "text"})
"""Where in ``Event.data`` stands what a person wrote."""


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, reader: Reader) -> Self:
        """The reader's own deeds, and what concerns the organisation they act for; operators see the whole trail."""
        if reader.sees_everything:
            return self
        mine = models.Q(pk__in=[])
        if reader.user_id:
            mine |= models.Q(actor_user_id=reader.user_id, actor_organization_id=reader.organization_id)
            mine |= models.Q(actor_user_id=reader.user_id, actor_organization_id=None)
        if reader.organization_id:
            mine |= models.Q(organization_ids__contains=[reader.organization_id])
        return self.filter(mine)


class Event(models.Model):
    """Something that happened. The database refuses to change or delete the row."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what happened"), max_length=80)
    occurred_at = models.DateTimeField(_("when"), db_default=ClockTimestamp())
    actor_user_id = models.UUIDField(null=True)
    actor_organization_id = models.UUIDField(null=True)
    actor_label = models.CharField(_("who"), max_length=200)
    subject_type = models.CharField(_("about"), max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=200, blank=True)
    organization_ids = ArrayField(models.UUIDField(), default=list)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        indexes = [
            GinIndex(fields=["organization_ids"], name="event_organizations"),
            models.Index(fields=["subject_type", "subject_id"], name="event_subject"),
            models.Index(fields=["actor_user_id", "-id"], name="event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_label or self.subject_id}"

    def data_for(self, reader: Reader) -> dict[str, Any]:
        """What the event says. What people wrote to each other is left out for whoever reads it as an operator alone: why a request
        went back to its authors is their house's own, and is not what a trail is looked after for."""
        is_party = reader.organization_id in self.organization_ids or reader.user_id == self.actor_user_id
        is_party = is_party and (reader.organization_id, reader.user_id) != (None, None)
        return self.data if is_party else {name: value for name, value in self.data.items() if name not in WRITTEN}


class Dispatch(models.Model):
    """An event's way to its handlers. Beside the event, since the event itself never changes."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="dispatch")
    due_at = models.DateTimeField(db_default=ClockTimestamp())
    attempts = models.PositiveIntegerField(default=0)  # that failed
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    is_sealed = models.BooleanField(default=False)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivery to handlers")
        verbose_name_plural = _("deliveries to handlers")
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(confirmed_at=None), name="dispatch_open"),
            models.Index(fields=["event"], condition=models.Q(is_sealed=False), name="dispatch_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {'done' if self.confirmed_at else 'open'}"


class Receipt(models.Model):
    """This handler has handled this event. Written in the transaction of its effect, so that the effect happens once."""

    handler = models.CharField(max_length=160)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="receipts")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handler", "event"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.handler} {self.event_id}"


class Seal(models.Model):
    """An event's place in the trail: gapless, in the order of the commits, chained by digest to the one before."""

    position = models.PositiveBigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position}: {self.digest[:12]}"
