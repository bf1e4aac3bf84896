"""Which words of a brief are compared with what providers say of themselves."""

import pytest

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.judging.words import words_of
from projects.matching.preview import question_of_text
from services.selectors.catalogue import current_catalogue
from tests.matching.needs import TODAY, must
from vocabulary.selectors.vocabulary import Vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

ASKED = [must(Subject.SERVICE_LINE, "aseptic-vial-filling"), must(Subject.MODALITY, "mab")]


@pytest.fixture
def vocabulary() -> Vocabulary:
    return current_catalogue().vocabulary


def test_what_an_english_brief_asks_for_is_not_counted_again_among_its_words(vocabulary: Vocabulary):
    assert words_of(["isolator", "lyophilizer"], ASKED, vocabulary) == ("isolator", "lyophilizer")


def test_a_chinese_brief_meets_english_profiles_by_the_names_of_what_it_asks(vocabulary: Vocabulary):
    found = words_of(["灌装"], ASKED, vocabulary)
    assert {"灌装", "vial", "monoclonal", "antibody"} <= set(found)
    question = question_of_text("我们需要单抗的西林瓶无菌灌装，用于欧盟的III期临床试验。", current_catalogue(), TODAY)[1]
    assert "vial" in question.words


def test_a_form_without_a_text_is_compared_by_the_names_of_what_it_asks(vocabulary: Vocabulary):
    assert {"vial", "antibody"} <= set(words_of([], ASKED, vocabulary))


def test_what_is_excluded_or_only_guessed_lends_no_words(vocabulary: Vocabulary):
    guess = must(Subject.MODALITY, "mab", confidence=0.4)
    without = Requirement(Subject.MODALITY, Force.EXCLUDED, "mab")
    assert words_of([], [guess, without], vocabulary) == ()
