"""Forms and tables pasted as lines: a label, and its value behind it or below it."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]
BELOW = "Product\nmAb\nScale\n1,000 L single-use\nBatches\n3\nBudget\n2.5M EUR\nCountry\nGermany"
BESIDE = "Product: mAb\nScale: 1,000 L single-use\nNumber of batches: 3\nBudget: 2500000 EUR\nCountry: Germany"
FACTS = {"modality:mab", "scale:1000-1000 l-bioreactor", "batches:3-3", "budget:2500000-2500000 EUR", "country:DE"}


@pytest.mark.parametrize("text", [BELOW, BESIDE])
def test_a_label_and_its_value_are_read_together(text: str, read: Read) -> None:
    facts = facts_of(read(text))
    assert facts >= FACTS
    assert {one for one in facts if one.startswith("batches") and one.count(":") == 1} == {"batches:3-3"}


def test_a_number_that_begins_a_line_is_read(read: Read) -> None:
    assert {"scale:2000-2000 l-bioreactor"} <= facts_of(read("mAb drug substance\n2,000 L"))
    assert {"batches:3-3", "scale:2000-2000 l-bioreactor"} <= facts_of(read("单抗原液\n批次：3\n规模\n2000升"))


def test_a_study_that_is_waived_is_not_asked_for(read: Read) -> None:
    facts = facts_of(read("GLP toxicology of a small molecule, carcinogenicity study\nwaived."))
    assert "service-line:reprotox-carcinogenicity:excluded" in facts
    assert "service-line:reprotox-carcinogenicity:must" not in facts
