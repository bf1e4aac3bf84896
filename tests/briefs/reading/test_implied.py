"""What nobody says and everybody in the trade means: wishes that show their words, and shut nobody out."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("GMP manufacture of a mAb in CHO, 500 L.", {"stage:cmc-development", "stage:preclinical-ind-enabling", "stage:phase-1"}),
        ("GMP manufacture of an AAV vector for a first-in-human trial.", {"family:trial-applications", "family:plasmid-services"}),
        ("IND-enabling toxicology in rats for a small molecule.", {"jurisdiction:us"}),
        ("mAb drug substance under EU GMP and with QP release.", {"jurisdiction:eu"}),
        ("单抗原液，符合NMPA GMP，MAH委托生产。", {"jurisdiction:cn"}),
        ("A global launch of an antibody.", {"jurisdiction:us", "jurisdiction:eu"}),
        ("A Phase II trial in Germany needs monitoring.", {"jurisdiction:eu"}),
        ("GMP antibody from a second source, equivalent to ours.", {"stage:commercial-manufacture"}),
        ("We need a CRO, 60 patients, double blind, with central laboratory.", {"family:clinical-operations"}),
        ("Single ascending dose study in healthy volunteers, Phase I.", {"family:bioanalysis", "family:trial-applications"}),
        ("GMP siRNA drug substance; viscosity is the open issue.", {"family:formulation"}),
        ("多糖结合疫苗的GMP生产", {"family:fermentation"}),
    ],
)  # fmt: skip
def test_what_follows_is_a_wish(text: str, facts: set[str], read: Read, vocabulary: Vocabulary) -> None:
    assert {f"{fact}:wish" for fact in facts} <= facts_of(read(text), vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        "GLP toxicology of a bispecific antibody, then an IND.",
        "Commercial supply of an antibody from a second source, EU GMP, global launch.",
        "AAV vector and plasmids, first-in-human trial, QP release.",
    ],
)
def test_a_guess_is_never_sure_and_shows_its_words(text: str, read: Read) -> None:
    guesses = [one for one in read(text).requirements if one.confidence <= 0.5]
    assert guesses
    assert {one.force for one in guesses} == {Force.WISH}
    assert all(one.words and text[one.start : one.end] == one.words for one in guesses)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("No toxicology and no IND needed; GMP batches of an antibody.", "us"),
        ("Our IND is already filed. GMP batches of an antibody for Japan approval.", "us"),
        ("GMP antibody for an MAA in the EU and approval in Brazil.", "us"),
        ("A quote for an antibody.", "us"),
    ],
)
def test_nothing_follows_from_what_is_refused_there_already_or_said_otherwise(text: str, code: str, read: Read) -> None:
    assert code not in {one.code for one in read(text).requirements if one.subject is Subject.JURISDICTION}


def test_what_is_late_is_not_early_as_well(read: Read) -> None:
    facts = facts_of(read("Commercial supply of a marketed antibody, 2,000 L, second source."))
    assert "stage:commercial-manufacture" in facts
    assert not {"stage:phase-1", "stage:preclinical-ind-enabling"} & facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Commercial supply of an antibody for China and the EU.", "jurisdiction:eu:must"),
        ("mAb filling for Phase I in the US. OEB 5.", "jurisdiction:us:must"),
        ("A pivotal study, 600 subjects, with sites in Japan, the EU and China.", "jurisdiction:jp:must"),
        ("We look for a European company for a Phase II study of a mAb.", "country:FR:must"),
        ("Antibody for the pivotal trial, outside China.", "country:CN:excluded"),
        ("我们在美国上市的口服药希望在中国申报NDA", "jurisdiction:cn:must"),
        ("单抗，计划2027年中美双报", "window:2027-01-01..2027-12-31"),
        ("单抗，二零二七年第三季度", "window:2027-07-01..2027-09-30"),
        ("fill-finish of half a million vials", "scale:500000-500000 vials-batch"),
        ("two to three million euros for a mAb", "budget:2000000-3000000 EUR"),
        ("GMP plasmid as starting material for lentiviral vectors", "modality:plasmid-dna:must"),
        ("ADC with a payload (OEB5): GMP drug substance", "service-line:adc-ds-gmp:must"),
        ("Commercial supply of an antibody", "service-line:mammalian-ds-commercial:must"),
        ("mRNA from template DNA", "service-line:plasmid-dna-template:must"),
    ],
)
def test_words_are_read_for_what_they_mean_here(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


def test_what_a_product_is_for_is_not_made(read: Read) -> None:
    facts = facts_of(read("GMP plasmid, 10 g, as starting material for lentiviral vectors; fermentation at 300 L."))
    assert {"scale:300-300 l-fermenter"} <= facts
    assert not [fact for fact in facts if fact.startswith("service-line:lenti")]


def test_a_guess_stands_beside_the_same_words_each_time(read: Read) -> None:
    """Of two names that begin together it is the first in the order of the text: no set decides."""
    guesses = [one.words for one in read("siRNA原料药1kg。毒理目前正在做，不用管").requirements if one.confidence < 0.5]
    assert set(guesses) == {"siRNA"}
