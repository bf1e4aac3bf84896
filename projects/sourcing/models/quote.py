"""Quotes under seal, and the recorded act that opens them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Editable, Record
from organizations.actor import Actor
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import Envelope, QuoteStatus
from projects.sourcing.models.invitation import Invitation
from projects.sourcing.models.rfq import Rfq

UNSENT = [QuoteStatus.DRAFT, QuoteStatus.AWAITING_APPROVAL]
OPENED = [
    QuoteStatus.OPENED,
    QuoteStatus.SHORTLISTED,
    QuoteStatus.NOT_QUALIFIED,
    QuoteStatus.AWARDED,
    QuoteStatus.NOT_SELECTED,
]
STANDING = [QuoteStatus.OPENED, QuoteStatus.SHORTLISTED]
"""What can still be awarded."""

VALIDITY_NOTICE = timedelta(days=7)
"""So long before the end of a quote's validity both sides are told."""


class QuoteQuerySet(models.QuerySet["Quote"]):
    def visible_to(self, actor: Actor) -> Self:
        """A provider's own in every state; a sponsor those that were sent on its requests; operators those as well.

        What a quote says stands in no column before it was opened: a row shows a state, never an amount.
        """
        if actor.sees_everything:
            return self.exclude(status__in=UNSENT)
        if actor.organization_id is None:
            return self.none()
        own = Q(invitation__provider__organization_id=actor.organization_id)
        asked = Q(invitation__rfq__organization_id=actor.organization_id) & ~Q(status__in=UNSENT)
        return self.filter(own | asked)

    def mine(self, actor: Actor) -> Self:
        """Those the actor's provider writes."""
        if actor.organization_id is None:
            return self.none()
        return self.filter(invitation__provider__organization_id=actor.organization_id)

    def with_unsent(self) -> Self:
        """Each with the number of the version that is written beside the one that was sent: for its provider's eyes alone."""
        unsent = QuoteVersion.objects.filter(quote=OuterRef("pk"), quote__sent__isnull=False, sent_at=None)
        return self.annotate(unsent_number=Subquery(unsent.values("number")[:1]))

    def asked_by(self, actor: Actor) -> Self:
        """Those sent on requests of the actor's organisation."""
        rows = self.exclude(status__in=UNSENT)
        return rows.filter(invitation__rfq__organization_id=actor.organization_id) if actor.organization_id else self.none()


class Quote(Editable):
    """A provider's offer in one round of a request. Its content is in its versions; ``sent`` is the one in force.

    ``missed_version`` is the number of a newer one that was not sent by the deadline, once its provider was told.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="quotes")
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    status = models.CharField(_("state"), max_length=20, choices=QuoteStatus.choices, default=QuoteStatus.DRAFT)
    sent = models.ForeignKey(
        "QuoteVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdraw_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    admit_reason = models.TextField(_("admitted because"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    judgement = models.TextField(_("technical judgement"), max_length=1000, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True, editable=False)
    notice_due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    missed_version = models.PositiveSmallIntegerField(_("version not sent in time"), null=True, blank=True, editable=False)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "round"], name="quote_once_a_round"),
            models.CheckConstraint(
                condition=Q(status__in=UNSENT) | Q(sent__isnull=False, submitted_at__isnull=False),
                name="quote_submitted_at",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPENED, opened_at__isnull=False) | ~Q(status__in=OPENED) & Q(opened_at=None),
                name="quote_opened_at",
            ),
            models.CheckConstraint(
                condition=Q(status=QuoteStatus.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(status=QuoteStatus.WITHDRAWN) & Q(withdrawn_at=None, withdraw_reason=""),
                name="quote_withdrawn_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=QuoteStatus.NOT_QUALIFIED) | ~Q(judgement=""), name="quote_rejected_with_a_reason"
            ),
            # An amount or a date would tell something of what is under seal.
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(opened_at__isnull=False), name="quote_validity_sealed"
            ),
            models.CheckConstraint(
                condition=Q(notice_due_at=None) | Q(opened_at__isnull=False), name="quote_notice_sealed"
            ),
            models.CheckConstraint(
                condition=Q(missed_version=None) | Q(sent__isnull=False), name="quote_missed_a_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation.rfq.number} · {self.invitation.provider}"

    def is_expired_on(self, day: date) -> bool:
        """Its validity has ended; renewal is the provider's."""
        return self.status in STANDING and self.valid_until is not None and self.valid_until < day

    def next_notice_after(self, moment: datetime) -> datetime | None:
        """When people are next to be told that its validity ends: a week before, and when it has ended."""
        if self.status not in STANDING or self.valid_until is None:
            return None
        ends = self.validity_ends_at
        coming = [one for one in (ends - VALIDITY_NOTICE, ends) if one > moment]
        return coming[0] if coming else None

    @property
    def validity_ends_at(self) -> datetime:
        """The moment after its last day, in UTC. Only of a quote whose validity is known."""
        if self.valid_until is None:
            raise ValueError("The validity of a sealed quote is not known.")
        return datetime.combine(self.valid_until + timedelta(days=1), time(), tzinfo=UTC)

    @property
    def standing(self) -> str:
        """The state as people read it: an opened quote past its validity has expired."""
        return "expired" if self.is_expired_on(clock.today()) else self.status

    @property
    def standing_label(self) -> str:
        return str(_("Expired")) if self.standing == "expired" else str(QuoteStatus(self.status).label)

    @property
    def is_opened(self) -> bool:
        return self.status in OPENED


class QuoteVersion(Record):
    """What a quote says, encrypted; ``payload`` is empty until the recorded opening, and then what was opened.

    ``sha256`` is of the whole content with its salt. ``edition`` is that of the request it answers. A version that was sent
    is never changed; one that was not is the draft. ``entered_from`` names the document from which an operator entered it,
    empty where its provider wrote it.
    """

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    edition = models.PositiveSmallIntegerField(_("edition answered"), default=1)
    sealed = models.TextField(editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    payload = models.JSONField(null=True, blank=True, editable=False)
    entered_from = models.CharField(_("entered by the operator from"), max_length=200, blank=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    return_reason = models.TextField(_("returned because"), max_length=1000, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("version of a quote")
        verbose_name_plural = _("versions of quotes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "number"], name="quote_version_once"),
            models.UniqueConstraint(fields=["quote"], condition=Q(sent_at=None), name="quote_version_one_draft"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="quote_version_sent_by",
            ),
            models.CheckConstraint(
                condition=Q(payload=None) | Q(sent_at__isnull=False), name="quote_version_opened_if_sent"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="quote_version_has_a_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} · {self.number}"

    @property
    def opened_content(self) -> QuoteContent | None:
        """What the opening opened; None while it is sealed."""
        return QuoteContent.from_json(self.payload) if self.payload is not None else None


class QuoteSource(Record):
    """The document from which an operator entered a version. Its bytes are under the request's seal, as the quote is."""

    version = models.OneToOneField(QuoteVersion, on_delete=models.CASCADE, related_name="source")
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(_("type"), max_length=120)
    sealed = models.TextField(editable=False)

    class Meta:
        verbose_name = _("document of an entered quote")
        verbose_name_plural = _("documents of entered quotes")
        constraints = [models.CheckConstraint(condition=~Q(sealed=""), name="quote_source_not_empty")]

    def __str__(self) -> str:
        return self.name


class Opening(Record):
    """One recorded act: who, with whom, when, what was opened, at which exchange rates.

    ``hashes`` are ``{"quote", "provider", "version", "sha256"}``; ``rates`` map a currency to ``{"rate", "on", "source"}``,
    in units of ``currency``.
    """

    rfq = models.ForeignKey(Rfq, on_delete=models.PROTECT, related_name="openings")
    round = models.PositiveSmallIntegerField(_("round"))
    envelope = models.CharField(_("envelope"), max_length=10, choices=Envelope.choices)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    second_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second person"),
    )
    opened_at = models.DateTimeField(_("opened"))
    currency = models.CharField(_("currency"), max_length=3)
    hashes = models.JSONField(default=list)
    rates = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("opening of quotes")
        verbose_name_plural = _("openings of quotes")
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["rfq", "round", "envelope"], name="rfq_opened_once"),
            models.CheckConstraint(
                condition=Q(second_person=None) | ~Q(second_person=models.F("opened_by")), name="rfq_opened_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rfq.number} · {self.get_envelope_display()}"
