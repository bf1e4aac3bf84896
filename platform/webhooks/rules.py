"""What must hold now. Each rule raises with a sentence for the person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.addresses import AddressRefused, ensure_may_be_called
from core.errors import Invalid, WrongState
from organizations.models import Organization
from webhooks.enums import EndpointStatus
from webhooks.kinds import ALL, kinds_for
from webhooks.models import Endpoint

MOST_ENDPOINTS = 20


@dataclass(frozen=True)
class LookedUp:
    """An address whose name was looked up, and what was said against it."""

    url: str
    refusal: Invalid | None

    def ensured(self) -> str:
        if self.refusal is not None:
            raise self.refusal
        return self.url


def looked_up(url: str) -> LookedUp:
    """For whoever must not wait for a name server inside a transaction: look up before it, refuse in it."""
    try:
        return LookedUp(ensure_address(url), None)
    except Invalid as refusal:
        return LookedUp(url.strip(), refusal)


def ensure_address(url: str) -> str:
    """Where the platform may call, looked up now; it is looked up again at each delivery."""
    url = url.strip()
    try:
        ensure_may_be_called(url)
    except AddressRefused as error:
        raise Invalid(errors={"url": [str(error)]}) from error
    return url


def ensure_kinds(organization: Organization, kinds: Iterable[str]) -> list[str]:
    """At least one, each one that the organisation may see, or ``all``."""
    wanted = set(kinds)
    if ALL in wanted:
        return [ALL]
    offered = kinds_for(organization.kind_set)
    unknown = sorted(wanted - set(offered))
    if unknown:
        text = _("There is no such event for your organisation: %(kinds)s.") % {"kinds": ", ".join(unknown)[:200]}
        raise Invalid(errors={"kinds": [text]})
    if not wanted:
        raise Invalid(errors={"kinds": [_("Choose at least one event.")]})
    return [kind for kind in offered if kind in wanted]


def ensure_room(organization: Organization) -> None:
    """Each event is sent to each endpoint, so there is an end to them. Call it with the organisation's row locked."""
    if Endpoint.objects.filter(organization=organization).count() >= MOST_ENDPOINTS:
        text = _("An organisation has at most %(count)s endpoints. Delete one that is not used any more.")
        raise WrongState(text % {"count": MOST_ENDPOINTS})


def ensure_sends(endpoint: Endpoint) -> None:
    """What is disabled takes nothing, not even a test."""
    if endpoint.status != EndpointStatus.ENABLED:
        raise WrongState(_("This endpoint does not send at the moment. Resume it first."))
