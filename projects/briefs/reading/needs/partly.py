"""A part of a service that is not wanted, where the service is: "vial filling without lyophilisation" excludes no filling."""

from collections.abc import Sequence

from projects.briefs.doubts import Doubt
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.requirements import Force, Requirement, Subject, Unclear


def without_parts_refused(terms: Terms, requirements: Sequence[Requirement]) -> tuple[list[Requirement], list[Unclear]]:
    """Without the exclusion of a family of which a line is asked for by other words, which is listed instead."""
    asked = [
        one
        for one in requirements
        if one.subject is Subject.SERVICE_LINE and not one.force.is_against and one.confidence >= 0.5
    ]
    families = {terms.family_of(one.code) for one in asked if terms.family_of(one.code) != one.code}

    def is_part(one: Requirement) -> bool:
        return one.subject is Subject.SERVICE_LINE and one.force is Force.EXCLUDED and one.code in families

    notes = [Unclear(one.words, one.start, one.end, Doubt.REFUSED_PART) for one in requirements if is_part(one)]
    return [one for one in requirements if not is_part(one)], notes
