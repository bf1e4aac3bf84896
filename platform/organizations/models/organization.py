"""An organisation, and who belongs to it. One room, since each is seen through the other."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from core.models import Editable
from organizations.actor import Actor
from organizations.enums import Kind, Role


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those the actor belongs to; all of them for operators. A token reaches only its own."""
        if actor.sees_everything:
            return self
        if actor.scopes is not None or actor.user_id is None:
            return self.filter(pk=actor.organization_id)
        mine = Membership.objects.filter(organization=OuterRef("pk"), user_id=actor.user_id, ended_at=None)
        return self.filter(Exists(mine), deactivated_at=None)


class Organization(Editable):
    """A sponsor, a provider, both, or the platform's operator."""

    legal_name = models.CharField(_("legal name"), max_length=200)
    kinds = ArrayField(models.CharField(max_length=10, choices=Kind.choices), verbose_name=_("kind"))
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166 code"))
    website = models.URLField(_("website"), blank=True)
    ror_id = models.CharField(_("ROR id"), max_length=9, blank=True)
    duns = models.CharField(_("D-U-N-S number"), max_length=9, blank=True)
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["legal_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kinds__contained_by=Kind.values) & Q(kinds__len__gt=0), name="organization_kinds_known"
            ),
            models.CheckConstraint(
                condition=~Q(kinds__contains=[Kind.OPERATOR]) | Q(kinds__len=1), name="organization_operator_alone"
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="organization_country_iso"),
            models.CheckConstraint(
                condition=Q(ror_id="") | Q(ror_id__regex=r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$"), name="organization_ror"
            ),
            models.CheckConstraint(condition=Q(duns="") | Q(duns__regex=r"^[0-9]{9}$"), name="organization_duns"),
        ]

    def __str__(self) -> str:
        return self.legal_name

    @property
    def kind_set(self) -> frozenset[Kind]:
        return frozenset(Kind(kind) for kind in self.kinds)

    @property
    def country_label(self) -> str:
        return country_name(self.country)

    @property
    def is_active(self) -> bool:
        return self.deactivated_at is None


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
