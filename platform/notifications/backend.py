"""Django's mail goes into the outbox: a request neither waits for a mail server nor loses a mail to a broken one."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import make_msgid

from notifications.models import OutgoingMail

BATCH = 500


class OutboxBackend(BaseEmailBackend):
    """Writes rows; ``notifications.tasks.send_due_mail`` sends them with ``DELIVERY_EMAIL_BACKEND``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            store(message)
        return len(email_messages)


def store(message: EmailMessage, message_id: str = "") -> None:
    """Keep a mail until it is sent. The same ``message_id`` twice keeps one.

    Raises BadHeaderError for a line break in a header.
    """
    store_all([(message, message_id or make_msgid(domain=settings.MAIL_DOMAIN))])


def store_all(letters: Iterable[tuple[EmailMessage, str]]) -> None:
    """Keep many, each with its Message-ID, in as few statements as one."""
    rows = [_row_of(message, message_id) for message, message_id in letters]
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def _row_of(message: EmailMessage, message_id: str) -> OutgoingMail:
    message.message()  # Django refuses header injection here
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(content) for content, kind in alternatives if kind == "text/html"), "")
    return OutgoingMail(
        message_id=message_id,
        sender=message.from_email,
        to=list(message.to),
        subject=" ".join(str(message.subject).split())[:250],
        text=str(message.body),
        html=html,
        headers={name: str(value) for name, value in message.extra_headers.items()},
    )
