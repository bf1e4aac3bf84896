"""Forty briefs in English and Chinese, each with what a reader takes from it and what would be wrong to take."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.briefs import EXAMPLES, Example
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:30].encode("ascii", "replace").decode())
def test_brief_is_read_as_a_person_would(example: Example, read: Callable[[str], Reading], vocabulary: Vocabulary) -> None:
    reading = read(example.text)
    facts = facts_of(reading, vocabulary)
    wrong = [
        one for one in example.lacks if (one in facts if one.count(":") > 1 else {f"{one}:must", f"{one}:wish"} & facts)
    ]
    assert [one for one in example.has if one not in facts] == []
    assert wrong == []
    assert [words for words in example.unclear if words not in [note.words for note in reading.unclear]] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_words_stand_where_the_reading_says(example: Example, read: Callable[[str], Reading]) -> None:
    reading = read(example.text)
    assert all(one.words and example.text[one.start : one.end] == one.words for one in reading.requirements)
    assert all(note.words and example.text[note.start : note.end] == note.words for note in reading.unclear)
    assert all(0 < one.confidence <= 1 for one in reading.requirements)
    starts = [one.start for one in reading.requirements]
    assert starts == sorted(starts)
