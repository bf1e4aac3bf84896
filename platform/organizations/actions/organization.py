"""Founding and keeping organisations."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.countries import country_codes
from core.errors import Invalid, WrongState
from core.identifiers import duns_number as duns_of
from core.identifiers import ror_id as ror_id_of
from core.models import ensure_version, lock
from events.actions import emit
from organizations import rules
from organizations.actions.membership import settle_privileges
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization
from organizations.roles import Permission

ROR_WRONG = gettext_lazy(
    "This is no ROR id: its check digits do not fit. Copy it from ror.org, such as https://ror.org/02mhbdp94."
)
DUNS_WRONG = gettext_lazy("A D-U-N-S number has nine digits.")


@transaction.atomic
def create_organization(
    *, actor: Actor, legal_name: str, kinds: Iterable[Kind], country: str, website: str = ""
) -> Organization:
    """Found a sponsor or provider; the founder becomes its owner. ``country`` is an ISO 3166 code."""
    founder = actor.require_person()
    organization = Organization.objects.create(
        legal_name=_ensure_name(legal_name),
        kinds=rules.ensure_open_kinds(kinds),
        country=_ensure_country(country),
        website=website,
    )
    membership = Membership.objects.create(user=founder, organization=organization, roles=[Role.OWNER])
    emit("organization.created", actor=Actor.of(membership), subject=organization, data={"kinds": organization.kinds})
    return organization


@transaction.atomic
def create_operator(*, actor: Actor, person: User, legal_name: str, country: str) -> Organization:
    """Found the organisation that runs this installation. Only the platform itself may, from its command line."""
    actor.require(Permission.PLATFORM_OPERATE)
    organization = Organization.objects.create(
        legal_name=_ensure_name(legal_name), kinds=[Kind.OPERATOR], country=_ensure_country(country)
    )
    Membership.objects.create(user=person, organization=organization, roles=[Role.OWNER])
    settle_privileges(person)
    emit("organization.created", actor=actor, subject=organization, organizations=[organization.pk])
    return organization


@transaction.atomic
def update_organization(
    *,
    actor: Actor,
    organization: Organization,
    expected_version: int | None,
    legal_name: str | None = None,
    country: str | None = None,
    website: str | None = None,
    ror_id: str | None = None,
    duns: str | None = None,
) -> Organization:
    """Change what the organisation says of itself; what is None stays as it stands now. Raises StaleVersion when somebody else was
    faster."""
    actor.require(Permission.ORGANIZATION_EDIT)
    organization = _locked(actor, organization)
    ensure_version(organization, expected_version)
    values: dict[str, str] = {} if website is None else {"website": website}
    if legal_name is not None:
        values["legal_name"] = _ensure_name(legal_name)
    if country is not None:
        values["country"] = _ensure_country(country)
    values |= _ensure_identifiers(ror_id=ror_id, duns=duns)
    changed = [name for name, value in values.items() if getattr(organization, name) != value]
    if not changed:
        return organization
    for name in changed:
        setattr(organization, name, values[name])
    organization.save()
    emit("organization.changed", actor=actor, subject=organization, data={"fields": changed})
    return organization


@transaction.atomic
def deactivate_organization(*, actor: Actor, organization: Organization, reason: str) -> Organization:
    """Nobody acts for it from the next request on, by page or token; nothing is deleted."""
    actor.require(Permission.PLATFORM_OPERATE)
    organization = _locked(actor, organization)
    if not organization.is_active:
        raise WrongState(_("This organisation is deactivated already."))
    if organization.pk == actor.organization_id:
        raise WrongState(_("You cannot deactivate the organisation you act for."))
    organization.deactivated_at = timezone.now()
    return _record(actor, organization, "organization.deactivated", reason)


@transaction.atomic
def reactivate_organization(*, actor: Actor, organization: Organization, reason: str) -> Organization:
    """Its members and tokens work again as they stood."""
    actor.require(Permission.PLATFORM_OPERATE)
    organization = _locked(actor, organization)
    if organization.is_active:
        raise WrongState(_("This organisation is active."))
    organization.deactivated_at = None
    return _record(actor, organization, "organization.reactivated", reason)


def _record(actor: Actor, organization: Organization, kind: str, reason: str) -> Organization:
    if not reason.strip():
        raise Invalid(errors={"reason": [_("Say why; the organisation will read it.")]})
    organization.save()
    for member in Membership.objects.filter(organization=organization, ended_at=None).select_related("user"):
        settle_privileges(member.user)
    emit(kind, actor=actor, subject=organization, organizations=[organization.pk], data={"reason": reason.strip()})
    return organization


def _locked(actor: Actor, organization: Organization) -> Organization:
    return lock(Organization.objects.visible_to(actor), organization.pk)


def _ensure_identifiers(**given: str | None) -> dict[str, str]:
    """As they are stored; "" takes one away. Raises Invalid beside the one that cannot be."""
    readers = {"ror_id": (ror_id_of, ROR_WRONG), "duns": (duns_of, DUNS_WRONG)}
    values, errors = {}, {}
    for name, text in given.items():
        if text is None:
            continue
        reader, sentence = readers[name]
        found = reader(text) if text.strip() else ""
        if found is None:
            errors[name] = [str(sentence)]
        else:
            values[name] = found
    if errors:
        raise Invalid(errors=errors)
    return values


def _ensure_name(legal_name: str) -> str:
    if not legal_name.strip():
        raise Invalid(errors={"legal_name": [_("Enter the name under which the organisation signs contracts.")]})
    return legal_name.strip()


def _ensure_country(country: str) -> str:
    if country not in country_codes():
        raise Invalid(errors={"country": [_("Choose a country from the list.")]})
    return country
