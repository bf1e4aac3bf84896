"""What an action may refuse, and how it says so.

An action raises one of these with a sentence for the person who asked. ``DomainErrorMiddleware`` turns it into a page or a
toast, ``api.problems`` into ``application/problem+json``; both read ``status`` and ``code`` from here.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DomainError(Exception):
    """An action refused. ``message`` says what happened, why, and what can be done next."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    title: ClassVar[Text] = _("This cannot be done now")

    def __init__(self, message: Text = "") -> None:
        self.message = message or self.title
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class NotSignedIn(DomainError):
    """Nobody is signed in, and the action needs somebody."""

    status = 401
    code = "not-signed-in"
    title = _("Please sign in")


class Forbidden(DomainError):
    """The reader may see the row, but their role does not allow this."""

    status = 403
    code = "forbidden"
    title = _("Your role does not allow this")


class NotFound(DomainError):
    """Not there, or not the reader's: the two must look the same."""

    status = 404
    code = "not-found"
    title = _("This does not exist, or is not yours to see")


class WrongState(DomainError):
    """The object's status does not allow this step."""

    status = 409
    code = "wrong-state"


class StaleVersion(DomainError):
    """Somebody else changed the row since the reader loaded it."""

    status = 412
    code = "stale-version"
    title = _("Somebody changed this in the meantime. Reload the page to see the change, then try again.")


class Invalid(DomainError):
    """The input breaks a rule. ``errors`` maps a field's name to its messages; ``""`` holds what belongs to no field.

    A page answers it with 422 and the form, the API with 400.
    """

    status = 422
    code = "invalid"
    title = _("Some of this needs your attention")

    def __init__(self, message: Text = "", errors: Mapping[str, Sequence[Text]] | None = None) -> None:
        super().__init__(message)
        self.errors: dict[str, list[Text]] = {name: list(texts) for name, texts in (errors or {}).items()}
        if message and not self.errors:
            self.errors = {"": [message]}


class TooMany(DomainError):
    """Asked too often; ``retry_after`` is in seconds."""

    status = 429
    code = "too-many-requests"
    title = _("Too many requests. Please wait a moment.")

    def __init__(self, message: Text = "", retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after
