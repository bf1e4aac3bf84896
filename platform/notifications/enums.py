"""The fixed words of notifications."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a person is told."""

    IN_APP = "in-app", _("In the application")
    EMAIL = "e-mail", _("By e-mail")


class Rhythm(models.TextChoices):
    """How often e-mail comes."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week, on Monday")


@dataclass(frozen=True)
class Topic:
    """What a person may choose to be told about. ``is_fixed`` topics cannot be switched off.

    ``urgent`` kinds never wait for a digest: a deadline would pass meanwhile.
    """

    code: str
    label: str | Promise
    kinds: frozenset[str]
    is_fixed: bool = False
    urgent: frozenset[str] = frozenset()


TOPICS = (
    Topic(
        "security",
        _("The safety of your account"),
        frozenset({"membership.roles_changed", "membership.ended", "token.created"}),
        is_fixed=True,
    ),
    Topic(
        "provider",
        _("Your provider profile: claims, reviews, certificates that end"),
        frozenset(
            {
                "claim.approved",
                "claim.rejected",
                "claim.sent_back",
                "provider.verified",
                "provider.sent_back",
                "provider.suspended",
                "provider.reinstated",
                "offering.withheld",
                "offering.put_back",
                "certificate.verified",
                "certificate.rejected",
                "certificate.sent_back",
                "certificate.revoked",
                "certificate.expiring",
                "certificate.expired",
            }
        ),
    ),
    Topic(
        "operation",
        _("For operators: claims, certificates and profiles that wait for a decision"),
        frozenset(
            {"claim.requested", "claim.answered", "provider.submitted", "certificate.submitted", "offering.answered"}
        ),
    ),
    Topic(
        "sourcing",
        _("Requests you ask with: approvals, answers of providers, quotes"),
        frozenset(
            {
                "rfq.approval_requested",
                "rfq.award_recommended",
                "rfq.opening_requested",
                "rfq.deadline_passed",
                "rfq_invitation.accepted",
                "rfq_invitation.declined",
                "rfq_invitation.joined",
                "rfq_invitation.moved",
                "rfq_invitation.moved_back",
                "rfq_question.asked",
                "quote.submitted",
                "quote.entered",
                "quote.submitted_late",
                "quote.withdrawn",
                "quote.renewed",
                "quote.clarification_answered",
                "quote.expiring",
                "quote.expired",
                "quote.answered",
                "quote.ask_declined",
            }
        ),
    ),
    Topic(
        "bidding",
        _("Requests you are invited to: changes, deadlines, outcomes"),
        frozenset(
            {
                "rfq.announced",
                "rfq.published",
                "rfq.opened",
                "rfq.amended",
                "rfq.extended",
                "rfq.paused",
                "rfq.resumed",
                "rfq.left_waiting",
                "rfq.taken_up_again",
                "rfq.cancelled",
                "rfq.round_started",
                "rfq.reminder_due",
                "rfq_invitation.created",
                "rfq_invitation.locked_out",
                "rfq_invitation.taken_back",
                "rfq_question.answered",
                "quote.admitted",
                "quote.approval_requested",
                "quote.clarification_asked",
                "quote.binding_requested",
                "quote.negotiation_requested",
                "quote.renewal_requested",
                "quote.ask_withdrawn",
                "quote.revision_missed",
                "rfq.awarded",
                "rfq.handed_over",
                "rfq.closed_without_award",
                "cda.expiring",
            }
        ),
        urgent=frozenset(
            {
                "rfq.amended",
                "rfq.extended",
                "rfq.paused",
                "rfq.resumed",
                "rfq.cancelled",
                "rfq.reminder_due",
                "rfq_question.answered",
                "quote.clarification_asked",
            }
        ),
    ),
    Topic(
        "integration",
        _("Webhooks that fail or were switched off"),
        frozenset({"webhook_endpoint.failing", "webhook_endpoint.paused_failing", "webhook_endpoint.disabled"}),
    ),
    Topic("team", _("Your organisation and its members"), frozenset({"invitation.accepted", "invitation.declined"})),
)

TOPIC_OF = {kind: topic for topic in TOPICS for kind in topic.kinds}
