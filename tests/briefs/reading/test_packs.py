"""How many are packed is no batch; a family beside its own line is a second want."""

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Subject
from tests.briefs.reading.test_mentioned import Read
from tests.briefs.reading.test_steady import demanded


def scales(read: Read, text: str) -> list[tuple[object, str]]:
    return [(one.low, one.unit) for one in read(text).requirements if one.subject is Subject.SCALE]


@pytest.mark.parametrize(
    "text",
    [
        "Clinical packaging: 12,000 bottles of 60 tablets.",
        "Kitting of 800 kits with 4 vials each.",
        "Label and pack 5,000 vials for a Phase III trial.",
        "Package 90,000 capsules into blisters for 40 trial sites.",
        "Secondary packaging and courier delivery to 35 investigator sites.",
    ],
)
def test_what_is_packed_is_listed_and_is_no_scale(text: str, read: Read) -> None:
    assert scales(read, text) == []
    assert {Doubt.PACKED, Doubt.UNCOUNTED} & {one.doubt for one in read(text).unclear}
    families = demanded(read, text)
    assert families & {"packaging", "clinical-packaging-labelling", "commercial-packaging-serialisation"}
    assert not families & {"dp-manufacture", "clinical-operations", "vial-filling"}


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Aseptic filling of 5,000 vials, 2 vials per kit.", (5000, "vials-batch")),
        ("Fill 4,000 vials per batch and label them.", (4000, "vials-batch")),
        ("Run a Phase III trial at 60 trial sites.", (60, "trial-sites")),
    ],
)
def test_what_is_made_or_run_keeps_its_size(text: str, scale: tuple[int, str], read: Read) -> None:
    assert scales(read, text) == [scale]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Data management and medical writing for a Phase II trial.", {"data-management", "medical-writing"}),
        ("Biostatistics, data management.", {"biostatistics", "data-management"}),
        ("Formulation development and hot melt extrusion.", {"formulation", "bioavailability-enhancement"}),
        ("Analytical development, method validation.", {"analytical-development", "method-validation-transfer"}),
        ("Packaging and serialisation.", {"packaging", "commercial-packaging-serialisation"}),
        ("mAb: USP and DSP development.", {"upstream-process-mammalian", "downstream-process-development"}),
        ("Up- and downstream process for a mAb.", {"upstream-process-mammalian", "downstream-process-development"}),
    ],
)
def test_siblings_that_stand_in_one_list_are_both_asked_for(text: str, lines: set[str], read: Read) -> None:
    assert lines <= demanded(read, text)


@pytest.mark.parametrize(
    ("text", "family"),
    [("Toxicology (repeat-dose in rats).", "toxicology"), ("Formulation development: spray drying.", "formulation")],
)
def test_a_line_in_brackets_or_behind_a_colon_says_its_family_closer(text: str, family: str, read: Read) -> None:
    assert family not in demanded(read, text)
