"""Questions about people."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from accounts.models import Erasure, User
from accounts.personal import tells
from events.models import Event


def has_verified_address(user: User, email: str) -> bool:
    """Whether the person has proved that this mailbox is theirs."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def addresses_of(user: User) -> frozenset[str]:
    """All that are or were the person's, in lower case. One that somebody else signs in with by now is not: it is theirs."""
    mine = {user.email, *user.former_addresses.values_list("address", flat=True)}
    mine |= {one.lower() for one in EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    taken = set(User.objects.filter(email__in=mine).exclude(pk=user.pk).values_list("email", flat=True))
    held = EmailAddress.objects.exclude(user=user).filter(email__in=mine, verified=True)
    return frozenset(mine - taken - {one.lower() for one in held.values_list("email", flat=True)})


def second_factors() -> "QuerySet[Authenticator]":
    """Authenticator apps and passkeys; recovery codes alone are no second factor."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(
        type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    return rows


def has_second_factor(user: User) -> bool:
    """Whether the person has set one up."""
    return second_factors().filter(user=user).exists()


def planned_erasure(user: User) -> Erasure | None:
    """The deletion that waits for its day, if there is one."""
    return Erasure.objects.open().filter(user=user).first()


@tells("account")
def account_of(user: User) -> dict[str, Any]:
    """What a person said of themselves, and that their addresses are proved."""
    return {
        "id": user.pk,
        "name": user.name,
        "email": user.email,
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "former_addresses": list(user.former_addresses.order_by("created_at").values_list("address", flat=True)),
        "language": user.language,
        "time_zone": user.time_zone,
        "joined_at": user.created_at,
        "last_signed_in_at": user.last_login,
    }


@tells("second_factors")
def factors_of(user: User) -> list[Any]:
    """That they exist, never their secrets."""
    return list(Authenticator.objects.filter(user=user).order_by("pk").values("type", "created_at", "last_used_at"))


@tells("sessions")
def sessions_of(user: User) -> list[Any]:
    """Browsers that are signed in, and from where."""
    rows = UserSession.objects.filter(user=user).order_by("created_at")
    return list(rows.values("ip", "user_agent", "created_at", "last_seen_at"))


@tells("deeds")
def deeds_of(user: User) -> list[Any]:
    """What the trail says they did and when. What it was about belongs to their organisations."""
    return list(Event.objects.filter(actor_user_id=user.pk).order_by("id").values("kind", "occurred_at"))
