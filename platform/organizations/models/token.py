"""A key for a program."""

import hashlib
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Record
from organizations.actor import Actor
from organizations.enums import Scope
from organizations.models.organization import Membership
from organizations.roles import Permission


def digest_of(secret: str) -> str:
    """How a token is stored. A fast hash will do: the secret has 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, actor: Actor) -> Self:
        """A member's own tokens in the organisation they act for; an owner's view of all of that organisation."""
        if actor.membership is None:
            return self.none()
        if actor.can(Permission.MEMBER_EDIT):
            return self.filter(membership__organization_id=actor.organization_id)
        return self.filter(membership=actor.membership)

    def usable_at(self, moment: datetime) -> Self:
        """Neither revoked nor expired, of a member who still is one."""
        return self.filter(
            revoked_at=None,
            expires_at__gt=moment,
            membership__ended_at=None,
            membership__user__is_active=True,
            membership__organization__deactivated_at=None,
        )


class ApiToken(Record):
    """Belongs to one membership and ends with it. Stored as a SHA-256 digest, shown once, found again by its prefix."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=40, choices=Scope.choices), verbose_name=_("scopes"))
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & Q(scopes__len__gt=0), name="token_scopes_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def state(self) -> str:
        """``revoked``, ``expired`` or ``active``, computed now."""
        return "revoked" if self.revoked_at else "expired" if self.is_expired else "active"
