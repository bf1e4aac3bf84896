"""What is asked for, line by line, and what was asked before."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.quantity import Quantity
from projects.briefs.models import WorkPackage
from projects.sourcing.models.rfq import Rfq
from vocabulary.models import Country, ServiceLine, Stage, Standard, Unit

TERM_LISTS = ("standards", "countries_allowed", "countries_excluded")
"""What a line has several terms of."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question to the bidders about a line. Without an answer to a required one a quote that offers the line is not sent."""

    text: str
    is_required: bool


class RfqLine(Record):
    """One thing that is to be quoted. What is asked stands here; ``details`` and both kinds of questions are confidential."""

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="lines")
    work_package = models.ForeignKey(
        WorkPackage, on_delete=models.SET_NULL, null=True, blank=True, related_name="rfq_lines", editable=False
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=160)
    service_line = models.ForeignKey(
        ServiceLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service line")
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("stage")
    )
    quantity_value = models.DecimalField(_("quantity"), max_digits=18, decimal_places=3, null=True, blank=True)
    quantity_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    batches = models.PositiveSmallIntegerField(_("batches"), null=True, blank=True)
    standards = models.ManyToManyField(Standard, blank=True, related_name="+", verbose_name=_("standards"))
    certificates_in_force = models.BooleanField(
        _("a certificate in force for each standard"), default=False, help_text=_("Verified here, and not ended.")
    )
    countries_allowed = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("only in these countries")
    )
    countries_excluded = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("not in these countries")
    )
    starts_on = models.DateField(_("not before"), null=True, blank=True)
    latest_start = models.DateField(_("begun by"), null=True, blank=True)
    ends_on = models.DateField(_("done by"), null=True, blank=True)
    details = models.TextField(_("confidential details"), max_length=5000, blank=True)
    questions = ArrayField(
        models.CharField(max_length=500), default=list, blank=True, verbose_name=_("questions to bidders")
    )
    required_questions = ArrayField(
        models.CharField(max_length=500), default=list, blank=True, verbose_name=_("questions that must be answered")
    )

    class Meta:
        verbose_name = _("requested line")
        verbose_name_plural = _("requested lines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfq", "position"], name="rfq_line_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(quantity_value=None, quantity_unit=None) | Q(quantity_value__gt=0, quantity_unit__isnull=False),
                name="rfq_line_quantity_has_a_unit",
                violation_error_message=_("A quantity is above 0 and has a unit."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="rfq_line_window_in_order",
                violation_error_message=_("It cannot be done before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(latest_start=None)
                | (Q(starts_on=None) | Q(starts_on__lte=F("latest_start")))
                & (Q(ends_on=None) | Q(latest_start__lte=F("ends_on"))),
                name="rfq_line_begun_in_window",
                violation_error_message=_(
                    "The day by which it is begun is neither before the first day nor after the last."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def asked(self) -> tuple[AskedQuestion, ...]:
        """Each question once, those that must be answered first."""
        required = dict.fromkeys(self.required_questions, True)
        return tuple(AskedQuestion(*one) for one in (required | dict.fromkeys(self.questions, False) | required).items())

    @property
    def certificates_text(self) -> str:
        """Which certificates must be in force, in a sentence; empty where none is asked for."""
        if not self.certificates_in_force:
            return ""
        return gettext("Certificate in force: %(standards)s") % {
            "standards": ", ".join(one.label for one in self.standards.all())
        }

    @property
    def quantity(self) -> Quantity | None:
        if self.quantity_value is None or self.quantity_unit is None:
            return None
        return Quantity(self.quantity_value, self.quantity_unit.as_measure())


class RfqVersion(Record):
    """What was asked, as it stood at each amendment. ``diff`` lists ``{"field", "before", "after"}``."""

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="versions")
    edition = models.PositiveSmallIntegerField(_("edition"))
    snapshot = models.JSONField(default=dict)
    diff = models.JSONField(default=list)
    is_material = models.BooleanField(_("material"), default=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    amended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("edition of a request")
        verbose_name_plural = _("editions of requests")
        ordering = ["edition"]
        constraints = [models.UniqueConstraint(fields=["rfq", "edition"], name="rfq_version_once")]

    def __str__(self) -> str:
        return f"{self.rfq.number} · {self.edition}"
