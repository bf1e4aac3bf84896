"""The figures this code measures itself by, as it is now: lengths, complexity, circles, types, weight. ``make figures`` prints them.

Production code without migrations, blank lines and comments counted; what must not grow is held by tests, this only tells.
"""

import ast
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

from tests.architecture.test_house import production_files
from tests.markup import INLINE, ROOT, TEMPLATES

FOLDERS = ("platform", "providers", "services", "projects")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def spread(values: Sequence[int]) -> str:
    """Median / 95th percentile / longest, each a value that occurs."""
    ordered = sorted(values)
    return " / ".join(f"{ordered[int((len(ordered) - 1) * share)]:,}" for share in (0.5, 0.95, 1))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def is_annotated(function: Function) -> bool:
    """What it returns and everything it takes has a type, but for ``self`` and ``cls``."""
    spec = function.args
    given = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *filter(None, (spec.vararg, spec.kwarg))]
    typed = all(one.annotation for one in given if one.arg not in {"self", "cls"})
    return typed and (function.returns is not None or function.name == "__init__")


def complexities() -> list[int]:
    """McCabe's number of every function, as the linter counts it."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--select",
        "C901",
        "--output-format",
        "json",
        "--exit-zero",
    ]
    command += ["--config", "lint.mccabe.max-complexity = 0", "--exclude", "migrations", *FOLDERS]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    return [int(re.findall(r"\((\d+) > 0\)", one["message"])[0]) for one in found]


def app_of(module: str, apps: set[str]) -> str | None:
    """``projects.sourcing.models`` belongs to ``projects.sourcing``, ``events.relay`` to ``events``."""
    first, _, rest = module.partition(".")
    name = f"{first}.{rest.partition('.')[0]}" if first == "projects" else first
    return name if name in apps else None


def imported(tree: ast.Module) -> Iterator[str]:
    """What a module imports when it runs: what stands under TYPE_CHECKING does not."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)


def circle(trees: dict[Path, ast.Module]) -> str:
    """The first circle of imports between apps, or "none"."""
    modules = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("platform.") for path in trees}
    tops = {module.split(".")[0] for module in modules.values()}
    apps = {".".join(name.split(".")[: 2 if name.startswith("projects.") else 1]) for name in modules.values()} | tops
    graph: dict[str, set[str]] = {}
    for path, tree in trees.items():
        home = app_of(modules[path], apps) or ""
        seen = {app_of(name, apps) for name in imported(tree)}
        graph.setdefault(home, set()).update(one for one in seen if one and one != home)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " > ".join(error.args[1])
    return "none"


def hidden_imports(trees: dict[Path, ast.Module]) -> int:
    """How many functions hold an import."""
    every = (function for tree in trees.values() for function in functions(tree))
    return sum(any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(one)) for one in every)


def weight(files: Sequence[Path]) -> str:
    return f"{sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000:.1f} KB"


def htmx() -> Path:
    """The script that comes with django-htmx."""
    spec = find_spec("django_htmx")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob("htmx-2.min.js"))


def figures() -> dict[str, str]:
    """Each figure by its name."""
    files = production_files()
    trees = {path: ast.parse(path.read_text()) for path in files}
    every = [one for tree in trees.values() for one in functions(tree)]
    complexity = complexities()
    code, tests = sum(map(lines, files)), sum(map(lines, (ROOT / "tests").rglob("*.py")))
    static = ROOT / "platform/static"
    annotated = sum(map(is_annotated, every))
    return {
        "Python files, functions": f"{len(files):,}, {len(every):,}",
        "file: median / 95th percentile / longest, lines": spread([lines(path) for path in files]),
        "function: median / 95th percentile / longest, lines": spread([(one.end_lineno or 0) - one.lineno + 1 for one in every]),
        "cyclomatic complexity: mean / max": f"{sum(complexity) / len(complexity):.2f} / {max(complexity)}",
        "circles between apps": circle(trees),
        "functions with an import inside": f"{hidden_imports(trees)}",
        "annotated functions": f"{annotated:,} of {len(every):,} ({100 * annotated / len(every):.1f} %)",
        "test lines to code lines": f"{tests:,} / {code:,} = {tests / code:.2f}",
        "CSS, compressed": weight(list((static / "css").rglob("*.css"))),
        "script, compressed: ours + htmx": f"{weight(list((static / 'js').rglob('*.js')))} + {weight([htmx()])}",
        "pages with inline script, style or handlers": f"{sum(bool(INLINE.search(file.read_text())) for file in TEMPLATES if 'emails' not in file.parts)} of {len(TEMPLATES)} templates",
    }  # fmt: skip


if __name__ == "__main__":
    for name, value in figures().items():
        sys.stdout.write(f"| {name} | {value} |\n")
