"""``demo.json``: how scripts and people get in."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from demo.cast import OPERATOR_TOTP_SECRET, PARTS, PASSWORD, Part
from demo.people import has_second_factor, membership_of
from organizations.actions.token import create_token, revoke_token
from organizations.actor import Actor
from organizations.models import ApiToken
from organizations.models.token import digest_of
from organizations.rules import usable_scopes

TOKEN_NAME = "Demo"
DAYS = 365


@dataclass(frozen=True)
class SignIn:
    """One person of the demo. ``totp_secret`` is empty unless signing in takes a code."""

    email: str
    password: str
    organization: str
    kind: str
    roles: list[str]
    token: str
    totp_secret: str = ""


def path() -> Path:
    """In the data folder, readable by its owner alone."""
    return Path(settings.DATA_DIR) / "demo.json"


def write() -> list[SignIn]:
    """Write the file, keeping the tokens that still work. Returns what stands in it."""
    known = _known_tokens()
    people = [_sign_in(part, known.get(part.email, "")) for part in PARTS]
    body = {"base_url": settings.BASE_URL, "users": [asdict(one) for one in people]}
    draft = path().with_suffix(".draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(body, file, ensure_ascii=False, indent=2)
    draft.replace(path())
    return people


def _sign_in(part: Part, token: str) -> SignIn:
    membership = membership_of(part)
    return SignIn(
        email=part.email,
        password=PASSWORD,
        organization=membership.organization.legal_name,
        kind=membership.organization.kinds[0],
        roles=list(membership.roles),
        token=token if _works(token) else _new_token(Actor.of(membership)),
        totp_secret=OPERATOR_TOTP_SECRET if has_second_factor(part) else "",
    )


def _works(token: str) -> bool:
    return bool(token) and ApiToken.objects.usable_at(timezone.now()).filter(digest=digest_of(token)).exists()


def _new_token(actor: Actor) -> str:
    for old in ApiToken.objects.filter(membership=actor.membership, name=TOKEN_NAME, revoked_at=None):
        revoke_token(actor=actor, token=old)
    _token, secret = create_token(actor=actor, name=TOKEN_NAME, scopes=usable_scopes(actor), days=DAYS)
    return secret


def _known_tokens() -> dict[str, str]:
    try:
        return {one["email"]: one["token"] for one in json.loads(path().read_text(encoding="utf-8"))["users"]}
    except (OSError, ValueError, KeyError):
        return {}
