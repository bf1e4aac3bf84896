"""The words of a question that could tell providers apart."""

from collections.abc import Iterable, Mapping

from projects.briefs.requirements import Requirement, Subject
from projects.matching.engine.asked import KINDS
from projects.matching.engine.ground.texts import spelled_in, telling
from services.search import kinds
from services.search.text import is_han
from vocabulary.selectors.vocabulary import Vocabulary

NAMED_IN_TEXTS = frozenset({Subject.SERVICE_LINE, Subject.MODALITY})
"""What providers describe themselves by. Who names an expression system is told by the criterion of that name alone, so that it counts for
nothing where that has no weight."""


def words_of(said: Iterable[str], requirements: Iterable[Requirement], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The telling words of a brief. What it asks for is weighed elsewhere, so its words count for all that is said beside it.

    Most profiles are in English: a Chinese brief, and a form without a text, meet them by what the vocabularies call what is asked.
    """
    own = set(said)
    if own and not any(is_han(word) for word in own):
        return tuple(sorted(own))
    return tuple(sorted({*own, *telling(" ; ".join(_names(requirements, vocabulary)))}))


def spelled_of(
    spelled: Mapping[str, str], requirements: Iterable[Requirement], vocabulary: Vocabulary
) -> Mapping[str, str]:
    """By stem, the whole word: as the brief has it, else as the names of what it asks for have it."""
    return {**spelled_in(" ; ".join(_names(requirements, vocabulary))), **spelled}


def _names(requirements: Iterable[Requirement], vocabulary: Vocabulary) -> list[str]:
    """The English names of what providers describe themselves by."""
    return [
        term.label_en
        for one in requirements
        if one.subject in NAMED_IN_TEXTS and not one.force.is_against and not one.is_guess
        if (term := vocabulary.terms[kinds.VOCABULARY_OF[KINDS[one.subject]]].get(one.code)) is not None
    ]


def lent_to(said: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """Of the words of a question those that the brief does not say itself."""
    return tuple(sorted(set(words) - set(said)))
