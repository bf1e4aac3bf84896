from services.models.catalogue import CatalogueEntry, CatalogueState, CatalogueTerm
from services.models.import_run import ImportRun
from services.models.offering import Offering

__all__ = ["CatalogueEntry", "CatalogueState", "CatalogueTerm", "ImportRun", "Offering"]
