"""What many offerings refer to, in a fixed number of queries."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from providers.models import Site
from services.models import Offering
from services.search import kinds
from services.search.document import Links
from services.selectors.cover import cover_of

RELATIONS = {
    kinds.STAGE: "stages",
    kinds.MODALITY: "modalities",
    kinds.SYSTEM: "systems",
    kinds.STANDARD: "standards",
}


def links_of(offerings: Sequence[Offering]) -> dict[uuid.UUID, Links]:
    """By offering: its codes in the vocabulary's order, its sites in the provider's, and the certificates that cover it."""
    ids = [offering.pk for offering in offerings]
    found = {pk: Links() for pk in ids}
    for kind, relation in RELATIONS.items():
        for offering_id, code in _pairs(relation, ids):
            found[offering_id].codes.setdefault(kind, []).append(code)
    pairs = list(_pairs("sites", ids))
    sites = Site.objects.in_use().in_bulk({site for _offering, site in pairs})
    for offering_id, site_id in pairs:
        if site_id in sites:
            found[offering_id].sites.append(sites[site_id])
    places = {pk: links.sites for pk, links in found.items()}
    standards = {pk: links.codes.get(kinds.STANDARD, []) for pk, links in found.items()}
    for offering_id, certificates in cover_of(offerings, places, standards).items():
        found[offering_id].certificates.extend(certificates)
    return found


def _pairs(relation: str, ids: list[uuid.UUID]) -> Iterable[tuple[uuid.UUID, Any]]:
    through = link_table_of(relation)
    rows = through.model._default_manager.filter(offering_id__in=ids)
    return rows.order_by(f"{through.there}__order", through.there).values_list("offering_id", f"{through.there}_id")


@dataclass(frozen=True)
class Through:
    """The table between offerings and something else, and the name of its field that leads there."""

    model: type[models.Model]
    there: str


def link_table_of(relation: str) -> Through:
    """The table behind one of an offering's relations."""
    field: models.ManyToManyField[Any, Any] = Offering._meta.get_field(relation)  # type: ignore[assignment]
    return Through(field.remote_field.through, field.m2m_reverse_field_name())  # type: ignore[arg-type]
