"""Quotes as programs read them: their states, and what the reader may see of their content."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Output
from core import clock
from projects.sourcing.api import fields
from projects.sourcing.api.asking import AskOut
from projects.sourcing.api.content import ContentField
from projects.sourcing.api.invitation import ProviderRefOut
from projects.sourcing.models import Quote
from projects.sourcing.rules.quote import gaps, unanswered
from projects.sourcing.selectors.judging import is_to_declare
from projects.sourcing.selectors.quote import content_for, is_mine
from projects.sourcing.selectors.steps import steps_of_quote


class QuoteGapOut(Output):
    """What keeps it from being sent."""

    field = serializers.CharField()
    text = serializers.CharField()


class UnansweredOut(Output):
    """A question about a line that the quote offers, without an answer."""

    line = serializers.UUIDField()
    question = serializers.CharField()
    is_required = serializers.BooleanField(help_text="It cannot be sent without")


class QuoteRow(Output):
    """A quote's state. Never an amount."""

    id = serializers.UUIDField()
    rfq = serializers.UUIDField(source="invitation.rfq_id")
    provider = ProviderRefOut(source="invitation.provider")
    round = serializers.IntegerField()
    status = serializers.CharField(source="standing", help_text="By the clock: an opened one past its validity is expired")
    submitted_at = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    version = serializers.SerializerMethodField()
    missed_version = serializers.SerializerMethodField(
        help_text="To its own provider: a newer version that was not sent in time, so that the earlier one counts"
    )
    entered_from = serializers.SerializerMethodField(help_text="Named where an operator entered it from a document")

    def get_entered_from(self, quote: Quote) -> str:
        return quote.sent.entered_from if quote.sent else ""

    def get_version(self, quote: Quote) -> int | None:
        """Known to its own provider: how often it was saved is nobody else's business."""
        return quote.version if is_mine(self.context["view"].actor, quote) else None

    def get_missed_version(self, quote: Quote) -> int | None:
        return quote.missed_version if is_mine(self.context["view"].actor, quote) else None


class QuoteMoved(QuoteRow):
    """A quote's state after a step, and what its reader may do next. What it says is read, so that no kept answer says it."""

    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(fields.STEPS)
    def get_available_actions(self, quote: Quote) -> list[str]:
        return steps_of_quote(self.context["view"].actor, quote)


class ClarificationOut(Output):
    """A question about an opened quote, with its answer."""

    id = serializers.UUIDField()
    question = serializers.CharField()
    due_at = serializers.DateTimeField()
    answer = serializers.CharField()


class QuoteOut(QuoteMoved):
    """A quote with what its reader may see of its content: its provider all of it, the sponsor what was opened."""

    content = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    gaps = serializers.SerializerMethodField()
    unanswered = serializers.SerializerMethodField(help_text="To its own provider, while it is written")
    outcome = serializers.SerializerMethodField()
    clarifications = ClarificationOut(many=True)
    asks = AskOut(many=True)

    def to_representation(self, quote: Quote) -> dict[str, Any]:
        """What was asked of it may say a price: an evaluator reads that after declaring, as the rest."""
        found: dict[str, Any] = super().to_representation(quote)
        is_early = quote.is_opened and is_to_declare(self.context["view"].actor, quote.invitation.rfq)
        return found | {"asks": []} if is_early else found

    @extend_schema_field(ContentField(allow_null=True))
    def get_content(self, quote: Quote) -> Any:
        content = content_for(self.context["view"].actor, quote)
        beside = {"salt", "attachments"}
        return {name: value for name, value in content.as_json().items() if name not in beside} if content else None

    @extend_schema_field(fields.MoneyOut(allow_null=True))
    def get_total(self, quote: Quote) -> Any:
        content = content_for(self.context["view"].actor, quote)
        return fields.money_out(content.total) if content else None

    @extend_schema_field(QuoteGapOut(many=True))
    def get_gaps(self, quote: Quote) -> Any:
        actor = self.context["view"].actor
        content = content_for(actor, quote) if is_mine(actor, quote) else None
        if content is None or "submit" not in steps_of_quote(actor, quote):
            return []
        rfq = quote.invitation.rfq
        found = gaps(content, rfq=rfq, lines=rfq.lines.all(), today=clock.today())
        return QuoteGapOut(found, many=True).data

    @extend_schema_field(UnansweredOut(many=True))
    def get_unanswered(self, quote: Quote) -> Any:
        actor = self.context["view"].actor
        content = content_for(actor, quote) if is_mine(actor, quote) else None
        if content is None or "submit" not in steps_of_quote(actor, quote):
            return []
        found = unanswered(content, quote.invitation.rfq.lines.all())
        rows = [{"line": line.pk, "question": one.text, "is_required": one.is_required} for line, one in found]
        return UnansweredOut(rows, many=True).data

    @extend_schema_field(fields.OutcomeOut(allow_null=True))
    def get_outcome(self, quote: Quote) -> Any:
        found = getattr(quote, "outcome", None)
        return fields.OutcomeOut(found).data if found else None
