"""What this reader may do now: the buttons of a page, the ``available_actions`` of the API. The actions ask again."""

from django.utils import timezone

from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.enums import InvitationStatus, QuoteKind, QuoteStatus, RecommendationStatus, RfqStatus
from projects.sourcing.models import Declaration, Invitation, Quote, Rfq
from projects.sourcing.models.rfq import AFTER_OPENING, OVER
from projects.sourcing.rules.asking import open_ask
from projects.sourcing.rules.rfq import has_withdrawn, is_taking_quotes
from projects.sourcing.selectors.quote import draft_of, is_mine, is_missed
from projects.sourcing.selectors.rfq import policy_of

OF_RFQ: dict[str, Permission] = {
    "request_approval": Permission.RFQ_EDIT,
    "approve": Permission.RFQ_APPROVE,
    "return": Permission.RFQ_APPROVE,
    "publish": Permission.RFQ_PUBLISH,
    "amend": Permission.RFQ_PUBLISH,
    "extend": Permission.RFQ_PUBLISH,
    "pause": Permission.RFQ_PUBLISH,
    "resume": Permission.RFQ_PUBLISH,
    "cancel": Permission.RFQ_PUBLISH,
    "open_envelopes": Permission.RFQ_WITNESS,
    "finish_technical": Permission.RFQ_WITNESS,
    "new_round": Permission.RFQ_PUBLISH,
    "recommend": Permission.RFQ_EDIT,
    "award": Permission.RFQ_AWARD,
    "return_award": Permission.RFQ_AWARD,
    "close_without_award": Permission.RFQ_PUBLISH,
}
NEEDS_AN_OPEN_ONE = frozenset({"amend", "extend", "pause", "cancel"})


def steps_of_rfq(actor: Actor, rfq: Rfq) -> list[str]:
    """Of the sponsor's own request, in the order of the table."""
    if actor.organization_id is None or rfq.organization_id != actor.organization_id:
        return []
    names = set(workflows.RFQ.available(rfq))
    closed = rfq.standing == "closed"
    if closed:
        names -= NEEDS_AN_OPEN_ONE
    else:
        names -= {"open_envelopes", "open_technical_envelopes"}
    if "open_technical_envelopes" in names:
        names.add("open_envelopes")
    approves = policy_of(rfq.organization_id).approves_rfqs
    if rfq.status == RfqStatus.IN_APPROVAL:
        names = {"approve", "return"}
    elif approves:
        names.discard("publish")
    else:
        names.discard("request_approval")
    names -= _barred(actor, rfq)
    steps = [name for name, permission in OF_RFQ.items() if name in names and actor.can(permission)]
    is_draft = rfq.status == RfqStatus.DRAFT and actor.can(Permission.RFQ_EDIT)
    offers = rfq.needs_cda and rfq.cda_offered_at is None and rfq.status in {RfqStatus.DRAFT, RfqStatus.IN_APPROVAL}
    return [
        *(["edit"] if is_draft else []),
        *(["offer_cda"] if offers and actor.can(Permission.CDA_OFFER) else []),
        *steps,
    ]


def _barred(actor: Actor, rfq: Rfq) -> set[str]:
    """What their role allows and their part in this request does not: nobody approves what they wrote or recommended, or
    decides with a conflict of interest."""
    if rfq.status == RfqStatus.IN_APPROVAL:
        return {"approve"} if actor.user_id in rfq.editor_ids else set()
    if rfq.status not in AFTER_OPENING:
        return set()
    if rfq.status == RfqStatus.TECHNICAL_EVALUATION:
        return set() if _may_open_prices(actor, rfq) else {"finish_technical"}
    biased = Declaration.objects.filter(rfq=rfq, person_id=actor.user_id, has_conflict=True).exists()
    pending = rfq.recommendations.filter(status=RecommendationStatus.PENDING, recommended_by_id=actor.user_id)
    decisions = {"award", "return_award"} if biased or pending.exists() else set()
    return decisions | ({"recommend"} if biased else set())


def _may_open_prices(actor: Actor, rfq: Rfq) -> bool:
    """Alone, or as the first of two, by who publishes; where one has asked, by any other person."""
    first = rfq.opening_requested_by_id if rfq.second_person else None
    return actor.can(Permission.RFQ_PUBLISH) if first is None else first != actor.user_id


def steps_of_invitation(actor: Actor, invitation: Invitation) -> list[str]:
    """Of the provider's own invitation, or of the sponsor's."""
    rfq = invitation.rfq
    if rfq.organization_id == actor.organization_id:
        if rfq.status == RfqStatus.DRAFT:
            return ["remove"] if actor.can(Permission.RFQ_EDIT) else []
        may = actor.can(Permission.RFQ_PUBLISH) and workflows.INVITATION.allows(invitation, "lock_out")
        return ["lock_out"] if may and rfq.status not in OVER else []
    if not actor.can(Permission.QUOTE_EDIT) or not is_taking_quotes(rfq, timezone.now()):
        return []
    names = {"intend": "accept", "decline": "decline"}
    if invitation.status == InvitationStatus.DECLINED and has_withdrawn(invitation):
        return []
    return [names[step] for step in workflows.INVITATION.available(invitation) if step in names]


def steps_of_quote(actor: Actor, quote: Quote) -> list[str]:
    """Of the provider's own quote; of one that a sponsor asked for."""
    rfq = quote.invitation.rfq
    if not is_mine(actor, quote):
        return steps_of_asked(actor, quote)
    draft = draft_of(quote)
    is_open = is_taking_quotes(rfq, timezone.now())
    waits = draft is not None and draft.requested_by_id is not None
    asked = open_ask(quote) is not None and rfq.status == RfqStatus.EVALUATION and workflows.QUOTE.allows(quote, "answer")
    missed = is_missed(quote, draft, timezone.now())
    writable = draft is not None and not waits and not missed and (asked or not quote.is_opened)
    may_edit, may_submit = actor.can(Permission.QUOTE_EDIT), actor.can(Permission.QUOTE_SUBMIT)
    takes_late = rfq.status == RfqStatus.OPEN and quote.status == QuoteStatus.DRAFT
    is_sent = quote.status in {QuoteStatus.SUBMITTED, QuoteStatus.NEEDS_RECONFIRMATION}
    found = {
        "edit": writable and may_edit,
        "submit": writable and may_submit and (is_open or takes_late or asked),
        "answer": asked and draft is None and may_edit,
        "refuse": asked and may_submit,
        "approve": waits and not missed and actor.can(Permission.QUOTE_APPROVE),
        "return": waits and not missed and actor.can(Permission.QUOTE_APPROVE),
        "revise": is_sent and draft is None and is_open and may_edit,
        "confirm": quote.status == QuoteStatus.NEEDS_RECONFIRMATION and is_open and may_submit,
        "withdraw": workflows.QUOTE.allows(quote, "withdraw") and may_submit,
        "renew": workflows.QUOTE.allows(quote, "renew") and may_submit and draft is None,
    }
    return [name for name, allowed in found.items() if allowed]


def steps_of_asked(actor: Actor, quote: Quote) -> list[str]:
    """Of a quote that the actor's organisation asked for."""
    rfq = quote.invitation.rfq
    if not actor.can(Permission.RFQ_PUBLISH) or rfq.organization_id != actor.organization_id:
        return []
    if quote.status == QuoteStatus.LATE and rfq.status == RfqStatus.OPEN:
        return ["admit"]
    if rfq.status != RfqStatus.EVALUATION or not workflows.QUOTE.allows(quote, "negotiate"):
        return []
    if open_ask(quote) is not None:
        return ["withdraw_ask"]
    content = quote.sent.opened_content if quote.sent else None
    is_estimate = content is not None and content.kind == QuoteKind.ESTIMATE
    return [*(["ask_binding"] if is_estimate else []), "ask_negotiation", "ask_renewal"]
