"""A family beside one of its own lines: "toxicology (repeat dose)" says it closer, "formulation development and spray drying" are two wants."""

import re
from collections.abc import Sequence

from projects.briefs.reading.needs.terms import Terms
from projects.briefs.requirements import Requirement, Subject

AND = re.compile(r" ?(?:,|;|/|&|\+|、)? ?(?:(?:and|plus|as well as|和|及|与|以及)\s)? ?(?:the |also )?|[和及与]|以及")


def without_families(terms: Terms, requirements: Sequence[Requirement]) -> list[Requirement]:
    """Without families of which a line is named with the same force, unless both stand in one list."""
    services = [one for one in requirements if one.subject is Subject.SERVICE_LINE]
    lines = [one for one in services if terms.family_of(one.code) != one.code]
    products = {(one.start, one.end) for one in requirements if one.subject is Subject.MODALITY}

    def says_nothing(family: Requirement) -> bool:
        of_it = [one for one in lines if terms.family_of(one.code) == family.code and one.force is family.force]
        is_work = (family.start, family.end) not in products
        return bool(of_it) and not (is_work and any(_is_listed(terms, family, one) for one in of_it))

    return [one for one in requirements if one.subject is not Subject.SERVICE_LINE or not says_nothing(one)]


def _is_listed(terms: Terms, one: Requirement, other: Requirement) -> bool:
    """Whether nothing but the "and" or the comma of a list stands between them."""
    first, last = sorted((one, other), key=lambda each: each.start)
    plain = terms.layout.plain
    return (
        first.end < last.start
        and AND.fullmatch(plain, first.end, last.start) is not None
        and bool(plain[first.end : last.start].strip())
    )
