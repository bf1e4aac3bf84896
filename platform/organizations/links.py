"""The link in an invitation's mail."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from core.errors import NotFound
from organizations.models import Invitation

SALT = "organizations.invitation"


def invitation_path(invitation: Invitation) -> str:
    """Where the invited person answers: the invitation's id under the platform's signature. The row decides until when."""
    return reverse("invitation_answer", args=[Signer(salt=SALT).sign(str(invitation.pk))])


def invitation_id(signed: str) -> str:
    """The id behind a link. Raises NotFound for a link that the platform did not make."""
    try:
        return Signer(salt=SALT).unsign(signed)
    except BadSignature as error:
        raise NotFound from error
