"""Who is told of what happens to a profile."""

from collections import defaultdict

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from events.models import Event
from events.registry import on
from notifications.actions import Message, notify
from organizations.roles import EDITORS
from providers.models import Certificate, Review
from providers.selectors.people import people_of


@on(
    "certificate.verified",
    "certificate.rejected",
    "certificate.sent_back",
    "certificate.revoked",
    "certificate.expiring",
    "certificate.expired",
)
def tell_the_certificates_people(event: Event) -> None:
    """The owners and managers of its company. One that was deleted since is nobody's concern any more."""
    rows = Certificate.objects.select_related("site__provider", "standard")
    certificate = rows.filter(pk=event.subject_id).first()
    if certificate is None:
        return
    by_language: dict[str, list[User]] = defaultdict(list)
    for person in people_of(certificate.site.provider, EDITORS):
        by_language[person.language].append(person)
    for language, people in by_language.items():
        with translation.override(language):
            params = {
                "standard": certificate.standard.label,
                "number": certificate.number,
                "site": certificate.site.city,
                "valid_until": certificate.valid_until.isoformat(),
                "days": event.data.get("days", 0),
                "reason": reason_of(event),
            }
        notify(event=event, people=people, message=Message(reverse("my_certificates"), params))


def reason_of(event: Event) -> str:
    """What the operator wrote when they decided: events carry where it stands, not what it says."""
    review = Review.objects.filter(pk=event.data.get("review")).first()
    return review.reason if review else ""
