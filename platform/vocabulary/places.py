"""What several countries are called together."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from vocabulary.models import Country, Jurisdiction, Region
from vocabulary.selectors.vocabulary import Vocabulary
from vocabulary.unions import MEMBERS

MOST_LACKING = 3
"""A region without more than so many of its countries is not called by its name."""


def place_labels(codes: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """What these countries are called, as few names as there are for them: a region or nearly ("Europe without Germany"), the members of
    a union, and each of the others."""
    terms = vocabulary.terms[Country]
    together: dict[str | None, set[str]] = defaultdict(set)
    for code in codes:
        together[terms[code].parent_code if code in terms else None].add(code)
    return [name for region in sorted(together, key=str) for name in _region_labels(region, together[region], vocabulary)]


def _region_labels(region: str | None, wanted: set[str], vocabulary: Vocabulary) -> list[str]:
    terms = vocabulary.terms[Country]
    lacking = sorted(
        one.code for one in terms.values() if one.parent_code == region and not one.is_retired and one.code not in wanted
    )
    if region is not None and len(wanted) > MOST_LACKING >= len(lacking):
        label = vocabulary.terms[Region][region].label
        without = ", ".join(terms[code].label for code in lacking)
        return [_("%(region)s without %(countries)s") % {"region": label, "countries": without} if lacking else label]
    unions = [code for code, members in MEMBERS.items() if wanted.issuperset(members)]
    rest = wanted.difference(*(MEMBERS[code] for code in unions))
    names = [vocabulary.terms[Jurisdiction][code].label for code in unions]
    return names + sorted(terms[code].label if code in terms else code for code in rest)
