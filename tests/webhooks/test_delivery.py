"""What is sent, signed, tried again and given up, at a real receiver that verifies with the library of Standard Webhooks."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.db import connection
from standardwebhooks import Webhook, WebhookVerificationError

from core import outgoing
from core.clock import database_now
from core.errors import WrongState
from events.models import Event
from notifications.models import OutgoingMail
from organizations.actor import Actor
from organizations.enums import Kind, Role
from tests.factories import MembershipFactory, actor
from tests.receiver import Receiver, let_go_once, receiving
from tests.webhooks.conftest import pass_time
from webhooks import courier
from webhooks.actions.delivery import forget_old_deliveries, redeliver, send_test
from webhooks.actions.endpoint import (
    delete_endpoint,
    forget_previous_secrets,
    pause_endpoint,
    resume_endpoint,
    rotate_secret,
)
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.schedule import RETRY_AFTER

SetUp = Callable[..., tuple[Endpoint, str]]
Happen = Callable[..., Event]
Sweep = Callable[[], int]


def test_an_event_arrives_thin_and_verifies(receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, owner: Actor):
    endpoint, secret = set_up(receiver)
    other = str(owner.organization_id)
    event = happen(data={"rfq": other, "quotes": [other], "reason": "Secret words", "amount": 5, "none": []})
    assert sweep() == 1
    delivery, (got,) = Delivery.objects.get(), receiver.received
    assert got.headers["webhook-id"] == delivery.message_id
    assert Webhook(secret).verify(got.body, got.headers) == {
        "type": "organization.changed",
        "timestamp": event.occurred_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "event_id": str(event.uuid),
            "position": event.seal.position,
            "subject_type": "organizations.organization",
            "subject_id": other,
            "related": {"rfq": other, "quotes": [other]},
        },
    }
    assert got.path == "/hook?of=erp"
    assert (delivery.status, delivery.attempts) == ("delivered", 1)
    endpoint.refresh_from_db()
    assert endpoint.succeeded_at is not None
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(got.body + b" ", got.headers)
    assert sweep() == 0


def test_each_organisation_is_sent_what_it_sees_and_has_chosen(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    rival, provider, operator = actor(), actor(kind=Kind.PROVIDER), actor(kind=Kind.OPERATOR)
    ours, _ = set_up(receiver)
    chosen, _ = set_up(receiver, url=receiver.url + "&chosen", kinds=["membership.ended"])
    set_up(receiver, actor=rival, url=receiver.url + "&rival")
    other, _ = set_up(receiver, actor=provider, url=receiver.url + "&provider")
    all_seeing, _ = set_up(receiver, actor=operator, url=receiver.url + "&operator")
    event = happen(organizations=[provider.organization_id])
    own = happen("shortlist.renamed")
    kept_back = happen("user.signed_in")
    sweep()
    sent = Delivery.objects.values_list("endpoint", "event")
    assert set(sent) == {
        *((one.pk, event.pk) for one in (ours, other, all_seeing)),
        *((one.pk, own.pk) for one in (ours, all_seeing)),
    }
    assert chosen.deliveries.count() == 0
    assert not Delivery.objects.filter(event=kept_back).exists()


def test_an_organisation_that_was_deactivated_is_sent_nothing(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    endpoint, _ = set_up(receiver)
    happen()
    endpoint.organization.deactivated_at = database_now()
    endpoint.organization.save()
    assert (sweep(), receiver.received) == (0, [])


def test_an_event_without_its_place_in_the_trail_waits_for_it(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, deliver_events: Callable[[], None]
):
    set_up(receiver)
    happen()
    deliver_events()
    assert courier.send_due() == 0
    assert sweep() == 1


def test_a_receiver_down_for_a_day_gets_everything_afterwards_under_the_same_identity(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    endpoint, secret = set_up(receiver)
    receiver.behaviour = 503
    events = [happen() for _ in range(3)]
    for pause in RETRY_AFTER[:7]:  # half a minute short of thirty-two hours
        sweep()
        pass_time(pause)
    endpoint.refresh_from_db()
    assert (endpoint.status, endpoint.is_failing, endpoint.warned_at is not None) == ("enabled", True, True)
    receiver.behaviour = 200
    failed = len(receiver.received)
    sweep()
    assert [one.status for one in Delivery.objects.all()] == ["delivered"] * 3
    got = [Webhook(secret).verify(one.body, one.headers) for one in receiver.received[failed:]]
    in_order = sorted(got, key=lambda one: one["data"]["position"])
    assert [one["data"]["event_id"] for one in in_order] == [str(event.uuid) for event in events]
    identities = {}
    for one in receiver.received:
        identities.setdefault(one.headers["webhook-id"], set()).add(one.body)
    assert set(identities) == set(Delivery.objects.values_list("message_id", flat=True))
    assert [len(bodies) for bodies in identities.values()] == [1, 1, 1]
    endpoint.refresh_from_db()
    assert (endpoint.is_failing, endpoint.failures, endpoint.warned_at) == (False, 0, None)


def test_a_delivery_is_tried_ten_times_over_three_days_then_given_up_and_can_be_sent_again(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, owner: Actor
):
    set_up(receiver)
    receiver.behaviour = 500
    happen()
    for number, pause in enumerate(RETRY_AFTER, 1):
        assert sweep() == 1
        row = Delivery.objects.get()
        assert (row.status, row.attempts, sweep()) == ("waiting", number, 0)
        assert abs(row.due_at - database_now() - pause) < timedelta(seconds=5)
        pass_time(pause)
    assert sum(RETRY_AFTER, timedelta()) > timedelta(days=3)
    sweep()
    row = Delivery.objects.get()
    assert (row.status, row.attempts, sweep()) == ("failed", 10, 0)
    assert [one.status for one in row.log.all()] == [500] * 10
    receiver.behaviour = 200
    endpoint = row.endpoint
    resume_endpoint(actor=owner, endpoint=endpoint)  # the tenth failure paused it
    assert redeliver(actor=owner, delivery=row).status == "waiting"
    assert sweep() == 1
    row.refresh_from_db()
    assert (row.status, row.attempts, row.retries) == ("delivered", 11, 0)
    assert len({one.headers["webhook-id"] for one in receiver.received}) == 1


def test_owners_and_managers_are_warned_before_an_endpoint_is_paused_and_told_when_it_is(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, owner: Actor, deliver_events: Callable[[], None]
):
    manager = MembershipFactory.create(organization=owner.organization, roles=[Role.MANAGER])
    MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    endpoint, _ = set_up(receiver, description="ERP")
    receiver.behaviour = 500
    happen()
    told = []
    for pause in (*RETRY_AFTER, timedelta(0)):
        sweep()
        deliver_events()
        told.append(list(OutgoingMail.objects.order_by("created_at").values_list("subject", flat=True)))
        pass_time(pause)
    people = [owner.user.email, manager.user.email]
    assert sorted(to for row in OutgoingMail.objects.all() for to in row.to) == sorted(people * 2)
    assert [len(one) for one in told] == [0, 0, 0, 0, 0, 0, 2, 2, 2, 4]
    assert set(told[-2]) == {"A webhook endpoint fails: ERP"}
    assert set(told[-1]) == {"A webhook endpoint fails: ERP", "A webhook endpoint was paused: ERP"}
    endpoint.refresh_from_db()
    assert (endpoint.status, endpoint.reason) == ("paused", "failing")


def test_nobody_is_paused_unwarned_however_late_the_next_failure_comes(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    endpoint, _ = set_up(receiver)
    receiver.behaviour = 500
    happen()
    sweep()
    pass_time(timedelta(days=5))
    sweep()
    endpoint.refresh_from_db()
    assert (endpoint.status, endpoint.warned_at is not None) == ("enabled", True)


def test_what_happens_while_paused_is_sent_first_when_resumed(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, owner: Actor
):
    endpoint, _ = set_up(receiver)
    pause_endpoint(actor=owner, endpoint=endpoint)
    happen()
    assert (sweep(), Delivery.objects.get().status) == (0, "waiting")
    with pytest.raises(WrongState):
        redeliver(actor=owner, delivery=Delivery.objects.get())
    with pytest.raises(WrongState):
        send_test(actor=owner, endpoint=endpoint)
    resume_endpoint(actor=owner, endpoint=endpoint)
    assert (sweep(), Delivery.objects.get().status) == (1, "delivered")


def test_gone_disables_at_once_and_gives_up_what_waits(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, deliver_events: Callable[[], None]
):
    endpoint, _ = set_up(receiver)
    receiver.behaviour = 410
    for _ in range(6):
        happen()
    sweep()
    endpoint.refresh_from_db()
    assert (endpoint.status, endpoint.reason) == ("disabled", "gone")
    assert set(Delivery.objects.values_list("status", flat=True)) == {"failed"}
    happen()
    assert (sweep(), Delivery.objects.count()) == (0, 6)
    deliver_events()
    assert OutgoingMail.objects.get().subject == f"A webhook endpoint was disabled: {endpoint.host}"


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_asks_for_patience_gets_it_for_all_its_deliveries(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, status: int
):
    set_up(receiver)
    receiver.behaviour, receiver.answer_headers = status, {"Retry-After": "3600"}
    happen()
    sweep()
    row = Delivery.objects.get()
    assert timedelta(minutes=59) < row.due_at - database_now() <= timedelta(hours=1)
    receiver.behaviour = 200
    happen()
    assert sweep() == 0
    pass_time(timedelta(hours=1, seconds=1))
    assert sweep() == 2


@pytest.mark.parametrize("asked", ["-5", "99999999999", "nonsense"])
def test_what_a_receiver_asks_for_is_limited_to_a_day(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, asked: str
):
    set_up(receiver)
    receiver.behaviour, receiver.answer_headers = 429, {"Retry-After": asked}
    happen()
    sweep()
    assert Delivery.objects.get().due_at - database_now() <= timedelta(days=1)


@pytest.mark.parametrize("status", [201, 204])
def test_any_2xx_is_success(receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, status: int):
    set_up(receiver)
    receiver.behaviour = status
    happen()
    sweep()
    assert Delivery.objects.get().status == "delivered"


def test_a_redirect_is_a_failure_and_is_not_followed(receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep):
    set_up(receiver)
    with receiving() as elsewhere:
        receiver.behaviour, receiver.answer_headers = 307, {"Location": elsewhere.url}
        happen()
        sweep()
        assert elsewhere.received == []
    assert Attempt.objects.get().status == 307
    assert Delivery.objects.get().status == "waiting"


def test_the_log_keeps_what_was_sent_and_the_first_kibibyte_of_the_answer(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    set_up(receiver)
    receiver.behaviour = "talk"
    happen()
    sweep()
    attempt = Attempt.objects.get()
    got = receiver.received[0].headers
    assert (attempt.status, attempt.answer, attempt.url) == (200, "x" * 1024, receiver.url)
    assert attempt.headers == {name: got[name] for name in attempt.headers}
    assert set(attempt.headers) == {"Content-Type", "webhook-id", "webhook-timestamp", "webhook-signature"}


def test_a_receiver_that_hangs_delays_nobody_else_and_is_asked_by_one(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    with receiving("hang") as hanging:
        set_up(hanging)
        quick, _ = set_up(receiver)
        for _ in range(12):
            happen()

        with let_go_once(hanging, lambda: len(receiver.received) >= 12 and hanging.at_once >= 1):
            sweep()
        assert hanging.most_at_once == 1
    assert quick.deliveries.filter(status="delivered").count() == 12


def test_one_that_failed_is_asked_by_one_at_a_time(receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep):
    set_up(receiver)
    receiver.behaviour = 500
    happen()
    sweep()
    receiver.received.clear()
    for _ in range(5):
        happen()
    receiver.behaviour = 500
    sweep()
    assert (receiver.most_at_once, len(receiver.received)) == (1, 5)


def test_while_one_courier_works_another_does_not(receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep):
    set_up(receiver)
    happen()
    with contextlib.closing(psycopg2.connect(**connection.get_connection_params())) as first, first.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [courier.COURIER_LOCK])
        assert sweep() == 0
    assert sweep() == 1


def test_what_a_dead_courier_had_in_hand_is_due_again(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, settings: Any, deliver_events: Callable[[], None]
):
    set_up(receiver)
    happen()
    settings.OUTGOING_PAUSED = True
    sweep()
    settings.OUTGOING_PAUSED = False
    assert len(courier.Courier().take()) == 1  # and its worker is killed
    assert sweep() == 0
    pass_time(settings.WEBHOOKS_RESEND_AFTER)
    assert sweep() == 1


def test_an_endpoint_whose_secret_no_key_opens_waits_and_the_others_go_on(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep
):
    locked, _ = set_up(receiver)
    set_up(receiver, url=receiver.url + "&other")
    Endpoint.objects.filter(pk=locked.pk).update(sealed_secret=Endpoint.objects.exclude(pk=locked.pk).get().sealed_secret)
    happen()
    assert sweep() == 1
    assert locked.deliveries.get().status == "waiting"


def test_a_restored_copy_sends_nothing_until_it_is_released(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, settings: Any
):
    set_up(receiver)
    happen()
    settings.OUTGOING_PAUSED = True
    assert (sweep(), receiver.received) == (0, [])
    settings.OUTGOING_PAUSED = False
    assert sweep() == 1


def test_after_a_rotation_both_secrets_verify_for_a_day_then_the_new_one_alone(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, owner: Actor
):
    endpoint, old = set_up(receiver)
    _, new = rotate_secret(actor=owner, endpoint=endpoint)
    happen()
    sweep()
    got = receiver.received[-1]
    assert Webhook(old).verify(got.body, got.headers) == Webhook(new).verify(got.body, got.headers)
    pass_time(timedelta(hours=24))
    happen()
    sweep()
    got = receiver.received[-1]
    Webhook(new).verify(got.body, got.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(got.body, got.headers)
    assert (forget_previous_secrets(), forget_previous_secrets()) == (1, 0)
    endpoint.refresh_from_db()
    assert (endpoint.sealed_previous, endpoint.is_changing_over) == ("", False)


def test_a_test_event_goes_to_one_endpoint_whatever_it_has_chosen(
    receiver: Receiver, set_up: SetUp, sweep: Sweep, owner: Actor
):
    endpoint, secret = set_up(receiver, kinds=["membership.ended"])
    set_up(receiver, url=receiver.url + "&other")
    delivery = send_test(actor=owner, endpoint=endpoint)
    assert sweep() == 1
    got = receiver.received[0]
    assert Webhook(secret).verify(got.body, got.headers)["type"] == "webhook_endpoint.tested"
    assert got.headers["webhook-id"] == delivery.message_id


def test_an_endpoint_deleted_while_a_delivery_is_on_its_way_is_gone_with_its_log(
    receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, owner: Actor, settings: Any
):
    endpoint, _ = set_up(receiver)
    happen()
    settings.OUTGOING_PAUSED = True
    sweep()
    (parcel,) = courier.Courier().take()
    delete_endpoint(actor=owner, endpoint=endpoint)
    courier.note_attempt(parcel, outgoing.post(parcel.url, parcel.body, parcel.headers))
    assert (Attempt.objects.count(), Delivery.objects.count()) == (0, 0)


def test_the_log_is_kept_as_long_as_was_set(receiver: Receiver, set_up: SetUp, happen: Happen, sweep: Sweep, settings: Any):
    settings.WEBHOOK_LOG_DAYS = 30
    set_up(receiver)
    happen()
    sweep()
    assert forget_old_deliveries() == 0
    pass_time(timedelta(days=30, seconds=1))
    assert forget_old_deliveries() == 1
    assert Attempt.objects.count() == 0


def test_a_handler_that_runs_twice_plans_once(receiver: Receiver, set_up: SetUp, happen: Happen):
    from webhooks.actions.delivery import plan_deliveries

    set_up(receiver)
    event = happen()
    plan_deliveries(event)
    plan_deliveries(event)
    assert Delivery.objects.count() == 1
