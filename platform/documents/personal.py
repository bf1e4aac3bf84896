"""Files that a person brought or opened: that they did is the organisations' evidence, and stays."""

from typing import Any

from accounts.models import User
from accounts.personal import tells
from documents.models import Document, Opening


@tells("files_stored")
def stored_by(user: User) -> list[Any]:
    """When and for what; names and contents are their organisation's."""
    return list(Document.objects.filter(uploaded_by=user).order_by("created_at").values("purpose", "created_at"))


@tells("files_opened")
def opened_by(user: User) -> list[Any]:
    """When, and which purpose the file had."""
    rows = Opening.objects.filter(person=user).order_by("created_at").values_list("document__purpose", "created_at")
    return [{"purpose": purpose, "opened_at": opened} for purpose, opened in rows]
