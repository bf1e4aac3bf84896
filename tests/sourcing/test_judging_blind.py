"""An evaluator declares before reading a price, and scores before reading what others have scored."""

import pytest

from organizations.actor import Actor
from organizations.enums import Role, Scope
from organizations.models import Membership
from projects.sourcing.actions.evaluation import declare_conflict, score_quote
from projects.sourcing.models import Quote
from projects.sourcing.selectors.comparison import comparison_of
from tests.providers.house import Program, signed_in
from tests.sourcing.deal import Deal, awarded_deal, member, opened_deal

pytestmark = pytest.mark.django_db
Opened = tuple[Deal, list[Quote]]
SCORES = {"price": 7, "quality": 8}
COMPARISON, PRICE = "/rfqs/{}/comparison/", "1,000.00"


@pytest.fixture
def opened() -> Opened:
    return opened_deal()


def page(who: Actor, path: str) -> str:
    return signed_in(who).get(path).content.decode()


def declared(deal: Deal, *people: Actor) -> None:
    for person in people:
        declare_conflict(actor=person, rfq=deal.rfq, has_conflict=False)


def test_before_declaring_an_evaluator_reads_who_has_quoted_and_no_price_on_any_page_or_in_any_file(opened: Opened):
    deal, quotes = opened
    path = COMPARISON.format(deal.rfq.pk)
    quote = f"/rfqs/{deal.rfq.pk}/quotes/{quotes[0].pk}/"
    for shown in (path, f"{path}?as=csv", quote):
        assert PRICE not in page(deal.evaluator, shown)
        assert "1000" not in page(deal.evaluator, shown)
    assert all(one.provider.name in page(deal.evaluator, path) for one in deal.bidders)
    assert "Declare first" in page(deal.evaluator, quote)
    assert signed_in(deal.evaluator).get(f"{quote}pdf/").status_code == 404
    program = Program(deal.evaluator)
    found = program.get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()
    assert (found["is_to_declare"], found["columns"]) == (True, [])
    assert program.get(f"/api/v1/quotes/{quotes[0].pk}/").json()["content"] is None
    declared(deal, deal.evaluator)
    assert PRICE in page(deal.evaluator, path)
    assert PRICE in page(deal.evaluator, quote)


def test_what_others_have_scored_is_read_after_ones_own_scores_of_every_quote(opened: Opened):
    deal, quotes = opened
    other = member_of(deal)
    declared(deal, deal.evaluator, other)
    for quote in quotes:
        score_quote(actor=other, quote=quote, scores=SCORES)
    path, program = COMPARISON.format(deal.rfq.pk), Program(deal.evaluator)
    score_quote(actor=deal.evaluator, quote=quotes[0], scores={"price": 1, "quality": 1})
    assert ("7.60" in page(deal.evaluator, path), "4.30" in page(deal.evaluator, path)) == (False, False)
    assert "once you have scored each quote" in page(deal.evaluator, path)
    evaluations = f"/api/v1/rfqs/{deal.rfq.pk}/evaluations/"
    assert [one["score"] for one in program.get(evaluations).json()["results"]] == [1, 1]
    found = program.get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()
    assert (found["are_scores_hidden"], {one["score"] for one in found["columns"]}) == (True, {None})
    score_quote(actor=deal.evaluator, quote=quotes[1], scores={"price": 1, "quality": 1})
    assert "4.30" in page(deal.evaluator, path)  # the mean of 7 and 1 by 40 %, of 8 and 1 by 60 %
    assert len(program.get(evaluations).json()["results"]) == 8


def test_who_runs_the_request_or_decides_upon_it_reads_everything(opened: Opened):
    deal, _quotes = opened
    for who in (deal.owner, deal.manager, deal.approver, deal.viewer):
        assert len(comparison_of(who, deal.rfq).columns) == 2


def test_a_narrow_token_shows_an_evaluator_no_more_than_their_browser(opened: Opened):
    deal, _quotes = opened
    narrow = Actor.of(Membership.objects.get(user=deal.evaluator.user), [Scope.RFQS_READ])
    assert comparison_of(narrow, deal.rfq).columns == ()


def test_after_the_decision_an_evaluator_reads_what_was_decided():
    deal, _quotes = awarded_deal()
    assert len(comparison_of(member_of(deal), deal.rfq).columns) == 2


def member_of(deal: Deal) -> Actor:
    """Another evaluator of the sponsor."""
    role, house = deal.evaluator.membership.roles[0], deal.evaluator.organization
    return member(Role(role), house)
