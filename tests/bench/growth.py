"""``python -m tests.bench.growth``: how pages grow with open requests (SIZE=100,1000,10000) and with invitees (INVITED=1,10,100,1000,10000).

For each page: milliseconds of CPU a request, of this process and its PostgreSQL backend together, the median of REPEATS=7; queries; KB
before compression. In one process, without the network: two of these pages at once cost twice that.
"""

import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.stack import HOST, ROOT, Stack

if TYPE_CHECKING:
    from django.test import Client

    from organizations.actor import Actor
    from tests.bench.market import Market

Row = dict[str, Any]
TICK = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Build, ask, tell; a page that is not answered with 200 ends it."""
    folder = Path(os.environ.get("OPENCDMO_BENCH") or ROOT / "var").resolve()
    shutil.rmtree(folder / "growth", ignore_errors=True)
    stack = Stack(folder / "growth")
    try:
        stack.start()
        stack.manage("load_reference_data")
        import django

        django.setup()
        from tests.bench.market import Market

        market = Market()
        rows = [row for size in _numbers("SIZE", "100,1000,10000") for row in _by_requests(market, size)]
        rows += [row for size in _numbers("INVITED", "1,10,100,1000,10000") for row in _by_invitees(market, size)]
    finally:
        stack.stop()
    for row in rows:
        print("{name:44}{size:>8}{cpu:9.1f} ms{queries:6} queries{kilobytes:8.0f} KB".format(**row))  # noqa: T201
    (folder / "growth.json").write_text(json.dumps(rows, indent=1))
    return 0


def _by_requests(market: "Market", size: int) -> list[Row]:
    market.grow(size)
    sponsor, bidder, operator = map(client_of, (market.sponsor, market.bidder, market.operator))
    last = (size - 1) // 50
    asked = [
        ("Sponsor's list", sponsor, "/rfqs/"),
        ("Sponsor's list, its last page", sponsor, f"/rfqs/?page={last + 1}"),
        ("Sponsor's first page: what waits", sponsor, "/dashboard/"),
        ("Provider's inbox", bidder, "/invitations-to-quote/"),
        ("Provider's first page: what waits", bidder, "/dashboard/"),
        ("Open requests that fit", bidder, "/open-requests/"),
        ("Operator's list", operator, "/admin/sourcing/rfq/"),
        ("Operator's list of invitations", operator, "/admin/sourcing/invitation/"),
        ("API: requests", sponsor, "/api/v1/rfqs/"),
        ("API: open requests", bidder, "/api/v1/open-requests/"),
    ]
    return [{"name": name, "size": size, **measured(client, path)} for name, client, path in asked]


def _by_invitees(market: "Market", size: int) -> list[Row]:
    sponsor = client_of(market.sponsor)
    rfq, closed = (market.with_invitees(size, closed=one) for one in (False, True))
    asked = [
        ("Request, taking quotes", f"/rfqs/{rfq.pk}/"),
        ("Request, past its deadline", f"/rfqs/{closed.pk}/"),
        ("API: its invitations", f"/api/v1/rfqs/{rfq.pk}/invitations/"),
    ]
    rows = [{"name": name, "size": size, **measured(sponsor, path)} for name, path in asked]
    return [*rows, {"name": "Publishing", "size": size, **published(market, size)}]


def published(market: "Market", size: int) -> Row:
    """Once, since it can be done once."""
    from projects.sourcing.actions.rfq import publish_rfq

    rfq = market.with_invitees(size, closed=False, draft=True)
    return {**_cost(lambda: publish_rfq(actor=market.sponsor, rfq=rfq, override="A benchmark."), 1), "kilobytes": 0.0}


def client_of(actor: "Actor") -> "Client":
    """A browser of that member."""
    from django.test import Client

    client = Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(actor.require_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def measured(client: "Client", path: str) -> Row:
    """Asked twice before, so that what is kept is kept."""
    sizes = []
    for _before in range(2):
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered with {answer.status_code}")
        sizes.append(len(answer.content))
    return {**_cost(lambda: client.get(path), int(os.environ.get("REPEATS", "7"))), "kilobytes": sizes[-1] / 1024}


def _cost(act: Callable[[], object], repeats: int) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    times = []
    for _repeat in range(repeats):
        begun = time.process_time() + _cpu_of(backend)
        with CaptureQueriesContext(connection) as seen:
            act()
        times.append(1000 * (time.process_time() + _cpu_of(backend) - begun))
    return {"cpu": statistics.median(times) if repeats > 1 else times[0], "queries": len(seen)}


def _cpu_of(pid: int) -> float:
    """Seconds that a process has worked, from the scheduler's nanoseconds where there are any."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK


def _numbers(name: str, default: str) -> list[int]:
    return [int(one) for one in os.environ.get(name, default).split(",")]


if __name__ == "__main__":
    sys.exit(main())
