"""What somebody typed for a project and could not save: it does not count yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from drafts.selectors import kept_among
from organizations.actor import Actor
from projects.briefs.models import Project, WorkPackage


def project_key(pk: UUID) -> str:
    """Names what was typed for a project and could not be saved."""
    return f"project:{pk}"


def package_key(pk: UUID) -> str:
    """Names what was typed for a work package and could not be saved."""
    return f"workpackage:{pk}"


@dataclass(frozen=True)
class Unsaved:
    """For the project as a whole, and for which of its packages."""

    is_of_project: bool
    packages: tuple[WorkPackage, ...]

    def __bool__(self) -> bool:
        return self.is_of_project or bool(self.packages)


def unsaved_of(actor: Actor, project: Project, packages: Sequence[WorkPackage]) -> Unsaved:
    """Of what the actor typed: nobody sees what others have not saved."""
    kept = kept_among(actor, [project_key(project.pk), *(package_key(one.pk) for one in packages)])
    return Unsaved(project_key(project.pk) in kept, tuple(one for one in packages if package_key(one.pk) in kept))
