"""Every status against every step, for every status machine; and the document that shows them is not stale."""

import re
from pathlib import Path

import pytest

from core.errors import WrongState
from core.workflow import Workflow
from core.workflow_document import document, workflows

ROOT = Path(__file__).resolve().parents[2]
ALL = list(workflows())
assert ALL


class Row:
    """Something with a status, that notes what would be saved."""

    AUTOMATIC_FIELDS = ("updated_at",)

    def __init__(self, field: str, status: str) -> None:
        setattr(self, field, status)
        self.saved: list[str] = []

    def save(self, update_fields: list[str]) -> None:
        self.saved = update_fields


def test_the_document_says_what_the_code_does():
    assert (ROOT / "docs" / "workflows.md").read_text() == document()


def test_only_the_tables_move_a_status():
    """Beside the rows that are loaded, and a site, whose state has no table."""
    assigned = re.compile(r"^\s+\w+\.status = ", re.MULTILINE)
    files = [path for name in ("platform", "providers", "services", "projects") for path in (ROOT / name).rglob("*.py")]
    free = {str(path.relative_to(ROOT)) for path in files if assigned.search(path.read_text())}
    assert free == {"providers/actions/site.py", "services/actions/load.py"}


@pytest.mark.parametrize("workflow", [one for _, one in ALL], ids=[title for title, _ in ALL])
def test_every_step_from_every_status_leads_where_the_table_says_or_nowhere(workflow: Workflow):
    statuses = {one.target for one in workflow} | {source for one in workflow for source in one.sources}
    for status in statuses:
        for name in {one.name for one in workflow}:
            row = Row(workflow.field, status)
            targets = [one.target for one in workflow if one.name == name and status in one.sources]
            if targets:
                workflow.apply(row, name)
                assert [getattr(row, workflow.field)] == targets
                assert workflow.field in row.saved
            else:
                with pytest.raises(WrongState):
                    workflow.apply(row, name)
                assert (getattr(row, workflow.field), row.saved) == (status, [])
