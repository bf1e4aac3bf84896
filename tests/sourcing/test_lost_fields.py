"""What a colleague saves in a request while a program's change is on its way stays, where the change does not say anything of it."""

import pytest

from projects.sourcing.api.rfq import RfqViewSet
from projects.sourcing.models import Rfq
from tests.at_once import save_between
from tests.providers.house import Program
from tests.sourcing.deal import draft_deal, open_deal

pytestmark = pytest.mark.django_db


def test_in_a_draft(monkeypatch: pytest.MonkeyPatch):
    deal = draft_deal(0)
    save_between(monkeypatch, RfqViewSet, Rfq.objects.all(), teaser="What a colleague wrote.")
    answer = Program(deal.manager).send("PATCH", f"/api/v1/rfqs/{deal.rfq.pk}/", {"codename": "Egret"})
    assert answer.status_code == 200, answer.content
    rfq = deal.again()
    assert (rfq.codename, rfq.teaser) == ("Egret", "What a colleague wrote.")


def test_in_an_amendment(monkeypatch: pytest.MonkeyPatch):
    deal = open_deal(1)
    save_between(monkeypatch, RfqViewSet, Rfq.objects.all(), teaser="What a colleague wrote.")
    body = {"changes": {"brief": "One batch more."}, "reason": "Scope grew."}
    answer = Program(deal.manager).send("POST", f"/api/v1/rfqs/{deal.rfq.pk}/amend/", body)
    assert answer.status_code == 200, answer.content
    rfq = deal.again()
    assert (rfq.brief, rfq.teaser) == ("One batch more.", "What a colleague wrote.")
