"""Files of requests and quotes, as their readers may know of them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from core.errors import NotFound
from documents.models import Opening
from documents.storage import strays
from organizations.actor import Actor
from projects.sourcing.content import Attachment
from projects.sourcing.models import Quote, QuoteFile, QuoteVersion, Rfq, RfqDocument
from projects.sourcing.models.paper import sealed_storage
from projects.sourcing.sealing import unseal_file
from projects.sourcing.selectors.quote import content_for, is_mine


def documents_of(rfq: Rfq) -> QuerySet[RfqDocument]:
    """For the sponsor: every file there is or was, with who opened it when."""
    openings = Opening.objects.select_related("person", "organization").order_by("created_at")
    rows = rfq.documents.select_related("document", "replaces")
    return rows.prefetch_related(Prefetch("document__openings", openings)).order_by("position")


def sent_version(quote: Quote, number: int | None = None) -> QuoteVersion:
    """What was sent: the version in force, or the one of that number. Raises NotFound."""
    found = quote.sent if number is None else quote.versions.filter(number=number, sent_at__isnull=False).first()
    if found is None:
        raise NotFound
    return found


def attachments_for(actor: Actor, quote: Quote) -> tuple[Attachment, ...]:
    """What goes with the quote, as far as the reader may read the quote itself: before the opening its author alone."""
    content = content_for(actor, quote)
    return content.attachments if content else ()


def attachment_for(actor: Actor, quote: Quote, pk: UUID) -> Attachment:
    """One of them; its author's in any version. Raises NotFound: not there, or not to be known of."""
    versions: list[QuoteVersion | None] = [*quote.versions.all()] if is_mine(actor, quote) else [None]
    for version in versions:
        content = content_for(actor, quote, version)
        for one in content.attachments if content else ():
            if one.id == str(pk):
                return one
    raise NotFound


def plain_bytes(quote: Quote, attachment: Attachment) -> bytes:
    """Decrypted. Raises NotFound where the bytes are gone, Undecryptable where they are not what was attached."""
    rows = QuoteFile.objects.filter(version__quote__invitation=quote.invitation_id)
    row = rows.select_related("version").filter(pk=attachment.id).first()
    if row is None or not row.file.storage.exists(row.file.name or ""):
        raise NotFound
    rfq, version = quote.invitation.rfq, row.version
    with row.file.open("rb") as file:
        return unseal_file(
            file.read(), rfq_id=rfq.pk, key=rfq.sealed_key, quote_id=version.quote_id, number=version.number, file_id=row.pk
        )


def stray_quote_files(before: datetime) -> list[str]:
    """Names of encrypted files that no row has, last written before that moment."""
    return strays(sealed_storage(), QuoteFile.objects.all(), before)
