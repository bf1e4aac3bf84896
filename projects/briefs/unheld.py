"""What a brief says and no field of a project holds: it is written down, so that nothing is lost without a word."""

from collections.abc import Collection, Iterable, Sequence

from projects.briefs.planning import OF_PACKAGES, Plan
from projects.briefs.requirements import Requirement, Subject

OF_FIELDS = frozenset({Subject.MODALITY, Subject.JURISDICTION, Subject.STAGE, Subject.SERVICE_LINE})
ALONE = frozenset({Subject.WINDOW, Subject.BUDGET, Subject.DURATION})
"""A project has one window and one budget, and no duration."""


def unheld(
    requirements: Iterable[Requirement], plans: Sequence[Plan], codes: Collection[str], kept: Collection[Requirement | None]
) -> list[Requirement]:
    """In the order of the text. ``codes`` are the terms of the project and its packages, ``kept`` its window and budget."""
    return [one for one in requirements if not _is_held(one, plans, codes, kept)]


def _is_held(one: Requirement, plans: Sequence[Plan], codes: Collection[str], kept: Collection[Requirement | None]) -> bool:
    if one.subject is Subject.COUNTRY:
        return any(one.code in plan.countries.get(one.force, ()) for plan in plans)
    if one.subject in OF_PACKAGES:
        return bool(plans) and not one.force.is_against
    if one.subject is Subject.STAGE and one.is_guess:
        return True
    if one.subject in OF_FIELDS:
        return one.code in codes and not one.force.is_against
    return one in kept or one.subject not in ALONE
