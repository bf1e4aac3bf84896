"""A report that is there, or that somebody else writes, asks for no study; "ex vivo" alone asks for no model."""

from datetime import date

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Subject
from tests.briefs.reading.test_mentioned import Read
from tests.briefs.reading.test_steady import demanded


@pytest.mark.parametrize(
    "text",
    [
        "The toxicology report is due in May 2027. GMP batches of a mAb at 500 L by August 2027.",
        "Safety assessment study report available; GMP batches of a mAb at 500 L.",
        "GMP batches of a mAb at 500 L. The final safety assessment reports are available.",
        "GLP toxicology reports are finalised. mAb at 500 L.",
    ],
)
def test_who_has_or_awaits_a_report_asks_for_no_study(text: str, read: Read) -> None:
    assert "toxicology" not in demanded(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "Toxicology of a mAb in two species, report due in May 2027.",
        "Toxicology report due May 2027.",
        "Toxicology of a mAb: audited reports must be available by May 2027.",
    ],
)
def test_a_study_that_is_to_be_reported_is_asked_for(text: str, read: Read) -> None:
    assert "toxicology" in demanded(read, text)


def test_the_day_of_a_report_of_others_is_no_end_of_the_work(read: Read) -> None:
    reading = read("Toxicology report due May 2027; mAb drug substance at 500 L needed by August 2027.")
    assert [one.ends_on for one in reading.requirements if one.subject is Subject.WINDOW] == [date(2027, 8, 31)]
    assert Doubt.EVENT in {one.doubt for one in reading.unclear}


@pytest.mark.parametrize(
    "text",
    [
        "Lentiviral vector for an ex vivo CAR-T product, 100 L.",
        "GMP lentivirus, used ex vivo on stem cells.",
        "AAV or lentivirus? Lentivirus: the therapy is ex vivo.",
    ],
)
def test_how_cells_are_changed_is_no_model(text: str, read: Read) -> None:
    assert "organoid-exvivo-models" not in demanded(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ex vivo lung tissue models of fibrosis.",
        "In vitro and ex vivo testing of a small molecule.",
        "Ex vivo skin assays.",
    ],
)
def test_an_ex_vivo_model_is_asked_for(text: str, read: Read) -> None:
    assert "organoid-exvivo-models" in demanded(read, text)
