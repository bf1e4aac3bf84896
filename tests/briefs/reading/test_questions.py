"""What bidders are asked about themselves is no requirement, and is listed as a question."""

import pytest

from projects.briefs.requirements import Force, Subject
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_mentioned import Read


@pytest.mark.parametrize(
    ("text", "asked", "named", "product"),
    [
        (
            "mRNA at 10 g under GMP. Do you have experience with self-amplifying RNA?",
            "sarna",
            "self-amplifying RNA",
            "mrna",
        ),
        ("GMP plasmids, 50 g. Do you offer AAV?", "aav", "AAV", "plasmid-dna"),
        ("我们需要质粒生产。贵司是否有AAV经验？", "aav", "AAV", "plasmid-dna"),
        ("质粒GMP生产50克，你们做过慢病毒吗？", "lentivirus", "慢病毒", "plasmid-dna"),
        ("GMP batches of a mAb at 2,000 L. Can you handle ADCs as well?", "adc", "ADCs", "mab"),
        ("AAV8 at 200 L under GMP. Have you worked with CAR-T?", "autologous-car-t", "CAR-T", "aav"),
        (
            "Two GMP batches of a peptide. Any experience with oligonucleotides?",
            "oligonucleotide",
            "oligonucleotides",
            "peptide",
        ),
    ],
)
def test_a_medicine_that_bidders_are_asked_about_is_no_product(
    text: str, asked: str, named: str, product: str, read: Read
) -> None:
    reading = read(text)
    facts = facts_of(reading)
    assert (f"modality:{asked}" in facts, f"modality:{product}:must" in facts) == (False, True)
    assert named in [one.words for one in reading.unclear]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Do you offer AAV manufacture at 200 L?", "aav"),
        ("Do you have a slot for three GMP batches of our mAb? We have a bank.", "mab"),
        ("We need AAV at 200 L under GMP. Do you have experience with AAV?", "aav"),
        ("What would three GMP batches of an AAV cost? Stability studies too.", "aav"),
        ("Can you make 2 kg of our peptide under GMP? Release testing too.", "peptide"),
    ],
)
def test_a_question_that_is_the_request_itself_is_read(text: str, code: str, read: Read) -> None:
    assert f"modality:{code}:must" in facts_of(read(text))


def test_a_question_changes_no_service_of_the_product(read: Read) -> None:
    lines = {
        one.code
        for one in read("Fill-finish of a mAb. Do you offer AAV?").requirements
        if one.subject is Subject.SERVICE_LINE and one.force is Force.MUST
    }
    assert lines == {"dp-manufacture"}


@pytest.mark.parametrize(
    ("text", "named", "line"),
    [
        (
            "Two GMP batches of a mAb at 2,000 L. Do you have experience with viral clearance studies?",
            "viral clearance",
            "biosafety-testing",
        ),
        ("GMP plasmids, 50 g. Do you offer stability studies?", "stability", "stability-studies"),
        ("质粒GMP生产50克。贵司是否有稳定性研究经验？", "稳定性研究", "stability-studies"),
    ],
)
def test_a_service_that_bidders_are_asked_about_is_listed_as_a_question(
    text: str, named: str, line: str, read: Read
) -> None:
    reading = read(text)
    assert line not in {one.code for one in reading.requirements}
    assert any(named in one.words for one in reading.unclear)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mAb GMP drug substance at 2,000 L. Can you do stability studies?", "stability-studies"),
        ("mAb GMP drug substance at 2,000 L. Would you be able to do viral clearance?", "viral-clearance-validation"),
        ("mAb GMP drug substance at 2,000 L. Are you able to do the fill-finish as well?", "dp-manufacture"),
        ("抗体原液GMP生产2000L。能否做冻干？", "lyophilised-manufacture"),
        ("抗体原液GMP生产2000L。是否可以做病毒清除？", "viral-clearance-validation"),
        ("抗体原液GMP生产2000L。能不能做无菌灌装？", "dp-manufacture"),
    ],
)
def test_what_a_bidder_is_asked_to_be_able_to_do_is_a_wish(text: str, code: str, read: Read) -> None:
    assert {one.force for one in read(text).requirements if one.code == code} == {Force.WISH}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mAb GMP drug substance at 2,000 L. We must know: can you do lyophilisation?", "lyophilised-manufacture"),
        ("GMP plasmids, 50 g. Can you do three fills of our mAb at the same site?", "dp-manufacture"),
        ("抗体原液GMP生产2000L。必须做冻干，能否做到？", "lyophilised-manufacture"),
    ],
)
def test_a_question_with_a_must_or_an_amount_of_ours_asks_for_it(text: str, code: str, read: Read) -> None:
    assert {one.force for one in read(text).requirements if one.code == code} == {Force.MUST}


@pytest.mark.parametrize("asks", ["Is it possible to make AAV?", "Would you be able to produce AAV, too?"])
def test_a_medicine_that_might_be_made_besides_says_of_no_work_which_it_is(asks: str, read: Read) -> None:
    reading = read(f"mAb GMP drug substance at 2,000 L. {asks}")
    assert {one.code for one in reading.requirements if one.subject is Subject.MODALITY} == {"mab"}
    assert "AAV" in {one.words for one in reading.unclear}
    assert "mammalian-ds-clinical" in {one.code for one in reading.requirements}
