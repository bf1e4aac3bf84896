"""What is asked of one service, be it of it alone or of all."""

from collections.abc import Iterable

from projects.briefs.measures import names
from projects.briefs.requirements import Force, Requirement, Subject
from projects.briefs.windows import windows_of
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary


def countries_of(
    requirements: Iterable[Requirement], line: ServiceLine, vocabulary: Vocabulary
) -> dict[Force, tuple[str, ...]]:
    """Those that are asked of all, and of this service."""
    found: dict[Force, tuple[str, ...]] = {}
    for one in requirements:
        if one.subject is Subject.COUNTRY and names(one.service_lines, line, vocabulary):
            found[one.force] = (*found.get(one.force, ()), one.code)
    return found


def own_of(requirements: Iterable[Requirement], line: ServiceLine, vocabulary: Vocabulary) -> tuple[Requirement, ...]:
    """The window and the budget that are asked of this service alone."""
    named = [one for one in requirements if one.service_lines and names(one.service_lines, line, vocabulary)]
    budget = next((one for one in named if one.subject is Subject.BUDGET), None)
    return (*windows_of(named), *([budget] if budget else []))
