"""What the chapters have in common."""

from django.core.files.base import ContentFile

from events.models import Event
from organizations.actor import Actor
from providers.actions.claim import approve_claim, request_claim
from providers.models import Provider


def has_told(actor: Actor, kind: str) -> bool:
    """Whether the person has done that before. The trail remembers what a visitor has since deleted."""
    return Event.objects.filter(kind=kind, actor_user_id=actor.user_id).exists()


def take_over(actor: Actor, operator: Actor, slug: str, position: str) -> Provider:
    """Claim a profile, which the operator approves."""
    provider = Provider.objects.get(slug=slug)
    claim = request_claim(
        actor=actor,
        provider=provider,
        position=position,
        statement="Invented for the demo: this account plays the company's own people.",
        evidence=[paper("demo-evidence.pdf", "Invented evidence of a claim")],
    )
    approve_claim(actor=operator, claim=claim, reason="Demo: evidence looked at, the register names the claimant.")
    return Provider.objects.get(pk=provider.pk)


def paper(name: str, title: str) -> "ContentFile[bytes]":
    """A PDF of one page that says what it is and that it is invented."""
    words = f"BT /F1 16 Tf 72 760 Td ({title}) Tj 0 -24 Td (Made for the demo. It proves nothing.) Tj ET".encode("ascii")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return ContentFile(body + end % (table, len(body)), name=name)
