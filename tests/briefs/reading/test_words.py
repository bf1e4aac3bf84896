"""Every family, kind of medicine and stage is known by the names that the trade has for it, in both languages."""

from collections.abc import Callable, Iterator

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.words import FAMILIES, MODALITIES, STAGES
from vocabulary.models import Modality, ServiceLine, Stage
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]


def is_chinese(name: str) -> bool:
    return any("㐀" <= char <= "鿿" for char in name)


def unread(read: Read, vocabulary: Vocabulary, fact: str, names: str, english: str, chinese: str) -> Iterator[str]:
    """The names that are not read as the fact when a plain sentence asks for them."""
    for name in names.split("|"):
        text = (chinese if is_chinese(name) else english).format(name)
        if not {f"{fact}:must", f"{fact}:wish"} & facts_of(read(text), vocabulary):
            yield name


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_of_services_is_known_by_its_names(family: str, read: Read, vocabulary: Vocabulary) -> None:
    names = FAMILIES[family]
    assert list(unread(read, vocabulary, f"family:{family}", names, "We are looking for {}.", "我们需要{}。")) == []


@pytest.mark.parametrize("modality", MODALITIES)
def test_a_kind_of_medicine_is_known_by_its_names(modality: str, read: Read, vocabulary: Vocabulary) -> None:
    names = MODALITIES[modality]
    assert list(unread(read, vocabulary, f"modality:{modality}", names, "Our programme is: {}.", "我们的项目是{}。")) == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_known_by_its_names(stage: str, read: Read, vocabulary: Vocabulary) -> None:
    assert list(unread(read, vocabulary, f"stage:{stage}", STAGES[stage], "The project: {}.", "项目处于{}。")) == []


def test_every_family_medicine_and_stage_has_names_here(vocabulary: Vocabulary) -> None:
    lines = [one for one in vocabulary.terms[ServiceLine].values() if isinstance(one, ServiceLine)]
    assert {one.code for one in lines if len(one.path) == 2} == set(FAMILIES)
    assert {one.code for one in vocabulary.terms[Modality].values() if one.parent_code} == set(MODALITIES)
    assert set(vocabulary.terms[Stage]) == set(STAGES)
