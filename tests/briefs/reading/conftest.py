"""The shipped vocabulary in memory: reading a brief needs no database."""

from collections.abc import Callable
from datetime import date

import pytest

from projects.briefs.benchmark import shipped_vocabulary
from projects.briefs.reading import read_brief
from projects.briefs.requirements import Reading
from vocabulary.selectors.vocabulary import Vocabulary

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return shipped_vocabulary()


@pytest.fixture
def read(vocabulary: Vocabulary) -> Callable[[str], Reading]:
    """Read a text as of 24 November 2026."""
    return lambda text: read_brief(text, vocabulary, TODAY)
