"""How large the work is that a provider is known to do, for what is asked for and where it may be done."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from projects.briefs.requirements import Force, Subject
from projects.matching.engine.asked import Amount, Choice
from projects.matching.engine.ground.ground import Flags, Scores, leaves_below
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.points import Points, points_of
from projects.matching.engine.judging.scoring import mean_known
from vocabulary.models import Modality

TOO_SMALL, OVERSIZED_TIMES, OVERSIZED = 0.8, 100.0, 0.8
"""Public figures are often those of a whole site, so much larger than asked is hardly a fault."""
ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Compared:
    """What is held against an amount: by provider the figure in base units, nan where none is known, and the points it is one of."""

    figures: Scores
    points: Points
    counted: Flags

    def of(self, provider: int) -> list[int]:
        """The points that have a provider's figure."""
        mine = np.flatnonzero(self.counted & (self.points.owners == provider))
        return [int(one) for one in mine if np.isclose(self.points.values[one], self.figures[provider], rtol=1e-5)]


def scale_scores(fit: PackageFit) -> Scores | None:
    """1 for who is known to be large enough; None where nothing is asked that the services are counted in."""
    wanted = [amount for amount in fit.package.amounts if fit.measures(amount)]
    if not wanted:
        return None
    found = np.stack([_score(compared(fit, amount).figures / amount.high) for amount in wanted])
    return mean_known(found, np.ones(len(wanted)))


def _score(times: Scores) -> Scores:
    fits = np.where(times > OVERSIZED_TIMES, OVERSIZED, 1.0)
    return np.where(np.isnan(times), np.nan, np.where(times >= 1 - ROUNDING, fits, TOO_SMALL * np.clip(times, 0, 1)))


HELD: WeakKeyDictionary[PackageFit, dict[Amount, Compared]] = WeakKeyDictionary()


def compared(fit: PackageFit, amount: Amount) -> Compared:
    """The largest figure for the service and the medicine where it may be done. One in a country that is wished for goes before
    a larger one elsewhere, where it is enough. Compared once: each sentence asks for it again."""
    held = HELD.setdefault(fit, {})
    if amount not in held:
        held[amount] = _compared(fit, amount)
    return held[amount]


def _compared(fit: PackageFit, amount: Amount) -> Compared:
    points = points_of(fit.ground, amount.dimension)
    counted = _suiting(fit, points)
    if fit.countries is not None:
        counted &= points.within(fit.countries, fit.ground)
    figures = points.highest(counted, fit.ground.size, amount)
    wished = {code for one in fit.package.of(Subject.COUNTRY) if not one.is_must for code in one.codes}
    if not wished:
        return Compared(figures, points, counted)
    near = counted & points.within(wished, fit.ground)
    there = points.highest(near, fit.ground.size, amount)
    is_enough = large_enough(there, amount)
    return Compared(np.where(is_enough, there, figures), points, np.where(is_enough[points.owners], near, counted))


def largest_of(fit: PackageFit, amount: Amount) -> Scores:
    """By provider the largest figure of all that it does, wherever; nan where none is known."""
    points = points_of(fit.ground, amount.dimension)
    return points.highest(fit.everything[points.offerings], fit.ground.size, amount)


def large_enough(figures: Scores, amount: Amount) -> Flags:
    """Not where nothing is known."""
    flags: Flags = figures >= amount.low * (1 - ROUNDING)
    return flags


def _suiting(fit: PackageFit, points: Points) -> Flags:
    """What is done for the medicine counts at sites that work with it."""
    suiting = fit.fitting[points.offerings]
    if fit.modalities:
        for_it = (fit.relevant & fit.wanted_modality)[points.offerings]
        suiting &= ~for_it | points.made_there(fit.modality_leaves)
    return suiting


@dataclass(frozen=True, eq=False)
class Small:
    """Who is known to be too small, and the largest figure that says so; ``place`` is where, None for anywhere."""

    fails: Flags
    figures: Scores
    amount: Amount
    place: Choice | None = None


def too_small(fit: PackageFit, among: Flags, places: Sequence[Choice], barred: Choice | None) -> Iterator[Small]:
    """For each amount that is a must: anywhere, in each of the places that are musts, outside those ``barred``.

    Each stands alone: a place or a medicine more makes nobody large enough. Who is too small anywhere is not told so again of a place.
    """
    for amount in fit.package.amounts:
        if amount.force != Force.MUST:
            continue
        points = points_of(fit.ground, amount.dimension)
        sorts = list(_sorts(fit, among, points))
        if not any(chosen.any() for _offerings, chosen in sorts):
            continue
        everywhere = _largest(fit, points, sorts, amount)
        yield everywhere
        for place in places:
            here = points.within(place.codes, fit.ground)
            there = _largest(fit, points, [(offerings, chosen & here) for offerings, chosen in sorts], amount)
            yield Small(there.fails & ~everywhere.fails, there.figures, amount, place)
        if barred is not None and fit.outside is not None:
            outside = _all_small(fit, points, sorts, amount, set(barred.codes))
            yield Small(outside.fails & ~everywhere.fails, outside.figures, amount, barred)


def _sorts(fit: PackageFit, among: Flags, points: Points) -> Iterator[tuple[Flags, Flags]]:
    """The offerings for any medicine, and for each that is a must; with the points that speak of it."""
    yield among, among[points.offerings]
    for medicine in fit.package.of(Subject.MODALITY):
        if medicine.is_must:
            leaves = leaves_below(medicine.codes, Modality, fit.vocabulary)
            offerings = among & fit.having(medicine)
            yield offerings, offerings[points.offerings] & points.made_there(leaves)


def _largest(fit: PackageFit, points: Points, sorts: Sequence[tuple[Flags, Flags]], amount: Amount) -> Small:
    """Too small is whose largest known figure is."""
    fails, figures = np.zeros(fit.ground.size, dtype=bool), np.full(fit.ground.size, np.nan)
    for _offerings, chosen in sorts:
        largest = points.highest(chosen, fit.ground.size, amount)
        is_small = ~np.isnan(largest) & ~large_enough(largest, amount)
        figures = np.where(is_small & ~fails, largest, figures)
        fails |= is_small
    return Small(fails, figures, amount)


def _all_small(
    fit: PackageFit, points: Points, sorts: Sequence[tuple[Flags, Flags]], amount: Amount, barred: Collection[str]
) -> Small:
    """Too small is who is known to be so at every place that is left: one that is not known may do, and goes when its country is
    excluded too. So a country more makes nobody large enough."""
    countries = {code.partition("-")[0] for code in points.codes} - set(barred)
    left = points.within(countries, fit.ground)
    size, outside = fit.ground.size, fit.outside
    assert outside is not None  # noqa: S101 - a country is excluded
    fails, figures = np.zeros(size, dtype=bool), np.full(size, np.nan)
    values = points.known(amount)
    for offerings, chosen in sorts:
        there = offerings[points.offerings] & left
        unknown = np.zeros(size, dtype=bool)
        unknown[points.owners[there & (np.isnan(values) | ~chosen)]] = True
        unknown |= fit.ground.any(offerings & outside & ~fit.in_dimension(amount))
        largest = points.highest(there & chosen, size, amount)
        is_small = ~np.isnan(largest) & ~unknown & ~large_enough(largest, amount)
        figures = np.where(is_small & ~fails, largest, figures)
        fails |= is_small
    return Small(fails, figures, amount)
