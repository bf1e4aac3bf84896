"""Mail leaves the outbox. At worst, in a crash between the server's yes and our note of it, one mail doubles."""

import contextlib
import logging
import time
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from core.clock import ClockTimestamp, database_now
from notifications.models import OutgoingMail

logger = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""After the n-th refusal; the last repeats. Two weeks of trying, then it is given up and shown to operators."""

MAX_ATTEMPTS = 20
HANGS_UP = 421
FORGOTTEN_AT_ONCE = 5000
BUDGET_SECONDS = 4.0
"""Of one sweep, less than the pause between two: a slow server holds up one worker at a time, a fast one takes thousands."""


def send_due() -> int:
    """Send what is due, each mail in a transaction of its own, over one connection. Several may run. Returns how many the server answered for.

    Stops at the first sign that the server is not there at all, so that an outage costs one attempt a sweep. What it says of one
    mail or its reader holds up no other, and what was never tried goes before what was: nobody's code waits behind somebody's full mailbox.
    """
    if settings.OUTGOING_PAUSED:
        return 0
    sent, ends = 0, time.monotonic() + BUDGET_SECONDS
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    try:
        while time.monotonic() < ends and _send_next(connection):
            sent += 1
    finally:
        _close(connection)
    return sent


def send_again(mails: "list[OutgoingMail]") -> int:
    """Make mails due now, with all attempts before them; those that were sent stay sent."""
    keys = [mail.pk for mail in mails]
    rows = OutgoingMail.objects.filter(pk__in=keys, sent_at=None)
    return rows.update(due_at=ClockTimestamp(), attempts=0, failed_at=None)


def forget_old() -> int:
    """Delete mails that were sent, or given up, more than MAIL_LOG_DAYS ago. What still waits stays. Returns how many."""
    oldest = database_now() - timedelta(days=settings.MAIL_LOG_DAYS)
    old = OutgoingMail.objects.filter(Q(sent_at__lt=oldest) | Q(failed_at__lt=oldest)).order_by()
    forgotten = 0
    while keys := list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]):
        OutgoingMail.objects.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten


@transaction.atomic
def _send_next(connection: BaseEmailBackend) -> bool | None:
    """None when nothing is due, else whether the server is there (True) or failed (False), whatever became of the mail."""
    due = OutgoingMail.objects.filter(sent_at=None, failed_at=None, due_at__lte=ClockTimestamp())
    mail = due.select_for_update(skip_locked=True).order_by("attempts", "due_at").first()
    if mail is None:
        return None
    try:
        _hand_over(mail, connection)
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        return _refused(mail, error)
    except OSError as error:
        _postpone(mail, type(error).__name__)
        return False
    except Exception as error:
        logger.exception("Mail %s cannot be handed over", mail.pk)
        _postpone(mail, type(error).__name__)
        return True
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=ClockTimestamp(), last_error="")
    return True


def _close(connection: BaseEmailBackend) -> None:
    """A server that has hung up already does not mind."""
    with contextlib.suppress(OSError):
        connection.close()


def _hand_over(mail: OutgoingMail, connection: BaseEmailBackend) -> None:
    headers = {**mail.headers, "Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    letter = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, mail.to, headers=headers)
    if mail.html:
        letter.attach_alternative(mail.html, "text/html")
    letter.connection = connection
    connection.open()  # stays open for the next one; without it the mail server is called anew for each
    letter.send()


def _refused(mail: OutgoingMail, error: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    codes = _codes(error)
    reason = f"{type(error).__name__} {codes}"
    if codes and all(500 <= code < 600 for code in codes):
        OutgoingMail.objects.filter(pk=mail.pk).update(failed_at=ClockTimestamp(), last_error=reason[:300])
        return True
    _postpone(mail, reason)
    # Busy for this reader or this mail is not busy for the next; 421 is what a server says before it hangs up.
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError) and HANGS_UP not in codes


def _codes(error: SMTPRecipientsRefused | SMTPResponseException) -> list[int]:
    if isinstance(error, SMTPResponseException):
        return [error.smtp_code]
    return [code for code, _text in error.recipients.values()]


def _postpone(mail: OutgoingMail, reason: str) -> None:
    attempts = mail.attempts + 1
    pause = RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]
    given_up = ClockTimestamp() if attempts >= MAX_ATTEMPTS else None
    OutgoingMail.objects.filter(pk=mail.pk).update(
        attempts=attempts, due_at=ClockTimestamp() + pause, failed_at=given_up, last_error=reason[:300]
    )
    logger.warning("Mail %s was not taken (%s); next attempt in %s", mail.pk, reason, pause)
