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


class Cause(models.TextChoices):
    """Why a provider misses a must."""

    UNSAID = "unsaid", _("Your profile says nothing of it.")
    OTHERWISE = "otherwise", _("Your profile says otherwise.")
    UNPUBLISHED = "unpublished", _("It stands in an offering that is not published.")


class Matter(models.TextChoices):
    """What a match wants to know of an offering or a profile."""

    MODALITIES = "modalities", _("Modalities")
    SITES = "sites", _("Sites")
    CERTIFICATE = "certificate", _("Certificate in force")
    DESCRIPTION = "description", _("Description")
    STANDARDS = "standards", _("Standards")
    SCALE = "scale", _("Scale")
    STAGES = "stages", _("Stages")
    SYSTEMS = "systems", _("Expression systems")
    LEAD_TIME = "lead-time", _("Lead time")
    FREE_WINDOWS = "free-windows", _("Free windows of capacity")
    PRICE = "price", _("Price that compares")
    INSPECTIONS = "inspections", _("Inspections")


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
    PREFERRED_PLACES = "preferred-places", _("All in preferred places")
