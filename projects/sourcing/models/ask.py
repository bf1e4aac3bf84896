"""What a sponsor asks of a quote that was opened."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from projects.sourcing.enums import AskKind, AskStatus
from projects.sourcing.models.quote import Quote


class Ask(Record):
    """For a binding quote, for other terms, or for a longer validity: asked in words, answered with a new version or not.

    ``version`` is the number of the version that answered. A quote is asked one thing at a time.
    """

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(_("asked for"), max_length=12, choices=AskKind.choices)
    text = models.TextField(_("what"), max_length=3000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("state"), max_length=10, choices=AskStatus.choices, default=AskStatus.OPEN)
    version = models.PositiveSmallIntegerField(_("answered with version"), null=True, blank=True)
    reason = models.TextField(_("declined because"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish about a quote")
        verbose_name_plural = _("wishes about quotes")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["quote"],
                condition=Q(status=AskStatus.OPEN),
                name="ask_one_at_a_time",
                violation_error_message=_("This quote waits for an answer to what you asked before. Take that back first."),
            ),
            models.CheckConstraint(
                condition=Q(status=AskStatus.OPEN, ended_at=None) | ~Q(status=AskStatus.OPEN) & Q(ended_at__isnull=False),
                name="ask_ended_at",
            ),
            models.CheckConstraint(
                condition=Q(status=AskStatus.ANSWERED, version__isnull=False)
                | ~Q(status=AskStatus.ANSWERED) & Q(version=None),
                name="ask_answered_with_a_version",
            ),
            models.CheckConstraint(condition=~Q(kind=AskKind.NEGOTIATION) | ~Q(text=""), name="ask_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.quote}: {self.get_kind_display()}"
