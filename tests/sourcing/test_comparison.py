"""The comparison of many quotes: what it costs, and that its cells say what is known and no more."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.sourcing.actions.award import approve_award
from projects.sourcing.models import Evaluation, RfqLine
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.steps import steps_of_rfq
from tests.bench.crowd import Crowd
from tests.bench.opened import opened_crowd
from tests.providers.house import signed_in
from tests.sourcing.deal import opened_deal, recommended

pytestmark = pytest.mark.django_db


def page_of(crowd: Crowd) -> str:
    return signed_in(crowd.manager).get(f"/rfqs/{crowd.rfq.pk}/comparison/").content.decode()


def test_twelve_quotes_of_sixty_lines_take_as_many_queries_as_two_of_three():
    counted = []
    for quotes, lines in ((2, 3), (12, 60)):
        crowd = opened_crowd(quotes, lines, f"of-{quotes}")
        page_of(crowd)
        with CaptureQueriesContext(connection) as seen:
            page = page_of(crowd)
        counted.append(len(seen))
        assert page.count("<rect class=") >= quotes * lines
    assert counted[0] == counted[1]


def test_what_bars_a_reader_from_steps_is_asked_once_and_not_for_each_step():
    crowd = opened_crowd(2, 3)
    with CaptureQueriesContext(connection) as seen:
        steps_of_rfq(crowd.manager, crowd.rfq)
    asked = [one["sql"] for one in seen if "sourcing_declaration" in one["sql"]]
    assert len(asked) == 1


def test_every_cell_says_how_the_quote_answers_the_line_and_what_it_costs():
    crowd = opened_crowd(2, 12)
    comparison = comparison_of(crowd.manager, crowd.rfq)
    body = page_of(crowd).split("<tbody>")[1]
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in body.split("</tr>")[: len(comparison.rows)]]
    for (_line, cells), written in zip(comparison.rows, rows, strict=True):
        for cell, text in zip(cells, written, strict=True):
            shown = [one.display() for one in (cell.amount, cell.levelled if cell.is_filled else None) if one is not None]
            assert re.findall(r'<span class="figure">(.*?)</span>', text) == shown
            assert cell.is_filled == ("median of the others" in text)
            assert (cell.state != "priced") == (cell.label in text)


def test_titles_and_notes_cannot_bring_markup_into_the_page():
    crowd = opened_crowd(2, 3)
    RfqLine.objects.filter(rfq=crowd.rfq).update(title="<i>Line</i>")
    version = crowd.rfq.invitations.first().quotes.get().sent
    version.payload["lines"][0].update(answer="excluded", note="<i>Note</i>")
    version.save()
    page = page_of(crowd)
    assert ("<i>" in page, "&lt;i&gt;Line" in page, "&lt;i&gt;Note" in page) == (False, True, True)


def test_each_judgement_has_fields_of_its_own_and_scores_already_given():
    crowd = opened_crowd(2, 3)
    page = page_of(crowd)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', page)) <= set(ids)
    for one in Evaluation.objects.filter(quote__invitation__rfq=crowd.rfq):
        field = re.search(rf'<input type="number" name="{one.quote_id}-{one.criterion}"[^>]*>', page)
        assert f'value="{one.score}"' in field[0]


def test_a_declaration_is_asked_of_who_may_give_one_while_it_is_decided():
    words = "Declare first whether you have an interest in a bidder."
    deal, quotes = opened_deal()
    path = f"/rfqs/{deal.rfq.pk}/comparison/"
    asked = [words in signed_in(who).get(path).content.decode() for who in (deal.evaluator, deal.approver, deal.viewer)]
    assert asked == [True, True, False]
    recommended(deal, quotes)
    assert words in signed_in(deal.approver).get(path).content.decode()
    approve_award(actor=deal.approver, rfq=deal.rfq)
    assert words not in signed_in(deal.approver).get(path).content.decode()
