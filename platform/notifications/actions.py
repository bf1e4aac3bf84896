"""Telling people, and keeping what they chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import User
from core.errors import Invalid
from core.models import lock
from events.models import Event
from notifications.backend import store
from notifications.enums import TOPIC_OF, TOPICS, Channel
from notifications.models import Notification, Preference
from organizations.actor import Actor


@dataclass(frozen=True)
class Message:
    """What is said: names for the templates, and where to read on. ``params`` is public to its reader and thin."""

    path: str
    params: dict[str, Any]


@transaction.atomic
def notify(*, event: Event, people: Iterable[User], message: Message) -> None:
    """Tell people of an event, in the channels they left on. Called twice, it tells once."""
    people = [person for person in people if person.is_active]
    topic = TOPIC_OF[event.kind]
    muted = {} if topic.is_fixed else muted_channels(people, topic.code)
    for person in people:
        silent = muted.get(person.pk, frozenset())
        if Channel.IN_APP not in silent:
            Notification.objects.get_or_create(
                person=person,
                event=event,
                defaults={"kind": event.kind, "params": message.params, "path": message.path},
            )
        if Channel.EMAIL not in silent:
            mail(event=event, address=person.email, language=person.language, message=message)


def mail(*, event: Event, address: str, language: str, message: Message) -> None:
    """Put the event's mail into the outbox. Its Message-ID comes from event and address: a doubled one is recognised."""
    context = {**message.params, "link": settings.BASE_URL + message.path, "base_url": settings.BASE_URL}
    with translation.override(language):
        subject = render_to_string(f"emails/{event.kind}.subject.txt", context).strip()
        text = render_to_string(f"emails/{event.kind}.txt", context)
        html = render_to_string(f"emails/{event.kind}.html", {**context, "subject": subject, "language": language})
    letter = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [address])
    letter.attach_alternative(html, "text/html")
    store(letter, f"<{event.uuid}.{address.replace('@', '.at.')}@{settings.MAIL_DOMAIN}>")


def muted_channels(people: Iterable[User], topic: str) -> dict[Any, frozenset[Channel]]:
    """What each person switched off for the topic."""
    rows = Preference.objects.filter(person__in=people, topic=topic).values_list("person_id", "muted")
    return {person: frozenset(Channel(channel) for channel in muted) for person, muted in rows}


@transaction.atomic
def mark_read(*, actor: Actor, notification: Notification) -> Notification:
    """The reader has seen it. Safe to repeat."""
    notification = lock(Notification.objects.visible_to(actor), notification.pk)
    if notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at", "updated_at"])
    return notification


def mark_all_read(*, actor: Actor) -> int:
    """Everything the reader has up to now. Returns how many were unread."""
    actor.require_person()
    return Notification.objects.visible_to(actor).unread().update(read_at=timezone.now())


@transaction.atomic
def choose_channels(*, actor: Actor, muted: dict[str, list[Channel]]) -> None:
    """Switch channels off for topics; a topic without an entry is told by all. Raises Invalid for a fixed or unknown topic."""
    person = actor.require_person()
    open_topics = {topic.code for topic in TOPICS if not topic.is_fixed}
    unknown = sorted(set(muted) - open_topics)
    if unknown:
        raise Invalid(f"These topics cannot be switched off: {', '.join(unknown)}.")
    for code in open_topics:
        channels = [Channel(channel).value for channel in muted.get(code, [])]
        Preference.objects.update_or_create(person=person, topic=code, defaults={"muted": channels})
