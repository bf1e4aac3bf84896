"""What is asked for, made ready to be compared: choices, of which one code will do, in packages that can be sourced alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import cast

from projects.briefs.measures import names
from projects.briefs.requirements import LEAST_SAID, Force, Requirement, Subject
from services.search import kinds
from vocabulary.models import Country, Region, ServiceLine, TreeTerm, Unit
from vocabulary.selectors.vocabulary import Vocabulary

KINDS: dict[Subject, str] = {
    Subject.SERVICE_LINE: kinds.SERVICE_LINE,
    Subject.MODALITY: kinds.MODALITY,
    Subject.STAGE: kinds.STAGE,
    Subject.SYSTEM: kinds.SYSTEM,
    Subject.STANDARD: kinds.STANDARD,
    Subject.COUNTRY: kinds.COUNTRY,
}
WISHED = 0.6
"""How much a wish counts beside a must."""
FIGURES_OF_ALL = frozenset({Subject.WINDOW, Subject.BUDGET})
FAMILY = 2
"""The level of the tree of services that a package is made of."""


@dataclass(frozen=True)
class Choice:
    """One thing asked for. Any of the codes will do: a region's countries, or several terms read from the same words.

    ``in_force`` asks for a certificate of the standard that holds.
    """

    subject: Subject
    codes: tuple[str, ...]
    force: Force
    confidence: float = 1.0
    in_force: bool = False

    @property
    def is_must(self) -> bool:
        """Whether it shuts out who has it not. What was only guessed does not, before somebody confirms it."""
        return self.force == Force.MUST and self.confidence >= LEAST_SAID

    @property
    def is_implied(self) -> bool:
        """Whether nobody said it: it follows from the words of a text, and counts a little."""
        return self.force == Force.WISH and self.confidence < LEAST_SAID

    @property
    def weight(self) -> float:
        return (WISHED if self.force in {Force.WISH, Force.AVOIDED} else 1.0) * self.confidence


@dataclass(frozen=True)
class Amount:
    """A scale in base units of its dimension: at least ``low``, better ``high``. ``asked`` is as it was written; ``of_one`` where one
    reactor has to hold it, and several together will not do; ``is_most`` where only the largest was named: that is a wish, since less
    will do."""

    dimension: str
    low: float
    high: float
    force: Force
    unit: str
    asked: Decimal
    of_one: bool = False
    is_most: bool = False


@dataclass(frozen=True)
class Package:
    """A part that can be sourced alone: its services, and what they must fit."""

    name: str
    choices: dict[Subject, tuple[Choice, ...]] = field(default_factory=dict)
    amounts: tuple[Amount, ...] = ()
    starts_on: date | None = None
    latest_start: date | None = None
    ends_on: date | None = None
    budget: Requirement | None = None
    batches: int | None = None

    def of(self, subject: Subject) -> tuple[Choice, ...]:
        """What is wanted of a subject; what is excluded or rather avoided is no wish."""
        return tuple(one for one in self.choices.get(subject, ()) if not one.force.is_against)

    @property
    def begins_by(self) -> date | None:
        """The day to which lead times are counted: the latest start, else the start; None where neither is said."""
        return self.latest_start or self.starts_on

    def excluded(self, subject: Subject) -> tuple[Choice, ...]:
        return tuple(one for one in self.choices.get(subject, ()) if one.force == Force.EXCLUDED)

    @cached_property
    def avoided(self) -> Choice | None:
        """The countries that are rather avoided, as one choice; None where there are none but those excluded."""
        several = [one for one in self.choices.get(Subject.COUNTRY, ()) if one.force == Force.AVOIDED]
        barred = {code for one in self.excluded(Subject.COUNTRY) for code in one.codes}
        codes = sorted({code for one in several for code in one.codes} - barred)
        confidence = max((one.confidence for one in several), default=1.0)
        return Choice(Subject.COUNTRY, tuple(codes), Force.AVOIDED, confidence) if codes else None


def package_of(name: str, requirements: Iterable[Requirement], vocabulary: Vocabulary) -> Package:
    """One package of all these requirements. Their order does not matter. A figure that is excluded is none that is asked for."""
    ordered = sorted(requirements, key=_order)
    figures = [one for one in ordered if not one.code and not one.force.is_against]
    starts_on, latest_start, ends_on = _window([one for one in figures if one.subject == Subject.WINDOW])
    return Package(
        name,
        _choices(ordered, vocabulary),
        tuple(dict.fromkeys(_amounts(figures, vocabulary))),
        starts_on,
        latest_start,
        ends_on,
        next((one for one in figures if one.subject == Subject.BUDGET), None),
        next((int(one.low or one.high or 0) for one in figures if one.subject == Subject.BATCHES), None),
    )


def _window(windows: Sequence[Requirement]) -> tuple[date | None, date | None, date | None]:
    """The earliest beginning, and the earliest latest start and end that do not lie before it: an end before the beginning is of something
    else."""
    starts_on = min((one.starts_on for one in windows if one.starts_on), default=None)
    first = starts_on or date.min
    latest = (one.latest_start for one in windows if one.latest_start and one.latest_start >= first)
    ends = (one.ends_on for one in windows if one.ends_on and one.ends_on >= first)
    return starts_on, min(latest, default=None), min(ends, default=None)


def packages_of(requirements: Sequence[Requirement], vocabulary: Vocabulary) -> tuple[Package, ...]:
    """A pasted text's packages: one for each family of services, and of a family one for each of its parts of which something is asked alone.
    Everything else that is asked for holds for all of them."""
    lines: dict[str, list[Requirement]] = defaultdict(list)
    others = []
    for one in requirements:
        term = vocabulary.terms[ServiceLine].get(one.code) if one.subject == Subject.SERVICE_LINE else None
        if term is None or one.force.is_against:
            others.append(one)
        else:
            lines[cast(TreeTerm, term).path[:FAMILY][-1]].append(one)
    if not lines:
        return (package_of("", others, vocabulary),)
    return tuple(
        package_of(family, [*part, *more], vocabulary)
        for family in sorted(lines)
        for part, more in _parts(lines[family], others, vocabulary)
    )


def _parts(
    services: Sequence[Requirement], others: Sequence[Requirement], vocabulary: Vocabulary
) -> list[tuple[list[Requirement], list[Requirement]]]:
    """The services of a family by what is asked of them, each with all that is. A choice stays together."""
    choices: dict[object, list[Requirement]] = defaultdict(list)
    for one in sorted(services, key=_order):
        choices[one.force, *_place(one)].append(one)
    parts: dict[tuple[bool, ...], list[Requirement]] = defaultdict(list)
    for several in choices.values():
        lines = [cast(ServiceLine, vocabulary.terms[ServiceLine][one.code]) for one in several]
        asked = tuple(any(names(one.service_lines, line, vocabulary) for line in lines) for one in others)
        parts[asked].extend(several)
    return [
        (part, _with_own([one for one, is_asked in zip(others, asked, strict=True) if is_asked]))
        for asked, part in parts.items()
    ]


def _with_own(requirements: Sequence[Requirement]) -> list[Requirement]:
    """A package with a time or a budget of its own has that, and not the one of the whole."""
    own = {one.subject for one in requirements if one.service_lines and one.subject in FIGURES_OF_ALL}
    return [one for one in requirements if one.service_lines or one.subject not in own]


def _place(one: Requirement) -> tuple[object, ...]:
    """What the codes of a choice have in common."""
    return (one.start, one.end) if one.words else (one.group or one.code,)


def _order(one: Requirement) -> tuple[str, ...]:
    return (
        one.subject,
        one.code,
        one.force,
        str(one.low),
        str(one.high),
        one.unit,
        str(one.starts_on),
        str(one.latest_start),
        str(one.start),
        str(one.of_one),
    )


def _choices(requirements: list[Requirement], vocabulary: Vocabulary) -> dict[Subject, tuple[Choice, ...]]:
    """Codes of a group, and those read from the same words, are a choice between them. What is asked for twice is asked for once, as hard as
    it gets; what is excluded or rather avoided besides is asked for all the same, and then nobody has it."""
    spans: dict[tuple[object, ...], list[Requirement]] = defaultdict(list)
    for one in requirements:
        if one.code:
            spans[(one.subject, one.force, *_place(one))].append(one)
    found: dict[tuple[Subject, tuple[str, ...], str], Choice] = {}
    for several in spans.values():
        choice = _choice(several, vocabulary)
        key = (choice.subject, choice.codes, choice.force.value if choice.force.is_against else "")
        known = found.get(key)
        if choice.codes and (known is None or _hardness(choice) > _hardness(known)):
            found[key] = choice
    by_subject: dict[Subject, list[Choice]] = defaultdict(list)
    for asked in sorted(found):
        by_subject[asked[0]].append(found[asked])
    return {subject: tuple(choices) for subject, choices in by_subject.items()}


def _hardness(choice: Choice) -> tuple[bool, bool, float]:
    return (choice.force == Force.MUST, choice.in_force, choice.confidence)


def _choice(several: list[Requirement], vocabulary: Vocabulary) -> Choice:
    subject = several[0].subject
    given = sorted({one.code for one in several})
    codes = [code for one in given for code in countries_of(one, vocabulary)] if subject == Subject.COUNTRY else given
    model = kinds.VOCABULARY_OF.get(KINDS.get(subject, ""))
    known = [code for code in codes if model is None or code in vocabulary.terms[model]]
    confidence = max(one.confidence for one in several)
    in_force = any(one.in_force for one in several)
    return Choice(subject, tuple(sorted(set(known))), several[0].force, confidence, in_force)


def countries_of(code: str, vocabulary: Vocabulary) -> list[str]:
    """A country, or those of a region."""
    if code in vocabulary.terms[Region]:
        return [one.code for one in vocabulary.in_use(Country) if one.region_id == code]
    return [code]


def _amounts(requirements: list[Requirement], vocabulary: Vocabulary) -> Iterable[Amount]:
    for one in requirements:
        unit = vocabulary.terms[Unit].get(one.unit) if one.subject == Subject.SCALE else None
        asked = one.low if one.low is not None else one.high
        if isinstance(unit, Unit) and asked:
            high, is_most = max(asked, one.high or asked), one.low is None
            force = Force.MUST if one.force == Force.MUST and not one.is_guess and not is_most else Force.WISH
            low_units, high_units = float(asked * unit.factor), float(high * unit.factor)
            yield Amount(unit.dimension, low_units, high_units, force, one.unit, asked, of_one=one.of_one, is_most=is_most)
