"""Why a provider that was chosen in a public deal does not stand first: its scores beside those of the first ones. For developers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from projects.briefs.requirements import Requirement
from projects.matching.benchmark import TODAY, Deal
from projects.matching.engine.judging.ranking import Ranking, rank
from projects.matching.preview import question_of_text
from services.selectors.catalogue import Catalogue

BESIDE = 3
NAME, CELL, SHOWN = 20, 17, 15


@dataclass(frozen=True, eq=False)
class Miss:
    """A deal whose provider came out at ``place``, counted from 1; ``chosen`` is the position of its best profile."""

    deal: Deal
    place: int
    chosen: int
    requirements: tuple[Requirement, ...]
    ranking: Ranking


def misses_of(deals: Iterable[Deal], catalogue: Catalogue, most: int) -> Iterator[Miss]:
    """The deals whose provider is not among the first ``most``."""
    for deal in deals:
        reading, question = question_of_text(deal.brief, catalogue, TODAY)
        ranking = rank(question, catalogue, {})
        places = {ranking.ground.slugs[one]: (place, one) for place, one in enumerate(ranking.order, start=1)}
        place, chosen = min((places[slug] for slug in deal.chosen if slug in places), default=(0, -1))
        if place > most:
            yield Miss(deal, place, chosen, reading.requirements, ranking)


def lines_of(miss: Miss) -> Iterator[str]:
    """The brief, how it was read, and by criterion the first three and the one chosen; blank is not known."""
    ranking, who = miss.ranking, [*miss.ranking.order[:BESIDE], miss.chosen]
    yield f"{miss.deal.name}: {', '.join(sorted(miss.deal.chosen))} is number {miss.place}"
    yield miss.deal.brief
    yield from dict.fromkeys(_read(one) for one in miss.requirements)
    yield "".join(["".ljust(NAME), *(ranking.ground.slugs[one][:SHOWN].rjust(CELL) for one in who)])
    for criterion, scores in ranking.scores.items():
        known = [("" if scores[one] != scores[one] else f"{scores[one]:.2f}").rjust(CELL) for one in who]
        yield "".join([f"{criterion.value:{NAME - 6}}{ranking.weights[criterion]:5.2f} ", *known])
    yield "".join(["score".ljust(NAME), *(f"{ranking.totals[one]:.3f}".rjust(CELL) for one in who)])
    yield "".join(["missing".ljust(NAME), *(str(ranking.misses[one]).rjust(CELL) for one in who)])


def _read(one: Requirement) -> str:
    """The countries of a region stand in one line: they were read from the same words."""
    what = one.code if one.subject != "country" else ""
    figures = " ".join(
        str(part) for part in (one.low, one.high, one.unit, one.starts_on, one.latest_start, one.ends_on) if part
    )
    return f"  {one.force} {one.subject} {what or figures} ({one.confidence:.2f}) “{one.words}”"
