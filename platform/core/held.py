"""What somebody sent when their session had ended: it waits in the browser's next session until they have signed in again, sealed,
for an hour, for them alone. Secrets and files are never held.

The page they sent it from takes it up (``take``), or its notice hands it back in a form of its own.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.crypto import Undecryptable, decrypt, encrypt

HELD_FOR = timedelta(hours=1)
MOST_BYTES = 256 * 1024
SESSION_KEY = CONTEXT = "held"
READER_COOKIE = "opencdmo_reader"
READER_LASTS = timedelta(days=90)
"""Longer than a session, or nobody would know whose words were sent after its end."""

SENTENCE = 20
"""Characters: shorter ones are typed again in a moment, and codes are no words."""
OF_THE_FORM = {"ask", "saves", "csrfmiddlewaretoken"}
SECRET = re.compile(r"csrfmiddlewaretoken|code|.*(password|secret|token).*", re.IGNORECASE)
"""Names of fields that are kept nowhere: neither here nor in a draft."""

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Held:
    """``address`` it was sent to, from ``page``; ``at`` in seconds since 1970; ``reader`` the mark of who was signed in, or ""."""

    address: str
    page: str
    fields: Fields
    has_files: bool
    at: float
    reader: str

    @property
    def sent(self) -> QueryDict:
        """As the browser sent it."""
        data = QueryDict(mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        return data

    @property
    def sentences(self) -> list[str]:
        return sentences_in(self.fields)


def fields_of(request: HttpRequest) -> Fields:
    """What a form sent, without its secrets and without what only its sending needs."""
    sent = request.POST.lists()
    return [
        (name, value) for name, values in sent if name not in OF_THE_FORM and not SECRET.fullmatch(name) for value in values
    ]


def sentences_in(fields: Fields) -> list[str]:
    """What somebody wrote, not chose: they are handed back, nobody writes them twice."""
    texts = [value.strip() for _name, value in fields]
    return [text for text in texts if len(text) >= SENTENCE and (" " in text or not text.isascii())]


def hold(request: HttpRequest, page: str) -> bool:
    """Hold what was sent from ``page``. False where nobody typed anything, and where it is too long."""
    fields = fields_of(request)
    is_form = urlsplit(page).path == request.path and bool(fields)
    if not is_form and not sentences_in(fields):
        return False
    reader = request.COOKIES.get(READER_COOKIE, "")
    address, at = request.get_full_path(), timezone.now().timestamp()
    text = json.dumps(asdict(Held(address, page, fields, bool(request.FILES), at, reader))).encode()
    if len(text) > MOST_BYTES:
        return False
    request.session[SESSION_KEY] = encrypt(text, context=CONTEXT)
    request.session.set_expiry(HELD_FOR)
    return True


def held_for(request: HttpRequest) -> Held | None:
    """What is held for the person who is signed in."""
    user = getattr(request, "user", None)
    sealed = request.session.get(SESSION_KEY) if user is not None and user.is_authenticated else None
    if sealed is None:
        return None
    held = _opened(sealed)
    is_theirs = held is not None and held.reader in {"", mark_of(request)}
    if held is None or not is_theirs or held.at < (timezone.now() - HELD_FOR).timestamp():
        let_go(request)
        return None
    return held


def held_here(request: HttpRequest) -> Held | None:
    """What is held of a form that is sent to the address of this very page, which shows it in the form."""
    held = held_for(request) if request.method != "POST" else None
    if held is None or held.address != request.get_full_path():
        return None
    setattr(request, "shows_held", True)  # noqa: B010 - HttpRequest declares none
    return held


def let_go(request: HttpRequest) -> None:
    """It was sent, taken up or is not wanted any more. Safe to repeat."""
    request.session.pop(SESSION_KEY, None)


def mark_of(request: HttpRequest) -> str:
    """Tells the signed-in person from others without saying who it is."""
    return salted_hmac("core.held", str(getattr(request, "user").pk)).hexdigest()[:32]  # noqa: B009


def _opened(sealed: str) -> Held | None:
    try:
        values = json.loads(decrypt(sealed, context=CONTEXT))
    except Undecryptable:  # its key was taken out of use within the hour
        return None
    return Held(**{**values, "fields": [(name, value) for name, value in values["fields"]]})


def cookie() -> dict[str, object]:
    """How the mark is set."""
    age = int(READER_LASTS.total_seconds())
    return {"max_age": age, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE, "httponly": True}
