"""The fixed words of matching."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Criterion(models.TextChoices):
    """What a provider is judged by, in the order of a result."""

    SERVICE = "service", _("Services")
    MODALITY = "modality", _("Modality")
    STANDARDS = "standards", _("Standards")
    PLACE = "place", _("Place")
    SCALE = "scale", _("Scale")
    STAGE = "stage", _("Stage experience")
    SYSTEM = "system", _("Expression system")
    MARKET = "market", _("Markets")
    TRACK = "track", _("Track record")
    TIME = "time", _("Lead time")
    BUDGET = "budget", _("Budget")
    COVERAGE = "coverage", _("One-stop coverage")
    SITES = "sites", _("Sites to choose from")
    QUALITY = "quality", _("Quality standards")
    FOCUS = "focus", _("Specialisation")
    CORE = "core", _("Core business")
    WORDS = "words", _("Words in common")


class RunStatus(models.TextChoices):
    """Where a run of matching stands."""

    REQUESTED = "requested", _("Waiting")
    RUNNING = "running", _("Under way")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")


class PlanKind(models.TextChoices):
    """What a plan for a whole chain is best in."""

    ONE_STOP = "one-stop", _("One stop")
    FEW_PROVIDERS = "few-providers", _("Few providers")
    BALANCED = "balanced", _("Fit against hand-overs")
    BEST_OF_EACH = "best-of-each", _("Best of each")
    SHORTEST = "shortest", _("Shortest known lead times")
    CHEAPEST = "cheapest", _("Lowest known prices")
