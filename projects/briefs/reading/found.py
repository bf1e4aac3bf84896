"""What the parts of the reading hand on to each other."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.briefs.reading.tone.cues import Tone
from projects.briefs.requirements import Subject


@dataclass(frozen=True, slots=True)
class Found:
    """A requirement before its force is known. ``kind`` is what lists are made of; ``is_implied`` when the words say it only
    to somebody who knows the field."""

    subject: Subject
    codes: tuple[str, ...]
    start: int
    end: int
    confidence: float
    kind: str = ""
    is_implied: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    starts_on: date | None = None
    latest_start: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something found, with its tone."""

    found: Found
    tone: Tone
