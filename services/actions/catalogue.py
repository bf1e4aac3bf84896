"""Keeping the search documents right."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from events.actions import emit
from organizations.actor import Actor
from services.models import CatalogueEntry, CatalogueState, CatalogueTerm, Offering
from services.search.document import Document, compose
from services.search.kinds import Key
from services.selectors.links import links_of
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary

CHUNK = 1000
COLUMNS = ("scale_dimension", "scale_max", "lead_weeks", "changed_at", "covered_until", "merit")
WRITTEN = ["revision", "is_live", "terms", "document", "digest", *COLUMNS]


def refresh_provider(provider_id: uuid.UUID) -> int:
    """Bring the documents of a provider's offerings up to date; returns how many changed."""
    return refresh_entries(Offering.objects.filter(provider_id=provider_id).values_list("pk", flat=True))


def refresh_entries(offering_ids: Iterable[uuid.UUID]) -> int:
    """Bring these offerings' documents up to date, a thousand at a time; returns how many changed. What an event asks for becomes visible
    together, since a handler has one transaction: for all of them there is ``refresh_portion``.

    Documents are derived from committed rows and from nothing else, so it is safe to run twice and in any order.
    """
    vocabulary = current_vocabulary()
    return sum(_refresh(chunk, vocabulary) for chunk in _chunks(offering_ids))


@transaction.atomic
def refresh_portion(*, after: uuid.UUID | None = None, seen: int = 0, changed: int = 0) -> int:
    """Bring the next thousand documents up to date, of all offerings by their keys; ``after`` is the last that was looked at.

    Each portion is a transaction of its own and tells of itself, and who hears of it does the next: another writer waits for one portion at
    most, other events are handled in between, and a worker that was killed goes on where it stood. ``seen`` and ``changed`` are
    counted from portion to portion. Returns how many have changed in this one.
    """
    rows = Offering.objects.order_by("pk").filter(**({} if after is None else {"pk__gt": after}))
    ids = list(rows.values_list("pk", flat=True)[:CHUNK])
    found = _refresh_differing(ids, current_vocabulary())
    if after is None:
        found += _retire(_without_offering())
    state, _made = CatalogueState.objects.get_or_create(pk=1)
    counts = {"seen": seen + len(ids), "changed": changed + found}
    if len(ids) < CHUNK:
        emit("catalogue.refreshed", actor=Actor.system(), subject=state, data=counts)
    else:
        emit("catalogue.portion_refreshed", actor=Actor.system(), subject=state, data={**counts, "last": str(ids[-1])})
    return found


def rebuild_catalogue() -> tuple[int, int]:
    """Compare every document with its offering, while searches go on; returns how many changed and how many left. A transaction a thousand,
    where nothing else has opened one."""
    vocabulary = current_vocabulary()
    ids = Offering.objects.published().order_by("provider_id", "pk").values_list("pk", flat=True)
    changed = sum(_refresh_differing(chunk, vocabulary) for chunk in _chunks(ids))
    standing = Offering.objects.published().values("pk")
    return changed, _retire(CatalogueEntry.objects.filter(is_live=True).exclude(offering__in=standing))


def _chunks(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    known = list(ids)
    yield from (known[start : start + CHUNK] for start in range(0, len(known), CHUNK))


def _without_offering() -> QuerySet[CatalogueEntry]:
    """Entries of offerings that were deleted."""
    return CatalogueEntry.objects.filter(is_live=True, offering=None)


def _refresh_differing(ids: Sequence[uuid.UUID], vocabulary: Vocabulary) -> int:
    """Compare without a lock, then do what differs under it. What equals needs no revision, for which every kept page would be drawn anew;
    whoever changes an offering meanwhile has an event of their own."""
    documents, entries = _compared(ids, vocabulary)
    differing = {*_changed(documents, entries), *_gone(documents, entries)}
    return _refresh([one for one in ids if one in differing], vocabulary) if differing else 0


@transaction.atomic
def _refresh(ids: Sequence[uuid.UUID], vocabulary: Vocabulary) -> int:
    revision = _next_revision()
    documents, entries = _compared(ids, vocabulary)
    changed = _changed(documents, entries)
    gone = [entries[pk].pk for pk in _gone(documents, entries)]
    numbers = _number_terms(changed.values(), revision)
    fresh = [_entry(entries.get(pk), pk, document, numbers, revision) for pk, document in changed.items()]
    CatalogueEntry.objects.bulk_create([entry for entry in fresh if entry.pk is None])
    # As one insertion that finds them there: an update of a thousand rows at once is ten times as slow.
    known = [entry for entry in fresh if entry.offering_id in entries]
    CatalogueEntry.objects.bulk_create(known, update_conflicts=True, update_fields=WRITTEN, unique_fields=["id"])
    _withdraw(gone, revision)
    return len(changed) + len(gone)


Documents = dict[uuid.UUID, Document]
Entries = dict[uuid.UUID, CatalogueEntry]


def _compared(ids: Sequence[uuid.UUID], vocabulary: Vocabulary) -> tuple[Documents, Entries]:
    """By offering, the document that it should have, none for one that is not in the catalogue, and the entry that it has."""
    offerings = list(Offering.objects.published().filter(pk__in=ids).select_related("provider"))
    links = links_of(offerings)
    documents = {one.pk: compose(one, links[one.pk], vocabulary) for one in offerings}
    return documents, {entry.offering_id: entry for entry in CatalogueEntry.objects.filter(offering__in=ids)}


def _changed(documents: Documents, entries: Entries) -> Documents:
    return {
        pk: document
        for pk, document in documents.items()
        if pk not in entries or not entries[pk].is_live or entries[pk].digest != document.digest
    }


def _gone(documents: Documents, entries: Entries) -> list[uuid.UUID]:
    return [pk for pk, entry in entries.items() if pk not in documents and entry.is_live]


@transaction.atomic
def _retire(entries: QuerySet[CatalogueEntry]) -> int:
    ids = list(entries.values_list("pk", flat=True))
    if ids:
        _withdraw(ids, _next_revision())
    return len(ids)


def _next_revision() -> int:
    """Locks the row: whoever reads a revision sees everything up to it. No number is ever used twice, not even after a
    change that was undone, so an index cannot take one state for another."""
    CatalogueState.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE services_cataloguestate SET revision = nextval('services_catalogue_revision') WHERE id = 1 RETURNING revision"
        )
        return int(cursor.fetchone()[0])


def _withdraw(entry_ids: list[int], revision: int) -> None:
    CatalogueEntry.objects.filter(pk__in=entry_ids).update(is_live=False, revision=revision, terms=[], document={})


def _entry(
    entry: CatalogueEntry | None, offering_id: uuid.UUID, document: Document, numbers: dict[Key, int], revision: int
) -> CatalogueEntry:
    entry = entry or CatalogueEntry(offering_id=offering_id)
    values: dict[str, Any] = {
        "revision": revision,
        "is_live": True,
        "terms": sorted(numbers[key] for key in document.terms),
        "document": document.shown,
        "digest": document.digest,
        **document.columns,
    }
    for name, value in values.items():
        setattr(entry, name, value)
    return entry


def _number_terms(documents: Iterable[Document], revision: int) -> dict[Key, int]:
    """The numbers of every term in the documents. New ones get one; whose names have changed are told so."""
    wanted: dict[Key, tuple[list[str], str]] = {}
    for document in documents:
        for key in document.terms:
            wanted[key] = document.names.get(key, wanted.get(key, ([], "")))
    known = {
        (term.kind, term.code): term for term in CatalogueTerm.objects.filter(code__in={code for _kind, code in wanted})
    }
    renamed = []
    for key in wanted.keys() & known.keys():
        names, text = wanted[key]
        term = known[key]
        if (term.names, term.text) != (names, text):
            term.names, term.text, term.revision = names, text, revision
            renamed.append(term)
    CatalogueTerm.objects.bulk_update(renamed, ["names", "text", "revision"])
    new = [
        CatalogueTerm(kind=kind, code=code, names=names, text=text, revision=revision)
        for (kind, code), (names, text) in sorted(wanted.items())
        if (kind, code) not in known
    ]
    numbered = {key: term.pk for key, term in known.items()}
    return numbered | {(term.kind, term.code): term.pk for term in CatalogueTerm.objects.bulk_create(new)}
