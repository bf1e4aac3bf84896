"""Words of the admin site that nobody else would have translated: the theme brings none in Chinese, and columns without a name
of their own are called as in the code."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy, gettext_noop

LABELS = {
    "actor_organization_id": gettext_lazy("Acting organisation"),
    "actor_user_id": gettext_lazy("Acting person"),
    "attempts": gettext_lazy("Attempts"),
    "confirmed_at": gettext_lazy("Confirmed"),
    "data": gettext_lazy("Data"),
    "due_at": gettext_lazy("Due"),
    "event": gettext_lazy("Event"),
    "hashes": gettext_lazy("Fingerprints"),
    "invitation": gettext_lazy("Invitation"),
    "invited_by": gettext_lazy("Invited by"),
    "is_sealed": gettext_lazy("Sealed"),
    "last_error": gettext_lazy("Last error"),
    "membership": gettext_lazy("Member"),
    "message_id": gettext_lazy("Message"),
    "organization": gettext_lazy("Organisation"),
    "organization_ids": gettext_lazy("Organisations concerned"),
    "prefix": gettext_lazy("Begins with"),
    "quote": gettext_lazy("Quote"),
    "rates": gettext_lazy("Exchange rates"),
    "request_id": gettext_lazy("Id of the web request"),
    "rfq": gettext_lazy("Request for quotation"),
    "sender": gettext_lazy("Sender"),
    "sent_at": gettext_lazy("Sent at"),
    "status": gettext_lazy("Status"),
    "subject_id": gettext_lazy("Subject, by its key"),
    "subject_label": gettext_lazy("Subject"),
    "user": gettext_lazy("Person"),
}
"""By a column's name in the code, what pages call it."""

OF_THE_THEME = [
    gettext_noop("All applications"),
    gettext_noop("Apply Filters"),
    gettext_noop("Choose file to upload"),
    gettext_noop("Click to cancel"),
    gettext_noop("Click to download"),
    gettext_noop("Date from"),
    gettext_noop("Date to"),
    gettext_noop("Expand row"),
    gettext_noop("False"),
    gettext_noop("General"),
    gettext_noop("Go back"),
    gettext_noop("Image preview"),
    gettext_noop("Loading more results..."),
    gettext_noop("More actions"),
    gettext_noop("No data"),
    gettext_noop("No recent searches"),
    gettext_noop("No results found"),
    gettext_noop("No results matching your query"),
    gettext_noop("Recent searches"),
    gettext_noop("Record picture"),
    gettext_noop("Reset filters"),
    gettext_noop("Return to site"),
    gettext_noop("Run"),
    gettext_noop("Search apps and models..."),
    gettext_noop("Select action"),
    gettext_noop("Select action to run"),
    gettext_noop("Select all rows"),
    gettext_noop("Select record"),
    gettext_noop("Select value"),
    gettext_noop("System"),
    gettext_noop("This item will be deleted."),
    gettext_noop("This page yielded into no results. Create a new item or reset your filters."),
    gettext_noop("Toggle password visibility"),
    gettext_noop("True"),
    gettext_noop("Type to search"),
    gettext_noop("Value"),
    gettext_noop("You have been successfully logged out from the administration"),
]
"""Named here so that they are collected; the theme's templates ask for them."""


def name_columns(model: type[models.Model]) -> None:
    """Give the model's columns without a name of their own one in the reader's language. Migrations do not see it."""
    for field in model._meta.fields:
        if is_unnamed(field) and field.name in LABELS:
            field.verbose_name = LABELS[field.name]


def is_unnamed(field: "models.Field[Any, Any]") -> bool:
    """Whether the code gives the column no name but that of the attribute."""
    return "verbose_name" not in field.deconstruct()[3]
