"""How the opened quotes are judged, and what becomes of each."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from organizations.actor import Actor
from projects.sourcing.enums import OutcomeReason, RecommendationStatus, Result
from projects.sourcing.models.line import RfqLine
from projects.sourcing.models.quote import Quote, QuoteVersion
from projects.sourcing.models.rfq import Rfq


class Declaration(Record):
    """An evaluator says whether they have an interest in a bidder. Whoever has one does not score."""

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="declarations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField(_("conflict of interest"))
    text = models.TextField(_("which"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("conflict declaration")
        verbose_name_plural = _("conflict declarations")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["rfq", "person"], name="declaration_once"),
            models.CheckConstraint(condition=Q(has_conflict=False) | ~Q(text=""), name="declaration_says_which"),
        ]

    def __str__(self) -> str:
        return f"{self.rfq.number}: {self.person}"


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Scores."""

    def counting(self) -> Self:
        """Without those of who has declared an interest, before or after scoring: they stay on record and weigh nothing."""
        partial = Declaration.objects.filter(
            rfq=OuterRef("quote__invitation__rfq"), person=OuterRef("person"), has_conflict=True
        )
        return self.exclude(Exists(partial))


class Evaluation(Record):
    """One evaluator's score of one quote by one criterion, 0 to 10.

    ``version`` is what was open when it was given; empty on scores from before that was recorded.
    """

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="evaluations")
    version = models.ForeignKey(
        QuoteVersion, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(_("criterion"), max_length=40)
    score = models.PositiveSmallIntegerField(_("score"), validators=[MaxValueValidator(10)])
    comment = models.TextField(_("comment"), max_length=1000, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "person", "criterion"], name="evaluation_once"),
            models.CheckConstraint(condition=Q(score__lte=10), name="evaluation_score_to_ten"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"

    @property
    def is_outdated(self) -> bool:
        """Given for another version than the one that is open now. Not known, and so not said, where none was recorded."""
        return self.version_id is not None and self.version_id != self.quote.sent_id


class Clarification(Record):
    """A time-boxed question to one bidder after the opening. Price and scope are frozen."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="clarifications")
    question = models.TextField(_("question"), max_length=3000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("answer until"))
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="clarification_answered_at",
            )
        ]

    def __str__(self) -> str:
        return str(self.quote)


class Recommendation(Record):
    """Who should get what, and what every bidder would be told. It waits for a second approver.

    ``lines`` maps a requested line to a quote; ``outcomes`` maps a quote to ``{"reason", "feedback"}``.
    """

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="recommendations")
    lines = models.JSONField(default=dict)
    outcomes = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), max_length=3000)
    status = models.CharField(
        _("state"), max_length=10, choices=RecommendationStatus.choices, default=RecommendationStatus.PENDING
    )
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    return_reason = models.TextField(_("returned because"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("recommended award")
        verbose_name_plural = _("recommended awards")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfq"], condition=Q(status=RecommendationStatus.PENDING), name="recommendation_one_pending"
            ),
            models.UniqueConstraint(
                fields=["rfq"], condition=Q(status=RecommendationStatus.APPROVED), name="recommendation_one_approved"
            ),
            models.CheckConstraint(
                condition=Q(status=RecommendationStatus.PENDING, decided_by=None, decided_at=None)
                | ~Q(status=RecommendationStatus.PENDING) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="recommendation_decided_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecommendationStatus.APPROVED) | ~Q(decided_by=models.F("recommended_by")),
                name="recommendation_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.rfq.number


class Award(Record):
    """A requested line goes to a quote. A line is awarded once, whoever awards at the same moment."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="awards")
    line = models.ForeignKey(RfqLine, on_delete=models.PROTECT, related_name="awards")
    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="awards")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["line__position"]
        constraints = [models.UniqueConstraint(fields=["line"], name="award_once_a_line")]

    def __str__(self) -> str:
        return f"{self.line} → {self.quote}"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, actor: Actor) -> Self:
        """A sponsor's, and those of the provider's own quotes; all for operators."""
        if actor.sees_everything:
            return self
        own = Q(quote__invitation__provider__organization_id=actor.organization_id)
        asked = Q(quote__invitation__rfq__organization_id=actor.organization_id)
        return self.filter(own | asked) if actor.organization_id else self.none()


class Outcome(Record):
    """How it ended for a bidder, with a reason and words that help next time. One for every quote that was sent."""

    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="outcome")
    result = models.CharField(_("result"), max_length=14, choices=Result.choices)
    reason = models.CharField(_("reason"), max_length=14, choices=OutcomeReason.choices)
    feedback = models.TextField(_("feedback"), max_length=3000)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(condition=~Q(feedback=""), name="outcome_has_feedback")]

    def __str__(self) -> str:
        return f"{self.quote}: {self.get_result_display()}"
