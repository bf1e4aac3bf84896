"""What a sponsor wants to have done: a project, and the parts of it that can be sourced alone."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.figures import range_of, window_of
from core.models import Editable
from organizations.actor import Actor
from organizations.models import Organization
from projects.briefs.enums import FundingStage, Tier
from projects.briefs.models.intake import Intake
from vocabulary.models import Country, ExpressionSystem, Jurisdiction, Modality, ServiceLine, Stage, Standard, Unit

CONFIDENTIAL_FIELDS = ("title", "asset", "indication", "budget")
"""Fields with a tier of disclosure. The codename is public, notes are nobody's business."""
LONGEST_NOTES = 5000


def budget_constraints(name: str) -> list[models.BaseConstraint]:
    """A budget is above 0, from the lower to the higher figure, and in a currency."""
    low, high = Q(budget_low=None), Q(budget_high=None)
    return [
        models.CheckConstraint(
            condition=(low | Q(budget_low__gt=0))
            & (high | Q(budget_high__gt=0))
            & (low | high | Q(budget_low__lte=F("budget_high"))),
            name=f"{name}_budget_range",
            violation_error_message=_("A budget is above 0, and its lower figure is not above the higher."),
        ),
        models.CheckConstraint(
            condition=(low & high) | ~Q(currency=""),
            name=f"{name}_budget_has_a_currency",
            violation_error_message=_("A budget needs a currency."),
        ),
    ]


def window_constraints(name: str) -> list[models.BaseConstraint]:
    """What has both days starts before it ends, and its latest start is not outside of them."""
    starts, latest, ends = Q(starts_on=None), Q(latest_start=None), Q(ends_on=None)
    return [
        models.CheckConstraint(
            condition=starts | ends | Q(starts_on__lte=F("ends_on")),
            name=f"{name}_dates_in_order",
            violation_error_message=_("It ends before it starts."),
        ),
        models.CheckConstraint(
            condition=latest | (starts | Q(starts_on__lte=F("latest_start"))) & (ends | Q(latest_start__lte=F("ends_on"))),
            name=f"{name}_latest_start_in_window",
            violation_error_message=_("The latest start is neither before the start nor after the end."),
        ),
    ]


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, actor: Actor) -> Self:
        """The sponsor's own; of all of them the platform itself, when it matches by itself."""
        if actor.is_system:
            return self
        return self.filter(organization_id=actor.organization_id) if actor.organization_id else self.none()


class Project(Editable):
    """An undertaking of a sponsor. Bidders know it by its codename; title and asset are confidential."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="projects")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    intake = models.OneToOneField(Intake, on_delete=models.PROTECT, null=True, blank=True, related_name="project")
    number = models.PositiveIntegerField(_("number"))
    codename = models.CharField(_("codename"), max_length=80)
    title = models.CharField(_("title"), max_length=200, blank=True)
    asset = models.CharField(_("asset"), max_length=200, blank=True)
    indication = models.CharField(_("indication"), max_length=200, blank=True)
    modalities = models.ManyToManyField(Modality, blank=True, related_name="+", verbose_name=_("modalities"))
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("stage now")
    )
    jurisdictions = models.ManyToManyField(Jurisdiction, blank=True, related_name="+", verbose_name=_("target markets"))
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    latest_start = models.DateField(_("starts at the latest"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    budget_low = models.DecimalField(_("budget from"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_high = models.DecimalField(_("budget to"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    funding = models.CharField(_("funding"), max_length=20, choices=FundingStage.choices, blank=True)
    needs_cda = models.BooleanField(_("CDA before details"), default=True)
    notes = models.TextField(_("notes"), max_length=LONGEST_NOTES, blank=True)
    disclosure: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        _("disclosure"), default=dict, blank=True
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="project_number_once"),
            models.UniqueConstraint(
                fields=["organization", "codename"],
                name="project_codename_once",
                violation_error_message=_("You have a project of this codename already."),
            ),
            models.CheckConstraint(
                condition=~Q(codename=""), name="project_codename_there", violation_error_message=_("Give it a codename.")
            ),
            *window_constraints("project"),
            *budget_constraints("project"),
        ]

    def __str__(self) -> str:
        return self.codename

    def get_absolute_url(self) -> str:
        return reverse("project_detail", args=[self.pk])

    @property
    def tiers(self) -> dict[str, Tier]:
        """From when bidders see each confidential field; what nobody has said is shown after the CDA."""
        return {name: Tier(self.disclosure.get(name, Tier.CDA)) for name in CONFIDENTIAL_FIELDS}

    @property
    def window(self) -> str:
        """From when to when, in words."""
        return window_of(self.starts_on, self.ends_on, self.latest_start)

    @property
    def budget(self) -> str:
        """In words, with the currency."""
        return range_of(self.budget_low, self.budget_high, self.currency)

    @property
    def short_number(self) -> str:
        """What people call it in a mail: "P-0042"."""
        return f"P-{self.number:04d}"


class WorkPackageQuerySet(models.QuerySet["WorkPackage"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the projects that the actor sees."""
        if actor.is_system:
            return self
        return self.filter(project__organization_id=actor.organization_id) if actor.organization_id else self.none()


class WorkPackage(Editable):
    """A part of a project that can be sourced alone. ``position`` is its place in the project.

    Its service line is a line that is sold, or a family where nobody has said which. What is a wish the project can do without.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="packages")
    position = models.PositiveSmallIntegerField(_("position"))
    service_line = models.ForeignKey(
        ServiceLine, on_delete=models.PROTECT, related_name="+", verbose_name=_("service line")
    )
    is_wish = models.BooleanField(_("a wish"), default=False)
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("stage")
    )
    systems = models.ManyToManyField(ExpressionSystem, blank=True, related_name="+", verbose_name=_("expression systems"))
    scale_low = models.DecimalField(_("scale from"), max_digits=24, decimal_places=6, null=True, blank=True)
    scale_high = models.DecimalField(_("scale to"), max_digits=24, decimal_places=6, null=True, blank=True)
    scale_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit of scale")
    )
    scale_of_one = models.BooleanField(
        _("in one reactor or vessel"), default=False, help_text=_("Several together will not do.")
    )
    batches = models.PositiveSmallIntegerField(_("batches"), null=True, blank=True)
    standards_required = models.ManyToManyField(
        Standard, blank=True, related_name="+", verbose_name=_("required standards")
    )
    standards_preferred = models.ManyToManyField(
        Standard, blank=True, related_name="+", verbose_name=_("preferred standards")
    )
    certificates_in_force = models.BooleanField(
        _("a certificate in force for each required standard"), default=False, help_text=_("Verified here, and not ended.")
    )
    countries_allowed = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("only in these countries")
    )
    countries_preferred = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("preferred countries")
    )
    countries_avoided = models.ManyToManyField(
        Country,
        blank=True,
        related_name="+",
        verbose_name=_("rather not in these countries"),
        help_text=_("Who can do it nowhere else comes lower, and is not shut out."),
    )
    countries_excluded = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("not in these countries")
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    latest_start = models.DateField(_("starts at the latest"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    budget_low = models.DecimalField(_("budget from"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_high = models.DecimalField(_("budget to"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    questions = models.TextField(_("questions to bidders"), max_length=5000, blank=True)
    depends_on = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="needed_by", verbose_name=_("needs first")
    )

    objects = WorkPackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("work package")
        verbose_name_plural = _("work packages")
        ordering = ["position", "id"]
        constraints = [
            # Deferred: who moves one writes its neighbours after it.
            models.UniqueConstraint(
                fields=["project", "position"], name="workpackage_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(scale_unit=None, scale_low=None, scale_high=None)
                | Q(scale_unit__isnull=False) & (Q(scale_low__isnull=False) | Q(scale_high__isnull=False)),
                name="workpackage_scale_has_a_unit",
                violation_error_message=_("A scale needs a figure and a unit."),
            ),
            models.CheckConstraint(
                condition=(Q(scale_low=None) | Q(scale_low__gt=0))
                & (Q(scale_high=None) | Q(scale_high__gt=0))
                & (Q(scale_low=None) | Q(scale_high=None) | Q(scale_low__lte=F("scale_high"))),
                name="workpackage_scale_range",
                violation_error_message=_("A scale is above 0, and the smallest is not above the largest."),
            ),
            models.CheckConstraint(
                condition=Q(scale_of_one=False) | Q(scale_unit__isnull=False),
                name="workpackage_of_one_has_a_scale",
                violation_error_message=_("Say the scale that one reactor or vessel has to hold."),
            ),
            models.CheckConstraint(
                condition=Q(batches=None) | Q(batches__gt=0),
                name="workpackage_batches_above_0",
                violation_error_message=_("Batches are counted from 1."),
            ),
            *window_constraints("workpackage"),
            *budget_constraints("workpackage"),
        ]

    def __str__(self) -> str:
        return self.service_line.label

    @property
    def scale(self) -> str:
        """In words, with the unit; empty where none is said."""
        if not self.scale_unit:
            return ""
        figure = f"{range_of(self.scale_low, self.scale_high)} {self.scale_unit.written}"
        return gettext("%(figure)s in one unit") % {"figure": figure} if self.scale_of_one else figure

    @property
    def window(self) -> str:
        """From when to when, in words; empty where no day is its own."""
        days = (self.starts_on, self.ends_on, self.latest_start)
        return window_of(*days) if any(days) else ""
