"""What must hold for a profile to become somebody's."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from organizations.enums import Kind
from organizations.models import Organization
from providers.enums import ProviderState
from providers.models import Claim, Provider
from providers.models.claim import OPEN

MOST_FILES = 5
MOST_FILES_OF_A_CLAIM = 15
LONGEST_POSITION = 120
LONGEST_STATEMENT = 2000


def ensure_claimable(provider: Provider) -> None:
    """Nobody's yet, and still a profile of its own."""
    if provider.merged_into_id is not None:
        raise WrongState(_("This profile was merged into another one. Claim that one instead."))
    if provider.state == ProviderState.SUSPENDED:
        raise WrongState(_("This profile is suspended and cannot be claimed now."))
    if provider.state != ProviderState.UNCLAIMED:
        raise WrongState(_("This profile is claimed already. If that is wrong, tell the operator."))


def ensure_may_hold_a_profile(organization: Organization) -> None:
    """An active provider organisation without a profile: one holds at most one. Call it with the organisation locked."""
    if not organization.is_active:
        raise WrongState(_("The organisation is not active any more."))
    if Kind.PROVIDER not in organization.kind_set:
        raise WrongState(_("Only an organisation that is set up as a provider can have a profile."))
    held = Provider.objects.filter(organization=organization).first()
    if held is not None:
        raise WrongState(_("The organisation has a profile already: %(name)s.") % {"name": held})


def ensure_not_claimed_twice(organization: Organization, provider: Provider) -> None:
    """One open claim of a profile by an organisation."""
    if Claim.objects.filter(provider=provider, organization=organization, status__in=OPEN).exists():
        raise WrongState(_("Your organisation has claimed this profile already; the claim is still open."))


def ensure_told(position: str, statement: str) -> tuple[str, str]:
    """Both said, and not too long."""
    position, statement = position.strip(), statement.strip()
    errors = {}
    if not 0 < len(position) <= LONGEST_POSITION:
        errors["position"] = [
            _("Say what you do in the company, in at most %(most)s characters.") % {"most": LONGEST_POSITION}
        ]
    if not 0 < len(statement) <= LONGEST_STATEMENT:
        text = _("Say why the profile is yours, in at most %(most)s characters.") % {"most": LONGEST_STATEMENT}
        errors["statement"] = [text]
    if errors:
        raise Invalid(errors=errors)
    return position, statement


def ensure_evidence(files: Sequence[object], *, least: int, already: int = 0) -> None:
    """Between ``least`` and five files at a time, fifteen altogether."""
    if not least <= len(files) <= MOST_FILES:
        raise Invalid(errors={"evidence": [_("Add one to %(most)s files as evidence.") % {"most": MOST_FILES}]})
    if already + len(files) > MOST_FILES_OF_A_CLAIM:
        text = _("A claim may have %(most)s files altogether.") % {"most": MOST_FILES_OF_A_CLAIM}
        raise Invalid(errors={"evidence": [text]})
