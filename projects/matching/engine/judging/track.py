"""The track record that providers declare: which regulators have inspected the sites where the work would be done.

Asked for with a market: who was inspected by its regulator has been through it. That a site was not inspected is never known.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from projects.briefs.requirements import Subject
from projects.matching.engine.ground.ground import Scores
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.naming import listed
from providers.enums import SiteStatus
from providers.models import Site
from services.search import kinds
from services.search.document import city_code
from vocabulary.models import Regulator
from vocabulary.selectors.markets import regulated_in
from vocabulary.selectors.vocabulary import Vocabulary

BY_OTHERS = 0.5
"""Inspected, but by the regulators of other markets."""


@dataclass(frozen=True)
class Inspection:
    """A site of a provider where the work is done, and a regulator who was there. ``of_the_market``: of one asked for."""

    city: str
    regulator: str
    of_the_market: bool


Inspections = dict[int, list[Inspection]]


def inspections_of(fits: Sequence[PackageFit], slugs: Collection[str] | None = None) -> Inspections | None:
    """By provider; of these alone where ``slugs`` are given. None where no market is asked for."""
    asked = {code for fit in fits for one in fit.package.of(Subject.JURISDICTION) for code in one.codes}
    markets, ground = regulated_in(asked, fits[0].vocabulary), fits[0].ground
    if not asked or not ground.size:
        return None
    positions = {slug: position for position, slug in enumerate(ground.slugs)}
    fitting = np.logical_or.reduce([fit.fitting for fit in fits])
    rows = (
        Site.objects.filter(authorities__isnull=False)
        .exclude(status=SiteStatus.PLANNED)
        .order_by("provider__slug", "order", "id")
    )
    if slugs is not None:
        rows = rows.filter(provider__slug__in=slugs)
    found: Inspections = defaultdict(list)
    for slug, country, city, regulator, market in rows.values_list(
        "provider__slug", "country", "city", "authorities", "authorities__jurisdiction"
    ):
        position = positions.get(slug)
        if position is None:
            continue
        start, end = ground.span(position)
        if (fitting[start:end] & ground.having(kinds.CITY, (city_code(country, city),))[start:end]).any():
            found[position].append(Inspection(city, regulator, market in markets))
    return dict(found)


def digest_of_inspections(found: Mapping[str, Sequence[Inspection]]) -> str:
    """Changes with who was inspected where and by whom."""
    listed = sorted((slug, one.city, one.regulator, one.of_the_market) for slug, known in found.items() for one in known)
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def track_scores(inspections: Inspections | None, size: int) -> Scores | None:
    """1 for who was inspected by a regulator of a market asked for; nan where no inspection is known."""
    if inspections is None:
        return None
    scores = np.full(size, np.nan)
    for provider, known in inspections.items():
        scores[provider] = 1.0 if any(one.of_the_market for one in known) else BY_OTHERS
    return scores


def track_sentence(known: Sequence[Inspection], vocabulary: Vocabulary) -> str:
    """Which sites were inspected by whom: of the markets asked for, else of others."""
    terms = vocabulary.terms[Regulator]
    named = [one for one in known if one.of_the_market] or known
    if not named:
        return _("No inspection is known.")
    places = {one.city: listed(terms[row.regulator].label for row in named if row.city == one.city) for one in named}
    text = listed(_("%(city)s (%(regulators)s)") % {"city": city, "regulators": who} for city, who in places.items())
    if named[0].of_the_market:
        return _("Inspected: %(sites)s.") % {"sites": text}
    return _("Inspected, by regulators of other markets: %(sites)s.") % {"sites": text}
