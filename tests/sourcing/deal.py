"""A sponsor with its people, three providers, a request on its way. Made through actions where it matters."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from core.clock import database_now
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization
from projects.sourcing.actions.award import approve_award, recommend_award
from projects.sourcing.actions.cda import accept_cda, offer_cda
from projects.sourcing.actions.evaluation import declare_conflict, score_quote
from projects.sourcing.actions.invitation import accept_invitation, invite_provider
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import save_quote, start_quote
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.actions.rate import keep_rate
from projects.sourcing.actions.rfq import create_rfq, publish_rfq
from projects.sourcing.content import Assumption, LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.models import Invitation, Quote, Rfq
from projects.sourcing.rules.rate import RateFacts
from projects.sourcing.selectors.facts import LineFacts, RfqFacts, facts_of
from providers.enums import CertificationBasis, ProviderState
from providers.models import Provider
from tests.factories import OrganizationFactory
from tests.providers.house import vocabulary
from vocabulary.models import ServiceLine, Stage, Standard, Unit

CRITERIA = ({"code": "price", "label": "Price", "weight": 40}, {"code": "quality", "label": "Quality", "weight": 60})


@dataclass
class Bidder:
    """A provider with its people, and its invitation once there is one."""

    provider: Provider
    owner: Actor
    manager: Actor
    viewer: Actor
    invitation: Invitation | None = None


@dataclass
class Deal:
    """The sponsor's people, the bidders, the request."""

    owner: Actor
    manager: Actor
    approver: Actor
    evaluator: Actor
    viewer: Actor
    rfq: Rfq
    bidders: list[Bidder] = field(default_factory=list)

    @property
    def bidder(self) -> Bidder:
        return self.bidders[0]

    def again(self) -> Rfq:
        """The request as it stands."""
        self.rfq = Rfq.objects.get(pk=self.rfq.pk)
        return self.rfq


def member(role: Role, organization: Organization) -> Actor:
    """Somebody of that organisation."""
    return members([role], organization)[0]


def members(roles: Sequence[Role], organization: Organization) -> list[Actor]:
    """One with each role. Without a password: hashing one takes longer than most tests."""
    first = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"{role.value}{number}@example.org", name=f"{role.label} {number}")
        for number, role in enumerate(roles, first)
    )
    rows = [Membership(user=who, organization=organization, roles=[role]) for who, role in zip(people, roles, strict=True)]
    return [Actor.of(row) for row in Membership.objects.bulk_create(rows)]


def bidder(slug: str) -> Bidder:
    organization = OrganizationFactory.create(kinds=[Kind.PROVIDER], legal_name=f"{slug} GmbH")
    provider = Provider.objects.create(
        slug=slug, organization=organization, name=slug, country_id="DE", city="Halle", types=["cdmo"], summary="What we do.",
        state=ProviderState.CLAIMED, standards_basis=CertificationBasis.EXPECTED,
    )  # fmt: skip
    people = members((Role.OWNER, Role.MANAGER, Role.VIEWER), organization)
    return Bidder(provider, *people)


def line_facts(title: str = "Drug substance", **values: Any) -> LineFacts:
    known = {
        "title": title,
        "service_line": ServiceLine.objects.get(pk="mab-gmp"),
        "stage": Stage.objects.get(pk="phase-1"),
        "quantity_value": Decimal("2000"),
        "quantity_unit": Unit.objects.get(pk="l-bioreactor"),
        "batches": 2,
        "standards": (Standard.objects.get(pk="eu-gmp"),),
        "starts_on": date(2027, 3, 1),
        "details": "CANARY-DETAILS",
        "questions": ("CANARY-LINE-QUESTION?",),
    }
    return LineFacts(**known | values)


def rfq_facts(**values: Any) -> RfqFacts:
    known = {
        "codename": "Heron",
        "deadline": database_now() + timedelta(days=30),
        "teaser": "An antibody for phase 1.",
        "title": "CANARY-TITLE",
        "brief": "CANARY-BRIEF",
        "handover": "CANARY-HANDOVER",
        "criteria": CRITERIA,
        "decision_on": date(2027, 2, 1),
        "question_days": 5,
        "min_validity_days": 30,
        "lines": (line_facts(), line_facts("Fill and finish")),
    }
    return RfqFacts(**known | values)


def as_facts(rfq: Rfq, **values: Any) -> RfqFacts:
    """The facts that stand, to change one of them."""
    return replace(facts_of(rfq), **values)


def draft_deal(bidders: int = 2, **values: Any) -> Deal:
    """A draft with invited providers, under an agreement that was offered."""
    vocabulary()
    sponsor = OrganizationFactory.create(kinds=[Kind.SPONSOR], legal_name="Sponsor of Secrets AG")
    roles = (Role.OWNER, Role.MANAGER, Role.APPROVER, Role.EVALUATOR, Role.VIEWER)
    owner, manager, approver, evaluator, viewer = members(roles, sponsor)
    rfq = create_rfq(actor=manager, facts=rfq_facts(**values))
    deal = Deal(owner, manager, approver, evaluator, viewer, rfq)
    if rfq.needs_cda:
        deal.rfq = offer_cda(actor=owner, rfq=rfq, name="Olga Owner")
    for _one in range(bidders):
        one = bidder(f"bidder-{Provider.objects.count()}")
        one.invitation = invite_provider(actor=manager, rfq=rfq, provider=one.provider)
        deal.bidders.append(one)
    return deal


def open_deal(bidders: int = 2, **values: Any) -> Deal:
    """Published, nobody has answered."""
    deal = draft_deal(bidders, **values)
    deal.rfq = publish_rfq(actor=deal.manager, rfq=deal.rfq)
    return deal


def joined(one: Bidder) -> Bidder:
    """Under the agreement, and intending to quote."""
    assert one.invitation is not None
    if one.invitation.rfq.needs_cda:
        accept_cda(actor=one.owner, invitation=one.invitation, name="Paul Provider")
    one.invitation = accept_invitation(actor=one.manager, invitation=one.invitation)
    return one


def content_of(rfq: Rfq, price: str = "1000.00", **values: Any) -> QuoteContent:
    """Complete: each line at ``price``, paid in one milestone at the end."""
    lines = tuple(LineAnswer(str(line.pk), "priced", "fixed", Decimal(price)) for line in rfq.lines.all())
    known = {
        "currency": "EUR",
        "valid_until": database_now().date() + timedelta(days=90),
        "weeks": 40,
        "lines": lines,
        "milestones": (MilestoneOffer("Delivery", Decimal(price) * len(lines), 40),),
        "assumptions": (Assumption("A1", "CANARY-ASSUMPTION"),),
    }
    return QuoteContent(**known | values)


def drafted(deal: Deal, one: Bidder, **values: Any) -> Quote:
    """Written, not sent."""
    quote = start_quote(actor=one.manager, invitation=joined(one).invitation)
    return save_quote(actor=one.manager, quote=quote, content=content_of(deal.rfq, **values))


def sent(deal: Deal, one: Bidder, **values: Any) -> Quote:
    """Sent in time."""
    return submit_quote(actor=one.manager, quote=drafted(deal, one, **values))


def pass_deadline(rfq: Rfq) -> None:
    """The deadline was a moment ago, by the database's clock."""
    Rfq.objects.filter(pk=rfq.pk).update(deadline=database_now() - timedelta(milliseconds=50), question_cutoff=None)


def opened_deal(prices: tuple[str, ...] = ("1000.00", "1200.00"), **values: Any) -> tuple[Deal, list[Quote]]:
    """Closed and opened, with a quote of each bidder."""
    deal = open_deal(len(prices), **values)
    quotes = [sent(deal, one, price=price) for one, price in zip(deal.bidders, prices, strict=True)]
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    deal.again()
    return deal, [Quote.objects.get(pk=quote.pk) for quote in quotes]


def score_all(deal: Deal, quotes: list[Quote]) -> None:
    """An evaluator and the manager declare, the evaluator scores."""
    for person in (deal.manager, deal.evaluator):
        declare_conflict(actor=person, rfq=deal.rfq, has_conflict=False)
    for quote in quotes:
        score_quote(actor=deal.evaluator, quote=quote, scores={"price": 7, "quality": 8})


def outcomes_for(quotes: list[Quote]) -> dict[str, dict[str, str]]:
    return {str(quote.pk): {"reason": "price", "feedback": f"Words for {quote.pk}"} for quote in quotes}


def recommended(deal: Deal, quotes: list[Quote], winner: Quote | None = None) -> None:
    """The manager recommends one quote for all lines."""
    score_all(deal, quotes)
    lines = {str(line.pk): str((winner or quotes[0]).pk) for line in deal.rfq.lines.all()}
    recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best value.")


def awarded_deal() -> tuple[Deal, list[Quote]]:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    deal.again()
    return deal, [Quote.objects.get(pk=quote.pk) for quote in quotes]


def known_rate(base: str, counter: str, rate: str) -> None:
    """As an operator keeps it, of today."""
    facts = RateFacts(base, counter, Decimal(rate), database_now().date(), "Central bank")
    keep_rate(actor=Actor.system(), facts=facts)
