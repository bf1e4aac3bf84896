"""``manage.py bench_intake``: how well briefs are read, against the codes that stand beside them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.errors import Invalid
from projects.briefs.benchmark import MEASURED, read_demands, scores, shipped_vocabulary

DEMANDS = Path(__file__).parents[5] / "shared" / "data" / "demand.json"


class Command(BaseCommand):
    """Reads every brief with the vocabulary of the data files; needs no database. Rules were written looking at every second
    brief, so the two halves are told apart."""

    help = "Precision and recall of reading briefs, on a file of briefs with their codes."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=DEMANDS, help=f"a JSON file; {DEMANDS} by default")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            demands = read_demands(options["path"])
        except Invalid as error:
            raise CommandError(str(error)) from error
        vocabulary = shipped_vocabulary()
        halves = {"all": demands, "looked at": demands[::2], "held out": demands[1::2]}
        self.stdout.write(f"{'':12}" + "".join(f"{name:>24}" for name in MEASURED))
        for name, half in halves.items():
            tallies = scores(half, vocabulary, timezone.now().date())
            cells = (f"P {tally.precision:.2f}  R {tally.recall:.2f}" for tally in tallies.values())
            self.stdout.write(f"{name:12}" + "".join(f"{cell:>24}" for cell in cells))
