"""Which musts of a project's work packages shut out most: as it is kept with a run, and as it is read."""

from dataclasses import dataclass
from typing import Any

from projects.briefs.naming import label_of
from projects.briefs.reading_json import read_back, requirement_json
from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import Amount, Choice
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.judging.shutting import FEW, MUSTS_NAMED, shut_out_by
from projects.matching.models import MatchRun
from vocabulary.selectors.vocabulary import Vocabulary


@dataclass(frozen=True)
class ShutOut:
    """A must of a work package, and how many more at least could take the package whole without it. ``package`` is its id, empty for a
    project that has none; ``label`` is in the reader's language."""

    package: str
    subject: Subject
    label: str
    gained: int


def shut_out_rows(ranking: Ranking) -> list[dict[str, Any]]:
    """To be kept with a run: of each package that few can take whole, the musts that shut out most. Its service is none of them: without
    it there is no package."""
    parts = zip(ranking.question.packages, ranking.package_checks, ranking.package_misses, strict=True)
    return [
        {
            "package": package.name,
            "gained": one.gained,
            "requirements": [requirement_json(each) for each in _asked(one.must)],
        }
        for package, checks, misses in parts
        if int((misses == 0).sum()) < FEW
        for one in shut_out_by(checks, MUSTS_NAMED, keep=Subject.SERVICE_LINE)
    ]


def _asked(must: Choice | Amount) -> list[Requirement]:
    if isinstance(must, Amount):
        return [Requirement(Subject.SCALE, Force.MUST, low=must.asked, unit=must.unit, of_one=must.of_one)]
    return [Requirement(must.subject, must.force, code, in_force=must.in_force) for code in must.codes]


def shut_out_of(run: MatchRun, vocabulary: Vocabulary) -> list[ShutOut]:
    """What was kept, the worst first."""
    found = []
    for row in run.shut_out:
        asked = read_back({"requirements": row["requirements"]}).kept
        found.append(ShutOut(row["package"], asked[0].subject, label_of(asked, vocabulary), row["gained"]))
    return sorted(found, key=lambda one: -one.gained)
