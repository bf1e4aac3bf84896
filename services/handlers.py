"""How the catalogue follows what happens."""

import uuid

from events.models import Event
from events.registry import on
from providers.registry import withdraws
from services.actions.catalogue import refresh_entries, refresh_portion, refresh_provider
from services.actions.imports import read_import, settle_import
from services.imports.pace import telling


@withdraws
def withdraw_the_offerings(provider_id: uuid.UUID) -> None:
    """Of a profile that is being suspended: searches wait for no worker."""
    refresh_provider(provider_id)


@on(
    "offering.edited",
    "offering.confirmed",
    "offering.published",
    "offering.paused",
    "offering.resumed",
    "offering.retired",
)
def refresh_the_offering(event: Event) -> None:
    """One offering's document."""
    refresh_entries([uuid.UUID(event.subject_id)])


@on(
    "provider.edited",
    "provider.claimed",
    "provider.verified",
    "provider.suspended",
    "provider.reinstated",
    "site.created",
    "site.edited",
    "site.closed",
    "site.reopened",
    "offering.imported",
    "certificate.verified",
    "certificate.edited",
    "certificate.revoked",
    "certificate.removed",
    "certificate.expired",
)
def refresh_the_provider(event: Event) -> None:
    """All offerings of a provider: their documents name it, its sites and what they are certified for."""
    refresh_provider(uuid.UUID(event.data["provider"]))


@on("provider.merged", "provider.merge_undone")
def refresh_the_merged(event: Event) -> None:
    """Offerings of two profiles have moved."""
    for name in ("provider", "merged"):
        refresh_provider(uuid.UUID(event.data[name]))


@on("vocabulary.loaded", "term.edited", "term.restored", "provider.loaded")
def refresh_everything(event: Event) -> None:
    """Broader terms stand in the documents, and a load changes many profiles. This is the first portion."""
    refresh_portion()


@on("catalogue.portion_refreshed")
def refresh_the_next_portion(event: Event) -> None:
    """One follows the other, so that a refresh of everything never holds more than one worker."""
    done = event.data
    refresh_portion(after=uuid.UUID(done["last"]), seen=done["seen"], changed=done["changed"])


@on("import.requested")
def read_the_spreadsheet(event: Event) -> None:
    """From bytes to rows."""
    read_import(uuid.UUID(event.subject_id))


@on("import.read")
def settle_the_spreadsheet(event: Event) -> None:
    """From rows to what they say."""
    run_id = uuid.UUID(event.subject_id)
    settle_import(run_id, tell=telling(run_id))
