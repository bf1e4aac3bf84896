"""Test data: people and organisations as they stand in the database. Made directly, not through actions."""

from datetime import timedelta
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import ApiToken, Invitation, Membership, Organization

PASSWORD = "correct horse battery"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person with a verified address who signs in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def verified_address(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class OrganizationFactory(factory.django.DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    legal_name = factory.Sequence(lambda n: f"Organisation {n} GmbH")
    kinds = factory.LazyFunction(lambda: [Kind.SPONSOR])
    country = "DE"


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    roles = factory.LazyFunction(lambda: [Role.OWNER])


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    organization = factory.SubFactory(OrganizationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    roles = factory.LazyFunction(lambda: [Role.VIEWER])
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ApiTokenFactory(factory.django.DjangoModelFactory[ApiToken]):
    class Meta:
        model = ApiToken

    membership = factory.SubFactory(MembershipFactory)
    name = factory.Sequence(lambda n: f"Token {n}")
    prefix = "ocd_test"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    scopes = factory.LazyFunction(lambda: ["organization:read"])
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


def actor(*roles: Role, kind: Kind = Kind.SPONSOR, **membership: Any) -> Actor:
    """A member with ``roles`` (owner when none is named) of an organisation of that kind."""
    if "organization" not in membership:
        membership["organization"] = OrganizationFactory.create(kinds=[kind])
    return Actor.of(MembershipFactory.create(roles=list(roles or [Role.OWNER]), **membership))
