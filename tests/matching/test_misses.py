"""What a developer is shown of a deal whose provider does not stand first."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from services.selectors.catalogue import Catalogue

pytestmark = pytest.mark.django_db

BRIEF = "We need GMP drug substance of a monoclonal antibody for a phase 3 trial, and aseptic vial filling, in Germany."


def shown(folder: Path, most: int) -> str:
    deals = folder / "deals.json"
    row = {"id": "D1", "brief": BRIEF, "provider_entity": "Marken"}
    deals.write_text(json.dumps([row, {**row, "id": "D2", "provider_entity": "Nobody in the catalogue"}]))
    out = StringIO()
    call_command("bench_matching", str(deals), misses=most, stdout=out)
    return out.getvalue()


def test_a_miss_shows_how_the_brief_was_read_and_the_chosen_beside_the_first_three(catalogue: Catalogue, tmp_path: Path):
    lines = shown(tmp_path, 10).splitlines()
    assert lines[0].startswith("D1: marken is number ")
    assert lines[1] == BRIEF
    assert any("must service-line aseptic-vial-filling" in line for line in lines)
    heads = next(line for line in lines if line.endswith("marken")).split()
    assert len(heads) == 4
    service = next(line for line in lines if line.startswith("service ")).split()
    assert (service[1:3], service[-1], len(service)) == (["3.00", "1.00"], "0.00", 6)
    assert "D2" not in "".join(lines)


def test_who_is_among_the_first_is_no_miss(catalogue: Catalogue, tmp_path: Path):
    assert shown(tmp_path, 139) == ""
