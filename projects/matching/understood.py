"""What was understood of a text, as people read it: one line for each thing asked, however many codes it stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from projects.briefs.measures import names
from projects.briefs.naming import label_of
from projects.briefs.requirements import LEAST_SAID, Force, Requirement, Subject, key_of
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

HARD = frozenset({Subject.SERVICE_LINE, Subject.MODALITY, Subject.COUNTRY, Subject.STANDARD, Subject.SCALE})
"""What a must of shuts out; the others are weighed."""


@dataclass(frozen=True)
class Understood:
    """Requirements that were read from the same words for the same subject. ``key`` names them in a form."""

    key: str
    requirements: tuple[Requirement, ...]
    label: str

    @property
    def first(self) -> Requirement:
        return self.requirements[0]

    @property
    def subject(self) -> Subject:
        return self.first.subject

    @property
    def force(self) -> Force:
        return self.first.force

    @property
    def confidence(self) -> float:
        """How sure the surest of them is: of a choice, that counts."""
        return max(one.confidence for one in self.requirements)

    @property
    def is_guess(self) -> bool:
        """Whether it is not said, but follows from what is said: nobody is shut out by it."""
        return self.confidence < LEAST_SAID

    @property
    def shuts_out(self) -> bool:
        """Whether somebody can miss it, so that it may be worth giving up."""
        is_hard = self.force == Force.MUST and not self.is_guess and self.subject in HARD
        return is_hard or (self.force == Force.EXCLUDED and self.subject == Subject.COUNTRY)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.requirements if one.code)


def understood_of(requirements: Iterable[Requirement], vocabulary: Vocabulary) -> list[Understood]:
    """In the order of the text."""
    ordered = sorted(requirements, key=_span)
    return [_understood(list(several), vocabulary) for _span_of, several in groupby(ordered, key=_span)]


def _span(one: Requirement) -> tuple[object, ...]:
    alone = "" if one.words else one.group or one.code
    return (one.start, one.end, one.subject, one.force, alone, one.service_lines)


def _understood(several: Sequence[Requirement], vocabulary: Vocabulary) -> Understood:
    return Understood(key_of(several[0]), tuple(several), label_of(several, vocabulary))


def by_confidence(one: Understood, vocabulary: Vocabulary) -> list[Understood]:
    """As programs are told: services that were read from the same words may be of several families, each as sure as it is. All of a key are
    taken away together."""
    if one.subject != Subject.SERVICE_LINE:
        return [one]
    ordered = sorted(one.requirements, key=_unsureness)
    return [_understood(list(several), vocabulary) for _sure, several in groupby(ordered, key=_unsureness)]


def _unsureness(one: Requirement) -> float:
    return -one.confidence


def asked_of_some(understood: Sequence[Understood], vocabulary: Vocabulary) -> list[Understood]:
    """Without what is asked only of services that nobody asks for any more."""
    terms = vocabulary.terms[ServiceLine]
    services = [one for one in understood if one.subject == Subject.SERVICE_LINE and not one.force.is_against]
    lines = [line for one in services for code in one.codes if isinstance(line := terms.get(code), ServiceLine)]
    return [
        one
        for one in understood
        if not one.first.service_lines or any(names(one.first.service_lines, line, vocabulary) for line in lines)
    ]


def without(understood: Iterable[Understood], keys: Iterable[str]) -> list[Understood]:
    """All but those that somebody took away."""
    gone = set(keys)
    return [one for one in understood if one.key not in gone]
