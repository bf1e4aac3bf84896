"""One writer at a time, and a new stamp for what it wrote."""

import uuid

from vocabulary.models import Edition


def lock_edition() -> Edition:
    """The vocabulary's one row, locked until the end of the transaction: whoever changes terms waits here."""
    Edition.objects.get_or_create(pk=Edition.THE_ONE)
    return Edition.objects.select_for_update().get(pk=Edition.THE_ONE)


def renew(edition: Edition) -> None:
    """Tell every cache and client that theirs is old."""
    edition.stamp = uuid.uuid4()
    edition.save()
