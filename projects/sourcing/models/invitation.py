"""Who is invited, and what they ask. Never folded into the request or the quote."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Editable, Record
from organizations.actor import Actor
from projects.sourcing.enums import DeclineReason, InvitationStatus
from projects.sourcing.models.rfq import Rfq
from providers.models import Provider

ANSWERED = [InvitationStatus.INTENDS, InvitationStatus.DECLINED]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> Self:
        """A sponsor sees those of its requests, a provider its own once the request is published; operators all."""
        if actor.sees_everything:
            return self
        if actor.organization_id is None:
            return self.none()
        published = Rfq.objects.published().values("pk")
        own = Q(provider__organization_id=actor.organization_id, rfq__in=published)
        return self.filter(Q(rfq__organization_id=actor.organization_id) | own)

    def sent_by(self, actor: Actor) -> Self:
        """Those of the actor's own requests."""
        return self.filter(rfq__organization_id=actor.organization_id) if actor.organization_id else self.none()

    def received_by(self, actor: Actor) -> Self:
        """Those the actor's provider answers."""
        if actor.organization_id is None:
            return self.none()
        published = Rfq.objects.published().values("pk")
        return self.filter(provider__organization_id=actor.organization_id, rfq__in=published)


class Invitation(Editable):
    """A provider is asked to quote, or has joined a request that all who match may join. ``round`` is the last one it is
    invited to. ``reached_at`` and ``reached_note`` say when and how an operator told a
    company that has nobody here yet.
    """

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("request"))
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="rfq_invitations", verbose_name=_("provider")
    )
    status = models.CharField(_("state"), max_length=12, choices=InvitationStatus.choices, default=InvitationStatus.INVITED)
    joined = models.BooleanField(_("joined by itself"), default=False, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    viewed_at = models.DateTimeField(_("seen"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    decline_reason = models.CharField(_("reason"), max_length=18, choices=DeclineReason.choices, blank=True)
    decline_text = models.TextField(_("explanation"), max_length=1000, blank=True)
    locked_at = models.DateTimeField(_("locked out"), null=True, blank=True, editable=False)
    lock_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    reached_at = models.DateTimeField(_("operator reached out"), null=True, blank=True, editable=False)
    reached_note = models.TextField(_("how"), max_length=1000, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to quote")
        verbose_name_plural = _("invitations to quote")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfq", "provider"],
                name="rfq_invitation_once",
                violation_error_message=_("This provider is invited already."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERED) | Q(answered_at__isnull=False), name="rfq_invitation_answered_at"
            ),
            models.CheckConstraint(
                condition=Q(status=InvitationStatus.DECLINED) & ~Q(decline_reason="")
                | ~Q(status=InvitationStatus.DECLINED) & Q(decline_reason="", decline_text=""),
                name="rfq_invitation_decline_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decline_reason=DeclineReason.OTHER) | ~Q(decline_text=""),
                name="rfq_invitation_other_says_what",
            ),
            models.CheckConstraint(
                condition=Q(status=InvitationStatus.LOCKED_OUT, locked_at__isnull=False) & ~Q(lock_reason="")
                | ~Q(status=InvitationStatus.LOCKED_OUT) & Q(locked_at=None, lock_reason=""),
                name="rfq_invitation_locked_at",
            ),
            models.CheckConstraint(
                condition=Q(reached_at=None, reached_note="") | Q(reached_at__isnull=False) & ~Q(reached_note=""),
                name="rfq_invitation_reached_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rfq.number} → {self.provider}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, actor: Actor) -> Self:
        """A sponsor sees those on its requests, an asker its own; operators all. What everybody reads is the answer."""
        if actor.sees_everything:
            return self
        if actor.organization_id is None:
            return self.none()
        asked = Q(invitation__provider__organization_id=actor.organization_id)
        return self.filter(Q(rfq__organization_id=actor.organization_id) | asked)


class Question(Record):
    """Asked in private. ``published_text`` is the sponsor's wording: it and ``answer`` reach every invitee at one moment."""

    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="questions")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("question"), max_length=3000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_text = models.TextField(_("question as published"), max_length=3000, blank=True)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a bidder")
        verbose_name_plural = _("questions of bidders")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, answered_by=None, published_text="", answer="")
                | Q(published_at__isnull=False, answered_by__isnull=False) & ~Q(published_text="") & ~Q(answer=""),
                name="question_published_at",
            )
        ]

    def __str__(self) -> str:
        return str(_("Question"))
