"""Sealed means sealed, deadlines are the database's, and one of many at once wins."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, connections, transaction

from core.clock import database_now
from core.crypto import Undecryptable
from core.errors import DomainError, WrongState
from notifications.models import Notification
from organizations.enums import Role
from projects.sourcing.actions.award import approve_award
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.models import Award, Cda, Outcome, Quote, QuoteVersion, Rfq
from projects.sourcing.selectors.quote import content_for, decrypted
from tests.factories import actor
from tests.sourcing.deal import drafted, member, open_deal, opened_deal, pass_deadline, recommended, sent

CANARIES = ("7654.32", "765432", "15308.64", "CANARY-ASSUMPTION")


def everything_stored() -> str:
    """Every column of every row of every table, as a dump would have it."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.django_db
def test_before_the_opening_no_table_holds_anything_a_quote_says_and_after_it_does(deliver_events: Callable[[], None]):
    deal = open_deal(2)
    quotes = [drafted(deal, one, price="7654.32") for one in deal.bidders]
    submit_quote(actor=deal.bidder.manager, quote=quotes[0])
    deliver_events()
    assert [canary for canary in CANARIES if canary in everything_stored()] == []
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    stored = everything_stored()
    assert "7654.32" in stored
    assert Notification.objects.filter(params__icontains="7654").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "manager", "approver", "evaluator", "viewer"])
def test_nobody_of_the_sponsor_reads_a_sealed_quote(who: str):
    deal = open_deal(1)
    assert content_for(getattr(deal, who), sent(deal, deal.bidder)) is None


@pytest.mark.django_db
def test_operators_see_states_and_never_what_a_quote_says():
    _deal, quotes = opened_deal()
    operator = actor(Role.OWNER, kind="operator")
    assert Quote.objects.visible_to(operator).count() == 2
    assert [content_for(operator, quote) for quote in quotes] == [None, None]


@pytest.mark.django_db
def test_a_sealed_text_opens_nowhere_but_in_its_place():
    deal = open_deal(2)
    quotes = [sent(deal, one) for one in deal.bidders]
    first, second = (QuoteVersion.objects.get(quote=quote) for quote in quotes)
    second.sealed = first.sealed
    with pytest.raises(Undecryptable):
        decrypted(second, quotes[1])
    other = open_deal(1)
    deal.rfq.sealed_key = other.rfq.sealed_key
    quotes[0].invitation.rfq.sealed_key = other.rfq.sealed_key
    with pytest.raises(Undecryptable):
        decrypted(first, quotes[0])


@pytest.mark.django_db
def test_nobody_opens_before_the_deadline():
    deal = open_deal(1)
    sent(deal, deal.bidder)
    with pytest.raises(WrongState, match="stay sealed until"):
        open_envelopes(actor=deal.manager, rfq=deal.rfq)


@pytest.mark.django_db
@pytest.mark.parametrize(("milliseconds", "status"), [(50_000, "submitted"), (-50, "late")])
def test_a_wrong_clock_of_the_application_decides_nothing(milliseconds: int, status: str):
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    Rfq.objects.update(deadline=database_now() + timedelta(milliseconds=milliseconds), question_cutoff=None)
    wrong = database_now() + (timedelta(days=2) if status == "submitted" else timedelta(days=-2))
    with time_machine.travel(wrong, tick=False):
        assert submit_quote(actor=deal.bidder.manager, quote=quote).status == status


@pytest.mark.django_db(transaction=True)
def test_of_quotes_sent_around_the_deadline_those_before_it_by_the_databases_clock_are_in_time():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    found = set()
    for milliseconds in (*range(-50, 51, 5), 2000):
        with transaction.atomic():
            around = database_now() + timedelta(milliseconds=milliseconds)
            Rfq.objects.filter(pk=deal.rfq.pk).update(deadline=around, question_cutoff=None)
            begun = database_now()
            status = submit_quote(actor=deal.bidder.manager, quote=quote).status
            assert status == "late" if begun >= around else status == "submitted" or around < database_now()
            found.add(str(status))
            transaction.set_rollback(True)
    assert found == {"late", "submitted"}


# Real transactions, side by side -------------------------------------------------------------------------------------


def side_by_side(*works: Callable[[], Any]) -> list[Any]:
    """Run each in a connection of its own; a refusal is what comes back."""
    results: list[Any] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = work()
        except DomainError as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_began_in_time_and_waited_across_the_deadline_is_late():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    with transaction.atomic():
        before = database_now()
        Rfq.objects.get(pk=deal.rfq.pk)  # the transaction's clock stands still from here
        side_by_side(lambda: pass_deadline(deal.rfq))
        with connection.cursor() as cursor:
            cursor.execute("SELECT now() < deadline FROM sourcing_rfq WHERE id = %s", [deal.rfq.pk])
            assert cursor.fetchone() == (True,) or before < database_now()
        assert submit_quote(actor=deal.bidder.manager, quote=quote).status == "late"


@pytest.mark.django_db(transaction=True)
def test_an_opening_waits_for_a_quote_that_is_being_sent():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    sending, may_commit = threading.Event(), threading.Event()

    def send_slowly() -> str:
        with transaction.atomic():
            status = submit_quote(actor=deal.bidder.manager, quote=quote).status
            sending.set()
            may_commit.wait(30)
        return status

    def open_meanwhile() -> Any:
        sending.wait(30)
        threading.Timer(0.3, may_commit.set).start()
        with transaction.atomic():
            # What another transaction holds in common cannot be changed: the deadline passes after the commit.
            pass_deadline(deal.rfq)
            return open_envelopes(actor=deal.manager, rfq=deal.rfq)

    status, opening = side_by_side(send_slowly, open_meanwhile)
    assert status == "submitted"
    assert len(opening.hashes) == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_who_send_the_same_quote_at_once_one_version_comes():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    results = side_by_side(*[lambda: submit_quote(actor=deal.bidder.manager, quote=quote).status] * 4)
    assert results == ["submitted"] * 4
    assert QuoteVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_who_award_at_once_one_does():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    people = [member(Role.APPROVER, deal.rfq.organization) for _one in range(4)]
    results = side_by_side(*[lambda who=who: approve_award(actor=who, rfq=deal.rfq) for who in people])
    assert sum(not isinstance(one, DomainError) for one in results) == 1
    assert [type(one) for one in results].count(WrongState) == 3
    assert (Award.objects.count(), Outcome.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_of_four_who_open_at_once_one_does():
    deal = open_deal(1)
    sent(deal, deal.bidder)
    pass_deadline(deal.rfq)
    people = [member(Role.MANAGER, deal.rfq.organization) for _one in range(4)]
    results = side_by_side(*[lambda who=who: open_envelopes(actor=who, rfq=deal.rfq) for who in people])
    assert sum(not isinstance(one, DomainError) for one in results) == 1


@pytest.mark.django_db
def test_a_second_award_of_a_line_is_refused_by_the_database():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    award = Award.objects.first()
    with pytest.raises(Exception, match="award_once_a_line"):
        Award.objects.create(
            recommendation=award.recommendation, line=award.line, quote=quotes[1], approved_by=deal.approver.user
        )


@pytest.mark.django_db
def test_an_agreement_is_of_two():
    deal = open_deal(1)
    with pytest.raises(Exception, match="cda_"):
        Cda.objects.create(
            sponsor=deal.rfq.organization, recipient=deal.rfq.organization, rfq=deal.rfq, text="x", sha256="0" * 64,
            sponsor_person=deal.owner.user, sponsor_name="a", sponsor_accepted_at=database_now(),
            recipient_person=deal.owner.user, recipient_name="b", recipient_accepted_at=database_now(),
            expires_at=database_now() + timedelta(days=1),
        )  # fmt: skip
