"""Letting a contradiction stand, and taking that back."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import WrongState
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.models import Dismissal, Project
from projects.briefs.selectors.contradictions import contradictions_in
from projects.briefs.selectors.project import packages_of


@transaction.atomic
def dismiss_contradiction(*, actor: Actor, project: Project, key: str) -> None:
    """It is meant so. It stays away until one of its sides changes. Nothing is told when it was dismissed already.

    Raises WrongState where the project does not contradict itself so, or not any more.
    """
    actor.require(Permission.PROJECT_EDIT)
    membership = actor.require_membership()
    project = lock(Project.objects.visible_to(actor), project.pk)
    if key not in {one.key for one in contradictions_in(project, list(packages_of(actor, project)))}:
        raise WrongState(_("The project does not contradict itself there any more. Look at it again."))
    dismissal, is_new = Dismissal.objects.get_or_create(
        project=project, key=key, defaults={"dismissed_by": membership.user}
    )
    if is_new:
        emit("project.contradiction_dismissed", actor=actor, subject=project, data={"contradiction": dismissal.key})


@transaction.atomic
def restore_contradiction(*, actor: Actor, project: Project, key: str) -> None:
    """Show it again. Nothing is told when nobody had dismissed it."""
    actor.require(Permission.PROJECT_EDIT)
    project = lock(Project.objects.visible_to(actor), project.pk)
    deleted, _rows = Dismissal.objects.visible_to(actor).filter(project=project, key=key).delete()
    if deleted:
        emit("project.contradiction_restored", actor=actor, subject=project, data={"contradiction": key})
