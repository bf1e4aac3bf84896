"""Whether a budget could pay for any such work."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.figures import range_of
from projects.briefs.belonging import grade_of
from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.measures import family_of
from projects.briefs.models import Project, WorkPackage
from projects.briefs.selectors.rate import SAME, Rate, rates_to
from vocabulary.models import ServiceLine

CURRENCY = "EUR"
LEAST, LEAST_GROWN = Decimal(10_000), Decimal(50_000)
"""Below this nobody in the field makes or fills anything for people; or, below the higher, anything that grows."""
GROWN = frozenset(["biologics-drug-substance", "fermentation", "vector-services", "conjugates"])
FILLS = frozenset(["dp-manufacture"])


def budget_flags(project: Project, packages: Sequence[WorkPackage], today: date) -> Iterator[Flag]:
    """Of each package that makes something for people and has a budget of its own, and of the project for all of them. What has no exchange
    rate is not known."""
    making = [one for one in packages if _is_for_people(one.service_line)]
    rows: list[Project | WorkPackage] = [project, *making]
    is_abroad = any(one.currency not in {"", CURRENCY} for one in rows)
    rates = rates_to(CURRENCY, today) if is_abroad else {CURRENCY: SAME}
    for one in making:
        yield from _flag(one, _least_for(one), rates, one)
    if making:
        yield from _flag(project, sum(map(_least_for, making), Decimal(0)), rates, None)


def _is_for_people(line: ServiceLine) -> bool:
    """What is made for research or for animals can cost next to nothing."""
    return family_of(line) in FILLS or grade_of(line, [line]) not in {"", "early"}


def _least_for(package: WorkPackage) -> Decimal:
    return LEAST_GROWN if family_of(package.service_line) in GROWN else LEAST


def _flag(
    row: Project | WorkPackage, least: Decimal, rates: Mapping[str, Rate], package: WorkPackage | None
) -> Iterator[Flag]:
    most, rate = row.budget_high or row.budget_low, rates.get(row.currency)
    if most is None or rate is None or most * rate.rate >= least:
        return
    named = {"budget": range_of(row.budget_low, row.budget_high, row.currency), "least": range_of(least, None, CURRENCY)}
    text = _("The budget is %(budget)s; nobody makes or fills a medicine for people below %(least)s.")
    if package is None:
        text = _("The budget is %(budget)s; what it makes and fills for people costs %(least)s, whoever does it.")
    yield Flag(
        FlagKind.BUDGET, text % named, _("See that no thousands are missing, and that the currency is right."), package
    )
