"""For demo and development: each mail becomes one readable file."""

import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderBackend(BaseEmailBackend):
    """Writes ``<time>-<recipient>.txt`` into the data folder's ``mail``: headers, then the text part with its links whole."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DATA_DIR) / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            recipient = re.sub(r"[^a-zA-Z0-9.@-]", "_", message.to[0])[:80]
            stamp = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
            identity = message.extra_headers.get("Message-ID", "")
            lines = [f"From: {message.from_email}", f"To: {', '.join(message.to)}", f"Subject: {message.subject}",
                     f"Message-ID: {identity}", "", str(message.body)]  # fmt: skip
            (folder / f"{stamp}-{recipient}.txt").write_text("\n".join(lines), encoding="utf-8")
        return len(email_messages)
