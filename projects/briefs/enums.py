"""The fixed words of projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FundingStage(models.TextChoices):
    """How a sponsor is financed: bidders ask, since it says whether the work will go on."""

    PUBLIC_RESEARCH = "public-research", _("Public research or grant")
    SEED = "seed", _("Seed")
    SERIES_A = "series-a", _("Series A")
    SERIES_B = "series-b", _("Series B")
    LATER = "later", _("Later rounds")
    LISTED = "listed", _("Listed company")
    PRIVATE = "private", _("Privately owned company")
    NON_PROFIT = "non-profit", _("Non-profit")


class Tier(models.TextChoices):
    """When bidders see a field."""

    TEASER = "teaser", _("Everybody who is invited")
    CDA = "after-cda", _("After the CDA")
    AWARD = "after-award", _("After the award")


class IntakeStatus(models.TextChoices):
    """Where a brief stands."""

    DRAFT = "draft", _("Draft")
    USED = "used", _("Made into a project")


class FlagKind(models.TextChoices):
    """What can make a project impossible as it is written."""

    SERVICE = "service", _("Nobody offers it")
    PLACE = "place", _("Nobody offers it there")
    SCALE = "scale", _("Nobody works at this scale")
    UNIT = "unit", _("The unit does not fit")
    SYSTEM = "system", _("Nobody works with this host")
    STAGE = "stage", _("Nobody does it for this stage")
    LEAD_TIME = "lead-time", _("Less time than anybody needs")
    BUDGET = "budget", _("Less money than anybody needs")
    JURISDICTION = "jurisdiction", _("Nobody serves this market")
    CONTRADICTION = "contradiction", _("Contradiction")
