from services.models.catalogue import CatalogueEntry, CatalogueState, CatalogueTerm
from services.models.offering import Offering

__all__ = ["CatalogueEntry", "CatalogueState", "CatalogueTerm", "Offering"]
