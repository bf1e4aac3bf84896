"""What must hold for a profile to be verified, suspended or brought back."""

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from providers.enums import ProviderState
from providers.models import Provider


def ensure_complete(provider: Provider) -> None:
    """Enough stands there to be verified."""
    missing = []
    if not provider.summary.strip():
        missing.append(_("a summary"))
    if not provider.sites.exists():
        missing.append(_("at least one site"))
    if missing:
        raise Invalid(_("Before an operator can verify the profile it needs: %(what)s.") % {"what": ", ".join(missing)})


def ensure_submittable(provider: Provider) -> None:
    """Claimed, and not waiting already."""
    if provider.state == ProviderState.VERIFIED:
        raise WrongState(_("This profile is verified already."))
    if provider.state != ProviderState.CLAIMED:
        raise WrongState(_("Only a claimed profile can be submitted for verification."))
    if provider.submitted_at is not None:
        raise WrongState(_("This profile waits for an operator already."))


def ensure_waiting(provider: Provider) -> None:
    """Its people have asked for verification, and nobody has decided."""
    if provider.submitted_at is None:
        raise WrongState(_("This profile does not wait for verification: its people have to submit it first."))


def ensure_not_merged(provider: Provider) -> None:
    """A merged profile has no standing of its own."""
    if provider.merged_into_id is not None:
        raise WrongState(_("This profile was merged into another one. Undo the merge first."))
