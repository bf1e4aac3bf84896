"""A request for quotation, and who may know of it."""

from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import ClockTimestamp
from core.models import Editable
from organizations.actor import Actor
from organizations.models import Organization
from projects.briefs.models import Project
from projects.sourcing.enums import Audience, CancelReason, InvitationStatus, RfqStatus

UNPUBLISHED = [RfqStatus.DRAFT, RfqStatus.IN_APPROVAL, RfqStatus.SCHEDULED]
AFTER_OPENING = [RfqStatus.TECHNICAL_EVALUATION, RfqStatus.EVALUATION, RfqStatus.AWARD_PENDING]
DECIDED = [RfqStatus.AWARDED, RfqStatus.CLOSED_WITHOUT_AWARD]
OVER = [*DECIDED, RfqStatus.CANCELLED]


class RfqQuerySet(models.QuerySet["Rfq"]):
    def visible_to(self, actor: Actor) -> Self:
        """A sponsor's own; what a provider is invited to, once it is published; all for operators.

        What a provider sees of it is decided field by field in ``selectors.disclosure``.
        """
        if actor.sees_everything:
            return self
        if actor.organization_id is None:
            return self.none()
        return self.filter(Q(organization_id=actor.organization_id) | _published() & Exists(self._invited(actor)))

    def mine(self, actor: Actor) -> Self:
        """Those the actor's organisation asks with: what it may edit."""
        return self.filter(organization_id=actor.organization_id) if actor.organization_id else self.none()

    def published(self) -> Self:
        """What providers may know of. A scheduled request is, once its start has come by the database's clock."""
        return self.filter(_published())

    def invited(self, actor: Actor) -> Self:
        """Published ones that the actor's organisation is invited to and not locked out of."""
        return self.filter(_published() & Exists(self._invited(actor))) if actor.organization_id else self.none()

    def open_to(self, actor: Actor) -> Self:
        """Addressed to all that match, taking quotes now, of somebody else, and not joined by the actor's provider yet.

        Whether the provider matches is asked of the catalogue, in ``selectors.open_request``.
        """
        if actor.organization_id is None:
            return self.none()
        known = Rfq.objects.filter(pk=OuterRef("pk"), invitations__provider__organization_id=actor.organization_id)
        begun = Q(status=RfqStatus.OPEN) | Q(status=RfqStatus.SCHEDULED, starts_at__lte=ClockTimestamp())
        rows = self.filter(begun, audience=Audience.MATCHING, round=1, deadline__gt=ClockTimestamp())
        return rows.exclude(organization_id=actor.organization_id).filter(~Exists(known))

    def _invited(self, actor: Actor) -> "RfqQuerySet":
        """Not for a request that is not published, and nobody who is locked out."""
        if actor.organization_id is None:
            return Rfq.objects.none()
        standing = [one for one in InvitationStatus if one != InvitationStatus.LOCKED_OUT]
        return Rfq.objects.filter(
            pk=OuterRef("pk"),
            invitations__provider__organization_id=actor.organization_id,
            invitations__status__in=standing,
        )


def _published() -> Q:
    begun = Q(status=RfqStatus.SCHEDULED, starts_at__lte=ClockTimestamp())
    return ~Q(status__in=UNPUBLISHED) & Q(opened_at__isnull=False) | begun


class Rfq(Editable):
    """A request for quotation.

    ``codename`` and ``teaser`` are seen by every invited provider; ``title`` and ``brief`` under a confidentiality agreement;
    ``handover`` by the awarded provider. ``edition`` counts what was asked: 1, and one more with each amendment.
    ``question_days`` is the rule by which ``question_cutoff`` follows the deadline; empty when a moment was set.
    ``criteria`` are ``{"code", "label", "weight"}``, weights in percent. ``sealed_key`` opens this request's quotes, and is
    itself encrypted. ``paused_with_sponsor``: it stopped as its organisation was deactivated, and runs on when that is active
    again.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="rfqs", verbose_name=_("sponsor"))
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="rfqs", verbose_name=_("project")
    )
    number = models.CharField(_("number"), max_length=20, editable=False)
    audience = models.CharField(_("addressed to"), max_length=10, choices=Audience.choices, default=Audience.SELECTED)
    codename = models.CharField(_("public name"), max_length=120)
    teaser = models.TextField(_("teaser"), max_length=2000, blank=True)
    title = models.CharField(_("confidential title"), max_length=200, blank=True)
    brief = models.TextField(_("confidential brief"), max_length=20000, blank=True)
    handover = models.TextField(_("for the awarded provider"), max_length=5000, blank=True)
    deadline = models.DateTimeField(_("deadline"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    question_cutoff = models.DateTimeField(_("questions until"), null=True, blank=True)
    question_days = models.PositiveSmallIntegerField(_("questions until days before the deadline"), null=True, blank=True)
    is_sealed = models.BooleanField(_("sealed until the opening"), default=True)
    envelopes = models.PositiveSmallIntegerField(
        _("envelopes"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    second_person = models.BooleanField(_("two people open the quotes"), default=False)
    min_validity_days = models.PositiveSmallIntegerField(_("quotes are valid for days"), default=60)
    currency = models.CharField(_("currency of the comparison"), max_length=3, default="EUR")
    criteria = models.JSONField(_("criteria"), default=list, blank=True)
    needs_cda = models.BooleanField(_("details under a confidentiality agreement"), default=True)
    cda_months = models.PositiveSmallIntegerField(_("the agreement lasts months"), default=36)
    cda_offered_at = models.DateTimeField(_("agreement offered"), null=True, blank=True, editable=False)
    cda_offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    cda_offered_name = models.CharField(max_length=120, blank=True, editable=False)
    sponsor_named = models.BooleanField(_("our name is shown before the agreement"), default=True)
    decision_on = models.DateField(_("decision expected"), null=True, blank=True)
    budget_known = models.BooleanField(_("a budget is approved"), default=False)
    status = models.CharField(_("state"), max_length=22, choices=RfqStatus.choices, default=RfqStatus.DRAFT)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    opened_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True, editable=False)
    remaining = models.DurationField(_("time left"), null=True, blank=True, editable=False)
    paused_with_sponsor = models.BooleanField(_("paused with its sponsor"), default=False, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=14, choices=CancelReason.choices, blank=True, editable=False)
    closing_words = models.TextField(_("explanation"), max_length=2000, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    opening_requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    opening_requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    notice_due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    editor_ids = ArrayField(models.UUIDField(), default=list, editable=False)
    sealed_key = models.TextField(editable=False)

    objects = RfqQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for quotation")
        verbose_name_plural = _("requests for quotation")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="rfq_number_once"),
            models.CheckConstraint(
                condition=Q(question_cutoff=None) | Q(question_cutoff__lte=F("deadline")),
                name="rfq_questions_before_the_deadline",
                violation_error_message=_("Questions end before the deadline, or with it."),
            ),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="rfq_audience_known"),
            models.CheckConstraint(condition=Q(envelopes__in=[1, 2]), name="rfq_envelopes_known"),
            models.CheckConstraint(
                condition=Q(is_sealed=True) | ~Q(envelopes=2),
                name="rfq_two_envelopes_are_sealed",
                violation_error_message=_(
                    "With two envelopes the quotes are sealed: no price is read before the scope is judged."
                ),
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="rfq_currency_iso"),
            models.CheckConstraint(
                condition=~Q(status=RfqStatus.SCHEDULED) | Q(starts_at__isnull=False), name="rfq_scheduled_has_a_start"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*UNPUBLISHED, RfqStatus.CANCELLED]) | Q(opened_at__isnull=False),
                name="rfq_published_at",
            ),
            models.CheckConstraint(
                condition=Q(status=RfqStatus.PAUSED, paused_at__isnull=False, remaining__isnull=False)
                | ~Q(status=RfqStatus.PAUSED) & Q(paused_at=None, remaining=None),
                name="rfq_paused_at",
            ),
            models.CheckConstraint(
                condition=Q(paused_with_sponsor=False) | Q(status=RfqStatus.PAUSED), name="rfq_paused_with_its_sponsor"
            ),
            models.CheckConstraint(
                condition=Q(status=RfqStatus.CANCELLED, cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(status=RfqStatus.CANCELLED) & Q(cancelled_at=None, cancel_reason=""),
                name="rfq_cancelled_at",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_at__isnull=False) | ~Q(status__in=DECIDED) & Q(decided_at=None),
                name="rfq_decided_at",
            ),
            models.CheckConstraint(
                condition=Q(cda_offered_at=None, cda_offered_by=None, cda_offered_name="")
                | Q(cda_offered_at__isnull=False, cda_offered_by__isnull=False) & ~Q(cda_offered_name=""),
                name="rfq_cda_offered_by",
            ),
            models.CheckConstraint(
                condition=Q(opening_requested_at=None, opening_requested_by=None)
                | Q(opening_requested_at__isnull=False, opening_requested_by__isnull=False),
                name="rfq_opening_requested_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.codename}"

    def is_closed_at(self, moment: datetime) -> bool:
        """Past its deadline and not opened yet."""
        return self.status == RfqStatus.OPEN and self.deadline <= moment

    def next_notice_after(self, moment: datetime) -> datetime | None:
        """When people are next to be told of something: the start; three days after it and three and one before the deadline
        those who have not answered; at the deadline the sponsor."""
        if self.status == RfqStatus.SCHEDULED:
            return self.starts_at
        if self.status != RfqStatus.OPEN or self.opened_at is None:
            return None
        days = [self.opened_at + timedelta(days=3), *(self.deadline - timedelta(days=left) for left in (3, 1))]
        coming = sorted(one for one in [*days, self.deadline] if moment < one <= self.deadline)
        return coming[0] if coming else None

    @property
    def standing(self) -> str:
        """The state as people read it; what may be done is asked of the database's clock, never of this."""
        if self.is_closed_at(timezone.now()):
            return "closed"
        if self.status == RfqStatus.SCHEDULED and self.starts_at and self.starts_at <= timezone.now():
            return RfqStatus.OPEN.value
        return self.status

    @property
    def standing_label(self) -> str:
        return str(_("Closed")) if self.standing == "closed" else str(RfqStatus(self.standing).label)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_deadline(self) -> datetime:
        return self.deadline.astimezone(self.zone)

    @property
    def deadline_text(self) -> str:
        """On the clock of its own zone, in every language: for mails, whose reader is not known yet."""
        return f"{self.local_deadline:%Y-%m-%d %H:%M} {self.time_zone}"

    @property
    def is_opened(self) -> bool:
        """The envelopes of this round have been opened."""
        return self.status in {*AFTER_OPENING, *DECIDED}
