"""Files stay rooms, and the repository speaks of the product alone."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def production_files() -> list[Path]:
    folders = ("platform", "providers", "services", "projects")
    return [path for name in folders for path in (ROOT / name).rglob("*.py") if "migrations" not in path.parts]


def test_no_file_is_longer_than_a_room():
    assert [str(path) for path in production_files() if len(path.read_text().splitlines()) > LONGEST_FILE] == []


def test_no_function_is_too_long_and_none_hides_an_import():
    long, hidden = [], []
    for path in production_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION:
                    long.append(f"{path}:{node.name}")
                if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)):
                    hidden.append(f"{path}:{node.name}")
    assert (long, hidden) == ([], [])


def test_every_module_says_what_it_is():
    silent = [
        str(path)
        for path in production_files()
        if path.name not in {"__init__.py", "apps.py"} and ast.get_docstring(ast.parse(path.read_text())) is None
    ]
    assert silent == []


def test_no_label_is_lowered_into_a_sentence():
    """A label has the case, and the place in a sentence, of its own language: it is quoted instead."""
    lowered = re.compile(r"(?:_display\(\)|_label|\.label)\.lower\(\)")
    assert [str(path) for path in production_files() if lowered.search(path.read_text())] == []


def test_the_day_is_asked_of_the_clock_alone():
    """What ruff's list of banned names cannot say."""
    spelt = re.compile(r"timezone\.now\(\)\.date\(\)")
    asking = [path.relative_to(ROOT).as_posix() for path in production_files() if spelt.search(path.read_text())]
    assert asking == ["platform/core/clock.py"]


def test_no_machines_path_and_no_package_host_stands_in_the_repository():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    forbidden = re.compile("/" + "root/|/" + "work/|pypi" + r"\.org|files\.python" + "hosted|npm" + r"js\.")
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.suffix not in {".png", ".svg"} and path.is_file() and forbidden.search(path.read_text(errors="replace")):
            found.append(name)
    assert found == []


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {"production": project["dependencies"], **project["optional-dependencies"]}
    for name, dependencies in wanted.items():
        locked = set(
            re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==", (ROOT / f"requirements/{name}.txt").read_text(), re.MULTILINE)
        )
        named = {re.split(r"[\[~>=<]", one)[0].lower().replace("_", "-") for one in dependencies} - {"opencdmo"}
        assert named - locked == set(), name
