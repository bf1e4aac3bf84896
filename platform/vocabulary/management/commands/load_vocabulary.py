"""``manage.py load_vocabulary``: bring the vocabulary up to the shipped data."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import Invalid
from organizations.actor import Actor
from vocabulary.actions.load import LoadReport, load_vocabulary
from vocabulary.shipped import DATA, read_shipment

HEADINGS = {
    "added": "Added",
    "updated": "Updated",
    "retired": "Retired, since the data no longer holds them",
    "unretired": "Back in use",
    "kept": "Kept as an operator edited them (--overwrite CODE takes the shipped value back)",
}


class Command(BaseCommand):
    """Repeatable: a second run changes nothing. Ends with 1, and nothing written, when the data is unsound."""

    help = "Load the shipped vocabulary, or bring it up to date. What an operator edited is kept and named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument(
            "--overwrite", nargs="+", default=[], metavar="CODE", help="Take back the shipped values of these."
        )
        parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER", help="Read the files of another folder.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_vocabulary(
                actor=Actor.system(),
                shipment=read_shipment(options["data"]),
                overwrite=options["overwrite"],
                dry_run=options["dry_run"],
            )
        except Invalid as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self._tell(report, verbose=options["verbosity"] > 1)
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was changed.")

    def _tell(self, report: LoadReport, *, verbose: bool) -> None:
        for name, heading in HEADINGS.items():
            lines = getattr(report, name)
            self.stdout.write(f"{heading}: {len(lines)}")
            # The first load adds some nine hundred terms; their names are for --verbosity 2.
            for line in lines if verbose or name != "added" else []:
                self.stdout.write(f"  {line}")
