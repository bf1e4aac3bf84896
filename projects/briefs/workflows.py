"""How a brief moves."""

from django.utils.translation import gettext as _

from core.errors import WrongState
from core.workflow import Workflow, step
from projects.briefs.enums import IntakeStatus

INTAKE = Workflow(step("use", {IntakeStatus.DRAFT}, IntakeStatus.USED))


def ensure_draft(intake: object) -> None:
    """A brief that became a project is not judged any more: the project is edited. Raises WrongState."""
    if not INTAKE.allows(intake, "use"):
        raise WrongState(_("This brief is a project already. Change the project."))
