from services.models.catalogue import CatalogueEntry, CatalogueState, CatalogueTerm
from services.models.offering import Offering
from services.models.shortlist import Shortlist, ShortlistItem

__all__ = ["CatalogueEntry", "CatalogueState", "CatalogueTerm", "Offering", "Shortlist", "ShortlistItem"]
