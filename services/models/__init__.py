from services.models.catalogue import CatalogueEntry, CatalogueState, CatalogueTerm
from services.models.import_run import ImportRun
from services.models.offering import Offering
from services.models.shortlist import Shortlist, ShortlistItem
from services.models.upload import Upload
from services.models.withholding import Withholding

__all__ = [
    "CatalogueEntry",
    "CatalogueState",
    "CatalogueTerm",
    "ImportRun",
    "Offering",
    "Shortlist",
    "ShortlistItem",
    "Upload",
    "Withholding",
]
