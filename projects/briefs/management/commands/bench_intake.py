"""``manage.py bench_intake``: how well briefs are read, against the codes that stand beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from core.errors import Invalid
from projects.briefs.benchmark import MEASURED, Judged, judged, read_demands, scores, shipped_vocabulary

DEMANDS = Path(__file__).parents[5] / "shared" / "data" / "demand.json"


class Command(BaseCommand):
    """Reads every brief with the vocabulary of the data files; needs no database. Of the shipped briefs every second one was
    looked at while rules were written, so the two halves are told apart; of other files nothing is known."""

    help = "Precision and recall of reading briefs, on a file of briefs with their codes."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=DEMANDS, help=f"a JSON file; {DEMANDS} by default")
        parser.add_argument(
            "--misses", action="store_true", help="say for each brief what was missed and what was found besides"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            demands = read_demands(options["path"])
        except Invalid as error:
            raise CommandError(str(error)) from error
        briefs = judged(demands, shipped_vocabulary(), clock.today())
        if options["misses"]:
            self._say_misses(briefs)
        self.stdout.write(f"{'':12}" + "".join(f"{name:>24}" for name in MEASURED))
        self._say_scores("all", briefs)
        self._say_scores("no guesses", briefs, guesses=False)
        if options["path"].resolve() == DEMANDS.resolve():
            self._say_scores("looked at", briefs[::2])
            self._say_scores("held out", briefs[1::2])

    def _say_scores(self, name: str, briefs: Sequence[Judged], *, guesses: bool = True) -> None:
        tallies = scores(briefs, guesses=guesses).values()
        cells = (f"P {tally.precision:.2f}  R {tally.recall:.2f}" for tally in tallies)
        self.stdout.write(f"{name:12}" + "".join(f"{cell:>24}" for cell in cells))

    def _say_misses(self, briefs: Sequence[Judged]) -> None:
        for place, brief in enumerate(briefs, start=1):
            self.stdout.write(f"{place}. {brief.title}")
            for name in MEASURED:
                told = [*(f"-{code}" for code in brief.missed(name)), *(f"+{code}" for code in brief.excess(name))]
                if told:
                    self.stdout.write(f"    {name}: {' '.join(told)}")
        self.stdout.write("- expected and not found, + found and not expected\n")
