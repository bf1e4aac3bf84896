"""What a sentence excludes or only wishes for does not change which services the rest of a brief demands."""

import json
from pathlib import Path

import pytest

from projects.briefs.reading import read_brief
from projects.briefs.requirements import Force, Subject
from tests.briefs.reading.conftest import TODAY
from tests.briefs.reading.test_mentioned import Read
from vocabulary.selectors.vocabulary import Vocabulary

HERE = Path(__file__).parent.parent
OWN = ("written.json", "unprompted.json", "unprompted_28.json", "unprompted_56.json")
TEXTS = [one["free_text"] for name in OWN for one in json.loads((HERE / name).read_text())["demands"]]


def demanded(read: Read, text: str) -> set[str]:
    """The services that a text demands."""
    return {one.code for one in read(text).requirements if one.subject is Subject.SERVICE_LINE and one.force is Force.MUST}


@pytest.fixture(scope="module")
def before(vocabulary: Vocabulary) -> list[set[str]]:
    """What each of our briefs demands as it stands."""
    return [demanded(lambda text: read_brief(text, vocabulary, TODAY), text) for text in TEXTS]


@pytest.mark.parametrize("more", ["Not AAV.", "Not an ADC.", "Not CAR-T, and no mRNA.", "No small molecules please."])
def test_a_medicine_that_is_refused_demands_no_service(more: str, read: Read, before: list[set[str]]) -> None:
    changed = [text for text, first in zip(TEXTS, before, strict=True) if demanded(read, f"{text} {more}") - first]
    assert changed == []


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Commercial monoclonal antibody drug substance.", "Not AAV."),
        ("Commercial monoclonal antibody drug substance.", "We are not looking for mRNA."),
        ("Process development and release testing of a bispecific.", "No lentivirus."),
        ("Vial filling and analytical development of a peptide.", "mRNA is out of scope."),
        ("Fill-finish of an oral inhibitor's sterile form.", "Not AAV."),
        ("需要双抗原液生产和制剂灌装。", "不要AAV。"),
    ],
)
def test_a_general_word_means_the_same_beside_a_refused_medicine(text: str, more: str, read: Read) -> None:
    assert demanded(read, f"{text} {more}") == demanded(read, text)


@pytest.mark.parametrize("more", ["Preferably under EU GMP.", "Ideally GMP batches.", "最好符合欧盟GMP。"])
def test_a_wish_demands_no_service(more: str, read: Read, before: list[set[str]]) -> None:
    changed = [text for text, first in zip(TEXTS, before, strict=True) if demanded(read, f"{text} {more}") - first]
    assert changed == []


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Segregated vial filling for a viral vector vaccine.", "Preferably under EU GMP."),
        ("Analytical development for an mRNA vaccine.", "GMP batches later would be nice to have."),
        ("Route scouting for a kinase inhibitor, two FTE.", "If possible under GMP."),
        ("Manufacture of an AAV vector.", "Ideally GMP."),
    ],
)
def test_a_wish_leaves_what_is_demanded_as_it_is(text: str, more: str, read: Read) -> None:
    assert demanded(read, f"{text} {more}") == demanded(read, text)


def test_what_is_wished_to_be_made_is_a_wish(read: Read) -> None:
    found = {one.code: one.force for one in read("Vial filling for an adenovirus. Preferably under EU GMP.").requirements}
    assert found["adenovirus-oncolytic-manufacture"] is Force.WISH


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Commercial manufacture of a monoclonal antibody, three batches.", "mammalian-ds-commercial"),
        ("GMP production of our bispecific, two batches for Phase I.", "mammalian-ds-clinical"),
    ],
)
@pytest.mark.parametrize("more", ["Aseptic vial filling is required too.", "Please quote the drug product as well."])
def test_filling_that_another_sentence_asks_for_leaves_the_substance_demanded(
    text: str, line: str, more: str, read: Read
) -> None:
    assert line in demanded(read, f"{text} {more}")
