"""What an app's modules offer to each other has one name for one thing."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = sorted(path.parent.name for path in (ROOT / "platform").glob("*/__init__.py") if path.parent.name != "config")
APPS = [*PLATFORM, "providers", "services", *(f"projects.{name}" for name in ("briefs", "matching", "sourcing"))]
DOORS = {"views", "api", "admin", "tasks"}
"""Rooms whose functions are named after what they call."""
Module = tuple[str, ast.Module]


def modules() -> Iterator[Module]:
    for folder in ("platform", "providers", "services", "projects"):
        base = ROOT / folder if folder == "platform" else ROOT
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                dotted = ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")
                yield dotted, ast.parse(path.read_text())


def defined_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Public constants with their values, and public functions, which are never alike."""
    for number, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef):
            yield node.name, f"function {id(tree)}.{number}"
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for name in (one for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)):
            if name.id.isupper() and isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                yield name.id, ast.dump(node.value)


def test_a_name_that_two_modules_of_an_app_offer_to_others_means_one_thing():
    trees = list(modules())
    asked = {
        (node.module, alias.name)
        for _name, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    meanings: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for module, tree in trees:
        app = next((one for one in APPS if module == one or module.startswith(f"{one}.")), None)
        for name, value in defined_in(tree) if app and not DOORS & set(module.split(".")) else ():
            if not name.startswith("_") and (module, name) in asked:
                meanings[app or "", name][module] = value
    torn = {name: sorted(where) for (_app, name), where in meanings.items() if len(set(where.values())) > 1}
    assert torn == {}
