"""What the benchmark of reading prints for a developer."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

BRIEF = {
    "title": "AAV9 for an eye disease",
    "free_text": "GMP batches at 200 L and a clinical trial in Japan.",
    "modalities": ["aav", "plasmid-dna"],
    "services": ["vector-services"],
    "stages": ["phase-1"],
    "target_markets": [],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "briefs.json"
    path.write_text(json.dumps({"demands": [BRIEF]}))
    return path


def printed(*options: object) -> str:
    out = StringIO()
    call_command("bench_intake", *options, stdout=out)
    return out.getvalue()


def test_halves_are_told_apart_only_for_the_shipped_briefs(path: Path) -> None:
    assert "all" in printed(path)
    assert "held out" not in printed(path)


def test_what_the_texts_say_is_told_apart_from_guesses(path: Path) -> None:
    rows = {line[:12].strip(): line[12:].split() for line in printed(path).splitlines()}
    families = slice(4, 8)
    assert rows["all"][families] == ["P", "0.33", "R", "1.00"]
    assert rows["no guesses"][families] == ["P", "0.50", "R", "1.00"]


def test_misses_are_said_brief_by_brief_when_asked_for(path: Path) -> None:
    lines = [line.strip() for line in printed(path, "--misses").splitlines()]
    assert lines[0] == "1. AAV9 for an eye disease"
    assert lines[1] == "modality: -plasmid-dna"
    assert "jurisdiction: +jp" in lines
    assert "1. AAV9 for an eye disease" not in printed(path)


def test_a_file_that_is_no_list_of_briefs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        printed(tmp_path / "none.json")
