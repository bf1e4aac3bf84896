"""What was understood of a text, as people read it: one line for each thing asked, however many codes it stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from projects.briefs.naming import label_of
from projects.briefs.requirements import Force, Requirement, Subject, key_of
from vocabulary.selectors.vocabulary import Vocabulary


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
        return Subject(self.first.subject)

    @property
    def force(self) -> Force:
        return Force(self.first.force)

    @property
    def is_guess(self) -> bool:
        """Whether it is not said, but follows from what is said: nobody is shut out by it."""
        return bool(self.first.words) and self.first.is_guess

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.requirements if one.code)


def understood_of(requirements: Iterable[Requirement], vocabulary: Vocabulary) -> list[Understood]:
    """In the order of the text."""
    ordered = sorted(requirements, key=_span)
    return [_understood(list(several), vocabulary) for _span_of, several in groupby(ordered, key=_span)]


def _span(one: Requirement) -> tuple[object, ...]:
    alone = "" if one.words else one.code
    return (one.start, one.end, one.subject, one.force, alone)


def _understood(several: Sequence[Requirement], vocabulary: Vocabulary) -> Understood:
    return Understood(key_of(several[0]), tuple(several), label_of(several, vocabulary))


def without(understood: Iterable[Understood], keys: Iterable[str]) -> list[Understood]:
    """All but those that somebody took away."""
    gone = set(keys)
    return [one for one in understood if one.key not in gone]
