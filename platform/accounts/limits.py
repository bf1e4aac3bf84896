"""How many wrong passwords and codes, and mails that anybody may have sent, are too many: counted in the database, so that the
limit survives the loss of the cache."""

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

MAIL_WINDOW = timedelta(hours=1)
MAILS_PER_ADDRESS = 5
MAILS_PER_ORIGIN = 50
"""Codes to sign up, links to reset: whoever types an address has a mail sent there, whose ever it is."""


def ensure_not_too_many(email: str, origin: str) -> None:
    """Raises TooMany, alike for addresses with and without an account. Codes of a second factor are counted under a name of their own."""
    for_address, for_origin = _counted(email, origin, WINDOW)
    if for_address >= PER_ADDRESS or for_origin >= PER_ORIGIN:
        raise TooMany(
            _("Too many failed attempts. Try again in a quarter of an hour."), retry_after=int(WINDOW.total_seconds())
        )


def ensure_may_be_mailed(email: str, origin: str) -> None:
    """Raises TooMany, alike for addresses with and without an account, where enough was sent to this address or asked for from
    this origin."""
    for_address, for_origin = _counted(*_as_mail(email, origin), MAIL_WINDOW)
    if for_address >= MAILS_PER_ADDRESS or for_origin >= MAILS_PER_ORIGIN:
        text = _("We have sent enough mails there for now. Look for the newest one, or try again in an hour.")
        raise TooMany(text, retry_after=int(MAIL_WINDOW.total_seconds()))


def note_failure(email: str, origin: str) -> None:
    """Count a wrong password, or a wrong code."""
    SignInFailure.objects.create(address_digest=_digest(email.strip().lower()), origin_digest=_digest(origin))


def note_mail(email: str, origin: str) -> None:
    """Count a mail that somebody had sent by typing an address."""
    note_failure(*_as_mail(email, origin))


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
    count, _by_model = SignInFailure.objects.filter(happened_at__lt=timezone.now() - 2 * MAIL_WINDOW).delete()
    return count


def _counted(email: str, origin: str, window: timedelta) -> tuple[int, int]:
    """Of the address, and of the origin."""
    address, place = _digest(email.strip().lower()), _digest(origin)
    recent = SignInFailure.objects.filter(happened_at__gt=timezone.now() - window)
    rows = recent.filter(Q(address_digest=address) | Q(origin_digest=place))
    found = list(rows.values_list("address_digest", "origin_digest"))
    return sum(one == address for one, _place in found), sum(one == place for _address, one in found)


def _as_mail(email: str, origin: str) -> tuple[str, str]:
    """Under names of their own: mails and wrong passwords are counted apart."""
    return f"mail:{email.strip()}", f"mail:{origin}"


def _names_of(user: User) -> list[str]:
    return [_digest(user.email), _digest(code_name(user))]


def _digest(text: str) -> str:
    """Keyed, so that the table cannot be tried against a list of addresses."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
