"""How the catalogue follows what happens."""

import uuid

from django.urls import reverse
from django.utils import translation

from events.models import Event
from events.registry import on
from notifications.actions import Message, notify
from organizations.roles import Permission
from providers.handlers import members_who_may, operators, tell_operators
from providers.registry import withdraws
from services.actions.catalogue import refresh_entries, refresh_portion, refresh_provider
from services.actions.imports import read_import, settle_import
from services.actions.upload import check_upload, write_upload
from services.imports.pace import telling
from services.models import Offering, Withholding


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
    "offering.withheld",
    "offering.put_back",
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


@on("offering.withheld", "offering.put_back")
def tell_the_offerings_people(event: Event) -> None:
    """Those who edit it, with the operator's reason. An unclaimed profile has nobody to tell."""
    made = Withholding.objects.select_related("offering__provider", "offering__service_line").get(
        pk=event.data["withholding"]
    )
    offering, owner = made.offering, made.offering.provider.organization_id
    if owner is None:
        return
    reason = made.reason if event.kind == "offering.withheld" else made.words_back
    path = reverse("my_offering", args=[offering.pk])
    for person in (one.user for one in members_who_may(Permission.PROVIDER_EDIT, owner)):
        with translation.override(person.language):
            params = {"offering": offering.title, "reason": reason}
        notify(event=event, people=[person], message=Message(path, params, owner))


@on("offering.answered")
def tell_the_operators_of_an_answer(event: Event) -> None:
    """Those who may put it back; never members of its provider."""
    offering = Offering.objects.select_related("provider", "service_line").get(pk=event.subject_id)
    path = reverse("admin:services_offering_change", args=[offering.pk])
    for one in operators(without=offering.provider.organization_id):
        with translation.override(one.user.language):
            params = {"offering": offering.title, "provider": offering.provider.name}
        tell_operators(event, [one], path, params)


@on("import.requested")
def read_the_spreadsheet(event: Event) -> None:
    """From bytes to rows."""
    read_import(uuid.UUID(event.subject_id))


@on("import.read")
def settle_the_spreadsheet(event: Event) -> None:
    """From rows to what they say."""
    run_id = uuid.UUID(event.subject_id)
    settle_import(run_id, tell=telling(run_id))


@on("upload.handed_in")
def check_the_data_file(event: Event) -> None:
    """What it would change."""
    check_upload(uuid.UUID(event.subject_id))


@on("upload.confirmed")
def write_the_data_file(event: Event) -> None:
    """What was shown."""
    write_upload(uuid.UUID(event.subject_id))
