"""Laying out the ground of a revision: anew once, from then on only what has changed since the one before.

What has changed is what the index says: entries with a later revision, and the terms that have or had one of them. Everything else
is shared with the ground before, with all that was found out about it.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from core.memory import Recent
from projects.matching.engine.ground.ground import Ground, Plans
from projects.matching.engine.ground.named import read_named
from projects.matching.engine.ground.prices import prices_after, read_prices
from projects.matching.engine.ground.texts import read_texts
from providers.enums import SiteStatus
from providers.models import Site
from services.search import kinds
from services.search.document import city_code, country_of
from services.search.index import Index
from services.search.sets import numbers_of, set_of
from services.selectors.catalogue import Catalogue
from vocabulary.selectors.vocabulary import Vocabulary

Postings = dict[kinds.Key, BitMap]
COLUMNS = ("scale", "dimension", "lead", "covered")
NOT_LAID = frozenset({kinds.PROVIDER, kinds.COUNTRY})
"""Kinds of which the ground has something better: providers as spans, countries from the cities without those only planned."""

GROUNDS: Recent[Ground] = Recent(2)


def ground_of(catalogue: Catalogue) -> Ground:
    """Laid out once for a revision of the catalogue and an edition of the vocabularies; from the one before where there is one."""
    index, vocabulary = catalogue.index, catalogue.vocabulary
    key = (index.revision, vocabulary.stamp, index.generation)
    return GROUNDS.get_or_make(key, lambda: _laid_out(index, vocabulary, GROUNDS.latest()))


def _laid_out(index: Index, vocabulary: Vocabulary, before: Ground | None) -> Ground:
    """An index that was read anew has other numbers for its dimensions, and what counts as a name hangs on the vocabularies."""
    is_known = before is not None and before.terms is index.terms and before.stamp == vocabulary.stamp
    if before is None or not is_known or before.revision > index.revision:
        return lay_out(index, vocabulary)
    return brought_up_to(before, index, vocabulary)


def lay_out(index: Index, vocabulary: Vocabulary) -> Ground:
    """All of it."""
    live = numbers_of(index.live).astype(np.int64)
    entries = live[np.argsort(index.columns["provider"][live], kind="stable")]
    starts, providers = _spans(entries, index)
    slugs = _slugs(providers, index)
    plans = _plans()
    laid = ((term.key, index.postings.get(number)) for number, term in index.terms.items() if term.key[0] not in NOT_LAID)
    postings = {key: posting.copy() for key, posting in laid if posting is not None}
    _leave_out(plans, postings, index)
    return Ground(
        revision=index.revision,
        stamp=vocabulary.stamp,
        entries=entries,
        starts=starts,
        providers=providers,
        slugs=slugs,
        postings=postings | _countries(postings),
        columns={name: index.columns[name][entries] for name in COLUMNS},
        dimensions=dict(index.dimensions),
        terms=index.terms,
        plans=plans,
        texts=read_texts(_numbers(slugs, providers), index, vocabulary),
        prices=read_prices(entries),
        named=read_named(),
    )


def brought_up_to(before: Ground, index: Index, vocabulary: Vocabulary) -> Ground:
    """The ground of the index, made from one of the same index as it was: equal to one that is laid out anew."""
    changed = np.flatnonzero(index.columns["revision"] > before.revision)
    numbers = set_of(changed.astype(np.uint32))
    entries = _entries_after(before, numbers, index)
    plans = _plans()
    postings, touched = _postings_after(before, numbers, plans, index)
    is_same_order = np.array_equal(entries, before.entries)
    starts, providers = (before.starts, before.providers) if is_same_order else _spans(entries, index)
    slugs = before.slugs if np.array_equal(providers, before.providers) else _slugs(providers, index)
    after = Ground(
        revision=index.revision,
        stamp=before.stamp,
        entries=before.entries if is_same_order else entries,
        starts=starts,
        providers=providers,
        slugs=slugs,
        postings=postings,
        columns={name: index.columns[name][entries] for name in COLUMNS},
        dimensions=dict(index.dimensions),
        terms=index.terms,
        plans=plans,
        texts=read_texts(_numbers(slugs, providers), index, vocabulary, before.texts),
        prices=prices_after(before.prices, before.entries, entries, changed, before.revision),
        named=read_named(),
    )
    if is_same_order:
        after.remember(before, touched)
    return after


def _entries_after(before: Ground, changed: BitMap, index: Index) -> NDArray[np.int64]:
    """In the order of providers and numbers. Those that have changed are taken out, and put in again where they belong."""
    owners = index.columns["provider"]
    is_changed = np.zeros(len(owners), dtype=bool)
    is_changed[numbers_of(changed)] = True
    kept = before.entries[~is_changed[before.entries]]
    come = numbers_of(changed & index.live).astype(np.int64)
    come = come[np.argsort(owners[come], kind="stable")]
    places = np.searchsorted(_order(kept, owners), _order(come, owners))
    return np.insert(kept, places, come)


def _order(entries: NDArray[np.int64], owners: NDArray[np.int32]) -> NDArray[np.int64]:
    """One number for provider and entry together."""
    order: NDArray[np.int64] = (owners[entries].astype(np.int64) << 32) | entries
    return order


def _spans(entries: NDArray[np.int64], index: Index) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each provider begins, and the providers."""
    owners = index.columns["provider"][entries].astype(np.int64)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return starts, owners[starts]


def _slugs(providers: NDArray[np.int64], index: Index) -> list[str]:
    return [index.terms[number].key[1] for number in providers.tolist()]


def _numbers(slugs: list[str], providers: NDArray[np.int64]) -> dict[str, int]:
    return dict(zip(slugs, providers.tolist(), strict=True))


def _postings_after(before: Ground, changed: BitMap, plans: Plans, index: Index) -> tuple[Postings, set[kinds.Key]]:
    """The sets of all terms, and the terms whose sets are others than before."""
    postings, touched = dict(before.postings), set[kinds.Key]()
    replanned = {city for _slug, city in plans ^ before.plans}
    for number, posting in index.postings.items():
        key = index.terms[number].key
        if key[0] in NOT_LAID:
            continue
        known = before.postings.get(key)
        if known is None or key in replanned or posting.intersect(changed) or known.intersect(changed):
            laid = {key: posting.copy()}
            _leave_out((plan for plan in plans if plan[1] == key), laid, index)
            if laid[key] != known:
                postings |= laid
                touched.add(key)
    cities = {key for key in touched if key[0] == kinds.CITY}
    for key, entries in _countries(postings, {country_of(code) for _kind, code in cities}).items() if cities else ():
        postings[key] = entries
        touched.add(key)
    return postings, touched


def _plans() -> Plans:
    """Nothing is done yet where a site is only planned."""
    planned = Site.objects.filter(status=SiteStatus.PLANNED).order_by("provider__slug", "order", "id")
    rows = planned.values_list("provider__slug", "country", "city")
    return frozenset((slug, (kinds.CITY, city_code(country, city))) for slug, country, city in rows)


def _leave_out(plans: Iterable[tuple[str, kinds.Key]], postings: Postings, index: Index) -> None:
    for slug, city in plans:
        if city in postings:
            postings[city] -= index.entries_of((kinds.PROVIDER, slug))


def _countries(postings: Postings, only: set[str] | None = None) -> Postings:
    """What is done in each country, from the cities."""
    found: Postings = {}
    for code, entries in _cities(postings):
        country = country_of(code)
        if only is None or country in only:
            found.setdefault((kinds.COUNTRY, country), BitMap()).update(entries)
    return found


def _cities(postings: Postings) -> Iterator[tuple[str, BitMap]]:
    return ((code, entries) for (kind, code), entries in postings.items() if kind == kinds.CITY)
