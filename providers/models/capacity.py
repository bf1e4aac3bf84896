"""When a site has room: suites, and windows of time in them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Editable
from core.quantity import Quantity
from organizations.actor import Actor
from providers.enums import ProviderState, SlotStatus
from providers.models.site import Site
from vocabulary.models import ExpressionSystem, Modality, ServiceLine, Unit

FIRM = (SlotStatus.RESERVED, SlotStatus.CONFIRMED, SlotStatus.IN_USE, SlotStatus.DONE)
"""What takes a suite for nobody else."""


class SuiteQuerySet(models.QuerySet["Suite"]):
    def mine(self, actor: Actor) -> Self:
        """Those of the profile that is the actor's organisation's own: what it may edit."""
        return self.filter(site__provider__organization_id=actor.organization_id) if actor.organization_id else self.none()


class Suite(Editable):
    """A room or line of a site that does one thing at a time, and what fits into it."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="suites", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120)
    service_lines = models.ManyToManyField(ServiceLine, related_name="+", verbose_name=_("service lines"))
    modalities = models.ManyToManyField(Modality, blank=True, related_name="+", verbose_name=_("modalities"))
    systems = models.ManyToManyField(ExpressionSystem, blank=True, related_name="+", verbose_name=_("expression systems"))
    scale_value = models.DecimalField(_("scale"), max_digits=18, decimal_places=3, null=True, blank=True)
    scale_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit of scale")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = SuiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("suite")
        verbose_name_plural = _("suites")
        ordering = ["site__order", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="suite_once",
                violation_error_message=_("This site has a suite of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(scale_value=None, scale_unit=None) | Q(scale_value__gt=0, scale_unit__isnull=False),
                name="suite_scale_has_a_unit",
                violation_error_message=_("A scale is above 0 and has a unit."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scale(self) -> Quantity | None:
        return Quantity(self.scale_value, self.scale_unit.as_measure()) if self.scale_value and self.scale_unit else None

    def does(self, lines: Collection[str], modalities: Collection[str]) -> bool:
        """Whether it is for any of these services and of these medicines, by code, branches among them. None asked for is any of them, and
        a suite that names no medicine is for all. Reads its links: prefetch them."""
        made = self.modalities.all()
        return _is_any_of(self.service_lines.all(), lines) and (not made or _is_any_of(made, modalities))


def _is_any_of(terms: Iterable[ServiceLine | Modality], codes: Collection[str]) -> bool:
    return not codes or any(code in codes for one in terms for code in one.path)


def free_at(moment: datetime) -> Q:
    """Open, or held until a moment that has passed: a hold ends by the clock, whether or not anybody tidies it."""
    return Q(status=SlotStatus.OPEN) | Q(status=SlotStatus.HELD, held_until__lte=moment)


class SlotQuerySet(models.QuerySet["Slot"]):
    def visible_to(self, actor: Actor) -> Self:
        """Free windows of providers who are not suspended; one's own in every state; all for operators."""
        if actor.sees_everything:
            return self
        public = free_at(timezone.now()) & Q(suite__closed_at=None, suite__site__provider__merged_into=None)
        shown = public & ~Q(suite__site__provider__state=ProviderState.SUSPENDED)
        if actor.organization_id:
            shown |= Q(suite__site__provider__organization_id=actor.organization_id)
        return self.filter(shown)

    def mine(self, actor: Actor) -> Self:
        """Those of the profile that is the actor's organisation's own: what it may edit."""
        own = Q(suite__site__provider__organization_id=actor.organization_id)
        return self.filter(own) if actor.organization_id else self.none()

    def free(self) -> Self:
        """Nobody has taken or holds them now, in suites that are in use."""
        return self.filter(free_at(timezone.now()), suite__closed_at=None)

    def coming(self) -> Self:
        """Not over yet."""
        return self.filter(ends_on__gte=clock.today())


class Slot(Editable):
    """A window from one day to another, both included. Two firm ones never overlap in one suite, whoever writes at once."""

    suite = models.ForeignKey(Suite, on_delete=models.CASCADE, related_name="slots", verbose_name=_("suite"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("state"), max_length=10, choices=SlotStatus.choices, default=SlotStatus.OPEN)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("capacity window")
        verbose_name_plural = _("capacity windows")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="slot_ends_after_it_starts",
                violation_error_message=_("A window does not end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status=SlotStatus.HELD, held_until__isnull=False)
                | ~Q(status=SlotStatus.HELD) & Q(held_until=None),
                name="slot_held_until",
            ),
            # GiST has no equality of UUIDs without an extension; a range that holds the one hash of the suite overlaps itself.
            ExclusionConstraint(
                name="slot_firm_ones_do_not_overlap",
                expressions=[
                    (
                        Func(
                            Func(Cast("suite_id", TextField()), Value(0), function="hashtextextended"),
                            Func(Cast("suite_id", TextField()), Value(0), function="hashtextextended"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func("starts_on", "ends_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=[one.value for one in FIRM]),
                violation_error_message=_("The suite is taken in that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suite}: {self.starts_on} – {self.ends_on}"

    @property
    def is_hold_over(self) -> bool:
        return self.status == SlotStatus.HELD and self.held_until is not None and self.held_until <= timezone.now()

    @property
    def standing(self) -> SlotStatus:
        """The state by the clock: a hold that is over is open again."""
        return SlotStatus.OPEN if self.is_hold_over else SlotStatus(self.status)

    @property
    def standing_label(self) -> str:
        return str(self.standing.label)
