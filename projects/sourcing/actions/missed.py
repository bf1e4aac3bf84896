"""A new version that was not sent in time: its provider is told which version counts, once."""

from django.db import transaction

from events.actions import emit
from organizations.actor import Actor
from projects.sourcing.actions.locked import share_rfq
from projects.sourcing.enums import InvitationStatus
from projects.sourcing.models import Quote, Rfq
from projects.sourcing.selectors.quote import draft_of
from projects.sourcing.selectors.told import rewritten_quotes


@transaction.atomic
def tell_of_missed_revisions(rfq: Rfq) -> None:
    """After the deadline: each provider of this round that has rewritten a quote and not sent it again. Safe to repeat."""
    share_rfq(rfq.pk)
    rows = Quote.objects.filter(invitation__rfq=rfq, round=rfq.round, missed_version=None, pk__in=rewritten_quotes())
    rows = rows.exclude(invitation__status=InvitationStatus.LOCKED_OUT).select_related("invitation__provider")
    for quote in rows.select_for_update(of=("self",)).order_by("pk"):
        note_missed(quote)
        quote.save(update_fields=["missed_version"])


def note_missed(quote: Quote) -> None:
    """Of a locked quote, which the caller saves. An opening that comes before the notice tells it itself."""
    draft = draft_of(quote) if quote.missed_version is None and quote.sent_id is not None else None
    if draft is None:
        return
    quote.missed_version = draft.number
    houses = [one for one in [quote.invitation.provider.organization_id] if one is not None]
    emit("quote.revision_missed", actor=Actor.system(), subject=quote, organizations=houses)
