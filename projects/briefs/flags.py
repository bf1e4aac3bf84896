"""A reason why a project cannot be done as it is written."""

from dataclasses import dataclass

from projects.briefs.enums import FlagKind
from projects.briefs.models import WorkPackage


@dataclass(frozen=True)
class Flag:
    """What is so, and what to do next, in the reader's language. ``package`` is None for the project as a whole."""

    kind: FlagKind
    text: str
    advice: str
    package: WorkPackage | None = None
