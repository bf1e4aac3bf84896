"""What was sent, opened, agreed, awarded and told: the database itself keeps it as it was, whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from projects.sourcing.actions.quote_course import withdraw_quote
from projects.sourcing.models import Award, Cda, Opening, Outcome, Quote, QuoteVersion
from providers.actions.certificate import edit_certificate
from providers.models import Certificate
from tests.providers.house import build_house, submitted, verified
from tests.sourcing.deal import awarded_deal, drafted, open_deal, opened_deal, sent

pytestmark = pytest.mark.django_db


def refused(work: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        work()


CHANGED: dict[type[models.Model], dict[str, Any]] = {
    Cda: {"expires_at": F("expires_at") + timedelta(days=900)},
    Opening: {"opened_at": F("opened_at") - timedelta(hours=1)},
    Award: {"quote": F("quote")},
    Outcome: {"feedback": "Something kinder."},
    QuoteVersion: {"sha256": "0" * 64},
    Quote: {"status": "opened"},
}


@pytest.mark.parametrize("model", CHANGED)
def test_no_statement_changes_or_deletes_what_stands_for_good(model: type[models.Model]):
    _deal, quotes = awarded_deal()
    values = CHANGED[model]
    if model is Award:
        values = {"quote": quotes[1]}
    assert model._default_manager.exists()
    refused(lambda: model._default_manager.update(**values))
    refused(lambda: model._default_manager.all()._raw_delete("default"))

    def emptied() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {model._meta.db_table} CASCADE")

    refused(emptied)


def test_a_quote_that_was_opened_was_opened_then_and_is_of_whom_it_is_of():
    _deal, quotes = opened_deal()
    standing = Quote.objects.filter(pk=quotes[0].pk)
    refused(lambda: standing.update(opened_at=None, status="submitted", valid_until=None, notice_due_at=None))
    refused(lambda: standing.update(invitation=quotes[1].invitation, round=7))
    assert standing.update(judgement="Well done.") == 1


def test_what_is_still_written_can_be_written_and_dropped():
    deal = open_deal(2)
    drafted(deal, deal.bidders[1])
    quote = sent(deal, deal.bidder)
    assert QuoteVersion.objects.filter(sent_at=None).update(sha256="1" * 64) == 1
    assert QuoteVersion.objects.filter(sent_at=None).delete()[0] == 1
    withdraw_quote(actor=deal.bidder.manager, quote=quote)
    refused(lambda: Quote.objects.filter(pk=quote.pk).update(status="submitted", withdrawn_at=None))


def test_a_verified_certificate_says_what_was_reviewed_until_an_edit_takes_it_back():
    house = build_house()
    certificate = verified(house)
    rows = Certificate.objects.filter(pk=certificate.pk)
    refused(lambda: rows.update(valid_until=F("valid_until") + timedelta(days=900)))
    refused(lambda: rows._raw_delete("default"))
    until = certificate.valid_until + timedelta(days=9)
    edited = edit_certificate(actor=house.owner, certificate=certificate, changes={"valid_until": until})
    assert (edited.status, edited.valid_until) == ("uploaded", until)


def test_what_waits_for_review_is_not_deleted_past_its_action():
    certificate = submitted(build_house())
    refused(lambda: Certificate.objects.filter(pk=certificate.pk)._raw_delete("default"))
