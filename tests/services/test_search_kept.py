"""What is kept of a reading of the catalogue lives and goes with it."""

from functools import cached_property

from services.search.concepts import concepts_of
from services.search.index import Index
from services.search.lexicon import Lexicon


def test_an_index_that_is_read_anew_is_another_even_at_the_same_revision():
    assert Index(revision=7).generation != Index(revision=7).generation


def test_whatever_was_worked_out_from_columns_and_terms_is_forgotten_with_them():
    index = Index()
    worked_out = [name for name, value in vars(Index).items() if isinstance(value, cached_property)]
    for name in worked_out:
        getattr(index, name)
    assert set(worked_out) <= vars(index).keys()
    index.forget_orders()
    assert set(worked_out) & vars(index).keys() == set()


def test_what_words_mean_in_one_lexicon_is_not_what_they_mean_in_another():
    for code in ("aav", "lentivirus") * 20:
        lexicon = Lexicon()
        lexicon.add("vector", ("modality", code))
        (concept,) = concepts_of(("vector",), lexicon)
        assert list(concept.weights) == [("modality", code)]
