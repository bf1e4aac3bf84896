"""The fixed words of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a file was given for. It decides which types and sizes are taken."""

    EVIDENCE = "evidence", _("Evidence")
    BRIEF = "brief", _("Brief")
    ATTACHMENT = "attachment", _("Attachment")


class Scan(models.TextChoices):
    """What a virus scanner said. Without a scanner nothing is claimed."""

    OFF = "off", _("Not scanned")
    CLEAN = "clean", _("Scanned, nothing found")
