"""Before the opening nothing of three sealed quotes is found anywhere but with its own author: every page, answer, export, mail,
webhook, calendar, log line, admin page, the dump of the database, stored files and Redis are looked through."""

import ipaddress
import logging
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import redis
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from accounts.models import User
from events.relay import publish_due
from events.seals import seal_committed
from notifications.sending import send_due
from organizations.actions.calendar import make_calendar_address
from organizations.actor import Actor
from organizations.enums import Kind
from projects.sourcing.content import Assumption
from projects.sourcing.models import Invitation, Quote
from tests.factories import actor
from tests.matrix.routes import Route, routes
from tests.providers.house import Program, signed_in
from tests.receiver import Receiver, receiving
from tests.sourcing.deal import Deal, open_deal, opened_deal, sent
from webhooks import courier
from webhooks.actions.endpoint import create_endpoint
from webhooks.kinds import ALL
from webhooks.models import Attempt, Delivery

pytestmark = pytest.mark.django_db

PRICES = ("765432198.76", "654321987.65", "543219876.54")
HERE = (
    "rfq",
    "quote",
    "sourcing",
    "notification",
    "event",
    "trail",
    "dashboard",
    "search",
    "export",
    "documents",
    "catalogue",
)
NOWHERE = "00000000-0000-4000-8000-000000000000"


def canaries(number: int) -> list[str]:
    """An amount of a quote and its total, as people, programs and languages write them, and its words."""
    found = []
    for amount in (Decimal(PRICES[number]), Decimal(PRICES[number]) * 2):
        found += [f"{amount}", f"{amount:,}", f"{amount}".replace(".", ""), f"{amount:,}".replace(",", " ")]
    return [*found, f"words-{number}-under-seal"]


def found_in(text: str, numbers: range | list[int] = range(3)) -> list[str]:
    return [canary for number in numbers for canary in canaries(number) if canary in text]


@pytest.fixture
def ears(settings: Any) -> Iterator[tuple[Receiver, Receiver]]:
    """Where webhooks of the sponsor and of a rival arrive."""
    settings.OUTGOING_PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    with receiving() as sponsors, receiving() as rivals:
        yield sponsors, rivals


@pytest.fixture
def told(
    deliver_events: Callable[[], None], caplog: pytest.LogCaptureFixture, ears: tuple[Receiver, Receiver]
) -> Iterator[Deal]:
    """Three sealed quotes of which everybody has been told; and everything that was logged meanwhile."""
    caplog.set_level(logging.DEBUG)
    deal = open_deal(3)
    for who, ear in zip((deal.owner, deal.bidders[1].owner), ears, strict=True):
        create_endpoint(actor=who, url=ear.url, description="", kinds=[ALL])
    for number, one in enumerate(deal.bidders):
        words = f"words-{number}-under-seal"
        values = {"assumptions": (Assumption("A1", words),), "team": words, "summary": words, "tax_note": words}
        sent(deal, one, price=PRICES[number], **values)
    publish_due()
    deliver_events()
    while send_due():
        pass
    seal_committed()
    courier.send_due()
    yield deal
    store().flushall()


def store() -> Any:
    return redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    )


def values_for(route: Route, deal: Deal, quote: Quote, invitation: Invitation) -> dict[str, Any]:
    """A row of the deal for each parameter; what has none of ours leads nowhere."""
    noun = route.pattern.split("/<", 1)[0].rsplit("/", 1)[-1]
    rows = {"rfqs": deal.rfq.pk, "quotes": quote.pk, "invitations-to-quote": invitation.pk, "rfq": deal.rfq.pk,
            "quote": quote.pk, "invitation": invitation.pk, "invitations": invitation.pk}  # fmt: skip
    key = rows.get(noun, NOWHERE)
    named = {
        "rfq_pk": deal.rfq.pk,
        "quote_pk": quote.pk,
        "invitation_pk": invitation.pk,
        "object_id": key,
        "pk": key,
        "id": key,
    }
    return {name: named.get(name, "x" if name in {"slug", "step", "code", "kind", "key", "rest", "url"} else NOWHERE)
            for name in route.parameters}  # fmt: skip


def answers(client: Client, deal: Deal, quote: Quote, *, of: str) -> dict[str, str]:
    """What a reader gets of every address that could show something of sourcing: status, body, headers."""
    invitation, found = quote.invitation, {}
    for route in routes():
        if not any(word in route.pattern for word in HERE) or "signout" in route.pattern:
            continue
        if (of == "api") != route.is_api or (of == "admin") != route.is_admin:
            continue
        path = route.path(values_for(route, deal, quote, invitation))
        for query in ("", "?as=csv", "?as=json", "?q=words") if "comparison" in path or "search" in path else ("",):
            answer = client.get(path + query)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[path + query] = f"{answer.status_code} {body.decode(errors='replace')}{answer.headers}"
    return found


def operator() -> Client:
    chief = actor(kind=Kind.OPERATOR)
    User.objects.filter(pk=chief.user_id).update(is_staff=True, second_factor_required=True)
    TOTP.activate(chief.user, "JBSWY3DPEHPK3PXP")
    return signed_in(chief)


def test_no_page_answer_or_admin_page_of_anybody_else_holds_anything_of_a_sealed_quote(told: Deal):
    deal = told
    quote = Quote.objects.select_related("invitation").get(invitation=deal.bidder.invitation)
    mine = answers(signed_in(deal.bidder.owner), deal, quote, of="pages")
    assert found_in(mine[f"/quotes/{quote.pk}/"], [0]) != []  # its author does see it
    looked = 0
    for who, of, others in (
        (signed_in(deal.owner), "pages", [0, 1, 2]),
        (Program(deal.owner), "api", [0, 1, 2]),
        (signed_in(deal.bidders[1].owner), "pages", [0, 2]),
        (Program(deal.bidders[1].owner), "api", [0, 2]),
        (operator(), "admin", [0, 1, 2]),
    ):
        seen = answers(who, deal, quote, of=of)
        looked += len(seen)
        assert {path: found for path, body in seen.items() if (found := found_in(body, others))} == {}
    assert looked > 120


def test_what_programs_follow_answers_before_the_opening_and_holds_nothing_of_a_sealed_quote(told: Deal):
    sponsor, rival = told.owner, told.bidders[1].owner
    for who, others, ocds in ((sponsor, [0, 1, 2], 200), (rival, [0, 2], 403)):
        answered = {
            "events": Program(who).get("/api/v1/events/?page_size=100"),
            "ocds": Program(who).get(f"/api/v1/rfqs/{told.rfq.pk}/ocds/"),
            "ocds.json": signed_in(who).get(f"/rfqs/{told.rfq.pk}/ocds.json"),
            "calendar": Client().get(f"/calendar/{calendar_secret(who)}.ics"),
        }
        statuses = {name: answer.status_code for name, answer in answered.items()}
        assert statuses == {"events": 200, "ocds": ocds, "ocds.json": ocds, "calendar": 200}
        assert "quote.submitted" in {one["kind"] for one in answered["events"].json()["results"]}
        assert b"BEGIN:VEVENT" in answered["calendar"].content
        found = {name: found_in(f"{one.content.decode()}{one.headers}", others) for name, one in answered.items()}
        assert found == {name: [] for name in answered}


def calendar_secret(person: Actor) -> str:
    return make_calendar_address(actor=person)[1]


def test_no_webhook_carries_or_keeps_anything_of_a_sealed_quote(told: Deal, ears: tuple[Receiver, Receiver]):
    sponsors, rivals = ears
    for ear, others in ((sponsors, [0, 1, 2]), (rivals, [0, 2])):
        assert any(b'"quote.submitted"' in one.body for one in ear.received)
        assert found_in("".join(f"{one.path}{one.headers}{one.body.decode()}" for one in ear.received), others) == []
    kept = [*Delivery.objects.values(), *Attempt.objects.values()]
    assert Attempt.objects.count() == len(sponsors.received) + len(rivals.received)
    assert found_in(str(kept)) == []


def test_no_mail_log_file_database_or_redis_holds_anything_of_a_sealed_quote(told: Deal, caplog: pytest.LogCaptureFixture):
    assert mail.outbox
    letters = "".join(f"{one.subject}{one.body}{getattr(one, 'alternatives', '')}" for one in mail.outbox)
    assert found_in(letters) == []
    assert found_in("".join(f"{one.getMessage()}{one.__dict__}" for one in caplog.records)) == []
    assert found_in(dump_of_the_database()) == []
    assert found_in("".join(files())) == []
    stored = "".join(kept_in_redis())
    assert "events.tasks.deliver" in stored
    assert found_in(stored) == []


def dump_of_the_database() -> str:
    """COPY of every table, as pg_dump writes it."""
    import io

    written = io.StringIO()
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.copy_expert(f"COPY {table} TO STDOUT", written)
    assert "sourcing" in written.getvalue()
    return written.getvalue()


def files(folder: str = "") -> Iterator[str]:
    folders, names = default_storage.listdir(folder)
    for name in names:
        with default_storage.open(f"{folder}/{name}".lstrip("/")) as file:
            yield file.read().decode(errors="replace")
    for name in folders:
        yield from files(f"{folder}/{name}".lstrip("/"))


def kept_in_redis() -> Iterator[str]:
    """Every value of every database, by its type."""
    client = store()
    read = {"string": client.get, "hash": client.hgetall, "set": client.smembers, "list": lambda key: client.lrange(key, 0, -1),
            "zset": lambda key: client.zrange(key, 0, -1)}  # fmt: skip
    for name in client.info("keyspace"):
        client.select(int(name.removeprefix("db")))
        for key in client.scan_iter():
            yield f"{key!r} {read[client.type(key).decode()](key)!r}"


HIDDEN = (
    "sent__payload",
    "sent__sealed",
    "versions__payload",
    "versions__sealed",
    "total",
    "price",
    "valid_until",
    "sent__sha256",
)


def test_ordering_and_filters_over_hidden_fields_tell_nothing(told: Deal):
    deal = told
    sponsor, rival = Program(deal.owner), Program(deal.bidders[1].owner)
    for program in (sponsor, rival):
        for path in ("/api/v1/quotes/", f"/api/v1/rfqs/{deal.rfq.pk}/invitations/"):
            plain = program.get(path).json()["results"]
            for name in HIDDEN:
                for query in (f"?ordering={name}", f"?ordering=-{name}", f"?{name}__gt=600000000", f"?{name}__icontains=7"):
                    answer = program.get(path + query)
                    assert answer.status_code in {200, 400}
                    assert answer.status_code == 400 or answer.json()["results"] == plain


@pytest.mark.parametrize(
    ("model", "column", "there"),
    [
        ("quote", "sent__payload", "765432198.76"),
        ("quote", "versions__sealed", ""),
        ("quote", "valid_until", "20"),
        ("rfq", "brief", "CANARY"),
        ("rfq", "title", "CANARY"),
        ("rfq", "sealed_key", ""),
    ],
)
def test_an_operators_list_is_not_filtered_by_what_is_hidden_from_operators(model: str, column: str, there: str):
    """A list that got shorter or not would tell, a letter at a time."""
    opened_deal(("765432198.76",))
    admin = operator()
    admin.raise_request_exception = False
    pages = [admin.get(f"/admin/sourcing/{model}/?{column}__icontains={text}") for text in (there, "no such text")]
    assert [page.status_code for page in pages] == [400, 400]


def test_an_operators_list_is_filtered_by_what_it_offers():
    opened_deal(("1000.00",))
    assert operator().get("/admin/sourcing/quote/?status__exact=opened").status_code == 200
