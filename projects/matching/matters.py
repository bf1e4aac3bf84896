"""What a match wants to know, what it costs to leave it open, and which of it an offering leaves open. No query."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.matching.engine.ground.ground import Flags, Ground
from projects.matching.engine.ground.prices import COMPARABLE
from projects.matching.engine.judging.meaning import HOSTS
from projects.matching.engine.weights import DEFAULT_WEIGHTS
from projects.matching.enums import Criterion, Matter
from providers.enums import SiteStatus
from services.models import Offering
from services.search import kinds
from services.search.document import Links


@dataclass(frozen=True)
class Cost:
    """What it costs to leave a matter open: the criteria that it moves, and in words. ``shuts_out``: a brief in which it is a must makes a
    near miss of who does not say it."""

    criteria: tuple[Criterion, ...]
    text: Promise | str
    shuts_out: bool = False

    @property
    def moves(self) -> list[tuple[Criterion, float]]:
        """Its criteria with their usual weights."""
        return [(one, DEFAULT_WEIGHTS[one]) for one in self.criteria]

    @property
    def weight(self) -> float:
        """These weights, added up."""
        return sum(weight for _criterion, weight in self.moves)


COSTS: dict[Matter, Cost] = {
    Matter.MODALITIES: Cost(
        (Criterion.SERVICE, Criterion.MODALITY),
        _(
            "A brief that names a medicine finds the service, but not for this medicine. Where the medicine is a must, you are a near miss."
        ),
        shuts_out=True,
    ),
    Matter.SITES: Cost(
        (Criterion.PLACE, Criterion.SITES),
        _("The work is done nowhere that is known. Where a country is a must, you are a near miss."),
        shuts_out=True,
    ),
    Matter.CERTIFICATE: Cost(
        (),
        _("Where a certificate in force is a must, you are a near miss. Elsewhere sponsors read that none is shown."),
        shuts_out=True,
    ),
    Matter.DESCRIPTION: Cost(
        (Criterion.WORDS,),
        _(
            "Words that a brief and your own texts share count, beside the names of services and medicines, which count where you list them. This offering adds none of its own."
        ),
    ),
    Matter.STANDARDS: Cost(
        (Criterion.STANDARDS, Criterion.QUALITY), _("It is not known under which standards this is done.")
    ),
    Matter.SCALE: Cost((Criterion.SCALE,), _("Where a brief names a scale, it is not known whether you are large enough.")),
    Matter.STAGES: Cost((Criterion.STAGE,), _("Where a brief names a stage, it is not known whether you work at it.")),
    Matter.SYSTEMS: Cost(
        (Criterion.SYSTEM,),
        _(
            "Where a brief names an expression system, you count as likely to work with it at best, unless your texts name it."
        ),
    ),
    Matter.LEAD_TIME: Cost(
        (Criterion.TIME,),
        _("Where a brief says when, it is not known whether you can start in time, unless you have a free window then."),
    ),
    Matter.FREE_WINDOWS: Cost(
        (Criterion.TIME,), _("Where a brief says when, a free window in that time fits best, whatever your lead time.")
    ),
    Matter.PRICE: Cost(
        (Criterion.BUDGET,),
        _("Where a brief has a budget, only a price for all of the work or for a batch compares with it."),
    ),
    Matter.INSPECTIONS: Cost(
        (Criterion.TRACK,),
        _(
            "Where a brief names a market, sponsors read which regulators have inspected your sites. It counts for those who weigh it."
        ),
    ),
}


def by_cost(matters: Iterable[Matter]) -> list[Matter]:
    """What costs most first: what can shut out, then by the usual weights."""
    order = list(Matter)
    return sorted(matters, key=lambda one: (not COSTS[one].shuts_out, -COSTS[one].weight, order.index(one)))


@dataclass(frozen=True)
class Facts:
    """An offering with what it refers to, and what it is judged by. ``inspected`` are the sites of which somebody has said who inspected
    them, if anybody."""

    offering: Offering
    links: Links
    ground: Ground
    now: datetime
    inspected: Collection[UUID]

    def anybody(self, flags: Flags) -> bool:
        """Whether any offering of the same service in the catalogue is flagged: what nobody says of a service is asked of none."""
        return bool((self.ground.having(kinds.SERVICE_LINE, (self.offering.service_line_id,)) & flags).any())


def _no_modality(facts: Facts) -> bool:
    if facts.links.codes.get(kinds.MODALITY):
        return False
    every = tuple(code for kind, code in facts.ground.postings if kind == kinds.MODALITY)
    return facts.anybody(facts.ground.having(kinds.MODALITY, every))


def _no_certificate(facts: Facts) -> bool:
    """Asked of work that is done under a standard."""
    until = facts.links.covered_until
    return bool(facts.links.codes.get(kinds.STANDARD)) and (until is None or until <= facts.now)


def _no_scale(facts: Facts) -> bool:
    return facts.offering.scale_unit_id is None and facts.anybody(~np.isnan(facts.ground.columns["scale"]))


def _no_system(facts: Facts) -> bool:
    """Asked of the services that work with any."""
    return not facts.links.codes.get(kinds.SYSTEM) and facts.offering.service_line.path[0] in HOSTS.values()


def _no_price(facts: Facts) -> bool:
    return facts.offering.price_min is None or facts.offering.price_model not in COMPARABLE


def _not_inspected(facts: Facts) -> bool:
    return bool(facts.links.sites) and not any(site.pk in facts.inspected for site in facts.links.sites)


IS_OPEN: dict[Matter, Callable[[Facts], bool]] = {
    Matter.MODALITIES: _no_modality,
    Matter.SITES: lambda facts: all(site.status == SiteStatus.PLANNED for site in facts.links.sites),
    Matter.CERTIFICATE: _no_certificate,
    Matter.DESCRIPTION: lambda facts: not (facts.offering.description_en or facts.offering.description_zh),
    Matter.STANDARDS: lambda facts: not facts.links.codes.get(kinds.STANDARD),
    Matter.SCALE: _no_scale,
    Matter.STAGES: lambda facts: not facts.links.codes.get(kinds.STAGE),
    Matter.SYSTEMS: _no_system,
    Matter.LEAD_TIME: lambda facts: facts.offering.lead_weeks_min is None and facts.offering.lead_weeks_max is None,
    Matter.PRICE: _no_price,
    Matter.INSPECTIONS: _not_inspected,
}
"""What is asked of each offering. Free windows belong to suites, and are asked of the profile."""


def matters_left_open(facts: Facts) -> list[Matter]:
    """What an offering does not say, what costs most first."""
    return by_cost(matter for matter, is_open in IS_OPEN.items() if is_open(facts))
