"""The measurements, and the table that says them."""

import time
from dataclasses import asdict, dataclass, field

import django

django.setup()

from django.db import connection  # noqa: E402

from services.selectors.catalogue import current_catalogue  # noqa: E402
from tests.bench.load import put_load  # noqa: E402
from tests.bench.matching import Matched, matched, matching_table  # noqa: E402
from tests.bench.opened import compared  # noqa: E402
from tests.bench.stack import HEADERS, Stack  # noqa: E402
from tests.bench.synthetic import Maker  # noqa: E402
from tests.bench.work import Asked, Work, median_ms, queries_of  # noqa: E402

CLIENTS = (1, 8)
MOST_REQUESTS = 20_000


@dataclass
class Row:
    """A kind of request. Rates in answers a second, times in milliseconds, by number of clients."""

    name: str
    aim: int | None
    rate: dict[int, float] = field(default_factory=dict)
    p50: dict[int, float] = field(default_factory=dict)
    p95: dict[int, float] = field(default_factory=dict)
    p99: dict[int, float] = field(default_factory=dict)
    failed: int = 0
    kilobytes: float = 0.0
    queries: int = 0
    sql_ms: float | None = None
    index_ms: float | None = None


@dataclass
class Result:
    """One size of the catalogue. Memory in MB of each worker, seconds to build it and for a worker to read it."""

    size: int
    built_seconds: float = 0.0
    read_seconds: float = 0.0
    memory: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    matching: list[Matched] = field(default_factory=list)
    matching_memory: float = 0.0

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def measured(stack: Stack, size: int, seconds: float) -> Result:
    """Build, serve, put load on, and do the same work without the web."""
    result = Result(size)
    begun = time.perf_counter()
    Maker(size).run()
    result.built_seconds = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX bench_terms ON services_catalogueentry USING gin (terms) WHERE is_live")
        cursor.execute("VACUUM ANALYZE services_catalogueentry")
    begun = time.perf_counter()
    catalogue = current_catalogue()
    result.read_seconds = time.perf_counter() - begun
    asked = Asked(catalogue)
    stack.serve()
    for work in [*asked.work(), compared()]:
        result.rows.append(_measure(work, stack, size, seconds))
    result.memory = stack.memory()
    result.matching, result.matching_memory = matched()
    return result


def _measure(work: Work, stack: Stack, size: int, seconds: float) -> Row:
    row = Row(work.name, work.aim.get(size))
    middle = len(work.paths) // 2
    headers = {**HEADERS, **work.headers}
    put_load(stack.port, work.paths[middle:], headers, clients=8, seconds=1, most=50)  # every worker has read the index
    for clients, paths in zip(CLIENTS, (work.paths[: middle or 1], work.paths[middle + 50 :] or work.paths), strict=True):
        most = len(paths) if work.once else MOST_REQUESTS
        load = put_load(stack.port, paths, headers, clients=clients, seconds=seconds, most=most)
        row.rate[clients] = load.rate
        for part, times in ((0.5, row.p50), (0.95, row.p95), (0.99, row.p99)):
            times[clients] = load.percentile(part)
        row.failed += load.failed
        row.kilobytes = load.bytes / max(1, len(load.times)) / 1024
    row.queries = queries_of(work.paths[0], work.headers)
    row.sql_ms, row.index_ms = median_ms(work.in_sql), median_ms(work.in_index)
    return row


def table(result: Result) -> str:
    """For a terminal."""
    memory = ", ".join(f"{one:.0f}" for one in result.memory)
    head = (
        f"\n{result.size:,} offerings: built in {result.built_seconds:.0f} s, read by a worker in {result.read_seconds:.1f} s, "
        f"{memory} MB a worker (PSS)\n"
        f"{'':38}{'1 client':>27}{'8 clients':>34}{'alone, ms':>17}\n"
        f"{'':38}{'rq/s':>7}{'p50':>6}{'p95':>7}{'p99':>7}{'rq/s':>9}{'aim':>6}{'p50':>6}{'p95':>6}{'p99':>7}"
        f"{'SQL':>9}{'index':>8}{'queries':>9}{'KB':>6}\n"
    )
    table = head + "\n".join(_line(row) for row in result.rows)
    return f"{table}\n{matching_table(result.matching, result.matching_memory)}"


def _line(row: Row) -> str:
    one, many = CLIENTS
    alone = "".join(
        f"{value:{width}.1f}" if value is not None else f"{'–':>{width}}"
        for value, width in ((row.sql_ms, 9), (row.index_ms, 8))
    )
    failed = f"  {row.failed} FAILED" if row.failed else ""
    return (
        f"{row.name:38}{row.rate[one]:7.0f}{row.p50[one]:6.1f}{row.p95[one]:7.1f}{row.p99[one]:7.1f}"
        f"{row.rate[many]:9.0f}{row.aim or '':>6}{row.p50[many]:6.0f}{row.p95[many]:6.0f}{row.p99[many]:7.0f}"
        f"{alone}{row.queries:9}{row.kilobytes:6.0f}{failed}"
    )
