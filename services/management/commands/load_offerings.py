"""``manage.py load_offerings``: the offerings that follow from the public profiles, and their search documents."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from organizations.actor import Actor
from services.actions.catalogue import rebuild_catalogue
from services.actions.load import load_offerings


class Command(BaseCommand):
    """Repeatable. What a provider has claimed is left alone."""

    help = "Derive offerings from the unclaimed profiles, and bring the catalogue up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_offerings(actor=Actor.system(), dry_run=options["dry_run"])
        if not options["dry_run"]:
            rebuild_catalogue()
        if options["verbosity"] > 0:
            for name, count in report.counts.items():
                self.stdout.write(f"{name.capitalize()}: {count}")
