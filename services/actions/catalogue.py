"""Keeping the search documents right."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from services.models import CatalogueEntry, CatalogueState, CatalogueTerm, Offering
from services.search.document import Document, compose
from services.search.kinds import Key
from services.selectors.links import links_of
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary

CHUNK = 1000
COLUMNS = ("scale_dimension", "scale_max", "lead_weeks", "changed_at", "covered_until", "merit")


def refresh_provider(provider_id: uuid.UUID) -> int:
    """Bring the documents of a provider's offerings up to date; returns how many changed."""
    return refresh_entries(Offering.objects.filter(provider_id=provider_id).values_list("pk", flat=True))


def refresh_entries(offering_ids: Iterable[uuid.UUID]) -> int:
    """Bring these offerings' documents up to date, a thousand at a time; returns how many changed. What an event asks for becomes visible
    together, since a handler has one transaction.

    Documents are derived from committed rows and from nothing else, so it is safe to run twice and in any order.
    """
    vocabulary = current_vocabulary()
    return sum(_refresh(chunk, vocabulary) for chunk in _chunks(offering_ids))


def rebuild_catalogue() -> tuple[int, int]:
    """Compare every document with its offering, while searches go on; returns how many changed and how many left."""
    changed = refresh_entries(Offering.objects.published().order_by("provider_id", "pk").values_list("pk", flat=True))
    standing = Offering.objects.published().values("pk")
    stray = CatalogueEntry.objects.filter(is_live=True).exclude(offering__in=standing).values_list("pk", flat=True)
    return changed, _retire(list(stray))


def _chunks(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    known = list(ids)
    yield from (known[start : start + CHUNK] for start in range(0, len(known), CHUNK))


@transaction.atomic
def _refresh(ids: Sequence[uuid.UUID], vocabulary: Vocabulary) -> int:
    revision = _next_revision()
    offerings = list(Offering.objects.published().filter(pk__in=ids).select_related("provider"))
    links = links_of(offerings)
    documents = {one.pk: compose(one, links[one.pk], vocabulary) for one in offerings}
    entries = {entry.offering_id: entry for entry in CatalogueEntry.objects.filter(offering__in=ids)}
    changed = {
        pk: document
        for pk, document in documents.items()
        if pk not in entries or not entries[pk].is_live or entries[pk].digest != document.digest
    }
    gone = [entry.pk for pk, entry in entries.items() if pk not in documents and entry.is_live]
    numbers = _number_terms(changed.values(), revision)
    fresh = [_entry(entries.get(pk), pk, document, numbers, revision) for pk, document in changed.items()]
    CatalogueEntry.objects.bulk_create([entry for entry in fresh if entry.pk is None])
    known = [entry for entry in fresh if entry.offering_id in entries]
    CatalogueEntry.objects.bulk_update(known, ["revision", "is_live", "terms", "document", "digest", *COLUMNS])
    _withdraw(gone, revision)
    return len(changed) + len(gone)


@transaction.atomic
def _retire(entry_ids: list[int]) -> int:
    if entry_ids:
        _withdraw(entry_ids, _next_revision())
    return len(entry_ids)


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
