"""Which way imports run is held by machine, and the machine notices."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("providers", "services", "projects", "platform")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'platform'}{os.pathsep}{folder}"}
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--no-cache",
        "--config",
        str(folder / "pyproject.toml"),
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_imports_run_down_and_one_turned_round_is_noticed(tmp_path: Path):
    for name in APPS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    whole = lint(tmp_path)
    assert whole.returncode == 0, whole.stdout
    (tmp_path / "projects/briefs/stray.py").write_text('"""A room without a place."""\n')
    assert "projects.briefs.stray" in lint(tmp_path).stdout
    (tmp_path / "projects/briefs/stray.py").unlink()
    with (tmp_path / "platform/core/money.py").open("a") as file:
        file.write("\nimport organizations.roles\n")
    turned = lint(tmp_path)
    assert turned.returncode == 1
    assert "core.money -> organizations.roles" in turned.stdout


def test_platform_never_becomes_a_package():
    assert not (ROOT / "platform" / "__init__.py").exists()
