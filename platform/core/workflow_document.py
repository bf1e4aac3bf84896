"""``docs/workflows.md``: every status machine as a table, written from the tables that the code obeys."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from core.workflow import Workflow

HEAD = """# Workflows

Every status machine, as the code has it: written by `make workflows`, held by a test. A step that is not listed is refused.
"""


def document() -> str:
    """The whole file."""
    return "\n".join([HEAD, *(_section(title, workflow) for title, workflow in workflows())])


def workflows() -> Iterator[tuple[str, Workflow]]:
    """Every Workflow in an app's ``workflows.py``, named for the app and the object."""
    for config in sorted(apps.get_app_configs(), key=lambda one: one.name):
        if find_spec(f"{config.name}.workflows"):
            for name, value in vars(import_module(f"{config.name}.workflows")).items():
                if isinstance(value, Workflow):
                    yield f"{config.name}: {name.lower().replace('_', ' ')}", value


def _section(title: str, workflow: Workflow) -> str:
    rows = [f"| {', '.join(sorted(one.sources))} | {one.name} | {one.target} |" for one in workflow]
    return "\n".join([f"## {title}", "", "| from | step | to |", "|---|---|---|", *rows, ""])
