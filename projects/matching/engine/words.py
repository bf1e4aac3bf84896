"""The words of a question that could tell providers apart."""

from collections.abc import Iterable

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import KINDS, SURE
from projects.matching.engine.texts import telling
from services.search import kinds
from vocabulary.selectors.vocabulary import Vocabulary

NAMED_IN_TEXTS = frozenset({Subject.SERVICE_LINE, Subject.MODALITY, Subject.SYSTEM})
"""What providers describe themselves by."""


def words_of(said: Iterable[str], requirements: Iterable[Requirement], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The telling words of a brief, and those that what it asks for is called by: a paraphrase and a translation share them."""
    names = [
        term.label_en
        for one in requirements
        if one.subject in NAMED_IN_TEXTS and one.force != Force.EXCLUDED and one.confidence >= SURE
        if (term := vocabulary.terms[kinds.VOCABULARY_OF[KINDS[one.subject]]].get(one.code)) is not None
    ]
    return tuple(sorted({*said, *telling(" ; ".join(names))}))
