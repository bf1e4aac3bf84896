"""A reason why a project cannot be done as it is written."""

from dataclasses import dataclass

from projects.briefs.enums import FlagKind
from projects.briefs.models import WorkPackage


@dataclass(frozen=True)
class Flag:
    """What is so, and what to do next, in the reader's language. ``package`` is None for the project as a whole.

    ``key`` names a contradiction, the same in every language; what is not one has none, and cannot be dismissed.
    """

    kind: FlagKind
    text: str
    advice: str
    package: WorkPackage | None = None
    key: str = ""
    is_dismissed: bool = False
