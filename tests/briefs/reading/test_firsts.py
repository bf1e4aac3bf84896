"""What is looked for by its first characters is found where ``finditer`` finds it, and nowhere else."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from projects.briefs.reading.amounts import numbers
from projects.briefs.reading.days import dates
from projects.briefs.reading.writing.firsts import matches_at, quick
from projects.briefs.reading.writing.text import Layout

BRIEFS = Path(__file__).parent.parent
TEXT = "Sold, made and remade by us or by them; unmade. 12 made by 3: maid, mad, s, made\nis made, are sold: 不做 做 made做"


def texts() -> list[str]:
    files = [*BRIEFS.glob("unprompted*.json"), BRIEFS / "written.json"]
    rows = [json.loads(one.read_text(encoding="utf-8")) for one in files]
    return [Layout(one["free_text"]).plain for one in chain.from_iterable(row["demands"] for row in rows)]


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(?:made|mad|sold|us)\b",
        r"\b(?:sold|(?:re|un)?made)(?: and (?:re)?made)?",
        r"(?<![a-z])ma(?:i|d)|mad|made",
        r"(?:un|re)??made|(?:is |are )*(?:made|sold)|(?:[sm]o?){1,3}",
        r"[0-3]+ ?made|[,:;]? ?(?:are|is)\b|不?做",
        r"(?!made)m\w+|(?<=\s)(?:by|or) (?:us|them)|\bmade(?=\n)",
        r"ma(?P<one>de|d)|s(?P<two>old)?",
    ],
)
def test_the_same_is_found(pattern: str) -> None:
    plain = [(one.span(), one.groupdict()) for one in re.finditer(pattern, TEXT)]
    assert [(one.span(), one.groupdict()) for one in quick(pattern).finditer(TEXT)] == plain
    assert plain


@pytest.mark.parametrize("pattern", [r"\d+ made", r"(?:made)?", r"[^a]made", r"(?P<one>made|sold) by"])
def test_a_pattern_that_names_no_first_character_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="begins with"):
        quick(pattern)


def test_numbers_and_days_begin_nowhere_else() -> None:
    patterns = [(numbers.STARTS, numbers.NUMBER)]
    patterns += [(dates.STARTS, one) for one in (dates.NO_DATES, dates.EITHER_MONTH, dates.YEAR_AFTER, *dates.PERIODS)]
    found = 0
    for text in texts():
        for starts, pattern in patterns:
            plain = [one.span() for one in pattern.finditer(text)]
            assert [
                one.span() for one in matches_at([one.start() for one in starts.finditer(text)], pattern, text)
            ] == plain
            found += len(plain)
    assert found
