"""``manage.py document_workflows``: write ``docs/workflows.md`` anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.workflow_document import document


class Command(BaseCommand):
    """Run it after a change of a ``workflows.py``; a test fails until you do."""

    help = "Write docs/workflows.md from the tables in the code."

    def handle(self, *args: Any, **options: Any) -> None:
        (settings.PLATFORM_DIR.parent / "docs" / "workflows.md").write_text(document(), encoding="utf-8")
