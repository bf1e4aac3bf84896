"""What is said of a match, as it is kept with a run."""

from collections.abc import Mapping
from typing import Any

from projects.matching.engine.found import Match
from projects.matching.engine.ground.sites import Place
from services.search import kinds
from services.selectors.catalogue import Catalogue


def _site(site: Place) -> Mapping[str, Any]:
    """Where; and, only where it is so, that nobody knows whether it is open."""
    unclear = {"is_unclear": True} if site.is_unclear else {}
    return {"city": site.city, "country": site.country} | unclear


def wording_of(match: Match, catalogue: Catalogue) -> Mapping[str, Any]:
    """In the reader's language: reasons by criterion, what is missing, the best offering for each package."""
    return {
        "reasons": {one.criterion.value: one.reason for one in match.criteria},
        "missing": list(match.missing),
        "best": [
            {
                "package": one.package,
                "offering": one.offering.document["id"],
                "service_line": one.offering.document["service_line"],
                "title": catalogue.label(kinds.SERVICE_LINE, one.offering.document["service_line"]),
                "site": _site(one.site) if one.site else None,
                "is_near": one.is_near,
                "is_whole": one.is_whole,
                "is_unconfirmed": one.offering.document["unconfirmed"],
            }
            for one in match.best
        ],
    }
