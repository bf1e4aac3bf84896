"""What a provider misses of what is a must.

Each check stands alone and says of each provider whether it fails, and no check goes when another comes, so one more requirement
can only take providers away. Modalities, places, standards and scales are asked of the provider as a whole, and again of each
service that must be done, as far as anybody does that service with them. A scale is asked once more of each place that is a must.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from projects.briefs.requirements import Force, Subject
from projects.matching.engine.asked import Amount, Choice
from projects.matching.engine.ground.certified import certified
from projects.matching.engine.ground.ground import Flags, Scores
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.meaning import meant_by
from projects.matching.engine.judging.scales import too_small
from services.search import kinds
from vocabulary.models import Standard


@dataclass(frozen=True, eq=False)
class Check:
    """A must, and who fails it. ``line`` is the service it is about, if any; ``amount`` is set for a scale, with the ``figures`` that are
    known to be too small and the place that they hold for. ``partly`` are those who do some of it in a place. ``is_contrary``: all that
    is asked for is excluded too, so that everybody fails it."""

    subject: Subject
    fails: Flags
    choice: Choice | None = None
    line: Choice | None = None
    amount: Amount | None = None
    figures: Scores | None = None
    partly: Flags | None = None
    is_contrary: bool = False

    @property
    def about(self) -> tuple[object, ...]:
        """What is missed, in whichever service."""
        return (self.subject, self.choice, self.amount)


def checks_of(fit: PackageFit) -> Iterator[Check]:
    """Everything that decides whether a provider can take the package."""
    lines = [one for one in fit.lines if one.is_must]
    for line in lines:
        yield Check(Subject.SERVICE_LINE, ~fit.ground.any(fit.having(line)), line)
    certificates = _certificates(fit)
    for about in [None, *lines]:
        yield from _modalities(fit, about)
        yield from _places(fit, about)
        yield from _standards(fit, about, certificates)
        yield from _scales(fit, about)


def _of(fit: PackageFit, line: Choice | None) -> Flags:
    return fit.everything if line is None else fit.having(line)


def _musts(fit: PackageFit, subject: Subject) -> list[Choice]:
    return [one for one in fit.package.of(subject) if one.is_must]


def _pairs(fit: PackageFit, line: Choice | None) -> list[Flags]:
    """The offerings of a service for each modality that must be served by it."""
    offerings = _of(fit, line)
    both = [offerings & fit.having(one) for one in _musts(fit, Subject.MODALITY)]
    return [one for one in both if one.any()] or [offerings]


def _modalities(fit: PackageFit, line: Choice | None) -> Iterator[Check]:
    for modality in _musts(fit, Subject.MODALITY):
        both = _of(fit, line) & fit.having(modality)
        if line is None or both.any():
            yield Check(Subject.MODALITY, ~fit.ground.any(both), modality, line)


def _places(fit: PackageFit, line: Choice | None) -> Iterator[Check]:
    excluded = sorted({code for one in fit.package.excluded(Subject.COUNTRY) for code in one.codes})
    for place in _musts(fit, Subject.COUNTRY):
        allowed = replace(place, codes=tuple(code for code in place.codes if code not in excluded))
        yield replace(_there(fit, line, place, fit.having(allowed)), is_contrary=not allowed.codes)
    barred = barred_places(fit)
    if barred is not None and fit.outside is not None:
        yield _there(fit, line, barred, fit.outside)


def barred_places(fit: PackageFit) -> Choice | None:
    """All that are excluded, as one choice."""
    excluded = sorted({code for one in fit.package.excluded(Subject.COUNTRY) for code in one.codes})
    return Choice(Subject.COUNTRY, tuple(excluded), Force.EXCLUDED) if excluded else None


def _there(fit: PackageFit, line: Choice | None, place: Choice, there: Flags) -> Check:
    """Whoever does something for a medicine, and not there. Who does it for none of them is told so, and asked only whether the work as such
    is done there."""
    pairs = _pairs(fit, line)
    done = [fit.ground.any(pair) for pair in pairs]
    done_there = [fit.ground.any(pair & there) for pair in pairs]
    elsewhere = [one & ~here for one, here in zip(done, done_there, strict=True)]
    nothing = ~np.logical_or.reduce(done) & ~fit.ground.any(_of(fit, line) & there)
    fails: Flags = np.logical_or.reduce([*elsewhere, nothing])
    return Check(Subject.COUNTRY, fails, place, line, partly=np.logical_or.reduce(done_there))


def _standards(fit: PackageFit, line: Choice | None, certificates: dict[Choice, Flags]) -> Iterator[Check]:
    """A service that nobody does under a standard is not held to it; who lists no standard at all may have it."""
    offerings = _of(fit, line)
    listing = fit.ground.any(offerings & fit.ground.having(kinds.STANDARD, fit.vocabulary.terms[Standard]))
    for standard in _musts(fit, Subject.STANDARD):
        under = offerings & fit.having(standard)
        if under.any():
            yield Check(Subject.STANDARD, listing & ~fit.ground.any(under), standard, line)
        if standard in certificates:
            yield Check(Subject.STANDARD, ~fit.ground.any(offerings & certificates[standard]), standard, line)


def _certificates(fit: PackageFit) -> dict[Choice, Flags]:
    """By standard of which a certificate must be in force, the offerings that one covers. Not to show it is to miss it."""
    every = fit.vocabulary.terms[Standard]
    asked = [one for one in _musts(fit, Subject.STANDARD) if one.in_force]
    return {one: certified(meant_by(one), fit.today, fit.ground, every) for one in asked}


def _scales(fit: PackageFit, line: Choice | None) -> Iterator[Check]:
    for one in too_small(fit, _of(fit, line), _musts(fit, Subject.COUNTRY), barred_places(fit)):
        yield Check(Subject.SCALE, one.fails, one.place, line, one.amount, one.figures)
