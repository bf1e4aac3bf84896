"""What is asked of the catalogue, and the same work done without the web: one SQL statement, or the index in memory."""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from providers.models import Provider
from services.enums import Ordering
from services.search import kinds
from services.search.query import Wanted
from services.search.suggest import suggest
from services.selectors.catalogue import Catalogue
from tests.bench.stack import HOST

DISTINCT = 4000
"""Addresses of a kind: more than are asked for in a measurement, so that nothing is answered from a cache by accident."""
PAGE = 24
REPEATS = 15
TEXTS = [
    "mRNA",
    "monoclonal antibody",
    "lentivirus GMP",
    "fill finish",
    "慢病毒",
    "ADC",
    "plasmid",
    "stability",
    "perfusion",
    "AAV",
]
FILTERED = (kinds.STAGE, kinds.COUNTRY, kinds.STANDARD)


@dataclass(frozen=True)
class Work:
    """A kind of request: what it is called, the addresses, the rate aimed for, and the same as SQL or index work."""

    name: str
    paths: list[str]
    aim: dict[int, int]
    in_sql: Callable[[], None] | None = None
    in_index: Callable[[], None] | None = None
    once: bool = False
    """Whether each address is asked for once at most: nothing is answered from what was kept before."""
    headers: dict[str, str] = field(default_factory=dict)
    """What goes with each request beside what the proxy adds: who is signed in."""


class Asked:
    """Makes requests by lot, the same for the same catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.lot = random.Random(7)
        index = catalogue.index
        self.codes = {
            kind: sorted(index.of_kind(kind), key=lambda code, kind=kind: -len(index.entries_of((kind, code))))[:40]
            for kind in kinds.FACETS
        }
        self.slugs = list(Provider.objects.order_by("slug").values_list("slug", flat=True)[:DISTINCT])
        self.lot.shuffle(self.slugs)

    def work(self) -> list[Work]:
        """Everything that is measured, in the order of the report."""
        text, listed = "Text search, 3 filters, all facets", "API: list with 3 filters"
        searches = [self._search(number) for number in range(DISTINCT)]
        browsing = [self._browsing(number) for number in range(DISTINCT)]
        filtered = [{key: value for key, value in one.items() if key != "q"} for one in searches]
        again = f"/offerings/?{urlencode(searches[0])}"
        words = [name[: self.lot.randint(3, 7)] for name in self._names()]
        return [
            Work("Nothing (/healthz), for comparison", ["/healthz"], {}),
            Work("Catalogue page", [f"/offerings/?{urlencode(one)}" for one in browsing], {10_000: 200, 100_000: 150},
                 self._sql_of(browsing), self._index_of(browsing)),
            Work(text, [f"/offerings/?{urlencode(one)}" for one in searches], {10_000: 200, 100_000: 150},
                 self._sql_of(searches), self._index_of(searches)),
            Work("The same page again", [again], {10_000: 800, 100_000: 800}),
            Work("Provider page, first time", [f"/providers/{slug}/" for slug in self.slugs], {10_000: 250, 100_000: 250}, once=True),
            Work("Provider page, again", [f"/providers/{self.slugs[0]}/"], {10_000: 800, 100_000: 800}),
            Work(listed, [f"/api/v1/offerings/?{urlencode(one)}" for one in filtered], {10_000: 500, 100_000: 300},
                 self._sql_of(filtered), self._index_of(filtered)),
            Work("API: all facets", [f"/api/v1/offerings/facets/?{urlencode(one)}" for one in searches], {10_000: 500, 100_000: 300},
                 self._sql_of(searches), self._index_of(searches)),
            Work("Suggestions", [f"/offerings/suggest/?{urlencode({'q': word})}" for word in words], {10_000: 600, 100_000: 600},
                 None, self._suggested(words)),
        ]  # fmt: skip

    def _search(self, number: int) -> dict[str, str]:
        chosen = {kind: self.lot.choice(self.codes[kind][:12]) for kind in FILTERED}
        return (
            {"q": self.lot.choice(TEXTS), **chosen, "max_lead_weeks": str(520 - number % 500)}
            if number % 2
            else {"q": self.lot.choice(TEXTS), **chosen}
        )

    def _browsing(self, number: int) -> dict[str, str]:
        chosen = {kind: self.lot.choice(self.codes[kind]) for kind in self.lot.sample(FILTERED, number % 3)}
        return {**chosen, "ordering": self.lot.choice(Ordering.values), "page": str(1 + number % 5)}

    def _names(self) -> list[str]:
        names = [name for term in self.catalogue.index.terms.values() for name in term.names[:1]]
        names += [" ".join(name) for name in list(self.catalogue.lexicon.exact)[:3000]]
        return self.lot.sample(names, min(DISTINCT, len(names)))

    def _wanted(self, query: dict[str, str]) -> Wanted:
        codes = {kind: (query[kind],) for kind in kinds.FACETS if kind in query}
        weeks = int(query["max_lead_weeks"]) if "max_lead_weeks" in query else None
        return Wanted(query.get("q", ""), codes, None, weeks, Ordering(query.get("ordering", Ordering.RELEVANCE)))

    def _index_of(self, queries: list[dict[str, str]]) -> Callable[[], None]:
        todo = iter(queries)

        def once() -> None:
            wanted = self._wanted(next(todo))
            listing = self.catalogue.listing(wanted)
            for kind in kinds.FACETS:
                self.catalogue.counts(kind, listing.hits, wanted.codes.get(kind, ()))
            listing.numbers(0, PAGE)

        return once

    def _suggested(self, words: list[str]) -> Callable[[], None]:
        todo = iter(words)
        return lambda: suggest(next(todo), self.catalogue.index, self.catalogue.lexicon, 8) and None

    def _sql_of(self, queries: list[dict[str, str]]) -> Callable[[], None]:
        todo = iter(queries)

        def once() -> None:
            sql, values = self.statement(self._wanted(next(todo)))
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                cursor.fetchall()

        return once

    def statement(self, wanted: Wanted) -> tuple[str, list[object]]:
        """Page, count and every facet in one statement: an index over the terms, each filtered facet without its own filter."""
        numbers = self.catalogue.index.numbers
        concepts = self.catalogue.find(Wanted(wanted.text)).meaning.concepts if wanted.text else ()  # type: ignore[union-attr]
        texts = [[numbers[key] for key in concept.weights if key in numbers] or [0] for concept in concepts]
        chosen = {kind: [numbers[kind, code] for code in codes] for kind, codes in wanted.codes.items()}
        where = " AND ".join(
            [
                "is_live",
                *("terms && %s::int[]" for _text in texts),
                *(["lead_weeks <= %s"] if wanted.max_lead_weeks else []),
            ]
        )
        flags = "".join(f", terms && %s::int[] AS f{number}" for number in range(len(chosen)))
        every = " AND ".join(f"f{number}" for number in range(len(chosen))) or "true"
        without = "".join(
            f" UNION ALL SELECT {number}, term, count(*) FROM t, unnest(terms) term WHERE "
            f"{' AND '.join(f'f{other}' for other in range(len(chosen)) if other != number) or 'true'} GROUP BY 2"
            for number in range(len(chosen))
        )
        narrowed = " ".join("AND terms && %s::int[]" for _kind in chosen) if len(chosen) < 2 else ""
        values: list[object] = [*chosen.values(), *texts, *([wanted.max_lead_weeks] if wanted.max_lead_weeks else [])]
        values += list(chosen.values()) if narrowed else []
        sql = (
            f"WITH t AS MATERIALIZED (SELECT id, terms, merit{flags} FROM services_catalogueentry WHERE {where} {narrowed}) "
            f"SELECT -1, id, 0 FROM (SELECT id FROM t WHERE {every} ORDER BY merit DESC, id LIMIT {PAGE}) page "
            f"UNION ALL SELECT -2, 0, count(*) FROM t WHERE {every} "
            f"UNION ALL SELECT -3, term, count(*) FROM t, unnest(terms) term WHERE {every} GROUP BY 2{without}"
        )
        return sql, values


def median_ms(once: Callable[[], None] | None) -> float | None:
    """The median of a few turns in milliseconds, after one to warm up."""
    if once is None:
        return None
    once()
    times = []
    for _turn in range(REPEATS):
        begun = time.perf_counter()
        once()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def queries_of(path: str, headers: dict[str, str]) -> int:
    """How many statements an answer takes, once everything that is kept is kept."""
    client = Client(headers={"Host": HOST, "X-Forwarded-Proto": "https", **headers})
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)
