"""``manage.py rebuild_catalogue``: compare every search document with its offering, while searches go on."""

from typing import Any

from django.core.management.base import BaseCommand

from services.actions.catalogue import rebuild_catalogue


class Command(BaseCommand):
    """For after a change of what documents say, or whenever in doubt. Safe at any time."""

    help = "Bring every search document up to date. Searches go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        changed, left = rebuild_catalogue()
        if options["verbosity"] > 0:
            self.stdout.write(f"Changed: {changed}\nLeft the catalogue: {left}")
