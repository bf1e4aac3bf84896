"""``manage.py load_providers``: bring the unclaimed profiles up to the shipped data."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import Invalid
from organizations.actor import Actor
from providers.actions.load import load_providers
from providers.shipped import DATA, read_shipment


class Command(BaseCommand):
    """Repeatable. Ends with 1, and nothing written, when the data is unsound."""

    help = "Load the shipped provider profiles. What a provider has claimed is left alone and named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--data", type=Path, default=DATA, metavar="FILE", help="Read another file.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            shipment = read_shipment(options["data"])
            report = load_providers(actor=Actor.system(), shipment=shipment, dry_run=options["dry_run"])
        except Invalid as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"Added: {len(report.added)}")
            self.stdout.write(f"Updated: {len(report.updated)}")
            self.stdout.write(f"Left to those who claimed them: {', '.join(report.kept) or 'none'}")
