"""Who is told of what."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from accounts.models import Erasure, User
from events.models import Event
from events.registry import on
from notifications.actions import Message, mail, notify
from organizations.links import invitation_path
from organizations.models import ApiToken, Invitation, Membership


@on("invitation.created", "invitation.resent")
def mail_the_invitation(event: Event) -> None:
    """The invited person may have no account: a mail, no notification. One withdrawn since is not sent."""
    invitation = Invitation.objects.select_related("organization", "invited_by").get(pk=event.subject_id)
    if invitation.status == "open":
        message = Message(
            invitation_path(invitation),
            {
                "organization": str(invitation.organization),
                "inviter": invitation.invited_by.name,
                "roles": ", ".join(invitation.role_labels),
                "expires_at": invitation.expires_at.isoformat(timespec="minutes"),
            },
        )
        mail(event=event, address=invitation.email, language=invitation.language, message=message)


@on("invitation.accepted", "invitation.declined")
def tell_the_inviter(event: Event) -> None:
    """Whoever invited hears the answer, while they still belong."""
    invitation = Invitation.objects.select_related("organization", "invited_by").get(pk=event.subject_id)
    belongs = Membership.objects.current().filter(user=invitation.invited_by, organization=invitation.organization)
    if belongs.exists():
        params = {"email": invitation.email, "organization": str(invitation.organization)}
        message = Message(reverse("member_list"), params, invitation.organization_id)
        notify(event=event, people=[invitation.invited_by], message=message)


@on("membership.roles_changed", "membership.ended")
def tell_the_member(event: Event) -> None:
    """A change of one's own roles or its end, unless one did it oneself."""
    membership = Membership.objects.select_related("user", "organization").get(pk=event.subject_id)
    if membership.user_id != event.actor_user_id:
        params = {"organization": str(membership.organization), "actor": event.actor_label}
        notify(event=event, people=[membership.user], message=Message(reverse("dashboard"), params))


@on("token.created")
def tell_the_token_holder(event: Event) -> None:
    """A key in one's name was made: if it was not oneself, somebody is at one's keyboard."""
    token = ApiToken.objects.select_related("membership__user", "membership__organization").get(pk=event.subject_id)
    person: User = token.membership.user
    params = {"token": token.name, "organization": str(token.membership.organization)}
    notify(event=event, people=[person], message=Message(reverse("token_list"), params))


@on("user.erasure_planned")
def mail_the_leaving_person(event: Event) -> None:
    """They hear the day and how to stay, also when it was not they who asked. One who has come back since is not told."""
    erasure = Erasure.objects.open().filter(user_id=event.subject_id).select_related("user").first()
    if erasure is not None:
        person = erasure.user
        with translation.override(person.language):
            day = date_format(erasure.due_at.astimezone(ZoneInfo(person.time_zone)), "DATE_FORMAT")
        message = Message(reverse("account_login"), {"day": day})
        mail(event=event, address=person.email, language=person.language, message=message)
