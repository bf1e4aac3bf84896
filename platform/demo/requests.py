"""Harbour asks for quotes three times: one request is awarded, one is opened and waits to be scored, one is open and sealed."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from core.clock import database_now
from demo.asked import CEDAR, JUNIPER, WILLOW, facts_of
from demo.cast import APPROVER, BIOMAY, BIOXCELLENCE, EVALUATOR, HARBOUR, MANAGER, OPERATOR, WACKER
from demo.people import acting
from demo.quoted import (
    CEDAR_BIOMAY,
    CEDAR_WACKER,
    JUNIPER_BIOMAY,
    JUNIPER_BIOXCELLENCE,
    JUNIPER_WACKER,
    WILLOW_BIOMAY,
    WILLOW_WACKER_DRAFT,
    Offer,
    content_of,
)
from demo.telling import has_told, take_over
from organizations.actor import Actor
from projects.sourcing.actions.award import approve_award, recommend_award
from projects.sourcing.actions.cda import accept_cda, offer_cda
from projects.sourcing.actions.evaluation import ask_clarification, declare_conflict, score_quote
from projects.sourcing.actions.invitation import (
    accept_invitation,
    answer_question,
    ask_question,
    decline_invitation,
    invite_provider,
    view_invitation,
)
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import save_quote, start_quote
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.actions.rate import keep_rate
from projects.sourcing.actions.rfq import create_rfq, publish_rfq
from projects.sourcing.models import Invitation, Quote, Rfq
from projects.sourcing.rules.rate import RateFacts
from projects.sourcing.selectors.disclosure import cda_between
from projects.sourcing.selectors.facts import RfqFacts
from providers.enums import ProviderState
from providers.models import Provider
from services.actions.catalogue import refresh_provider

BIOMAY_SLUG, OTHERS = "biomay", ("wacker-biotech", "boehringer-bioxcellence")
NAMES = {WACKER: "Jana Weiss", BIOMAY: "Lukas Moser", BIOXCELLENCE: "Felix Gruber"}
RATES = (("USD", "EUR", "0.86"), ("CHF", "EUR", "1.07"), ("GBP", "EUR", "1.14"), ("EUR", "CNY", "8.24"))


@transaction.atomic
def tell() -> None:
    """Where a visitor has claimed one of the bidders for themselves, the story goes on without requests."""
    lukas, mei = acting(BIOMAY), acting(MANAGER)
    if has_told(mei, "rfq.created") or not _bidders_are_there(lukas):
        return
    for base, counter, rate in RATES:
        day = database_now().date()
        keep_rate(actor=acting(OPERATOR), facts=RateFacts(base, counter, Decimal(rate), day, "Invented for the demo"))
    _award_cedar(mei)
    _open_juniper(mei)
    _ask_willow(mei)


def _bidders_are_there(lukas: Actor) -> bool:
    """Biomay claims its profile here; the two others have done so before."""
    if Provider.objects.filter(slug=BIOMAY_SLUG, state=ProviderState.UNCLAIMED).exists():
        claimed = take_over(lukas, acting(OPERATOR), BIOMAY_SLUG, "Head of sales")
        refresh_provider(claimed.pk)
    owners = {BIOMAY_SLUG: lukas, OTHERS[0]: acting(WACKER), OTHERS[1]: acting(BIOXCELLENCE)}
    found = dict(Provider.objects.filter(slug__in=owners).values_list("slug", "organization_id"))
    return all(found.get(slug) == owner.organization_id for slug, owner in owners.items())


def _award_cedar(mei: Actor) -> None:
    """From the draft to an outcome for each bidder, one of whom has declined."""
    rfq = _published(mei, facts_of(CEDAR), (WACKER, BIOMAY, BIOXCELLENCE))
    quotes = [_quoted(rfq, WACKER, CEDAR_WACKER), _quoted(rfq, BIOMAY, CEDAR_BIOMAY)]
    declined = _invitation(rfq, BIOXCELLENCE)
    decline_invitation(
        actor=acting(BIOXCELLENCE), invitation=declined, reason="no-capacity", text="Not before autumn. (demo)"
    )
    _open(rfq, mei)
    elena = acting(EVALUATOR)
    for person in (mei, elena):
        declare_conflict(actor=person, rfq=rfq, has_conflict=False)
    for quote, points in zip(quotes, ((8, 9, 7), (9, 7, 8)), strict=True):
        scores = dict(zip(("price", "quality", "schedule"), points, strict=True))
        score_quote(actor=elena, quote=quote, scores=scores, comment="Invented for the demo.")
    words = {
        str(quotes[0].pk): {"reason": "quality", "feedback": "Your analytical package convinced us. (demo)"},
        str(quotes[1].pk): {"reason": "quality", "feedback": "A good price; we missed the supercoiled content. (demo)"},
    }
    lines = {str(line.pk): str(quotes[0].pk) for line in rfq.lines.all()}
    recommend_award(actor=mei, rfq=rfq, lines=lines, outcomes=words, reason="Best quality at a comparable price. (demo)")
    approve_award(actor=acting(APPROVER), rfq=rfq)


def _open_juniper(mei: Actor) -> None:
    """Three quotes in two currencies, opened a moment ago; nobody has scored, one question is under way."""
    rfq = _published(mei, facts_of(JUNIPER), (WACKER, BIOMAY, BIOXCELLENCE))
    offers = {WACKER: JUNIPER_WACKER, BIOMAY: JUNIPER_BIOMAY, BIOXCELLENCE: JUNIPER_BIOXCELLENCE}
    quotes = {bidder: _quoted(rfq, bidder, offer) for bidder, offer in offers.items()}
    _open(rfq, mei)
    due = database_now() + timedelta(days=3)
    question = "Which release tests does your price include? (demo)"
    ask_clarification(actor=acting(EVALUATOR), quote=quotes[BIOMAY], question=question, due_at=due)


def _ask_willow(mei: Actor) -> None:
    """Open and sealed: one quote is in, one half-written, one provider has declined, one has no account, a question waits."""
    rfq = _published(mei, facts_of(WILLOW), (WACKER, BIOMAY, BIOXCELLENCE), also="lonza")
    jana, lukas, felix = acting(WACKER), acting(BIOMAY), acting(BIOXCELLENCE)
    _quoted(rfq, BIOMAY, WILLOW_BIOMAY)
    _drafted(rfq, WACKER, WILLOW_WACKER_DRAFT)
    decline_invitation(actor=felix, invitation=_invitation(rfq, BIOXCELLENCE), reason="outside-scope")
    asked = ask_question(
        actor=jana,
        invitation=_invitation(rfq, WACKER),
        text="Does our Halle site have to hold the LNP step as well? (demo)",
    )
    answer_question(
        actor=mei,
        question=asked,
        published_text="May the LNP step run at another site than the drug substance? (demo)",
        answer="Yes, within the EU, if one quality agreement covers both. (demo)",
    )
    ask_question(actor=lukas, invitation=_invitation(rfq, BIOMAY), text="Who supplies the cap analogue? (demo)")


def _published(mei: Actor, facts: RfqFacts, bidders: tuple[str, ...], also: str = "") -> Rfq:
    rfq = create_rfq(actor=mei, facts=facts)
    offer_cda(actor=acting(HARBOUR), rfq=rfq, name="Olivia Hart")
    slugs = [Provider.objects.get(organization=acting(bidder).organization_id).slug for bidder in bidders]
    for provider in Provider.objects.filter(slug__in=[*slugs, also]).order_by("slug"):
        invite_provider(actor=mei, rfq=rfq, provider=provider)
    return publish_rfq(actor=mei, rfq=rfq)


def _invitation(rfq: Rfq, bidder: str) -> Invitation:
    return Invitation.objects.get(rfq=rfq, provider__organization=acting(bidder).organization_id)


def _drafted(rfq: Rfq, bidder: str, offer: Offer) -> Quote:
    """Seen, under the agreement (an earlier one holds on), intending to quote, written."""
    who = acting(bidder)
    invitation = view_invitation(actor=who, invitation=_invitation(rfq, bidder))
    if cda_between(who, rfq) is None:
        accept_cda(actor=who, invitation=invitation, name=NAMES[bidder])
    invitation = accept_invitation(actor=who, invitation=invitation)
    quote = start_quote(actor=who, invitation=invitation)
    return save_quote(actor=who, quote=quote, content=content_of(offer, rfq))


def _quoted(rfq: Rfq, bidder: str, offer: Offer) -> Quote:
    return submit_quote(actor=acting(bidder), quote=_drafted(rfq, bidder, offer))


def _open(rfq: Rfq, mei: Actor) -> None:
    """No action brings a deadline forward, and nobody waits weeks for a demo to start: it is now, by the clock that decides."""
    Rfq.objects.filter(pk=rfq.pk).update(deadline=database_now())
    open_envelopes(actor=mei, rfq=rfq)
