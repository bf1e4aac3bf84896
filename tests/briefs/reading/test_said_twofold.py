"""What two words say together, what a name is beside another, and what is only told of: nothing of it is turned into its opposite, and none of it
becomes a must that nobody asked for."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from vocabulary.selectors.vocabulary import Vocabulary

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Do not propose sites outside Europe. mAb drug substance.", "country:DE:must"),
        ("mAb drug substance, no sites outside the EU.", "country:DE:must"),
        ("不要中国大陆以外的供应商，单抗原液2000L。", "country:CN:must"),
        ("mAb drug substance. Anything but China.", "country:CN:excluded"),
        ("mAb drug substance, anywhere but India.", "country:IN:excluded"),
        ("mAb drug substance. We are not looking for Chinese CDMOs.", "country:CN:excluded"),
        ("需要中国大陆以外的供应商，单抗原液2000L。", "country:CN:excluded"),
        ("mAb drug substance, sites outside China only.", "country:CN:excluded"),
        ("mRNA LNP manufacture; we can't share the sequence before a CDA.", "confidentiality:cda-required:must"),
        ("A not-for-profit technology centre in the UK for RNA synthesis.", "country:GB:must"),
    ],
)
def test_two_words_together_mean_what_they_say(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We currently work with WuXi Biologics and need a mAb drug substance in Europe.", "country:CN"),
        ("Drug substance comes from our Singapore plant. We need fill finish.", "country:SG"),
        ("We are in San Diego and need mAb drug substance in Ireland.", "country:US"),
        ("Tech transfer from Korea of MSC, GMP manufacture in Canada.", "country:KR"),
        ("A Latin American manufacturer of an antibody.", "country:US"),
        ("We have no preference for Germany. mAb drug substance in Europe.", "jurisdiction:de"),
        (
            "Oral formulation of our peptide for type 2 diabetic volunteers, phase 1 in 40 subjects.",
            "scale:2-2 trial-subjects",
        ),
        ("国内疫情已受控，III期临床试验在巴西开展，寻求CRO。", "country:CN"),
    ],
)
def test_a_place_or_a_number_that_only_stands_there_is_none_asked_for(text: str, subject: str, read: Read) -> None:
    assert not {fact for fact in facts_of(read(text)) if fact.startswith(subject)}


@pytest.mark.parametrize(
    ("text", "stages", "other"),
    [
        ("Phase I, 2,000 L single-use mAb drug substance.", {"phase-1"}, "scale:2000-2000 l-bioreactor"),
        ("Phase III, 1,200 patients, CRO wanted.", {"phase-3"}, "scale:1200-1200 trial-subjects"),
        ("Phase 1, 2 batches of a mAb.", {"phase-1"}, "batches:2-2"),
        ("Phase I, II and III trials run by a CRO.", {"phase-1", "phase-2", "phase-3"}, "family:clinical-operations"),
        ("A CRO for our phase 2, 3 trial.", {"phase-2", "phase-3"}, "family:clinical-operations"),
        ("TIL product, P2 running in the States. We need a CRO for monitoring of 9 sites.", {"phase-2"}, ""),
    ],
)
def test_a_phase_takes_no_number_that_counts_something_else(
    text: str, stages: set[str], other: str, read: Read, vocabulary: Vocabulary
) -> None:
    facts = facts_of(read(text), vocabulary)
    assert {fact.split(":")[1] for fact in facts if fact.startswith("stage:phase") and fact.endswith(":must")} == stages
    assert not other or other in facts


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("API with a cryogenic step (-78 °C), 20 kg.", "cold-chain"),
        ("We are pre-IND and need tox studies.", "regulatory-strategy-group"),
        ("GLP-1周制剂的III期临床试验CRO。", "dp-manufacture"),
        ("Commercial mAb drug substance. The BLA is in preparation.", "marketing-applications"),
        ("CTA in Europe later. Need mAb drug substance now.", "trial-applications"),
        ("We need GLP tox studies to support a US IND.", "trial-applications"),
        ("Fifty kg of API. A mature quality system and inspection readiness are conditions.", "quality-services"),
        ("A lutetium-labelled antibody, delivered within the shelf life. Labelling wanted.", "qc-testing"),
        ("A CRO for the phase 3; costs are paid by reimbursement of costs.", "deals-capital"),
        ("Bioanalysis of plasma. Vector genomes in blood are measured by ddPCR.", "vector-services"),
        ("我们要找EDC建库和统计的CRO，III期。", "cell-line"),
        ("GMP生产三批AAV。计划入组9例。", "clinical-operations"),
        ("GMP batches of an AAV; monitoring by our global CRO.", "clinical-operations"),
        ("Electronic publishing of the BLA; nonclinical modules are written by our own medical writers.", "biometrics"),
        (
            "GMP batches of an AAV. The filling and the clinical study do not form part of the object.",
            "clinical-operations",
        ),
        ("Adenovirus vaccine for a tablet. Tableting stays with us. GMP bulk vector wanted.", "dp-manufacture"),
        ("Analytical similarity of a mAb: our mAb is made by another manufacturer.", "biologics-drug-substance"),
    ],
)
def test_what_is_only_told_of_is_no_work_asked_for(text: str, family: str, read: Read, vocabulary: Vocabulary) -> None:
    assert f"family:{family}:must" not in facts_of(read(text), vocabulary)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Nanobody in Pichia pastoris, commercial drug substance supply.", "service-line:microbial-ds-commercial:must"),
        ("A protein expressed in Escherichia coli: GMP batches for the clinic.", "modality:microbial-protein:must"),
        ("Iodine-131 labelled antibody, patient doses under GMP.", "modality:radiopharmaceutical:must"),
        ("LNP lipids for our vaccine, GMP, tonnes a year.", "service-line:lipid-synthesis:must"),
        (
            "A dedicated team of about twenty chemists for our kinase programme.",
            "service-line:synthetic-chemistry-fte:must",
        ),
        ("So basically from zero: stable CHO line, MCB, formulation, one 500 L GMP campaign.", "family:formulation:must"),
        ("Set up a quality system for our site.", "family:quality-services:must"),
        ("Determine the shelf life of our vials.", "family:qc-testing:must"),
        ("Tablets; the site was inspected by the FDA.", "standard:fda-cgmp-210-211:must"),
        ("片剂生产，工厂通过FDA检查。", "standard:fda-cgmp-210-211:must"),
        ("Tablets from an EMA-inspected plant.", "standard:eu-gmp:must"),
    ],
)
def test_what_is_asked_for_in_the_words_of_the_trade_is_found(
    text: str, fact: str, read: Read, vocabulary: Vocabulary
) -> None:
    assert fact in facts_of(read(text), vocabulary)


def test_a_name_does_not_go_over_a_comma(read: Read) -> None:
    facts = facts_of(read("Lyophilised vials of a bispecific antibody, formulation development and filling."))
    assert "service-line:formulation:must" in facts
    assert "service-line:biologics-formulation" not in facts


def test_a_virus_that_carries_a_vaccine_kills_no_tumours(read: Read) -> None:
    facts = facts_of(read("A vesicular stomatitis virus vaccine against a filovirus, GMP material for first trials."))
    assert not {fact for fact in facts if fact.startswith("modality:oncolytic-virus")}


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("mAb drug substance at 2,000 L, GMP.", True),
        ("质粒，GMP级，10克。", True),
        ("mAb drug substance at 2,000 L, EU GMP.", False),
        ("mAb drug substance at 2,000 L under cGMP.", False),
        ("A non-GMP tox batch of a mAb.", False),
    ],
)
def test_gmp_of_nobody_is_asked_back_instead_of_being_passed_over(text: str, is_said: bool, read: Read) -> None:
    assert any("Whose GMP is not said" in note.reason for note in read(text).unclear) is is_said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mAb drug substance. مطلوب شركة لتصنيع الأجسام المضادة", "مطلوب شركة لتصنيع الأجسام المضادة"),
        ("Нужен контрактный производитель for a mAb.", "Нужен контрактный производитель"),
        ("mAb drug substance, 원료의약품 생산.", "원료의약품 생산"),
    ],
)
def test_what_is_written_in_another_script_is_listed_as_not_read(text: str, words: str, read: Read) -> None:
    assert words in [note.words for note in read(text).unclear if "Only English and Chinese" in note.reason]


def test_the_delta_of_the_yangtze_is_in_china(read: Read) -> None:
    assert "country:CN:must" in facts_of(read("双抗原液，工厂须在长三角。"))
