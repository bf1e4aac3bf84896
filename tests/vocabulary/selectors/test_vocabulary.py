import pytest
from django.db import transaction

from organizations.actor import Actor
from vocabulary.actions.term import edit_term, retire_term
from vocabulary.models import ExpressionSystem, Modality, ServiceLine, Stage
from vocabulary.selectors.vocabulary import current_vocabulary

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.mark.parametrize(
    "phrase", ["灌装", "fill/finish", "Fill-Finish", "aseptic filling", "无菌灌装", "drug product manufacture"]
)
def test_names_in_both_languages_reach_the_same_service_line(phrase: str) -> None:
    assert [term.code for term in current_vocabulary().lookup(phrase, ServiceLine)] == ["dp-manufacture"]


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [("慢病毒", ["lentivirus"]), ("mAb", ["mab"]), ("单抗", ["mab"]), ("ADC", ["adc"]), ("no such thing", []), ("", [])],
)
def test_lookup_finds_modalities_by_what_people_write(phrase: str, codes: list[str]) -> None:
    assert [term.code for term in current_vocabulary().lookup(phrase, Modality)] == codes


def test_lookup_in_all_vocabularies_keeps_their_order() -> None:
    found = [(term.KIND, term.code) for term in current_vocabulary().lookup("CHO")]
    assert found[0] == ("expression-systems", "cho")


def test_search_puts_the_very_name_first_and_names_what_was_found() -> None:
    first, *rest = current_vocabulary().search("fill finish", ServiceLine)
    assert (first.term.code, first.name, first.is_exact) == ("dp-manufacture", "fill-finish", True)
    assert len(rest) > 3
    assert not any(one.is_exact for one in rest)


def test_search_for_nothing_finds_nothing() -> None:
    assert current_vocabulary().search(" - ") == []


def test_unchanged_vocabulary_costs_one_small_query(django_assert_num_queries) -> None:
    first = current_vocabulary()
    with django_assert_num_queries(1):
        assert current_vocabulary() is first


def test_change_is_seen_at_the_next_reading(operator: Actor) -> None:
    before = current_vocabulary()
    edit_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), changes={"synonyms_en": ["hamster"]})
    assert [term.code for term in current_vocabulary().lookup("hamster")] == ["cho"]
    assert before.lookup("hamster") == []


def test_change_that_was_rolled_back_leaves_no_trace(operator: Actor) -> None:
    with transaction.atomic():
        edit_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), changes={"synonyms_en": ["hamster"]})
        assert current_vocabulary().lookup("hamster")
        transaction.set_rollback(True)
    assert current_vocabulary().lookup("hamster") == []


def test_retired_term_is_not_found_by_name_but_by_code(operator: Actor) -> None:
    retire_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), reason="x")
    vocabulary = current_vocabulary()
    assert "cho" not in {term.code for term in vocabulary.lookup("CHO")}
    assert "cho" not in {term.code for term in vocabulary.in_use(ExpressionSystem)}
    assert vocabulary.terms[ExpressionSystem]["cho"].is_retired


def test_terms_come_in_order() -> None:
    stages = current_vocabulary().in_use(Stage)
    assert [stage.order for stage in stages] == list(range(10, 120, 10))
