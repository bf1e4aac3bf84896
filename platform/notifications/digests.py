"""Digests: what waited for a person goes into one mail, in the morning of their own time zone."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.clock import ClockTimestamp, database_now
from core.sweeping import work_off
from notifications.backend import store
from notifications.enums import Rhythm
from notifications.models import DigestLine, Notification, still_told
from notifications.wording import sentence_of

HOUR = 7
"""Of the reader's morning."""

MONDAY = 0


def next_digest_at(person: User, rhythm: str, now: datetime) -> datetime:
    """The next morning on the person's clock; for a weekly digest that of the next Monday."""
    local = now.astimezone(ZoneInfo(person.time_zone))
    morning = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        morning += timedelta(days=(MONDAY - morning.weekday()) % 7)
    return morning


def send_due_digests() -> int:
    """Put each digest that is due into the outbox, one person in a transaction. Several may run; returns how many people."""
    return work_off(_people_who_wait, _digest)


def _people_who_wait() -> QuerySet[User]:
    """The person is locked, not their lines: of two sweeps at once the other takes somebody else."""
    waiting = DigestLine.objects.filter(due_at__lte=ClockTimestamp()).values("person_id")
    people = User.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return people.filter(pk__in=waiting).order_by("pk")


def _digest(person: User) -> None:
    due = DigestLine.objects.filter(person=person, due_at__lte=database_now()).order_by("event_id")
    lines, told = list(due), list(due.filter(still_told()))
    read = _read(person.pk, told)
    unread = [one for one in told if one.event_id not in read]
    if unread and person.is_active:
        _store(person, unread)
    DigestLine.objects.filter(pk__in=[one.pk for one in lines]).delete()


def _read(person_id: UUID, lines: list[DigestLine]) -> set[int]:
    """What the person has read in the application meanwhile is not news."""
    rows = Notification.objects.filter(person_id=person_id, event__in=[one.event_id for one in lines])
    return set(rows.exclude(read_at=None).values_list("event_id", flat=True))


def _store(person: User, lines: list[DigestLine]) -> None:
    with translation.override(person.language):
        told = [{"text": sentence_of(one.kind, one.params), "link": settings.BASE_URL + one.path} for one in lines]
        link = settings.BASE_URL + reverse("notification_list")
        context = {"told": told, "link": link, "base_url": settings.BASE_URL, "language": person.language}
        subject = render_to_string("emails/digest.subject.txt", context).strip()
        text = render_to_string("emails/digest.txt", context)
        html = render_to_string("emails/digest.html", {**context, "subject": subject})
    letter = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
    letter.attach_alternative(html, "text/html")
    store(letter, f"<digest.{lines[0].pk}@{settings.MAIL_DOMAIN}>")
