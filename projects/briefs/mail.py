"""The words of an e-mail that was saved as a file: its subject and its text, not the lines that machines write above."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape

from django.utils.html import strip_tags

HEAD = re.compile(rb"(?:[A-Za-z][\w-]{1,60}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,200}){3,200}?\r?\n")
MACHINE = re.compile(rb"^(?:MIME-Version|Content-Type|Message-ID|Received):", re.IGNORECASE | re.MULTILINE)
BREAK = re.compile(r"<br ?/?>|</(?:p|div|li|tr|h\d)>", re.IGNORECASE)


def mail_text(content: bytes) -> str | None:
    """Subject and text of a mail; None for what is none, or has no text."""
    head = HEAD.match(content)
    if head is None or not MACHINE.search(content, 0, head.end()):
        return None
    message = message_from_bytes(content, policy=default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if not isinstance(body, EmailMessage):
        return None
    text = str(body.get_content())
    if body.get_content_subtype() == "html":
        text = unescape(strip_tags(BREAK.sub("\n", text)))
    return f"{message['subject'] or ''}\n\n{text}"
