"""One event on its way to one endpoint, and each try."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import LONGEST
from core.clock import ClockTimestamp
from core.models import Record
from core.outgoing import Trouble
from events.models import Event
from organizations.actor import Actor
from webhooks.enums import DeliveryStatus
from webhooks.models.endpoint import Endpoint


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the endpoints that the actor sees."""
        return self.filter(endpoint__in=Endpoint.objects.visible_to(actor).order_by())

    def due(self) -> Self:
        """To be sent now. An event has its place in the trail first, since the place is part of what is sent."""
        waiting = self.filter(status=DeliveryStatus.WAITING, due_at__lte=ClockTimestamp())
        return waiting.filter(event__seal__isnull=False)


class Delivery(Record):
    """Sent until it is taken or the retry table has run out. ``message_id`` is the same however often it is sent.

    ``due_at`` lies in the future while a worker has it in hand: if the worker dies, it is due again then. ``retries`` counts the
    failures since it was last begun, ``attempts`` all that was ever tried.
    """

    AUTOMATIC_FIELDS = ("updated_at",)

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=40, unique=True)
    status = models.CharField(
        _("state"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.WAITING, editable=False
    )
    due_at = models.DateTimeField(_("due"), db_default=ClockTimestamp())
    retries = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-event_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhook_delivery_once"),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.WAITING, finished_at=None)
                | ~Q(status=DeliveryStatus.WAITING) & Q(finished_at__isnull=False),
                name="webhook_delivery_finished_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "due_at"], condition=Q(status=DeliveryStatus.WAITING), name="webhook_delivery_open"
            ),
            models.Index(fields=["endpoint", "-event", "id"], name="webhook_delivery_newest"),
            models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ]

    def __str__(self) -> str:
        return self.message_id


class Attempt(models.Model):
    """One try: what was sent, what came back in how long. ``answer`` is the beginning of the body."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveIntegerField(_("attempt"))
    made_at = models.DateTimeField(_("when"), db_default=ClockTimestamp())
    url = models.CharField(max_length=LONGEST)
    headers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)
    answer = models.TextField(blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="webhook_attempt_numbered"),
            models.CheckConstraint(
                condition=Q(status=None) & ~Q(trouble="") | Q(status__isnull=False, trouble=""),
                name="webhook_attempt_answer_or_trouble",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.number}"

    @property
    def is_success(self) -> bool:
        """2xx alone."""
        return self.status is not None and 200 <= self.status < 300
