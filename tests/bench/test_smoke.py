"""The benchmark runs: a tiny catalogue, a moment of each load. What it measures is looked at by people."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import laid_out
from tests.bench.stack import ROOT


@pytest.mark.faults
@pytest.mark.django_db  # what is measured is a copy of the database of the run
def test_the_benchmark_measures_everything_without_a_failure(tmp_path: Path):
    settled = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    environment = {
        **settled,
        "SIZE": "300",
        "SECONDS": "0.2",
        "OPENCDMO_BENCH": str(tmp_path),
        laid_out.DUMP: str(laid_out.dump(tmp_path / "tables.sql")),
        "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench"], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (result,) = json.loads((tmp_path / "bench.json").read_text())
    assert result["size"] == 300
    assert len(result["memory"]) == 2
    assert {row["name"]: row["failed"] for row in result["rows"]} == dict.fromkeys(
        (row["name"] for row in result["rows"]), 0
    )
    assert all(row["rate"]["8"] > 0 for row in result["rows"])
