"""Names in short that the trade uses for dosage forms, isotopes, drying and delivery are read, and instruments are no unknown codes."""

import pytest

from projects.briefs.requirements import Subject
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_mentioned import Read, families
from vocabulary.selectors.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Oral suspension for children, small molecule, three batches.", "dp-manufacture"),
        ("Small molecule, topical gel, 500 kg batches.", "dp-manufacture"),
        ("小分子口服混悬液，三批。", "dp-manufacture"),
        ("mAb: lyo and release testing.", "dp-manufacture"),
        ("We need you to lyophilise our peptide.", "dp-manufacture"),
        ("ADC, conjugation only.", "conjugates"),
        ("Direct-to-patient delivery of capsules in a trial.", "cold-chain"),
    ],
)
def test_a_short_name_asks_for_its_service(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert family in families(read, vocabulary, text)


@pytest.mark.parametrize("name", ["Tc-99m", "99mTc", "In-111", "Technetium", "锝-99m"])
def test_an_isotope_makes_it_a_radiopharmaceutical(name: str, read: Read) -> None:
    assert "modality:radiopharmaceutical" in facts_of(read(f"{name} labelled antibody, GMP batches."))


def test_an_instrument_is_no_unknown_code(read: Read) -> None:
    reading = read("GMP batches of a mAb, identity by LC-MS and GC-MS, residuals by ICP-MS.")
    assert {"LC-MS", "GC-MS", "ICP-MS"} & {one.words for one in reading.unclear} == set()
    assert any(one.subject is Subject.MODALITY for one in reading.requirements)
