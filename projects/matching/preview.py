"""Ranking for a pasted text: read, ranked, nothing stored."""

from projects.briefs.requirements import Reading
from projects.matching.engine.asked import packages_of
from projects.matching.engine.ranking import Question
from projects.matching.engine.texts import telling
from projects.matching.plain_reading import read_plainly
from services.selectors.catalogue import Catalogue


def question_of(text: str, catalogue: Catalogue) -> tuple[Reading, Question]:
    """What a text asks, and how it was read."""
    reading = read_plainly(text, catalogue.lexicon)
    return reading, Question(packages_of(reading.requirements, catalogue.vocabulary), telling(text))
