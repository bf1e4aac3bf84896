"""What waits for a person."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.selectors import has_second_factor
from events.models import Event
from events.pages import pages_of
from events.phrases import phrase_of, subject_of
from organizations.actor import Actor
from organizations.models import Invitation
from organizations.roles import Permission
from organizations.selectors.member import current_members, open_invitations

ROUTINE = ["user.signed_in"]
"""Told in the trail, no news on a first page."""


@dataclass(frozen=True)
class News:
    """Something that happened: about what, and where the reader finds it; empty where there is no page."""

    event: Event
    what: str
    about: str
    path: str


@dataclass(frozen=True)
class Dashboard:
    """Numbers and rows for the first page after sign-in."""

    needs_second_factor: bool
    my_invitations: list[Invitation]
    member_count: int
    open_invitation_count: int
    latest: list[News]


def dashboard_of(actor: Actor) -> Dashboard:
    """For a signed-in person, with or without an organisation."""
    person = actor.require_person()
    may_see = actor.can(Permission.MEMBER_VIEW)
    return Dashboard(
        needs_second_factor=not has_second_factor(person),
        my_invitations=list(invitations_for(person.email, timezone.now())),
        member_count=current_members(actor).count() if may_see else 0,
        open_invitation_count=open_invitations(actor).count() if may_see else 0,
        latest=_latest(actor),
    )


def _latest(actor: Actor) -> list[News]:
    events = list(Event.objects.visible_to(actor).exclude(kind__in=ROUTINE)[:6])
    pages = pages_of(actor, events)
    return [
        News(
            one,
            phrase_of(one.kind, reads_everything=actor.sees_everything),
            subject_of(one.subject_type, one.subject_label),
            pages.get(one.pk, ""),
        )
        for one in events
    ]


def invitations_for(email: str, moment: datetime) -> "list[Invitation]":
    """Open invitations to the person's own address, so that a lost mail loses nothing."""
    return list(Invitation.objects.open_at(moment).filter(email=email).select_related("organization"))
