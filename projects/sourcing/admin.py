"""Sourcing, for operators: states without amounts, confidential texts nowhere, exchange rates."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from core.admin_base import READ_BY_BIDDERS, READ_BY_COMPANY, READ_BY_OPERATORS, READ_BY_SPONSOR, OperatorAdmin, reasoned
from projects.briefs.models import ExchangeRate
from projects.sourcing import workflows
from projects.sourcing.actions.invitation import lock_out
from projects.sourcing.actions.reaching import note_reached, take_back_reached
from projects.sourcing.actions.rfq_course import pause_rfq, resume_rfq
from projects.sourcing.admin_entry import EntersQuotes, ImportsRates, ReadsWithReason
from projects.sourcing.enums import InvitationStatus
from projects.sourcing.models import Ask, Cda, Invitation, Opening, Outcome, Policy, Quote, Rfq, RfqDocument
from projects.sourcing.models.rfq import OVER
from projects.sourcing.selectors.unread import unread_invitations
from providers.admin.base import DecisionAdmin


@admin.register(Rfq)
class RfqAdmin(ReadsWithReason, DecisionAdmin):
    """What every invited provider may see, and where it stands. Title, brief and details stand behind a reason; quotes nowhere."""

    list_display = ("number", "codename", "organization", "status", "deadline", "edition", "round", "opened_at")
    list_filter = ("status", "is_sealed")
    list_select_related = ("organization",)
    search_fields = ("number", "codename", "organization__legal_name")
    fields = (
        "organization", "number", "codename", "audience", "teaser", "status", "deadline", "time_zone", "question_cutoff", "is_sealed",
        "envelopes", "second_person", "currency", "needs_cda", "sponsor_named", "opened_at", "paused_at", "cancelled_at",
        "cancel_reason", "decided_at", "edition", "round",
    )  # fmt: skip
    readonly_fields = fields
    actions_detail = ("pause", "resume", "read")

    def offers(self, row: Rfq) -> list[str]:
        return [*(name for name in ("pause", "resume") if workflows.RFQ.allows(row, name)), "read"]

    pause = reasoned(
        gettext_lazy("Pause"),
        "pause",
        lambda actor, row, reason: pause_rfq(actor=actor, rfq=row, reason=reason),
        READ_BY_BIDDERS,
    )
    resume = reasoned(
        gettext_lazy("Resume"),
        "resume",
        lambda actor, row, reason: resume_rfq(actor=actor, rfq=row, reason=reason),
        READ_BY_SPONSOR,
    )


@admin.register(RfqDocument)
class RfqDocumentAdmin(OperatorAdmin):
    """Which files a request has, for whom. What is in one, and who opened it, stands with the file, for a reason."""

    list_display = ("rfq", "position", "tier", "edition", "removed_at")
    list_filter = ("tier",)
    list_select_related = ("rfq",)
    search_fields = ("rfq__number", "rfq__codename")
    fields = ("rfq", "document", "position", "tier", "edition", "replaces", "removed_at", "removed_in", "created_at")
    readonly_fields = fields


class UnreadFilter(admin.SimpleListFilter):
    """Those that nobody reads: an operator reaches out to the company, so that it claims its profile."""

    title = gettext_lazy("what to do")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [
            ("unread", _("Nobody reads it: reach out to the company")),
            ("reached", _("Reached out, nobody here yet")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in {"unread", "reached"}:
            return queryset
        waiting = unread_invitations(reached=self.value() == "reached")
        return queryset.filter(pk__in=waiting.order_by().values("pk")).order_by("rfq__deadline", "id")


@admin.register(Invitation)
class InvitationAdmin(EntersQuotes, DecisionAdmin):
    """Who is invited to what, and what they answered."""

    list_display = ("rfq", "provider", "website", "status", "deadline", "viewed_at", "answered_at", "reached_at")
    list_filter = (UnreadFilter, "status")
    queues = ("queue=unread",)
    list_select_related = ("rfq", "provider")
    search_fields = ("rfq__number", "rfq__codename", "provider__name")
    fields = (
        "rfq", "provider", "status", "joined", "round", "viewed_at", "answered_at", "locked_at", "lock_reason", "reached_at",
        "reached_note",
    )  # fmt: skip
    readonly_fields = fields
    actions_detail = ("reached_out", "not_reached", "lock_out", "enter_quote")

    def offers(self, row: Invitation) -> list[str]:
        may_go = workflows.INVITATION.allows(row, "lock_out") and row.rfq.status not in OVER
        is_unread = row.provider.organization_id is None and row.status == InvitationStatus.INVITED
        tick = "not_reached" if row.reached_at else "reached_out"
        return [*([tick] if is_unread else []), *(["lock_out"] if may_go else []), "enter_quote"]

    @display(description=gettext_lazy("website"))
    def website(self, row: Invitation) -> str:
        return row.provider.domain or "–"

    @display(description=gettext_lazy("deadline"), ordering="rfq__deadline")
    def deadline(self, row: Invitation) -> Any:
        return row.rfq.deadline

    reached_out = reasoned(
        gettext_lazy("Reached out"),
        "reached-out",
        lambda actor, row, reason: note_reached(actor=actor, invitation=row, note=reason),
        READ_BY_OPERATORS,
    )
    not_reached = reasoned(
        gettext_lazy("Not reached after all"),
        "not-reached",
        lambda actor, row, reason: take_back_reached(actor=actor, invitation=row, reason=reason),
        READ_BY_SPONSOR,
    )
    lock_out = reasoned(
        gettext_lazy("Take off"),
        "lock-out",
        lambda actor, row, reason: lock_out(actor=actor, invitation=row, reason=reason),
        READ_BY_COMPANY,
    )


@admin.register(Quote)
class QuoteAdmin(OperatorAdmin):
    """States of what was sent. What a quote says is in no field of this page, before the opening or after."""

    list_display = ("of_request", "sponsor", "provider", "round", "status", "submitted_at", "opened_at", "entered")
    list_filter = ("status",)
    list_select_related = ("invitation__rfq__organization", "invitation__provider", "sent")
    search_fields = (
        "invitation__rfq__number", "invitation__rfq__codename", "invitation__rfq__organization__legal_name",
        "invitation__provider__name",
    )  # fmt: skip
    ordering = ("-created_at", "-id")
    fields = ("invitation", "round", "status", "submitted_at", "withdrawn_at", "admit_reason", "opened_at", "entered")
    readonly_fields = fields

    @display(description=gettext_lazy("request"))
    def of_request(self, quote: Quote) -> str:
        return str(quote.invitation.rfq)

    @display(description=gettext_lazy("sponsor"))
    def sponsor(self, quote: Quote) -> str:
        """Each sponsor counts its requests from 1."""
        return str(quote.invitation.rfq.organization)

    @display(description=gettext_lazy("provider"))
    def provider(self, quote: Quote) -> str:
        return str(quote.invitation.provider)

    @display(description=gettext_lazy("entered by the operator from"))
    def entered(self, quote: Quote) -> str:
        return (quote.sent.entered_from if quote.sent else "") or "–"

    def get_queryset(self, request: HttpRequest) -> Any:
        return Quote.objects.visible_to(request.actor) if hasattr(request, "actor") else Quote.objects.none()


@admin.register(Opening)
class OpeningAdmin(OperatorAdmin):
    """Who opened what, when, with the fingerprint of each quote."""

    list_display = ("rfq", "round", "envelope", "opened_by", "second_person", "opened_at")
    list_select_related = ("rfq", "opened_by", "second_person")
    fields = ("rfq", "round", "envelope", "opened_by", "second_person", "opened_at", "currency", "hashes", "rates")
    readonly_fields = fields


@admin.register(Cda)
class CdaAdmin(OperatorAdmin):
    """Who is under an agreement with whom, until when."""

    list_display = ("sponsor", "recipient", "recipient_accepted_at", "expires_at", "sha256")
    list_select_related = ("sponsor", "recipient")
    search_fields = ("sponsor__legal_name", "recipient__legal_name", "sha256")
    fields = (
        "sponsor", "recipient", "rfq", "sponsor_name", "sponsor_accepted_at", "recipient_name", "recipient_accepted_at",
        "expires_at", "sha256",
    )  # fmt: skip
    readonly_fields = fields


@admin.register(Outcome)
class OutcomeAdmin(OperatorAdmin):
    """How it ended for whom. The sponsor's words to the bidder are between the two."""

    list_display = ("quote", "result", "reason", "created_at")
    list_filter = ("result", "reason")
    list_select_related = ("quote__invitation__rfq", "quote__invitation__provider")
    fields = ("quote", "result", "reason", "created_at")
    readonly_fields = fields


@admin.register(Ask)
class AskAdmin(OperatorAdmin):
    """That a sponsor asked something of a quote, and whether it was answered. What it asked is between the two."""

    list_display = ("quote", "kind", "status", "created_at", "ended_at")
    list_filter = ("kind", "status")
    list_select_related = ("quote__invitation__rfq", "quote__invitation__provider")
    fields = ("quote", "kind", "status", "version", "created_at", "ended_at")
    readonly_fields = fields


@admin.register(Policy)
class PolicyAdmin(OperatorAdmin):
    """How an organisation wants its sourcing done. It decides that itself."""

    list_display = ("organization", "approves_rfqs", "quote_limit", "quote_limit_currency", "quiet_days")
    list_select_related = ("organization",)
    search_fields = ("organization__legal_name",)
    fields = ("organization", "approves_rfqs", "quote_limit", "quote_limit_currency", "quiet_days")
    readonly_fields = fields


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ImportsRates):
    """Rates by day. An opening freezes those it uses; what is imported later does not change it."""

    list_display = ("base", "counter", "worth", "on", "source")
    list_filter = ("base", "counter")
    search_fields = ("base", "counter", "source")
    fields = ("base", "counter", "worth", "on", "source", "updated_at")
    readonly_fields = fields
    actions_list = ("import_rates",)

    @display(description=gettext_lazy("rate"), ordering="rate")
    def worth(self, row: ExchangeRate) -> str:
        return f"{row.rate.normalize():f}"
