"""The fixed words of webhooks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndpointStatus(models.TextChoices):
    """What happens to events: sent, kept for later, or neither."""

    ENABLED = "enabled", _("Enabled")
    PAUSED = "paused", _("Paused")
    DISABLED = "disabled", _("Disabled")


class StopReason(models.TextChoices):
    """Why an endpoint does not send."""

    PERSON = "person", _("By a member")
    FAILING = "failing", _("It kept failing")
    GONE = "gone", _("Its receiver is gone")


class DeliveryStatus(models.TextChoices):
    """How far one event has come on its way to one endpoint."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Given up")
