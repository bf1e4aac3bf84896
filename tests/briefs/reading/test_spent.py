"""Money that is gone is no budget, and a budget has the end that is said behind it."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Reading
from tests.briefs.reading.test_figures_more import counted

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    "text",
    [
        "mAb manufacture. Last year we spent USD 2 million.",
        "mAb manufacture. EUR 2m have been paid so far.",
        "mAb manufacture. The previous campaign cost USD 500,000.",
        "mAb manufacture. We have already invested EUR 3 million.",
        "mAb manufacture. A deposit of EUR 50,000 was already paid.",
        "单抗生产，去年花费200万元。",
    ],
)
def test_money_that_is_spent_is_listed_and_no_budget(text: str, read: Read) -> None:
    reading = read(text)
    assert counted(reading) == set()
    assert any("budget" in note.reason for note in reading.unclear)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb. We have already spent EUR 300k; the budget is EUR 1m.", "budget:1000000-1000000 EUR"),
        ("mAb. Budget EUR 2m, of which EUR 500k was already spent", "budget:2000000-2000000 EUR"),
        ("mAb. EUR 2m to be spent", "budget:2000000-2000000 EUR"),
        ("mAb. Budget: we want to spend EUR 2m", "budget:2000000-2000000 EUR"),
        ("mAb. Budget: 1500000 EUR, max", "budget:None-1500000 EUR"),
        ("mAb. Budget EUR 2m (maximum)", "budget:None-2000000 EUR"),
        ("mAb, EUR 1.2m at most", "budget:None-1200000 EUR"),
    ],
)
def test_money_that_may_be_spent_is_the_budget(text: str, fact: str, read: Read) -> None:
    assert counted(read(text)) == {fact}
