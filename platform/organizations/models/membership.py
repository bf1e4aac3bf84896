"""Who belongs to an organisation."""

from typing import Self

from core.models import Editable
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.actor import Actor
from organizations.enums import Role
from organizations.models.organization import Organization


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> Self:
        """The members of the organisation the actor acts for; all for operators."""
        return self if actor.sees_everything else self.filter(organization_id=actor.organization_id)

    def current(self) -> Self:
        """Not ended, of a person who may sign in, in an organisation that is active."""
        return self.filter(ended_at=None, user__is_active=True, organization__deactivated_at=None)


class Membership(Editable):
    """A person in an organisation, with roles. An ended one stays, since the trail refers to it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=10, choices=Role.choices), verbose_name=_("roles"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], condition=Q(ended_at=None), name="membership_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values) & Q(roles__len__gt=0), name="membership_roles_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"

    @property
    def role_labels(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.roles]

    @property
    def is_current(self) -> bool:
        return self.ended_at is None
