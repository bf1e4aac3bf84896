"""What a sponsor has saved, to come back to and to compare."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Editable
from organizations.actor import Actor
from organizations.models import Organization
from services.models.offering import Offering


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisation the actor acts for, and nobody else's: not even operators read them."""
        return self if actor.is_system else self.filter(organization_id=actor.organization_id)


class Shortlist(Editable):
    """A named list of a sponsor's organisation. ``used_at`` says which was used last: the next offering is saved there."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="shortlists", editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    name = models.CharField(gettext_lazy("name"), max_length=80)
    used_at = models.DateTimeField(editable=False)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("shortlist")
        verbose_name_plural = gettext_lazy("shortlists")
        ordering = ["-used_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="shortlist_name_once",
                violation_error_message=gettext_lazy("Your organisation has a list of this name already."),
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="shortlist_has_a_name"),
        ]

    def __str__(self) -> str:
        """For the trail, which operators read: a list's name may say what nobody else should know."""
        return _("Shortlist %(number)s") % {"number": str(self.pk)[:8]}

    def get_absolute_url(self) -> str:
        return reverse("shortlist_detail", args=[self.pk])


class ShortlistItemQuerySet(models.QuerySet["ShortlistItem"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in lists of the actor's organisation."""
        return self if actor.is_system else self.filter(shortlist__organization_id=actor.organization_id)

    def standing(self) -> Self:
        """Not removed."""
        return self.filter(removed_at=None)


class ShortlistItem(Editable):
    """An offering in a list.

    ``seen`` is what the offering said when it was saved, as a search result shows it: it tells what has changed since, and
    what it was when it is gone. A removed item stays, so that removing can be undone; saving the offering again revives it.
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="items", editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    note = models.CharField(gettext_lazy("note"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)
    seen = models.JSONField(default=dict, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ShortlistItemQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("shortlisted offering")
        verbose_name_plural = gettext_lazy("shortlisted offerings")
        ordering = ["position", "added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["shortlist", "offering"], name="shortlist_item_once")]

    def __str__(self) -> str:
        return _("Shortlisted offering %(number)s") % {"number": str(self.pk)[:8]}
