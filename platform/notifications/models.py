"""What was told to whom, what is to be mailed, and what people chose."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.clock import ClockTimestamp
from core.models import Record
from events.models import Event
from notifications.enums import Channel, Rhythm
from organizations.actor import Actor
from organizations.models import Membership, Organization


def still_told() -> Q:
    """Of notifications and digests' lines: not what was told in the affairs of an organisation that the person has left, or that
    is no longer active."""
    belongs = Membership.objects.current().filter(user=OuterRef("person"), organization=OuterRef("organization"))
    return Q(organization=None) | Q(Exists(belongs))


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, actor: Actor) -> Self:
        """A person's own, whichever of their organisations they act for."""
        return self.filter(still_told(), person_id=actor.user_id) if actor.user_id else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(Record):
    """One person told of one event. Its words are made when it is read, in the reader's language."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="notification_once")]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notification_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"


class Preference(Record):
    """A channel that a person switched off for a topic, and how often mail comes. No row means on, and at once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=40)
    muted = ArrayField(models.CharField(max_length=10, choices=Channel.choices), default=list)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.AT_ONCE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="preference_once"),
            models.CheckConstraint(condition=Q(muted__contained_by=Channel.values), name="preference_channels_known"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="preference_rhythm_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic}"


class DigestLine(Record):
    """An event that waits for its reader's next digest. It is gone once the digest lies in the outbox."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["event_id"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="digest_line_once")]
        indexes = [models.Index(fields=["due_at"], name="digest_line_due")]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"


class OutgoingMail(Record):
    """A mail on its way. It is sent by a worker, never inside a request, and kept until the server has taken it."""

    message_id = models.CharField(max_length=200, unique=True)
    sender = models.CharField(max_length=254)
    to = ArrayField(models.EmailField(), verbose_name=_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    due_at = models.DateTimeField(_("due"), db_default=ClockTimestamp())
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("given up"), null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(
                fields=["attempts", "due_at"], condition=Q(sent_at=None, failed_at=None), name="outgoing_mail_next"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(failed_at=None), name="outgoing_mail_sent_or_failed"),
            models.CheckConstraint(condition=~Q(subject__contains="\n"), name="outgoing_mail_subject_one_line"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> str:
        """``sent``, ``failed`` or ``waiting``."""
        return "sent" if self.sent_at else "failed" if self.failed_at else "waiting"
