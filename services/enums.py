"""The fixed words of services."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferingStatus(models.TextChoices):
    """Only a published offering stands in the catalogue."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    PAUSED = "paused", _("Paused")
    RETIRED = "retired", _("Retired")
    WITHHELD = "withheld", _("Taken off by an operator")


class PriceModel(models.TextChoices):
    """How the work is charged. On request is what is known of most; it is not a price of 0."""

    FIXED = "fixed", _("Fixed price")
    PER_BATCH = "per-batch", _("Per batch")
    PER_UNIT = "per-unit", _("Per unit")
    FTE = "fte", _("FTE rate")
    PASS_THROUGH = "pass-through", _("Pass-through")
    ON_REQUEST = "on-request", _("On request")


class Ordering(models.TextChoices):
    """In which order the catalogue shows what it found."""

    RELEVANCE = "relevance", _("Best match")
    LEAD_TIME = "lead_time", _("Shortest lead time")
    RECENT = "-updated_at", _("Recently changed")


class Breadth(models.TextChoices):
    """How much of the words asked for a hit of a search fits."""

    ALL = "all", _("Every word fits the service")
    PROVIDER = "provider", _("The provider does all of it, in separate services")
    SOME = "some", _("Some of the words fit")


class UploadStatus(models.TextChoices):
    """How far it is with a data file that an operator handed in."""

    WAITING = "waiting", _("Being checked")
    CHECKED = "checked", _("Checked: waits for a confirmation")
    CONFIRMED = "confirmed", _("Being written")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused: nothing was changed")
    DROPPED = "dropped", _("Dropped: nothing was changed")


class ImportStatus(models.TextChoices):
    """How far it is with a spreadsheet that somebody handed in."""

    WAITING = "waiting", _("Waiting")
    READ = "read", _("Read; being checked")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused: nothing was changed")
