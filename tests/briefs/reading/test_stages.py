"""Of the steps that a brief mentions, those that the work is for; where none is mentioned, the one that it serves."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject

Read = Callable[[str], Reading]
LONG = (
    "We are a small company and write to several houses at once. Answers by the end of the month are enough for us, and a call before "
    "that can be arranged on most afternoons. Please name one person who will look after us during the whole work, say what you would "
    "do otherwise than we propose, and tell us openly which steps you would hand on to somebody else. "
)
"""Who writes a page does not leave the steps to the reader."""


def stages(read: Read, text: str) -> set[str]:
    """Stages that the text wants, as a must or a wish."""
    wanted = (one for one in read(text).requirements if one.subject is Subject.STAGE and one.force is not Force.EXCLUDED)
    return {one.code for one in wanted}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Phase I has been completed with capsules. GMP tablets for Phase II are needed.", {"phase-2"}),
        ("The Phase 2 results are published. We look for a CRO for the Phase 3 trial.", {"phase-3"}),
        ("I期临床已全部完成。现需II期临床用药的包装贴签。", {"phase-2"}),
        ("Earlier Phase 1 work used a frozen liquid. Lyophilised vials for Phase 2, please.", {"phase-2"}),
        ("一期给药已经完成，需要二期临床的中心实验室。", {"phase-2"}),
    ],
)
def test_a_trial_that_is_over_is_not_what_is_asked_for(text: str, wanted: set[str], read: Read) -> None:
    assert stages(read, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vials for our Phase II trial. One day there may be a Phase III and a launch.", {"phase-2"}),
        ("Monitoring of a Phase II trial in gout. Phase III will be tendered separately.", {"phase-2"}),
        ("II期临床监查与数据管理。III期届时另行招标。", {"phase-2"}),
        ("Capsules for Phase I. Tablets are of no interest yet, that is Phase II.", {"phase-1"}),
    ],
)
def test_a_trial_that_comes_later_is_not_what_is_asked_for(text: str, wanted: set[str], read: Read) -> None:
    assert stages(read, LONG + text) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Packaging for a Phase III trial of our tablet. We also have an ointment in Phase I.", "phase-1"),
        ("Central laboratory for a Phase III trial. Another programme of ours is in Phase I.", "phase-1"),
        ("III期临床的药物警戒。另一条管线处于I期。", "phase-1"),
        ("Statistics for the BLA. The overview is written by our Phase III CRO.", "phase-3"),
        ("Transfer of release testing of an antibody. In phase I of the transfer HPLC moves.", "phase-1"),
        ("Please send your technical and commercial proposal for toxicology in dogs.", "commercial-manufacture"),
        ("The head of CMC will visit you. Toxicology in dogs and rats under GLP.", "cmc-development"),
    ],
)
def test_a_word_of_another_programme_person_or_plan_is_no_stage(text: str, code: str, read: Read) -> None:
    assert code not in stages(read, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("13-week GLP toxicology of a nasal peptide in rats and minipigs.", {"preclinical-ind-enabling"}),
        ("需要比格犬与大鼠的GLP重复给药毒理和安全药理。", {"preclinical-ind-enabling"}),
        ("80 g of an antibody from a 200 L bag, non-GMP, for the monkey tox study.", {"preclinical-ind-enabling"}),
        ("High-throughput screening of a diverse library against a protease.", {"hit-to-lead"}),
        ("Xenograft efficacy and mouse PK of three antibodies, to nominate a candidate.", {"lead-optimisation"}),
        ("Our tablet is on sale in nine countries. Blistering and serialisation, 30 million tablets a year.", {"commercial-manufacture"}),
        ("已上市降压片的泡罩包装与赋码，每年供应2000万片。", {"commercial-manufacture"}),
        ("Signal detection and ICSR processing for a marketed antibody.", {"post-market"}),
        ("Three PPQ batches of an antibody and its commercial supply after approval, BLA in 2029.", {"registration-filing", "commercial-manufacture"}),
        ("Phase I of our antibiotic has been completed. Film-coated GMP tablets are the next thing to be made.", {"phase-2"}),
    ],
)  # fmt: skip
def test_work_says_the_step_that_it_serves(text: str, wanted: set[str], read: Read) -> None:
    assert stages(read, LONG + text) == wanted


def test_a_sketch_leaves_the_steps_of_a_programme_to_the_reader_and_a_page_does_not(read: Read) -> None:
    text = "GMP plasmid, mRNA and LNP for a vaccine, Phase I in Ghana."
    assert stages(read, text) == {"cmc-development", "preclinical-ind-enabling", "phase-1"}
    assert stages(read, LONG + text) == {"phase-1"}


def test_the_rules_under_which_a_trial_runs_are_no_application_that_is_prepared(read: Read) -> None:
    assert "preclinical-ind-enabling" not in stages(read, LONG + "GMP capsules for Phase I under the CTN scheme.")
    assert "preclinical-ind-enabling" in stages(read, LONG + "We need somebody to write our IND.")


def test_what_only_follows_is_a_wish_of_little_confidence(read: Read) -> None:
    found = read(
        LONG + "GMP batches of an antibody, process development in CHO included, for a clinical trial."
    ).requirements
    guesses = [one for one in found if one.subject is Subject.STAGE and one.confidence < 0.5]
    assert {one.code for one in guesses} >= {"phase-1"}
    assert {one.force for one in guesses} == {Force.WISH}
