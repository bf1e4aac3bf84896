"""What an orchestrator is told."""

from collections.abc import Iterator
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


@pytest.fixture
def redis_is_gone(settings) -> Iterator[None]:
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    health._redis.cache_clear()
    yield
    health._redis.cache_clear()


def test_alive_touches_nothing(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_to_whoever_asks_by_the_address_of_the_container(client: Client, settings, path: str):
    settings.ALLOWED_HOSTS = ["cdmo.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code in {301, 400}


@pytest.mark.usefixtures("redis_is_gone")
def test_a_balancer_is_told_of_what_pages_need_alone(client: Client):
    with transaction.atomic():
        failed = emit("thing.happened", actor=Actor.system(), subject=UserFactory.create())
    Dispatch.objects.filter(pk=failed.pk).update(attempts=20, last_error="x: ValueError")
    response = client.get("/readyz")
    assert (response.status_code, sorted(response.json()["checks"])) == (200, ["database", "migrations"])
    assert client.get("/readyz?all").status_code == 503


def test_a_failed_handler_is_told_apart_from_an_outbox_that_stands_still(client: Client):
    beat_heart()
    past = database_now() - timedelta(days=30)
    old = Event.objects.create(kind="thing.old", actor_label="-", subject_type="-", subject_id="-", occurred_at=past)
    Dispatch.objects.create(event=old, attempts=20, last_error="x: ValueError")
    response = client.get("/readyz?all")
    checks = response.json()["checks"]
    assert response.status_code == 503
    assert checks["events"] == {"ok": True, "age_seconds": 0.0}
    assert checks["handlers"] == {"ok": False, "detail": "Handlers failed for 1 events."}


def test_ready_when_everything_answers(client: Client):
    beat_heart()
    response = client.get("/readyz?all")
    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert sorted(response.json()["checks"]) == [
        "database",
        "events",
        "handlers",
        "heartbeat",
        "migrations",
        "redis",
        "trail",
    ]


def test_not_ready_before_the_first_heartbeat(client: Client):
    response = client.get("/readyz?all")
    assert response.status_code == 503
    assert response.json()["checks"]["heartbeat"]["ok"] is False


def test_not_ready_when_the_worker_stopped_consuming(client: Client):
    Heartbeat.objects.create(name="worker", beat_at=database_now() - timedelta(minutes=5))
    assert client.get("/readyz?all").status_code == 503


def test_not_ready_when_an_event_waits_too_long(client: Client):
    beat_heart()
    with transaction.atomic():
        emit("thing.happened", actor=Actor.system(), subject=UserFactory.create())
    assert client.get("/readyz?all").status_code == 200
    past = database_now() - timedelta(minutes=10)
    old = Event.objects.create(kind="thing.old", actor_label="-", subject_type="-", subject_id="-", occurred_at=past)
    Dispatch.objects.create(event=old)
    response = client.get("/readyz?all")
    assert response.status_code == 503
    assert response.json()["checks"]["events"]["ok"] is False


@pytest.mark.usefixtures("redis_is_gone")
def test_not_all_is_well_when_redis_does_not_answer(client: Client):
    beat_heart()
    response = client.get("/readyz?all")
    assert response.status_code == 503
    assert response.json()["checks"]["redis"] == {"ok": False, "detail": "does not answer"}
