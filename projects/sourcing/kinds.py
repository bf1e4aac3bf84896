"""Kinds of events that are called otherwise in the trail of the other side."""

IN_THEIR_TRAIL = {
    "quote.admitted": "bidding.late_quote_admitted",
    "rfq.amended": "bidding.amended",
    "rfq.awarded": "bidding.decided",
    "rfq.cancelled": "bidding.cancelled",
    "rfq.closed_without_award": "bidding.decided",
    "rfq.extended": "bidding.extended",
    "rfq.handed_over": "bidding.handed_over",
    "rfq.left_waiting": "bidding.left_waiting",
    "rfq.opened": "bidding.invited",
    "rfq.paused": "bidding.paused",
    "rfq.published": "bidding.invited",
    "rfq.reminder_due": "bidding.reminded",
    "rfq.resumed": "bidding.resumed",
    "rfq.round_started": "bidding.round_started",
    "rfq.taken_up_again": "bidding.taken_up_again",
    "rfq_invitation.created": "bidding.invited",
    "rfq_invitation.locked_out": "bidding.ended",
    "rfq_question.answered": "bidding.question_answered",
}
"""What a bidder's own feed and webhooks call it. The sponsor's event names the sponsor, who may be unnamed, and is not shown."""
