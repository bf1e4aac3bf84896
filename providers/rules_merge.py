"""What must hold for two profiles to be made one."""

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from providers.enums import ProviderState
from providers.models import Merge, Provider


def ensure_mergeable(kept: Provider, merged: Provider) -> None:
    """Two profiles that stand by themselves; the one that goes belongs to nobody."""
    if kept.pk == merged.pk:
        raise Invalid(_("A profile cannot be merged into itself. Choose the other one."))
    for one in (kept, merged):
        if one.merged_into_id is not None:
            raise WrongState(_("%(name)s was merged into another profile already.") % {"name": one})
        if one.state == ProviderState.SUSPENDED:
            raise WrongState(_("%(name)s is suspended. Reinstate it first.") % {"name": one})
    if merged.organization_id is not None:
        raise WrongState(
            _("%(name)s belongs to an organisation. Keep it, and merge the other one into it.") % {"name": merged}
        )


def ensure_undoable(merge: Merge) -> None:
    """Not undone yet, and the profile that was kept still stands by itself."""
    if merge.undone_at is not None:
        raise WrongState(_("This merge is undone already."))
    if merge.kept.merged_into_id is not None:
        raise WrongState(_("%(name)s was merged into another profile since. Undo that merge first.") % {"name": merge.kept})
