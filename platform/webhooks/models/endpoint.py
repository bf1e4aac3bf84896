"""Where an organisation's system listens."""

from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.addresses import LONGEST
from core.clock import ClockTimestamp
from core.models import Editable
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from webhooks.enums import EndpointStatus, StopReason


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisation the actor acts for, to its owners and managers."""
        if actor.is_system:
            return self
        may = actor.organization_id is not None and actor.can(Permission.WEBHOOK_VIEW)
        return self.filter(organization_id=actor.organization_id) if may else self.none()

    def listening(self) -> Self:
        """Whose events are sent or kept for later."""
        return self.exclude(status=EndpointStatus.DISABLED).filter(organization__deactivated_at=None)

    def sendable(self) -> Self:
        """To which something may be sent at this moment."""
        is_free = Q(held_until=None) | Q(held_until__lte=ClockTimestamp())
        return self.filter(is_free, status=EndpointStatus.ENABLED, organization__deactivated_at=None)


class Endpoint(Editable):
    """An address, what it wants to hear of, and the secret its deliveries are signed with.

    ``failing_since`` is the first failure after the last success; ``held_until`` is what a receiver asked for with Retry-After.
    """

    AUTOMATIC_FIELDS = (*Editable.AUTOMATIC_FIELDS, "reason", "failures", "failing_since", "warned_at", "held_until")

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="webhook_endpoints")
    url = models.CharField(_("address"), max_length=LONGEST)
    description = models.CharField(_("description"), max_length=200, blank=True)
    kinds = ArrayField(models.CharField(max_length=80), verbose_name=_("events"))
    status = models.CharField(
        _("state"), max_length=10, choices=EndpointStatus.choices, default=EndpointStatus.ENABLED, editable=False
    )
    reason = models.CharField(_("reason"), max_length=10, choices=StopReason.choices, blank=True, editable=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True, editable=False)
    sealed_secret = models.TextField(editable=False)
    secret_made_at = models.DateTimeField(_("secret made"), db_default=ClockTimestamp(), editable=False)
    sealed_previous = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    warned_at = models.DateTimeField(_("warned"), null=True, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, editable=False)
    succeeded_at = models.DateTimeField(_("last delivered"), null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "url"],
                name="webhook_endpoint_address_once",
                violation_error_message=_("There is an endpoint with this address already."),
            ),
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="webhook_endpoint_kinds_chosen"),
            models.CheckConstraint(
                condition=Q(status=EndpointStatus.ENABLED, reason="", stopped_at=None)
                | Q(status__in=[EndpointStatus.PAUSED, EndpointStatus.DISABLED], stopped_at__isnull=False) & ~Q(reason=""),
                name="webhook_endpoint_stopped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sealed_previous="", previous_until=None)
                | ~Q(sealed_previous="") & Q(previous_until__isnull=False),
                name="webhook_endpoint_previous_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        """The host alone: the rest of an address may be a password of its own."""
        return self.description or self.host

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def is_failing(self) -> bool:
        return self.failing_since is not None

    @property
    def is_changing_over(self) -> bool:
        """Whether the secret before this one signs as well."""
        return self.previous_until is not None and self.previous_until > timezone.now()
