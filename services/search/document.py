"""The search document of an offering: what it is found by, what it is ordered by, what a result shows."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from providers.enums import ProviderState
from providers.models import Certificate, Site
from services.models import Offering
from services.search import kinds
from services.search.kinds import Key
from services.search.text import words_of
from vocabulary.models import Modality, ServiceLine, TreeTerm, Unit
from vocabulary.selectors.vocabulary import Vocabulary

EXCERPT = 240
CONFIRMED = {ProviderState.VERIFIED: 0.5, ProviderState.CLAIMED: 0.3}


@dataclass(frozen=True)
class Links:
    """What an offering refers to, as codes, its sites, and the verified certificates that cover it, the last to end first."""

    sites: list[Site] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=dict)
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def covered_until(self) -> datetime | None:
        """The first moment at which none of them holds any more. Whether that is past, the reader's clock says."""
        return self.certificates[0].ends_at if self.certificates else None


@dataclass(frozen=True)
class Document:
    """What an entry says. ``names`` are those of the terms that no vocabulary has."""

    terms: set[Key]
    names: dict[Key, tuple[list[str], str]]
    columns: dict[str, Any]
    shown: dict[str, Any]

    @property
    def digest(self) -> str:
        """Changes with anything the entry says."""
        said = [sorted(self.terms), self.columns, self.shown]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def compose(offering: Offering, links: Links, vocabulary: Vocabulary) -> Document:
    """The document of an offering that stands in the catalogue; its provider is loaded."""
    names = _names(offering, links)
    terms = set(names) | set(_terms(offering, links, vocabulary))
    own = " ".join(
        [offering.title_en, offering.title_zh, offering.description_en, offering.description_zh, offering.included]
    )
    terms |= {(kinds.WORD, word[:40]) for word in words_of(own)}
    unit = vocabulary.terms[Unit].get(offering.scale_unit_id or "")
    largest = offering.scale_max or offering.scale_min
    columns = {
        "scale_dimension": unit.dimension if isinstance(unit, Unit) else "",
        "scale_max": float(largest * unit.factor) if largest and isinstance(unit, Unit) else None,
        "lead_weeks": offering.lead_weeks_min if offering.lead_weeks_min is not None else offering.lead_weeks_max,
        "changed_at": offering.updated_at,
        "covered_until": links.covered_until,
        "merit": _merit(offering, links),
    }
    return Document(terms, names, columns, _shown(offering, links))


def city_code(country: str, city: str) -> str:
    """``Halle`` in Germany is ``DE-Halle``."""
    return f"{country}-{city}"


def country_of(code: str) -> str:
    """The country of a city's code."""
    return code.partition("-")[0]


def name_of_city(code: str) -> str:
    """The city of a city's code."""
    return code.partition("-")[2]


def _terms(offering: Offering, links: Links, vocabulary: Vocabulary) -> Iterable[Key]:
    yield from ((kinds.SERVICE_LINE, code) for code in _branch(vocabulary, ServiceLine, offering.service_line_id))
    for leaf in links.codes.get(kinds.MODALITY, []):
        yield from ((kinds.MODALITY, code) for code in _branch(vocabulary, Modality, leaf))
    for kind in (kinds.STAGE, kinds.SYSTEM, kinds.STANDARD):
        yield from ((kind, code) for code in links.codes.get(kind, []))
    yield from ((kinds.COUNTRY, site.country_id) for site in links.sites)
    yield (kinds.PRICE_MODEL, offering.price_model)


def _branch(vocabulary: Vocabulary, model: type[TreeTerm], code: str) -> list[str]:
    """A term with all that are broader."""
    return cast(TreeTerm, vocabulary.terms[model][code]).path


def _names(offering: Offering, links: Links) -> dict[Key, tuple[list[str], str]]:
    """The provider and its cities, with what people call them."""
    provider = offering.provider
    called = [provider.name, provider.legal_name, provider.parent_name, *provider.other_names]
    names = {(kinds.PROVIDER, provider.slug): (_distinct(called), f"{provider.summary} {provider.summary_zh}".strip())}
    for site in links.sites:
        names[(kinds.CITY, city_code(site.country_id, site.city))] = (_distinct([site.city, *site.other_names]), "")
    return names


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _merit(offering: Offering, links: Links) -> float:
    """Orders what fits equally well: who has confirmed it, how much it says, how particular it is; at most about 1.

    The last part is the same for ever and differs between providers, so that none stands first by its name.
    """
    said = [
        offering.scale_max,
        offering.lead_weeks_min,
        offering.price_min,
        offering.description_en or offering.description_zh,
    ]
    told = 0.05 * sum(1 for one in said if one)
    focus = 0.1 / (1 + len(links.codes.get(kinds.MODALITY, [])))
    lot = int(hashlib.sha256(f"{offering.provider.slug}{offering.service_line_id}".encode()).hexdigest()[:8], 16) / 2**32
    doubt = 0.1 if offering.is_unverified else 0.0
    return round(CONFIRMED.get(ProviderState(offering.provider.state), 0.0) + told + focus - doubt + 0.05 * lot, 4)


def _shown(offering: Offering, links: Links) -> dict[str, Any]:
    provider = offering.provider
    price = offering.price_from or offering.price_to
    return {
        "id": str(offering.pk),
        "title_en": offering.title_en,
        "title_zh": offering.title_zh,
        "excerpt_en": offering.description_en[:EXCERPT],
        "excerpt_zh": offering.description_zh[:EXCERPT],
        "provider": {"slug": provider.slug, "name": provider.name, "state": provider.state},
        "service_line": offering.service_line_id,
        "stages": links.codes.get(kinds.STAGE, []),
        "modalities": links.codes.get(kinds.MODALITY, []),
        "systems": links.codes.get(kinds.SYSTEM, []),
        "standards": links.codes.get(kinds.STANDARD, []),
        "sites": [{"city": site.city, "country": site.country_id} for site in links.sites],
        "scale": _scale(offering),
        "lead": [offering.lead_weeks_min, offering.lead_weeks_max],
        "price": {
            "model": offering.price_model,
            "min": str(offering.price_min) if offering.price_min is not None else None,
            "max": str(offering.price_max) if offering.price_max is not None else None,
            "currency": offering.currency if price else "",
            "unit": offering.price_unit,
        },
        "certificate": _certificate(links),
        "unconfirmed": offering.is_from_public_sources,
        "unverified": offering.is_unverified,
        "updated_at": offering.updated_at.isoformat(),
    }


def _certificate(links: Links) -> dict[str, str] | None:
    """The one that covers longest: shown while it holds, which is while the offering is covered."""
    if not links.certificates:
        return None
    last = links.certificates[0]
    place = {"city": last.site.city, "country": last.site.country_id}
    return {"standard": last.standard_id, "number": last.number, **place, "valid_until": last.valid_until.isoformat()}


def _scale(offering: Offering) -> dict[str, Any] | None:
    if not offering.scale_unit_id:
        return None
    ends = {"min": offering.scale_min, "max": offering.scale_max}
    said = {name: f"{value.normalize():f}" if value else None for name, value in ends.items()}
    return {**said, "unit": offering.scale_unit_id, "note": offering.scale_note}
