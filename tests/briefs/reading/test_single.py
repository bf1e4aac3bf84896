"""Whether a scale is asked of one reactor."""

import pytest

from projects.briefs.reading.amounts.single import is_of_one


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("需要单个反应器规模100,000L。", "100,000L"),
        ("单罐2000L", "2000L"),
        ("规模2000L，单罐", "2000L"),
        ("100,000 L in a single bioreactor", "100,000 L"),
        ("a single 10,000 L bioreactor", "10,000 L"),
        ("one reactor of at least 12,000 L", "12,000 L"),
        ("2,000 L per reactor", "2,000 L"),
        ("12 x 20,000 L", "20,000 L"),
        ("12×20,000L", "20,000L"),
        ("six 15,000 L bioreactors", "15,000 L"),
        ("12 15,000 L reactors", "15,000 L"),
        ("12个20000L反应器", "20000L"),
        ("6 * 2 kL bioreactors", "2 kL"),
    ],
)
def test_one_reactor_is_asked_for_in_the_same_breath(text: str, figure: str):
    place = text.index(figure)
    assert is_of_one(text, place, place + len(figure))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2,000 L single-use bioreactor", "2,000 L"),
        ("3 x 5 kg", "5 kg"),
        ("24,000 L from twelve of them", "24,000 L"),
        ("2,000 L single use reactors", "2,000 L"),
        ("2000L一次性反应器", "2000L"),
        ("one batch at 2,000 L scale", "2,000 L"),
        ("A single vessel is not needed. In total 2,000 L", "2,000 L"),
        ("单个反应器即可；总规模2000L", "2000L"),
    ],
)
def test_a_single_use_reactor_or_another_clause_asks_for_none(text: str, figure: str):
    place = text.index(figure)
    assert not is_of_one(text, place, place + len(figure))
