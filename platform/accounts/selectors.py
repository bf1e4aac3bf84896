"""Questions about people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from accounts.models import User


def has_verified_address(user: User, email: str) -> bool:
    """Whether the person has proved that this mailbox is theirs."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def second_factors() -> "QuerySet[Authenticator]":
    """Authenticator apps and passkeys; recovery codes alone are no second factor."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(
        type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    return rows


def has_second_factor(user: User) -> bool:
    """Whether the person has set one up."""
    return second_factors().filter(user=user).exists()
