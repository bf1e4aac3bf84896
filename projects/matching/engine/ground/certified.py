"""Which offerings a certificate of a standard covers on a day: one that an operator has verified, of the offering's own site, with
the work in its scope, and not past its last day. Asked of the tables, since a certificate ends by the clock."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

import numpy as np

from projects.matching.engine.ground.ground import Flags, Ground
from providers.enums import SiteStatus
from providers.models import Certificate
from services.models import CatalogueEntry
from services.search import kinds
from services.selectors.cover import Scope


def certified(codes: Sequence[str], day: date, ground: Ground, standards: Iterable[str]) -> Flags:
    """By offering. ``standards`` are all there are: an offering that names some is covered under those alone."""
    scopes = _scopes(codes, day)
    flags = np.zeros(len(ground.entries), dtype=bool)
    if not scopes:
        return flags
    places = {int(number): place for place, number in enumerate(ground.entries)}
    rows = CatalogueEntry.objects.filter(is_live=True, offering__sites__in=list(scopes))
    for number, site, path in rows.values_list("pk", "offering__sites", "offering__service_line__path"):
        if number in places and any(one.operations.intersection(path) for one in scopes.get(site, ())):
            flags[places[number]] = True
    silent = ~ground.having(kinds.STANDARD, standards)
    return flags & (ground.having(kinds.STANDARD, codes) | silent)


def _scopes(codes: Iterable[str], day: date) -> dict[UUID, list[Scope]]:
    """By site, the certificates in force with what is in their scope."""
    moment = datetime.combine(day, time.min, tzinfo=UTC)
    known = Certificate.objects.in_force(moment).filter(standard__in=list(codes)).exclude(site__status=SiteStatus.PLANNED)
    found: dict[UUID, list[Scope]] = defaultdict(list)
    for one in known.prefetch_related("operations"):
        found[one.site_id].append(Scope(one, frozenset(term.pk for term in one.operations.all())))
    return dict(found)
