"""Lists hold with many rows: what an installation meets after years."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.selectors.rfq import next_number
from tests.providers.house import signed_in
from tests.sourcing.deal import bidder, open_deal, pass_deadline, sent

pytestmark = pytest.mark.django_db


def test_after_the_9999th_request_of_a_year_comes_the_10000th_and_after_it_the_10001st():
    deal = open_deal(1)
    year = timezone.now().year
    for last, following in (("9999", "10000"), ("10000", "10001")):
        Rfq.objects.filter(pk=deal.rfq.pk).update(number=f"RFQ-{year}-{last}")
        assert next_number(deal.rfq.organization) == f"RFQ-{year}-{following}"
    other = open_deal(1)
    Rfq.objects.filter(pk=other.rfq.pk).update(organization=deal.rfq.organization, number=f"RFQ-{year}-9999")
    assert next_number(deal.rfq.organization) == f"RFQ-{year}-10001"


def test_a_request_past_its_deadline_takes_as_many_queries_for_many_bidders_as_for_few_and_shows_fifty_at_once():
    deal = open_deal(2)
    sent(deal, deal.bidder)
    pass_deadline(deal.rfq)
    client = signed_in(deal.manager)
    client.get(f"/rfqs/{deal.rfq.pk}/")
    counts = []
    for more in (0, 60):
        Invitation.objects.bulk_create(
            [Invitation(rfq=deal.rfq, provider=bidder(f"silent-{number}").provider) for number in range(more)]
        )
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/rfqs/{deal.rfq.pk}/").content.decode()
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert page.count("No response") + page.count("/lock-out/") >= 50
    assert page.count('data-label="Reply"') == 50
    assert client.get(f"/rfqs/{deal.rfq.pk}/?page=2").content.decode().count('data-label="Reply"') == 12


def test_the_sponsors_list_counts_who_is_invited_intends_and_has_quoted():
    deal = open_deal(3)
    sent(deal, deal.bidder)
    Invitation.objects.filter(pk=deal.bidders[1].invitation.pk).update(status="intends", answered_at=timezone.now())
    row = signed_in(deal.manager).get("/rfqs/").context["page"][0]
    assert (row.invited, row.quoted) == (3, 1)
    assert row.intending == Invitation.objects.filter(rfq=deal.rfq, status="intends").count()
