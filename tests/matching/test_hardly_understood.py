"""Texts of which little or nothing was understood: nobody is ranked by chance, and the page says what it does not know."""

import pytest
from django.test import Client

from projects.matching.preview import preview_of
from services.selectors.catalogue import Catalogue
from tests.matching.needs import TODAY

pytestmark = pytest.mark.django_db

UNKNOWN_WORK = "No service was understood"


@pytest.mark.parametrize(
    "text",
    ["Hello, can someone please call me back tomorrow about the thing?", "Please write to us about it as soon as you can."],
)
def test_a_word_that_some_profile_has_by_chance_ranks_nobody(catalogue: Catalogue, client: Client, text: str):
    preview = preview_of(text, catalogue, today=TODAY)
    assert (preview.is_compared, preview.first(5), preview.count) == (False, [], 0)
    page = client.post("/match/", {"text": text}).content.decode()
    assert "Nothing in it tells providers apart" in page
    assert "misses nothing that is a must" not in page


def test_several_words_of_one_profile_rank_though_no_term_of_a_vocabulary_is_among_them(catalogue: Catalogue):
    preview = preview_of("Who has experience with exosomes and extracellular vesicles?", catalogue, today=TODAY)
    assert preview.is_compared == (preview.count > 0)
    assert preview.first(1)[0].criteria


def test_where_no_work_was_understood_the_page_says_that_nobody_is_left_out_for_it(client: Client, shipped: None):
    page = client.post("/match/", {"text": "Somebody in Switzerland or Austria, starting in June 2027, please."})
    assert UNKNOWN_WORK in page.content.decode()
    page = client.post("/match/", {"text": "Plasmid DNA in Switzerland or Austria, starting in June 2027, please."})
    assert UNKNOWN_WORK not in page.content.decode()
