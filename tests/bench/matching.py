"""How fast a project is matched against the whole catalogue, beside one SQL statement that does the coarse part of it."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import package_of
from projects.matching.engine.chains.chain_routes import routes_of
from projects.matching.engine.chains.chain_ways import chain_of
from projects.matching.engine.found import first_matches
from projects.matching.engine.ground.laying import brought_up_to, ground_of, lay_out
from projects.matching.engine.judging.alone import alone_of
from projects.matching.engine.judging.ranking import Question, Ranking, rank
from projects.matching.preview import preview_of
from projects.matching.together import together_of
from services.actions.catalogue import refresh_entries
from services.models import CatalogueEntry, Offering
from services.search import kinds
from services.selectors.catalogue import Catalogue, current_catalogue

TODAY = date(2026, 11, 24)
TOLD, CHANGED, REPEATS = 60, 1000, 5
TEXT = (
    "GMP drug substance of a monoclonal antibody at 2,000 L in CHO cells for Phase II, then filling of vials. EU GMP is a must; the"
    " site must be in Europe. Start in Q3 2027, budget EUR 2-3 m. We file in the US."
)
SQL = """
SELECT provider_term, bool_or(terms @> ARRAY[%(line)s]) AS does, bool_or(terms @> ARRAY[%(line)s, %(modality)s]) AS fits,
       max(scale_max) FILTER (WHERE terms @> ARRAY[%(line)s]) AS largest, min(lead_weeks) FILTER (WHERE terms @> ARRAY[%(line)s])
FROM (SELECT e.*, o.provider_id AS provider_term FROM services_catalogueentry e JOIN services_offering o ON o.id = e.offering_id
      WHERE e.is_live) AS entries
GROUP BY provider_term ORDER BY fits DESC NULLS LAST, does DESC NULLS LAST, largest DESC NULLS LAST
"""


@dataclass(frozen=True)
class Matched:
    """A piece of the work: milliseconds the first time and the usual time, against what it should take."""

    name: str
    first_ms: float
    usual_ms: float
    aim_ms: float | None = None


def matched() -> tuple[list[Matched], float]:
    """Everything that is measured, and the megabytes that matching has added to the process at its highest."""
    catalogue = current_catalogue()
    before = _peak()
    question = question_for(catalogue)
    rows = [
        _timed("Project of three packages, ranked", lambda: rank(question, catalogue, {}), 1000.0),
        _timed(f"  its first {TOLD} in words", lambda: first_matches(rank(question, catalogue, {}), catalogue, TOLD)),
        _timed("  its plans for the whole chain", lambda: _plans(rank(question, catalogue, {}), catalogue)),
        _timed("Preview of a pasted text", lambda: preview_of(TEXT, catalogue, today=TODAY).first(20), 300.0),
        _timed("  and who could do it together", lambda: _whole_preview(catalogue), 300.0),
        _timed("The coarse part in SQL alone", lambda: _in_sql(catalogue)),
    ]
    begun = time.perf_counter()
    changed = _change()
    rows.append(Matched(f"{changed:,} offerings changed: documents", _since(begun), _since(begun)))
    begun = time.perf_counter()
    fresh = current_catalogue()
    rank(question_for(fresh), fresh, {})
    rows.append(Matched("  the next match", _since(begun), _since(begun)))
    rows += _grounds()
    return rows, _peak() - before


def _grounds() -> list[Matched]:
    """The ground after a change, from the one before and laid anew. Texts and names are remembered in both."""
    followed, anew = [], []
    for weeks in range(4, 4 + REPEATS):
        before = ground_of(current_catalogue())
        _change(weeks)
        catalogue = current_catalogue()
        followed.append(_once(lambda: brought_up_to(before, catalogue.index, catalogue.vocabulary)))  # noqa: B023 - at once
        anew.append(_once(lambda: lay_out(catalogue.index, catalogue.vocabulary)))  # noqa: B023 - at once
    return [
        Matched("  the ground brought up to date", followed[0], statistics.median(followed)),
        Matched("  beside it, laid anew", anew[0], statistics.median(anew)),
    ]


def question_for(catalogue: Catalogue) -> Question:
    """A cell line, its substance and the filling."""
    common = [
        Requirement(Subject.MODALITY, code="mab"),
        Requirement(Subject.STANDARD, Force.WISH, "eu-gmp"),
        Requirement(Subject.COUNTRY, Force.WISH, "europe"),
        Requirement(Subject.JURISDICTION, code="us"),
        Requirement(Subject.WINDOW, starts_on=date(2027, 7, 1)),
    ]
    lines = ("cho-cell-line-development", "mammalian-ds-clinical", "aseptic-vial-filling")
    packages = [
        package_of(code, [Requirement(Subject.SERVICE_LINE, code=code), *common], catalogue.vocabulary) for code in lines
    ]
    return Question(tuple(packages), ("antibody", "isolator"), TODAY, is_split=True)


def _plans(ranking: Ranking, catalogue: Catalogue) -> None:
    routes_of(chain_of(alone_of(ranking), catalogue, "").ways, [(), (0,), (1,)])


def _whole_preview(catalogue: Catalogue) -> None:
    preview = preview_of(TEXT, catalogue, today=TODAY)
    preview.first(20)
    together_of(preview)


def _in_sql(catalogue: Catalogue) -> None:
    numbers = catalogue.index.numbers
    codes = {"line": (kinds.SERVICE_LINE, "mammalian-ds-clinical"), "modality": (kinds.MODALITY, "mab")}
    with connection.cursor() as cursor:
        cursor.execute(SQL, {name: numbers.get(key, -1) for name, key in codes.items()})
        cursor.fetchall()


def _change(weeks: int = 3) -> int:
    chosen = list(
        CatalogueEntry.objects.filter(is_live=True).order_by("pk").values_list("offering_id", flat=True)[:CHANGED]
    )
    Offering.objects.filter(pk__in=chosen).update(lead_weeks_min=weeks, lead_weeks_max=200)
    return refresh_entries(chosen)


def _timed(name: str, work: Callable[[], object], aim_ms: float | None = None) -> Matched:
    times = []
    for _ in range(1 + REPEATS):
        begun = time.perf_counter()
        work()
        times.append(_since(begun))
    return Matched(name, times[0], statistics.median(times[1:]), aim_ms)


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return _since(begun)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def matching_table(rows: list[Matched], megabytes: float) -> str:
    """For a terminal."""
    head = f"\nMatching ({megabytes:.0f} MB more than the index at its highest)\n{'':44}{'first ms':>10}{'usual ms':>10}{'aim':>7}\n"
    lines = (
        f"{one.name:44}{one.first_ms:10.0f}{one.usual_ms:10.1f}{f'{one.aim_ms:.0f}' if one.aim_ms else '':>7}"
        for one in rows
    )
    return head + "\n".join(lines)
