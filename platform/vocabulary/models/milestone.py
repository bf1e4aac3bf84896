"""What a work order usually passes through, and when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vocabulary.enums import Confidence
from vocabulary.models.chain import ServiceLine
from vocabulary.models.term import Term, reads_chinese


class MilestoneTemplate(Term):
    """A usual course of work for some service lines. Weeks are planning ranges, never promises."""

    KIND = "milestone-templates"
    ABOUT = _("Usual courses of work with their milestones. The weeks are planning ranges.")
    OWN_FIELDS = ("weeks_min", "weeks_max", "confidence", "source", "note_en", "note_zh")
    LINKS = ("service_lines", "milestones")

    service_lines = models.ManyToManyField(
        ServiceLine, blank=True, related_name="milestone_templates", verbose_name=_("service lines")
    )
    weeks_min = models.PositiveSmallIntegerField(_("shortest, in weeks"), null=True, blank=True)
    weeks_max = models.PositiveSmallIntegerField(_("longest, in weeks"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)
    source = models.URLField(_("source"), blank=True, help_text=_("Empty means public knowledge, unverified."))
    note_en = models.TextField(_("note in English"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    class Meta(Term.Meta):
        verbose_name = _("milestone template")
        verbose_name_plural = _("milestone templates")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=Q(weeks_min__lte=F("weeks_max")),
                name="milestonetemplate_weeks_in_order",
                violation_error_message=_("The shortest time is longer than the longest."),
            ),
        ]

    @property
    def note(self) -> str:
        """In the reader's language where there is one, else in English."""
        return (reads_chinese() and self.note_zh) or self.note_en


class Milestone(models.Model):
    """One step of a template. Work orders copy it, so nothing refers to the row. Weeks count from the kick-off."""

    FIELDS = ("code", "label_en", "label_zh", "week_min", "week_max")

    template = models.ForeignKey(MilestoneTemplate, on_delete=models.PROTECT, related_name="milestones")
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=60)
    label_en = models.CharField(_("name in English"), max_length=160)
    label_zh = models.CharField(_("name in Chinese"), max_length=160)
    week_min = models.PositiveSmallIntegerField(_("from week"), null=True, blank=True)
    week_max = models.PositiveSmallIntegerField(_("to week"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["template", "order"]
        constraints = [
            models.UniqueConstraint(fields=["template", "code"], name="milestone_code_once"),
            models.UniqueConstraint(fields=["template", "order"], name="milestone_order_once"),
            models.CheckConstraint(
                condition=Q(week_min__lte=F("week_max")),
                name="milestone_weeks_in_order",
                violation_error_message=_("The first week comes after the last."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.label_zh if reads_chinese() else self.label_en
