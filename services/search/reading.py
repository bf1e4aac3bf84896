"""Reading the search documents into the index, and keeping up with what changes."""

import threading
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from django.db import connection
from pyroaring import BitMap

from services.models import CatalogueEntry, CatalogueTerm
from services.search.index import COLUMN_TYPES, NEVER, Index, Name, columns_of
from services.search.kinds import PROVIDER
from services.search.sets import set_of

CHUNK = 20_000
RELOAD_ABOVE = 0.2
"""When more of the documents than this have changed, reading all of them anew is faster than taking each out first."""

_index = Index()
_lock = threading.RLock()


def index_of(revision: int) -> Index:
    """The index of the revision that was just found in the database; read where it is not known yet.

    Not changed by anybody while it is used: workers run one request at a time, and ``locked`` guards the others.
    """
    with _lock:
        if revision != _index.revision:
            _bring_up_to(revision)
        return _index


def index_at_hand() -> Index:
    """The index as it was read last, for what runs after ``index_of`` in the same request."""
    return _index


def locked() -> threading.RLock:
    """Held while an index is read or changed, where a process has several threads."""
    return _lock


def forget() -> None:
    """Start from nothing, as a new worker does."""
    with _lock:
        _replace(Index())


def _replace(other: Index) -> None:
    _index.__dict__.clear()
    _index.__dict__.update(other.__dict__)


def _bring_up_to(revision: int) -> None:
    """A revision below the known one is another database: a test's, or a restored one."""
    if revision < _index.revision:
        _replace(Index())
    known = _index.revision
    changed = CatalogueEntry.objects.filter(revision__gt=known, revision__lte=revision).count()
    if known and changed > RELOAD_ABOVE * max(len(_index.live), 1):
        _replace(Index())
        known = 0
    _read_terms(known, revision)
    for rows in _chunks(known, revision):
        _take(rows, is_first=known == 0)
    _index.revision = revision
    _index.forget_orders()


def _read_terms(known: int, revision: int) -> None:
    rows = CatalogueTerm.objects.filter(revision__gt=known, revision__lte=revision)
    for number, kind, code, names, text in rows.values_list("pk", "kind", "code", "names", "text").iterator(CHUNK):
        _index.terms[number] = Name((kind, code), tuple(names), text)
        _index.numbers[(kind, code)] = number
        _index.terms_revision = revision


Row = tuple[Any, ...]

ROWS = """
    SELECT id, revision, is_live, array_to_string(terms, ','), cardinality(terms), scale_dimension, scale_max,
           lead_weeks, (extract(epoch FROM changed_at) * 1000000)::bigint, (extract(epoch FROM covered_until) * 1000000)::bigint,
           merit
    FROM services_catalogueentry WHERE revision > %s AND revision <= %s AND id > %s ORDER BY id LIMIT %s
"""
"""As text, numbers are read ten times faster than as lists."""


def _chunks(known: int, revision: int) -> Iterator[list[Row]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [known, revision, last, CHUNK])
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def _take(rows: list[Row], *, is_first: bool) -> None:
    """Put a chunk of documents in; what was known of them before goes out."""
    ids = set_of(np.array([row[0] for row in rows], dtype=np.uint32))
    if not is_first:
        _index.live -= ids
        for number in [number for number, entries in _index.postings.items() if entries.intersect(ids)]:
            _index.postings[number] -= ids
    live = [row for row in rows if row[2]]
    _fill_columns(rows)
    _index.live |= set_of(np.array([row[0] for row in live], dtype=np.uint32))
    for number, entries in _postings(live):
        standing = _index.postings.get(number)
        if standing is None:
            _index.postings[number] = entries
        else:
            standing |= entries
    _note_providers(live)


def _postings(rows: list[Row]) -> Iterator[tuple[int, BitMap]]:
    """The terms of the rows with their entries: all pairs, sorted by term, cut where the term changes."""
    if not rows:
        return
    terms = np.fromstring(",".join(row[3] for row in rows if row[3]), dtype=np.int32, sep=",")
    ids = np.repeat(np.array([row[0] for row in rows], dtype=np.uint32), [row[4] for row in rows])
    order = np.argsort(terms, kind="stable")
    terms, ids = terms[order], ids[order]
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(terms)], strict=True):
        yield int(terms[start]), set_of(ids[start:end])


def _fill_columns(rows: list[Row]) -> None:
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    _grow(int(ids.max()) + 1)
    values: dict[str, Iterable[Any]] = {
        "revision": (row[1] for row in rows),
        "dimension": (_index.dimensions.setdefault(row[5], len(_index.dimensions)) if row[5] else -1 for row in rows),
        "scale": (np.nan if row[6] is None else row[6] for row in rows),
        "lead": (np.nan if row[7] is None else row[7] for row in rows),
        "changed": (row[8] for row in rows),
        "covered": (NEVER if row[9] is None else row[9] for row in rows),
        "merit": (row[10] for row in rows),
    }
    for name, column in values.items():
        _index.columns[name][ids] = np.fromiter(column, dtype=COLUMN_TYPES[name][0], count=len(rows))


def _grow(size: int) -> None:
    """By a quarter at least, so that a trickle of new offerings does not copy everything each time."""
    have = len(_index.columns["merit"])
    if size > have:
        larger = columns_of(max(size, have + have // 4))
        for name, column in _index.columns.items():
            larger[name][:have] = column
        _index.columns = larger


def _note_providers(rows: list[Row]) -> None:
    providers = {number for number, name in _index.terms.items() if name.key[0] == PROVIDER}
    column = _index.columns["provider"]
    for row in rows:
        column[row[0]] = next((number for number in map(int, row[3].split(",")) if number in providers), 0)
