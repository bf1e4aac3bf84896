"""After a split award everybody reads who won which lines: the sponsor all of it, a bidder its own alone."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from notifications.actions import Message, letter_of
from notifications.models import Notification
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.sourcing.actions.award import approve_award, recommend_award
from projects.sourcing.models import Quote, Rfq
from projects.sourcing.selectors.award import awarded_lines, won_by
from tests.providers.house import Program, signed_in
from tests.sourcing.deal import Deal, opened_deal, outcomes_for, recommended, score_all

pytestmark = pytest.mark.django_db


def split_deal(*, approved: bool = True) -> tuple[Deal, list[Quote]]:
    """The first line goes to the first bidder for 4,111.00, the second to the second for 5,222.00."""
    deal, quotes = opened_deal(("4111.00", "5222.00"))
    score_all(deal, quotes)
    lines = {str(line.pk): str(quote.pk) for line, quote in zip(deal.rfq.lines.all(), quotes, strict=True)}
    recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best of each.")
    if approved:
        approve_award(actor=deal.approver, rfq=deal.rfq)
    return deal, [Quote.objects.get(pk=quote.pk) for quote in quotes]


def page(who: Any, name: str, *args: Any) -> str:
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id))
    answer = client.get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_bidder_that_won_some_lines_is_told_which_for_how_much_and_what_comes_next() -> None:
    deal, quotes = split_deal()
    won = won_by(quotes[0])
    assert won is not None
    assert [(str(one.line), one.amount.amount) for one in won.lines if one.amount] == [
        ("1. Drug substance", Decimal("4111"))
    ]
    assert [str(line) for line in won.others] == ["2. Fill and finish"]
    first = deal.bidders[0]
    assert first.invitation is not None
    for text in (
        page(first.manager, "quote_detail", quotes[0].pk),
        page(first.manager, "invitation_to_quote", first.invitation.pk),
    ):
        assert "You have won 1 line of 2" in text
        assert "EUR 4,111.00" in text
        assert "What comes next" in text
        assert "5,222.00" not in text


def test_the_mail_of_an_award_says_its_own_lines_to_each_winner(deliver_events: Callable[[], None]) -> None:
    deal, _quotes = split_deal()
    deliver_events()
    texts = []
    for one in deal.bidders:
        row = Notification.objects.select_related("event").get(kind="rfq.awarded", person_id=one.manager.user_id)
        letter, _key = letter_of(
            event=row.event, address="x@example.org", language="en", message=Message(row.path, row.params)
        )
        texts.append(str(letter.body))
    assert "1. Drug substance: EUR 4,111.00" in texts[0]
    assert "2. Fill and finish: EUR 5,222.00" in texts[1]
    assert "What comes next" in texts[0]
    assert "5,222" not in texts[0]
    assert "4,111" not in texts[1]
    assert deal.bidders[1].provider.name not in texts[0]


def test_the_sponsor_reads_the_award_by_line_with_amounts_and_the_total() -> None:
    deal, _quotes = split_deal()
    awarded = awarded_lines(deal.manager, deal.again())
    assert awarded is not None
    assert awarded.total is not None
    assert awarded.total.amount == Decimal("9333.00")
    assert [one.column.provider for one in awarded.rows if one.column] == [one.provider.name for one in deal.bidders]
    for name in ("rfq_detail", "rfq_comparison"):
        text = page(deal.manager, name, deal.rfq.pk)
        assert "Total of the award" in text
        assert "EUR 9,333.00" in text


def test_the_files_of_the_comparison_say_who_got_which_line_once_there_is_an_award() -> None:
    deal, quotes = split_deal(approved=False)
    client, path = signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/comparison/"

    def table() -> list[list[str]]:
        return list(csv.reader(io.StringIO(client.get(f"{path}?as=csv").content.decode("utf-8-sig"))))

    assert "Awarded to" not in table()[0]
    assert Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()["award"] is None
    approve_award(actor=deal.approver, rfq=deal.rfq)
    head, *rows = table()
    names = [one.provider.name for one in deal.bidders]
    assert head[-1] == "Awarded to"
    assert [row[-1] for row in rows if row[0].startswith(("1. ", "2. "))] == names
    assert rows[-2] == ["Awarded", "", "4111.00 EUR", "", "5222.00 EUR"]
    assert rows[-1] == ["Total of the award", "", "", "", "", "9333.00 EUR"]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}?as=xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet[1]][-1] == "Awarded to"
    paper = PdfReader(io.BytesIO(client.get(f"{path}?as=pdf").content))
    text = "".join(one.extract_text() for one in paper.pages)
    assert "Total of the award" in text
    award = Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()["award"]
    assert [one["quote"] for one in award["lines"]] == [str(quote.pk) for quote in quotes]
    assert award["total"] == {"amount": "9333.00", "currency": "EUR"}


def test_no_bidder_reads_the_award_by_line() -> None:
    deal, _quotes = split_deal()
    assert awarded_lines(deal.bidder.manager, deal.again()) is None


def test_a_program_of_a_bidder_reads_which_lines_it_has_won() -> None:
    deal, quotes = split_deal()
    first = deal.rfq.lines.get(position=1)
    for one, quote in zip(deal.bidders, quotes, strict=True):
        outcome = Program(one.manager).send("GET", f"/api/v1/quotes/{quote.pk}/").json()["outcome"]
        assert (str(first.pk) in outcome["lines"]) is (one is deal.bidder)
        assert len(outcome["lines"]) == 1


def test_a_bidder_that_won_nothing_reads_of_no_lines() -> None:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    assert won_by(Quote.objects.get(pk=quotes[1].pk)) is None
    assert "You have won" not in page(deal.bidders[1].manager, "quote_detail", quotes[1].pk)
    assert "You have won every line" in page(deal.bidder.manager, "quote_detail", quotes[0].pk)


def test_who_recommends_sees_the_price_of_each_offer_beside_its_name() -> None:
    deal, quotes = opened_deal(("4111.00", "5222.00"))
    score_all(deal, quotes)
    text = page(deal.manager, "rfq_recommend", deal.rfq.pk)
    for one, price in zip(deal.bidders, ("4,111.00", "5,222.00"), strict=True):
        assert f"{one.provider.name}: EUR {price}" in text


def test_an_award_above_the_budget_says_so_to_who_approves_it() -> None:
    deal, _quotes = split_deal(approved=False)
    facts = ProjectFacts(codename="Egret", budget_high=Decimal(9000), currency="EUR")
    Rfq.objects.filter(pk=deal.rfq.pk).update(project=create_project(actor=deal.manager, facts=facts))
    text = page(deal.approver, "rfq_step", deal.rfq.pk, "award")
    assert "up to EUR 9,000" in text
    assert "The award is above it" in text


def test_an_approver_sees_amounts_totals_and_scores_before_approving() -> None:
    deal, _quotes = split_deal(approved=False)
    text = page(deal.approver, "rfq_step", deal.rfq.pk, "award")
    assert "EUR 4,111.00" in text
    assert "EUR 9,333.00" in text
    assert "7.60" in text  # 7 by 40 % and 8 by 60 %
