"""A plan for the whole of a project: who does which package, where, and what passes from one to the other."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.languages import joined
from core.models import Record
from organizations.actor import Actor
from projects.matching.enums import PlanKind
from projects.matching.models.match_run import MatchRun


class ChainPlanQuerySet(models.QuerySet["ChainPlan"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the runs that the actor sees."""
        if actor.is_system:
            return self
        return self.filter(run__organization_id=actor.organization_id) if actor.organization_id else self.none()


class ChainPlan(Record):
    """One of several plans of a run; none of them is better in everything.

    ``steps`` are in the order of the work packages, as ``projects.matching.plans`` writes them; ``told`` is, by language, what is
    said of each step. Weeks are lead times one after the other along what needs what, from the shortest to the longest that is
    known; ``unknown_leads`` and ``unpriced`` count the steps that they say nothing of. ``costs`` are sums by currency.
    """

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="plans")
    position = models.PositiveSmallIntegerField()
    kinds: "models.JSONField[list[str], list[str]]" = models.JSONField(_("best in"))
    providers = models.PositiveSmallIntegerField(_("providers"))
    handovers = models.PositiveSmallIntegerField(_("hand-overs"))
    borders = models.PositiveSmallIntegerField(_("over borders"))
    uncovered = models.PositiveSmallIntegerField(_("packages nobody takes"))
    weeks_low = models.PositiveSmallIntegerField(_("weeks from"))
    weeks_high = models.PositiveSmallIntegerField(_("weeks to"))
    unknown_leads = models.PositiveSmallIntegerField(_("lead times not known"))
    costs: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(
        _("known prices"), default=list
    )
    unpriced = models.PositiveSmallIntegerField(_("prices not known"))
    fit = models.FloatField(_("fit"))
    steps: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField()
    moves: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    told: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects = ChainPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("chain plan")
        verbose_name_plural = _("chain plans")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="chainplan_position_once"),
            models.CheckConstraint(condition=Q(weeks_low__lte=models.F("weeks_high")), name="chainplan_weeks_in_order"),
            models.CheckConstraint(condition=Q(fit__range=(0, 1)), name="chainplan_fit_range"),
            models.CheckConstraint(condition=Q(borders__lte=models.F("handovers")), name="chainplan_borders_are_handovers"),
        ]

    def __str__(self) -> str:
        return joined(str(PlanKind(one).label) for one in self.kinds)
