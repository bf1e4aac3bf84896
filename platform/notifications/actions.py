"""Telling people, and keeping what they chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import database_now
from core.errors import Invalid
from core.models import lock
from events.models import Event
from notifications.backend import store_all
from notifications.digests import next_digest_at
from notifications.enums import TOPIC_OF, TOPICS, Channel, Rhythm
from notifications.models import DigestLine, Notification, Preference
from organizations.actor import Actor


@dataclass(frozen=True)
class Message:
    """What is said: names for the templates, and where to read on. ``params`` is public to its reader and thin.

    ``organization_id``: in whose affairs. Whoever has left it is not told any more. None for a person's own, such as that they left.
    """

    path: str
    params: dict[str, Any]
    organization_id: UUID | None = None


@dataclass(frozen=True)
class Choice:
    """The channels a person switched off for a topic, and how often its mails come."""

    muted: frozenset[Channel] = frozenset()
    rhythm: Rhythm = Rhythm.AT_ONCE


EVERYTHING = Choice()
BATCH = 500


def notify(*, event: Event, people: Iterable[User], message: Message) -> None:
    """Tell people of an event, all the same. Called twice, it tells once."""
    notify_each(event=event, told=[(person, message) for person in people])


@transaction.atomic
def notify_each(*, event: Event, told: Iterable[tuple[User, Message]]) -> None:
    """Tell each person of an event in their own words, in the channels they left on, by mail as often as they chose.

    However many people, the same number of queries. Called twice, it tells once; of two messages to one person the first counts.
    """
    chosen: dict[UUID, tuple[User, Message]] = {}
    for person, message in told:
        if person.is_active:
            chosen.setdefault(person.pk, (person, message))
    topic = TOPIC_OF[event.kind]
    choices = {} if topic.is_fixed else choices_of(chosen, topic.code)
    waits = event.kind not in topic.urgent
    now = database_now()
    shown, later, letters = [], [], []
    for pk, (person, message) in chosen.items():
        choice = choices.get(pk, EVERYTHING)
        row = {"person": person, "event": event, "kind": event.kind, "params": message.params, "path": message.path}
        row["organization_id"] = message.organization_id
        if Channel.IN_APP not in choice.muted:
            shown.append(Notification(**row))
        if Channel.EMAIL in choice.muted:
            continue
        if waits and choice.rhythm != Rhythm.AT_ONCE:
            later.append(DigestLine(**row, due_at=next_digest_at(person, choice.rhythm, now)))
        else:
            letters.append(letter_of(event=event, address=person.email, language=person.language, message=message))
    Notification.objects.bulk_create(shown, ignore_conflicts=True, batch_size=BATCH)
    DigestLine.objects.bulk_create(later, ignore_conflicts=True, batch_size=BATCH)
    store_all(letters)


def mail(*, event: Event, address: str, language: str, message: Message) -> None:
    """Put the event's mail into the outbox, for an address without an account as well."""
    store_all([letter_of(event=event, address=address, language=language, message=message)])


def letter_of(*, event: Event, address: str, language: str, message: Message) -> tuple[EmailMultiAlternatives, str]:
    """The event's mail and its Message-ID, which comes from event and address: a doubled one is recognised."""
    context = {**message.params, "link": settings.BASE_URL + message.path, "base_url": settings.BASE_URL}
    with translation.override(language):
        subject = render_to_string(f"emails/{event.kind}.subject.txt", context).strip()
        text = render_to_string(f"emails/{event.kind}.txt", context)
        html = render_to_string(f"emails/{event.kind}.html", {**context, "subject": subject, "language": language})
    letter = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [address])
    letter.attach_alternative(html, "text/html")
    return letter, f"<{event.uuid}.{address.replace('@', '.at.')}@{settings.MAIL_DOMAIN}>"


def choices_of(people: Iterable[UUID], topic: str) -> dict[UUID, Choice]:
    """What each person chose for the topic, by their key; those without a row chose nothing."""
    rows = Preference.objects.filter(person__in=list(people), topic=topic)
    return {row.person_id: Choice(frozenset(Channel(channel) for channel in row.muted), Rhythm(row.rhythm)) for row in rows}


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
def choose_channels(*, actor: Actor, muted: Mapping[str, Iterable[str]], rhythms: Mapping[str, str] | None = None) -> None:
    """Switch channels off for topics, and say how often mail comes; a topic without an entry is told by all, at once.

    Raises Invalid for a fixed or unknown topic, or an unknown rhythm.
    """
    person = actor.require_person()
    rhythms = rhythms or {}
    open_topics = {topic.code for topic in TOPICS if not topic.is_fixed}
    unknown = sorted((set(muted) | set(rhythms)) - open_topics)
    if unknown:
        raise Invalid(_("These topics cannot be switched off: %(names)s.") % {"names": ", ".join(unknown)})
    if set(rhythms.values()) - set(Rhythm.values):
        raise Invalid(errors={"rhythms": [_("Choose at once, daily or weekly.")]})
    for code in open_topics:
        chosen = {
            "muted": [Channel(channel).value for channel in muted.get(code, [])],
            "rhythm": rhythms.get(code, Rhythm.AT_ONCE.value),
        }
        Preference.objects.update_or_create(person=person, topic=code, defaults=chosen)
