"""How many wrong passwords and codes are too many, counted in the database: the limit survives the loss of the cache."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SignInFailure, User
from core.errors import TooMany

WINDOW = timedelta(minutes=15)
PER_ADDRESS = 10
PER_ORIGIN = 50
"""An office shares one origin; a person does not mistype a password ten times in a quarter of an hour."""


def ensure_not_too_many(email: str, origin: str) -> None:
    """Raises TooMany, alike for addresses with and without an account. Codes of a second factor are counted under a name of their own."""
    since = timezone.now() - WINDOW
    address, place = _digest(email.strip().lower()), _digest(origin)
    recent = SignInFailure.objects.filter(happened_at__gt=since)
    found = list(
        recent.filter(Q(address_digest=address) | Q(origin_digest=place)).values_list("address_digest", "origin_digest")
    )
    for_address = sum(one == address for one, _place in found)
    for_origin = sum(one == place for _address, one in found)
    if for_address >= PER_ADDRESS or for_origin >= PER_ORIGIN:
        raise TooMany(
            _("Too many failed attempts. Try again in a quarter of an hour."), retry_after=int(WINDOW.total_seconds())
        )


def note_failure(email: str, origin: str) -> None:
    """Count a wrong password, or a wrong code."""
    SignInFailure.objects.create(address_digest=_digest(email.strip().lower()), origin_digest=_digest(origin))


def failures_of(user: User) -> int:
    """Wrong passwords and codes for this person that still count."""
    since = timezone.now() - WINDOW
    return SignInFailure.objects.filter(address_digest__in=_names_of(user), happened_at__gt=since).count()


def is_locked_out(user: User) -> bool:
    """Whether the person is refused for now, whatever they type. An origin's own limit is not told by a person."""
    rows = SignInFailure.objects.filter(happened_at__gt=timezone.now() - WINDOW)
    return any(rows.filter(address_digest=name).count() >= PER_ADDRESS for name in _names_of(user))


def forget_failures_of(user: User) -> int:
    """The person may try again at once. Returns how many are forgotten."""
    count, _by_model = SignInFailure.objects.filter(address_digest__in=_names_of(user)).delete()
    return count


def code_name(user: User) -> str:
    """The name under which wrong codes of a second factor are counted."""
    return f"code:{user.pk}"


def forget_failures() -> int:
    """Delete what no longer counts. Returns how many."""
    count, _by_model = SignInFailure.objects.filter(happened_at__lt=timezone.now() - 2 * WINDOW).delete()
    return count


def _names_of(user: User) -> list[str]:
    return [_digest(user.email), _digest(code_name(user))]


def _digest(text: str) -> str:
    """Keyed, so that the table cannot be tried against a list of addresses."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
