"""``manage.py bench_matching [deals.json]``: how well matching finds the provider that was chosen."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from projects.matching import benchmark
from projects.matching.engine.ground.laying import ground_of
from projects.matching.misses import lines_of, misses_of
from services.selectors.catalogue import Catalogue, current_catalogue

DEALS = "../shared/data/deals.json"


class Command(BaseCommand):
    """Reads the catalogue that stands in the database. Two halves show how far figures on so few deals can be trusted."""

    help = "Rank the whole catalogue for each brief of a file of deals; hit@1, hit@5, hit@10, MRR beside simple rankings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deals", nargs="?", default=DEALS, help="JSON with briefs and the providers chosen")
        parser.add_argument("--misses", type=int, metavar="N", help="show why providers are not among the first N, instead")

    def handle(self, *args: Any, **options: Any) -> None:
        deals = benchmark.deals_from(self._rows(options["deals"]))
        known = [deal for deal in deals if deal.chosen]
        catalogue = current_catalogue()
        if options["misses"] is not None:
            self._explain(known, catalogue, options["misses"])
            return
        rankers = {
            "matching": benchmark.matching(catalogue),
            "BM25 over the texts": benchmark.by_text(catalogue),
            "number of offerings": benchmark.by_size(catalogue),
            "random": benchmark.by_lot(ground_of(catalogue)),
        }
        self.stdout.write(
            f"{len(deals)} deals; the provider of {len(known)} is in the catalogue of {len(catalogue.index.live)} offerings."
        )
        groups = {"in the catalogue": known, "one half of them": known[::2], "the other half": known[1::2], "all": deals}
        for title, group in groups.items():
            self.stdout.write(f"\n{title} ({len(group)})".ljust(30) + "  hit@1  hit@5 hit@10    MRR")
            for name, ranker in rankers.items():
                got = benchmark.judged(group, ranker)
                self.stdout.write(f"{name:28} {got.first:6.2f} {got.five:6.2f} {got.ten:6.2f} {got.reciprocal:6.3f}")
        each = benchmark.seconds_each(known, rankers["matching"])
        self.stdout.write(f"\nReading and ranking take {each * 1000:.1f} ms a brief.")

    def _explain(self, deals: list[benchmark.Deal], catalogue: Catalogue, most: int) -> None:
        for miss in misses_of(deals, catalogue, most):
            self.stdout.write("\n".join([*lines_of(miss), ""]))

    def _rows(self, name: str) -> list[dict[str, Any]]:
        path = Path(name)
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"No deals could be read from {name}: {error}") from error
        return list(rows["deals"] if isinstance(rows, dict) else rows)
