"""Who decides upon what somebody else wrote decides upon what they have read, and upon nothing that took its place."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from core.errors import StaleVersion
from organizations.enums import Role
from projects.sourcing.actions.award import approve_award, recommend_award, return_award
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.actions.quote_course import approve_quote, return_quote, submit_quote
from projects.sourcing.actions.rfq import approve_rfq, edit_rfq, request_approval, return_rfq
from projects.sourcing.models import Award, Policy, Quote, Rfq
from tests.selling import Program, signed_in
from tests.sourcing.deal import (
    Deal,
    content_of,
    draft_deal,
    drafted,
    member,
    open_deal,
    opened_deal,
    outcomes_for,
    recommended,
)

pytestmark = pytest.mark.django_db
CHANGED = "This was changed since you read it."


def another_recommendation(deal: Deal, quotes: list[Quote]) -> None:
    """The owner returns the award of the first, the manager recommends the second."""
    return_award(actor=deal.owner, rfq=deal.rfq, reason="Look again")
    lines = {str(line.pk): str(quotes[1].pk) for line in deal.rfq.lines.all()}
    recommend_award(actor=deal.manager, rfq=deal.again(), lines=lines, outcomes=outcomes_for(quotes), reason="Other.")


def request_in_approval() -> Deal:
    deal = draft_deal(1)
    Policy.objects.create(organization=deal.rfq.organization, approves_rfqs=True)
    deal.rfq = request_approval(actor=deal.manager, rfq=deal.rfq)
    return deal


def written_anew(deal: Deal) -> None:
    return_rfq(actor=deal.approver, rfq=deal.rfq, reason="Look again")
    edit_rfq(actor=deal.manager, rfq=deal.rfq, changes={"brief": "Another brief"})
    request_approval(actor=deal.manager, rfq=deal.rfq)


def quote_in_approval() -> tuple[Deal, Quote, Any]:
    """With somebody who may approve it."""
    deal = open_deal(1)
    house = deal.bidder.provider.organization
    Policy.objects.create(organization=house, quote_limit=Decimal(1), quote_limit_currency="EUR")
    quote = submit_quote(actor=deal.bidder.manager, quote=drafted(deal, deal.bidder))
    return deal, quote, member(Role.APPROVER, house)


def quoted_anew(deal: Deal, quote: Quote, approver: Any) -> None:
    return_quote(actor=approver, quote=quote, reason="Look again")
    save_quote(actor=deal.bidder.manager, quote=quote, content=content_of(deal.rfq, price="1.00"))
    submit_quote(actor=deal.bidder.manager, quote=quote)


def follow(client: Client, page: str, step: str) -> str:
    """The address behind the button, as the page has it."""
    found = re.search(rf'href="([^"]*/steps/{step}/[^"]*)"', client.get(page).content.decode())
    assert found is not None
    return unescape(found[1])


def as_shown(client: Client, address: str) -> dict[str, Any]:
    """What the form there sends back."""
    form = client.get(address).context["form"]
    return {one.name: one.value() for one in form.hidden_fields()} | {"reason": "No"}


@pytest.mark.parametrize("step", ["award", "return-award"])
def test_an_approver_decides_upon_the_recommendation_that_the_page_showed(step: str):
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    client, address = signed_in(deal.approver), f"/rfqs/{deal.rfq.pk}/steps/{step}/"
    shown = as_shown(client, address)
    another_recommendation(deal, quotes)
    late = client.post(address, shown)
    assert (late.status_code, CHANGED in late.content.decode()) == (422, True)
    assert (deal.again().status, Award.objects.count()) == ("award-pending", 0)
    assert client.post(address, as_shown(client, address)).status_code == 302
    assert deal.again().status == {"award": "awarded", "return-award": "evaluation"}[step]


@pytest.mark.parametrize("step", ["approve", "return"])
def test_an_approver_decides_upon_the_request_that_its_page_showed(step: str):
    deal = request_in_approval()
    client, page = signed_in(deal.approver), f"/rfqs/{deal.rfq.pk}/"
    address = follow(client, page, step)
    written_anew(deal)
    assert client.post(address, as_shown(client, address)).status_code == 422
    assert deal.again().status == "in-approval"
    address = follow(client, page, step)
    assert client.post(address, as_shown(client, address)).status_code == 302
    assert deal.again().status == {"approve": "open", "return": "draft"}[step]


@pytest.mark.parametrize("step", ["approve", "return"])
def test_an_approver_decides_upon_the_quote_that_its_page_showed(step: str):
    deal, quote, approver = quote_in_approval()
    client, page = signed_in(approver), f"/quotes/{quote.pk}/"
    address = follow(client, page, step)
    quoted_anew(deal, quote, approver)
    assert client.post(address, as_shown(client, address)).status_code == 422
    assert Quote.objects.get().status == "awaiting-approval"
    address = follow(client, page, step)
    assert client.post(address, as_shown(client, address)).status_code == 302
    assert Quote.objects.get().status == {"approve": "submitted", "return": "draft"}[step]


def test_a_decision_that_names_nothing_read_is_asked_again():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    answer = signed_in(deal.approver).post(f"/rfqs/{deal.rfq.pk}/steps/award/")
    assert (answer.status_code, "Go back and read what stands there now" in answer.content.decode()) == (422, True)
    assert Award.objects.count() == 0


@pytest.mark.parametrize(("step", "body"), [("award", {}), ("return-award", {"reason": "No"})])
def test_a_program_that_names_the_tag_it_read_awards_nothing_else(step: str, body: dict[str, str]):
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    program, path = Program(deal.approver), f"/api/v1/rfqs/{deal.rfq.pk}/"
    tag = program.get(path)["ETag"]
    another_recommendation(deal, quotes)
    assert program.send("POST", f"{path}{step}/", body, **{"If-Match": tag}).status_code == 412
    assert program.send("POST", f"{path}{step}/", body, **{"If-Match": program.get(path)["ETag"]}).status_code == 200


def test_the_actions_hold_a_decision_to_the_version_that_was_read():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    read = deal.again().version
    another_recommendation(deal, quotes)
    with pytest.raises(StaleVersion):
        approve_award(actor=deal.approver, rfq=deal.rfq, expected_version=read)
    waiting = request_in_approval()
    with pytest.raises(StaleVersion):
        approve_rfq(actor=waiting.approver, rfq=waiting.rfq, expected_version=waiting.rfq.version - 1)
    _deal, quote, approver = quote_in_approval()
    with pytest.raises(StaleVersion):
        approve_quote(actor=approver, quote=quote, expected_version=quote.version - 1)
    assert Rfq.objects.filter(pk=waiting.rfq.pk, status="in-approval").exists()
