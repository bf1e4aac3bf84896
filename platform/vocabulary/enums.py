"""The families that terms fall into."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SystemFamily(models.TextChoices):
    """What kind of host or process makes the molecule."""

    MAMMALIAN = "mammalian", _("Mammalian cells")
    HUMAN_CELL = "human-cell", _("Human cells as product")
    INSECT = "insect", _("Insect cells")
    AVIAN = "avian", _("Avian cells and eggs")
    MICROBIAL = "microbial", _("Bacteria")
    YEAST = "yeast", _("Yeasts")
    FUNGAL = "fungal", _("Filamentous fungi")
    PLANT = "plant", _("Plants")
    CELL_FREE = "cell-free", _("Cell-free")
    CHEMICAL = "chemical", _("Chemical synthesis")
    RADIOCHEMICAL = "radiochemical", _("Radiochemistry")


class StandardFamily(models.TextChoices):
    """Which good practice or scheme a standard belongs to."""

    GMP = "gmp", _("Good manufacturing practice")
    GLP = "glp", _("Good laboratory practice")
    GCP = "gcp", _("Good clinical practice")
    GVP = "gvp", _("Good pharmacovigilance practice")
    GDP = "gdp", _("Good distribution practice")
    QUALITY_SYSTEM = "quality-system", _("Quality systems")
    ISO = "iso", _("ISO standards")
    LAB_ACCREDITATION = "lab-accreditation", _("Laboratory accreditation")
    BIOSAFETY = "biosafety", _("Biosafety")
    ANIMAL_WELFARE = "animal-welfare", _("Animal welfare")
    CELL_THERAPY = "cell-therapy", _("Cell therapy")
    DATA = "data", _("Data protection and integrity")
    LICENCE = "licence", _("Licences")


class DocumentCategory(models.TextChoices):
    """Whose desk a document comes from."""

    COMMERCIAL = "commercial", _("Commercial")
    QUALITY = "quality", _("Quality")
    TECHNICAL = "technical", _("Technical")
    REGULATORY = "regulatory", _("Regulatory")
    CLINICAL = "clinical", _("Clinical")
    LOGISTICS = "logistics", _("Logistics")


class Confidence(models.TextChoices):
    """How sure a planning figure is."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")
