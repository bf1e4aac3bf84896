"""Everybody signs up, founds or joins their company; one colleague is invited and has not answered yet."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from demo.cast import COMPANIES, IN_TWO_COMPANIES, INVITED, OPERATOR_TOTP_SECRET, PARTS, PASSWORD, Company, Part
from organizations.actions.invitation import accept_invitation, invite
from organizations.actions.membership import change_roles
from organizations.actions.organization import create_operator, create_organization
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization


@transaction.atomic
def tell() -> None:
    """Companies that an older data folder does not know yet join those that are there."""
    is_new = not User.objects.filter(email=PARTS[0].email).exists()
    password = SimpleLazyObject(
        lambda: make_password(PASSWORD)
    )  # once for all, since everybody knows it: a hash takes its time
    for company in COMPANIES:
        parts = [part for part in PARTS if part.company == company.key]
        if not User.objects.filter(email=parts[0].email).exists():
            for part in parts:
                _sign_up(part, str(password))
            _found(company, parts)
    if not is_new:
        return
    _advise_a_second_company()
    invite(actor=acting("sponsor@harbour.example"), emails=[INVITED], roles=[Role.VIEWER], language="en")
    operator = User.objects.get(email=PARTS[0].email)
    TOTP.activate(operator, OPERATOR_TOTP_SECRET)


def membership_of(part: Part) -> Membership:
    """The part's membership in their own company."""
    rows = Membership.objects.current().select_related("user", "organization").order_by("created_at")
    found = rows.filter(user__email=part.email).first()
    if found is None:
        raise LookupError(f"{part.email} belongs to no organisation; start the demo with a new data folder.")
    return found


def acting(email: str) -> Actor:
    """The person of that address, for their own company."""
    part = next(part for part in PARTS if part.email == email)
    return Actor.of(membership_of(part))


def has_second_factor(part: Part) -> bool:
    """Whether signing in as this part takes a code."""
    return bool(Authenticator.objects.filter(user__email=part.email, type=Authenticator.Type.TOTP).exists())


def _sign_up(part: Part, password: str) -> User:
    person = User.objects.create(
        email=part.email, password=password, name=part.name, language=part.language, time_zone=part.time_zone
    )
    EmailAddress.objects.create(user=person, email=part.email, verified=True, primary=True)
    return person


def _found(company: Company, parts: list[Part]) -> Organization:
    founder, *others = parts
    person = User.objects.get(email=founder.email)
    if company.kind == Kind.OPERATOR:
        return create_operator(actor=Actor.system(), person=person, legal_name=company.legal_name, country=company.country)
    organization = create_organization(
        actor=Actor(person),
        legal_name=company.legal_name,
        kinds=[company.kind],
        country=company.country,
        website=company.website,
    )
    membership = Membership.objects.select_related("user", "organization").get(user=person, organization=organization)
    change_roles(actor=Actor.of(membership), membership=membership, roles=founder.roles)
    for part in others:
        _join(founder.email, part, part.roles)
    return organization


def _join(inviter: str, part: Part, roles: tuple[Role, ...]) -> None:
    person = User.objects.get(email=part.email)
    (invitation,) = invite(actor=acting(inviter), emails=[part.email], roles=roles, language=part.language)
    accept_invitation(actor=Actor(person), invitation=invitation)


def _advise_a_second_company() -> None:
    part = next(part for part in PARTS if part.email == IN_TWO_COMPANIES)
    _join("sponsor@meridian.example", part, (Role.VIEWER,))
