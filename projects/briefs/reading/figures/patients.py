"""Of a therapy that is made of a patient's own cells each patient is a batch."""

import re
from collections.abc import Set
from dataclasses import replace
from decimal import Decimal

from projects.briefs.doubts import Doubt
from projects.briefs.reading.amounts.quantities import Batches, Scale
from projects.briefs.reading.names.products import VECTORS
from projects.briefs.reading.needs.asides import TRIAL_FAMILIES
from projects.briefs.reading.needs.terms import Terms

OWN_CELLS = frozenset(["autologous-car-t", "tcr-til"])
SUBJECTS = "trial-subjects"
OF_A_TRIAL = re.compile(r"入组|受试|招募|随访|enrol|recruit|subject|volunteer|\btrials? (?:with|of|in)\b", re.ASCII)
COUNTING = TRIAL_FAMILIES | {"packaging", "bioanalysis", "cold-chain", "trial-applications", "trade-compliance"}
"""Families whose work grows with the people of a trial."""
PLUS = re.compile(r"(?<![\d+.])(\d{1,4})\s?\+\s?$")
NEAR = 24


def is_for_each(terms: Terms, asked: Set[str]) -> bool:
    """Whether the product is made anew for each patient, and is to be made, while nobody is asked to run its trial. ``asked`` are lines
    and families."""
    is_made = "cell-therapy" in asked and not TRIAL_FAMILIES & asked
    made = terms.products - VECTORS
    return is_made and bool(made) and made <= OWN_CELLS


def summed(plain: str, found: Scale | Batches) -> Scale | Batches:
    """ "24+24例" as 48."""
    first = PLUS.search(plain, max(0, found.start - 8), found.start)
    if isinstance(found, Batches) or found.unit != SUBJECTS or found.low is None or not first:
        return found
    more = Decimal(first[1])
    return replace(found, low=found.low + more, high=None if found.high is None else found.high + more, start=first.start())


def doubt_of_people(unit: str, families: Set[str]) -> Doubt | None:
    """How many a trial has says nothing to who only makes its material."""
    is_of_others = unit == SUBJECTS and bool(families) and not families & COUNTING
    return Doubt.NOT_IN_PROFILES if is_of_others else None


def of_patients(plain: str, found: Scale | Batches) -> Scale | Batches:
    """ "20例患者" as twenty batches, unless the words beside it speak of a trial."""
    if isinstance(found, Batches) or found.unit != SUBJECTS or found.unclear:
        return found
    if OF_A_TRIAL.search(plain, max(0, found.start - NEAR), found.end + NEAR):
        return found
    return Batches(found.low, found.high, found.start, found.end)
