"""What an orchestrator is told."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from core import health
from core.clock import database_now
from core.models import Heartbeat
from core.tasks import beat_heart
from events.actions import emit
from events.models import Dispatch, Event
from organizations.actor import Actor
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_alive_touches_nothing(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_when_everything_answers(client: Client):
    beat_heart()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert sorted(response.json()["checks"]) == ["database", "events", "heartbeat", "migrations", "redis"]


def test_not_ready_before_the_first_heartbeat(client: Client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["heartbeat"]["ok"] is False


def test_not_ready_when_the_worker_stopped_consuming(client: Client):
    Heartbeat.objects.create(name="worker", beat_at=database_now() - timedelta(minutes=5))
    assert client.get("/readyz").status_code == 503


def test_not_ready_when_an_event_waits_too_long(client: Client):
    beat_heart()
    with transaction.atomic():
        emit("thing.happened", actor=Actor.system(), subject=UserFactory.create())
    assert client.get("/readyz").status_code == 200
    past = database_now() - timedelta(minutes=10)
    old = Event.objects.create(kind="thing.old", actor_label="-", subject_type="-", subject_id="-", occurred_at=past)
    Dispatch.objects.create(event=old)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["events"]["ok"] is False


def test_not_ready_when_redis_does_not_answer(client: Client, settings):
    beat_heart()
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    health._redis.cache_clear()
    try:
        response = client.get("/readyz")
    finally:
        health._redis.cache_clear()
    assert response.status_code == 503
    assert response.json()["checks"]["redis"] == {"ok": False, "detail": "does not answer"}
