"""Matching of a project, kept: what was asked, of which catalogue, and who came out how."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Editable, Record
from organizations.actor import Actor
from organizations.models import Organization
from projects.briefs.models import Project
from projects.matching.enums import RunStatus
from providers.models import Provider

LATE = timedelta(minutes=2)


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    def visible_to(self, actor: Actor) -> Self:
        """The sponsor's own; all of them the platform itself, which does the work."""
        if actor.is_system:
            return self
        return self.filter(organization_id=actor.organization_id) if actor.organization_id else self.none()


class MatchRun(Editable):
    """One matching of a project.

    ``asked`` is the question as ``projects.matching.asking`` writes it, ``weights`` are by criterion: with both a run can be
    replayed. ``catalogue_revision`` is the state of the catalogue: a run is outdated when what is asked is different, or the
    catalogue in what matters to it, or the windows of capacity or the inspections that it counted, of which ``capacity`` and
    ``inspected`` are the digests, empty where they were not kept, or where an exchange rate would tell prices otherwise. ``shut_out`` is as ``projects.matching.shut_out`` writes it. ``progress``
    goes from 0 to 1.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="match_runs")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="match_runs", verbose_name=_("project"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("state"), max_length=10, choices=RunStatus.choices, default=RunStatus.REQUESTED)
    progress = models.FloatField(_("progress"), default=0)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)
    asked: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("what was asked"), default=dict)
    weights: "models.JSONField[dict[str, float], dict[str, float]]" = models.JSONField(_("weights"), default=dict)
    engine = models.CharField(_("engine"), max_length=20)
    catalogue_revision = models.BigIntegerField(_("catalogue"), null=True)
    capacity = models.CharField(max_length=64, blank=True)
    inspected = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(_("providers"), default=0)
    count_eligible = models.PositiveIntegerField(_("who miss nothing"), default=0)
    shut_out: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        _("what shuts out most"), default=list
    )
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("match run")
        verbose_name_plural = _("match runs")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RunStatus.values), name="matchrun_status_known"),
            models.CheckConstraint(condition=Q(progress__range=(0, 1)), name="matchrun_progress_range"),
            models.CheckConstraint(
                condition=~Q(status="finished") | Q(finished_at__isnull=False, catalogue_revision__isnull=False),
                name="matchrun_finished_of_a_catalogue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.codename} {self.created_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return f"{reverse('project_matches', args=[self.project_id])}?run={self.pk}"

    @property
    def why_failed(self) -> str:
        """In the reader's language; empty unless it failed."""
        return gettext(self.failure) if self.failure else ""

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than it should, so that its reader need not sit and wait."""
        return not self.is_over and timezone.now() - self.created_at > LATE

    @property
    def is_over(self) -> bool:
        return self.status in {RunStatus.FINISHED, RunStatus.FAILED}


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the runs that the actor sees."""
        if actor.is_system:
            return self
        return self.filter(run__organization_id=actor.organization_id) if actor.organization_id else self.none()


class Match(Record):
    """How a provider came out.

    ``is_eligible`` who takes at least one package whole, ``takes_all`` who takes each. ``scores`` are by criterion, null what was not known. ``told`` is, by language, what was said of it: reasons by criterion,
    what is missing, the best offering and site for each package; empty for those far down. The name stays when the profile goes.
    """

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="matches")
    provider = models.ForeignKey(Provider, on_delete=models.SET_NULL, null=True, related_name="+")
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    rank = models.PositiveIntegerField()
    score = models.FloatField()
    is_eligible = models.BooleanField()
    takes_all = models.BooleanField(default=False, db_default=False)
    scores: "models.JSONField[dict[str, float | None], dict[str, float | None]]" = models.JSONField(default=dict)
    told: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["run", "slug"], name="match_once_in_a_run"),
            models.UniqueConstraint(fields=["run", "rank"], name="match_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.name}"
