"""What stands at an empty box of a form is not asked for."""

import pytest

from projects.briefs.requirements import Force, Subject
from tests.briefs.reading.test_mentioned import Read


def asked(read: Read, text: str) -> set[str]:
    subjects = {Subject.MODALITY, Subject.COUNTRY, Subject.SERVICE_LINE}
    return {one.code for one in read(text).requirements if one.subject in subjects and one.force is Force.MUST}


@pytest.mark.parametrize(
    "text",
    [
        "☐ mAb ☒ AAV vector ☐ plasmid\n☐ China ☑ Ireland",
        "[ ] mAb\n[x] AAV vector\n[ ] plasmid\n[ ] China\n[x] Ireland",
        "Product: mAb ☐ AAV vector ☒ plasmid ☐\nSite: China ☐ Ireland ☒",
        "产品：□ 单抗 ☑ 腺相关病毒 □ 质粒\n地点：□ 中国 ☑ 爱尔兰",
        "| ☐ | mAb |\n| ☑ | AAV vector |\n| ☐ | China |\n| ☑ | Ireland |",
    ],
)
def test_only_what_is_ticked_is_asked_for(text: str, read: Read) -> None:
    found = asked(read, text)
    assert {"aav", "IE"} <= found
    assert not found & {"mab", "plasmid-dna", "CN"}


def test_a_tick_at_no_refuses_and_one_at_yes_asks(read: Read) -> None:
    text = "mAb at 500 L. Cell line development: ☐ yes ☒ no\nStability studies: ☒ yes ☐ no"
    found = asked(read, text)
    assert "stability-studies" in found
    assert "cho-cell-line-development" not in found


def test_boxes_of_which_none_is_ticked_are_bullets(read: Read) -> None:
    assert {"mab", "stability-studies"} <= asked(read, "Please quote a mAb:\n☐ process development\n☐ stability studies")


def test_the_words_that_are_shown_stand_where_they_stood(read: Read) -> None:
    text = "☐ mAb ☒ AAV vector\n☒ Ireland"
    assert all(one.words == text[one.start : one.end] for one in read(text).requirements)
