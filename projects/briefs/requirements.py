"""What somebody needs, as codes and figures: what reading a brief gives, what a work package says, what matching takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.languages import joined
from projects.briefs.doubts import Doubt
from vocabulary.models import Country, ExpressionSystem, Jurisdiction, Modality, ServiceLine, Stage, Standard, Term


class Subject(models.TextChoices):
    """What a requirement is about. Those with a code name a term of the vocabulary of the same name."""

    SERVICE_LINE = "service-line", _("Service line")
    MODALITY = "modality", _("Modality")
    STAGE = "stage", _("Stage")
    SYSTEM = "expression-system", _("Expression system")
    STANDARD = "standard", _("Standard")
    COUNTRY = "country", _("Country of the site")
    JURISDICTION = "jurisdiction", _("Market")
    SCALE = "scale", _("Scale")
    BATCHES = "batches", _("Number of batches")
    WINDOW = "window", _("Time window")
    DURATION = "duration", _("Duration")
    BUDGET = "budget", _("Budget")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")


MODELS: dict[Subject, type[Term]] = {
    Subject.SERVICE_LINE: ServiceLine,
    Subject.MODALITY: Modality,
    Subject.STAGE: Stage,
    Subject.SYSTEM: ExpressionSystem,
    Subject.STANDARD: Standard,
    Subject.COUNTRY: Country,
    Subject.JURISDICTION: Jurisdiction,
}
"""Whose terms a subject's codes are."""


class Force(models.TextChoices):
    """How much hangs on it. What is excluded is as hard as what is a must; what is rather avoided is as soft as a wish, and said of countries
    alone."""

    MUST = "must", _("Must")
    WISH = "wish", _("Wish")
    AVOIDED = "avoided", _("Rather not")
    EXCLUDED = "excluded", _("Excluded")

    @property
    def is_against(self) -> bool:
        """Whether it is not wanted, hard or soft."""
        return self in {Force.EXCLUDED, Force.AVOIDED}


def forces_of(subject: Subject) -> tuple[Force, ...]:
    """How much may hang on what is about this: a service or a standard is not weighed where somebody would rather do without."""
    return tuple(one for one in Force if one is not Force.AVOIDED or subject is Subject.COUNTRY)


LEAST_SAID = 0.5
"""Read with less confidence than this, something is not said but follows from the words: nobody is shut out by it, and no package is made of
it, before a person has confirmed it."""


class Confidentiality(models.TextChoices):
    """What a brief may ask of it; a project asks for an agreement unless its brief does without."""

    CDA = "cda-required", _("CDA before details")
    NO_CDA = "no-cda", _("No CDA before details")


@dataclass(frozen=True)
class Requirement:
    """One thing that is needed.

    ``code`` is a term's code (service line, modality, stage, system, standard, ISO 3166 country, jurisdiction, level of
    confidentiality). Scales have ``low`` and ``high`` in ``unit``, a unit's code; batches are counted; durations are in
    weeks; budgets in major units of ``unit``, an ISO 4217 code. A window has ``starts_on`` and ``ends_on``; it begins by
    ``latest_start`` where that is said. A missing end is open. ``words`` are those of the text that it was read from, which stand at ``start`` to ``end`` (characters, the end
    excluded); ``confidence`` is from 0 to 1. Requirements that somebody typed into a form have no words and confidence 1.
    ``in_force`` asks for more than a standard's name: a certificate that has been verified and has not ended. ``of_one`` asks of a
    scale that one reactor or vessel holds it, not several together. Requirements without words that have a ``group`` in common are a
    choice: any of their codes will do. ``service_lines`` are the codes of those that it is asked of; without any it is asked of all.
    """

    subject: Subject
    force: Force = Force.MUST
    code: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    starts_on: date | None = None
    latest_start: date | None = None
    ends_on: date | None = None
    words: str = ""
    start: int = 0
    end: int = 0
    confidence: float = 1.0
    in_force: bool = False
    of_one: bool = False
    group: str = ""
    service_lines: tuple[str, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Whether nobody said it, and it only follows from the words."""
        return self.confidence < LEAST_SAID


@dataclass(frozen=True)
class Unclear:
    """Words that were not understood, or two requirements that contradict each other, and why. ``more`` like it stand in the text and are
    not listed."""

    words: str
    start: int
    end: int
    doubt: Doubt
    more: int = 0

    @property
    def reason(self) -> str:
        """The sentence that says so, in the language of its reader."""
        if not self.more:
            return str(self.doubt.label)
        left_out = ngettext("%(count)d more like it is not listed.", "%(count)d more like it are not listed.", self.more)
        return f"{self.doubt.label} {left_out % {'count': self.more}}"


@dataclass(frozen=True)
class Doubted:
    """What is not clear for one reason, which a page says once."""

    notes: tuple[Unclear, ...]

    @property
    def words(self) -> str:
        """Those of each, in quotation marks."""
        return joined(f"“{one.words}”" for one in self.notes if one.words)

    @property
    def reason(self) -> str:
        """The sentence that says why, with how many are not listed."""
        more = max(one.more for one in self.notes)
        return replace(self.notes[0], more=more).reason


def by_reason(notes: Iterable[Unclear]) -> list[Doubted]:
    """In the order in which the reasons come up."""
    groups: dict[Doubt, list[Unclear]] = {}
    for note in notes:
        groups.setdefault(note.doubt, []).append(note)
    return [Doubted(tuple(group)) for group in groups.values()]


@dataclass(frozen=True)
class Reading:
    """What a text says: its requirements in the order of the text, and what was not understood. Nothing is invented."""

    requirements: tuple[Requirement, ...] = ()
    unclear: tuple[Unclear, ...] = field(default_factory=tuple)


def key_of(one: Requirement) -> str:
    """Names what was read from the same words for the same subject: a chip on a page, before anything is stored."""
    tail = (one.group or one.code) if not one.words else ""
    lines = "/".join(one.service_lines) if not one.words else ""
    parts = (one.subject, one.force, one.start, one.end, tail, lines)
    return ".".join(str(part) for part in parts if part != "")
