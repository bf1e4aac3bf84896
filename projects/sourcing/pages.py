"""Where a reader of the trail finds requests, invitations and quotes."""

from collections.abc import Mapping

from django.urls import reverse

from events.pages import shows
from organizations.actor import Actor
from projects.sourcing.models import Invitation, Question, Quote, Rfq


@shows("sourcing.rfq")
def pages_of_requests(actor: Actor, ids: list[str]) -> Mapping[str, str]:
    """The sponsor's own page of it, or the bidder's."""
    own = Rfq.objects.mine(actor).filter(pk__in=ids).values_list("pk", flat=True)
    received = Invitation.objects.received_by(actor).filter(rfq__pk__in=ids).values_list("rfq_id", "pk")
    return {str(pk): reverse("rfq_detail", args=[pk]) for pk in own} | {
        str(rfq): reverse("invitation_to_quote", args=[pk]) for rfq, pk in received
    }


@shows("sourcing.invitation")
def pages_of_invitations(actor: Actor, ids: list[str]) -> Mapping[str, str]:
    """The request to its sponsor, the invitation to who is invited."""
    sent = Invitation.objects.sent_by(actor).filter(pk__in=ids).values_list("pk", "rfq_id")
    received = Invitation.objects.received_by(actor).filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk): reverse("rfq_detail", args=[rfq]) for pk, rfq in sent} | {
        str(pk): reverse("invitation_to_quote", args=[pk]) for pk in received
    }


@shows("sourcing.question")
def pages_of_questions(actor: Actor, ids: list[str]) -> Mapping[str, str]:
    """Where it is answered, to the sponsor; where it was asked, to who asked."""
    rows = (
        Question.objects.visible_to(actor)
        .filter(pk__in=ids)
        .values_list("pk", "rfq_id", "rfq__organization_id", "invitation_id")
    )
    return {
        str(pk): f"{reverse('rfq_detail', args=[rfq])}#questions"
        if sponsor == actor.organization_id
        else reverse("invitation_to_quote", args=[invitation])
        for pk, rfq, sponsor, invitation in rows
        if not actor.sees_everything
    }


@shows("sourcing.quote")
def pages_of_quotes(actor: Actor, ids: list[str]) -> Mapping[str, str]:
    """The provider's own page of it, or the sponsor's once it was sent."""
    own = Quote.objects.mine(actor).filter(pk__in=ids).values_list("pk", flat=True)
    asked = Quote.objects.asked_by(actor).filter(pk__in=ids).values_list("pk", "invitation__rfq_id")
    return {str(pk): reverse("quote_detail", args=[pk]) for pk in own} | {
        str(pk): reverse("rfq_quote", args=[rfq, pk]) for pk, rfq in asked
    }
