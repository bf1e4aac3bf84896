"""What a message tells a bidder of its own quote."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.money import Money
from projects.sourcing.models import Invitation, Quote, QuoteVersion
from projects.sourcing.selectors.award import won_by


def what_was_won(rows: list[Invitation]) -> dict[UUID, dict[str, Any]]:
    """By invitation what its bidder has won: each line with its amount, the sum, and of how many lines."""
    quotes = Quote.objects.filter(invitation__in=rows, awards__isnull=False).distinct()
    found = {}
    for quote in quotes.select_related("invitation__rfq", "sent").prefetch_related("awards"):
        won = won_by(quote)
        if won is not None:
            lines = [{"line": str(one.line), "amount": _written(one.amount)} for one in won.lines]
            others = [str(line) for line in won.others]
            found[quote.invitation_id] = {"won": lines, "total": _written(won.total), "others": others, "asked": won.asked}
    return found


def _written(amount: Money | None) -> str:
    """In a way that reads in every language: who reads it is not known yet."""
    return amount.display("en") if amount is not None else "–"


def rewritten_quotes() -> QuerySet[QuoteVersion, Any]:
    """Quotes that were sent, with a newer version that was not."""
    return QuoteVersion.objects.filter(sent_at=None, quote__sent__isnull=False).values("quote")
