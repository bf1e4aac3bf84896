"""Which events a webhook may carry, and which an organisation is offered. It is sent only what stands in its own trail.

What a kind is called stands in ``events.phrases``. A noun that is not listed here is not sent: a test asks about every new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.phrases import PHRASES
from organizations.enums import Kind

ALL = "all"
"""Chosen instead of kinds: every kind the organisation may see, also those added later."""

SPONSOR = frozenset({Kind.SPONSOR, Kind.OPERATOR})
PROVIDER = frozenset({Kind.PROVIDER, Kind.OPERATOR})
BOTH = SPONSOR | PROVIDER
OPERATOR = frozenset({Kind.OPERATOR})

TEST = "webhook_endpoint.tested"
"""What the test button sends, whatever the endpoint has chosen."""

KEPT_BACK = frozenset(
    {"calendar_feed", "catalogue", "dispatch", "document", "mail", "token", "upload", "user", "webhook_endpoint"}
)
"""Nouns that no webhook tells of: a person's own doings, what operators mend, what the catalogue does for itself, and the webhooks'
own, which would tell of themselves for ever."""

OF_ONE_SIDE: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(
        (
            "cda.offered", "quote.admitted", "quote.clarification_asked", "quote.not_qualified", "quote.scored",
            "quote.shortlisted", "rfq_invitation.created", "rfq_invitation.locked_out", "rfq_invitation.removed",
            "rfq_invitation.moved", "rfq_invitation.moved_back", "rfq_invitation.reach_undone", "rfq_invitation.reached_out",
            "rfq_invitation.taken_back",
            "rfq_question.answered",
        ),
        SPONSOR,
    ),
    **dict.fromkeys(
        (
            "quote.approval_requested", "quote.created", "quote.returned", "quote.revision_missed",
            "quote.revision_started",
        ),
        PROVIDER,
    ),
}  # fmt: skip
"""Kinds of a shared noun that stand in one side's trail alone."""


@dataclass(frozen=True)
class Group:
    """Kinds that belong together on the page: all that happens to some nouns. ``seen_by`` are the organisations that may ask."""

    label: str | Promise
    nouns: frozenset[str]
    seen_by: frozenset[Kind]

    def kinds_for(self, organization_kinds: Iterable[Kind]) -> list[str]:
        """Those that such an organisation may see."""
        kinds = frozenset(organization_kinds)
        ours = [kind for kind in PHRASES if noun_of(kind) in self.nouns]
        return [kind for kind in ours if OF_ONE_SIDE.get(kind, self.seen_by) & kinds]


GROUPS = (
    Group(_("Projects and briefs"), frozenset({"intake", "match_run", "project", "workpackage"}), SPONSOR),
    Group(_("Requests for quotation"), frozenset({"rfq", "rfq_document", "sourcing_policy"}), SPONSOR),
    Group(_("Invitations, questions and confidentiality agreements"), frozenset({"cda", "rfq_invitation", "rfq_question"}), BOTH),
    Group(_("What you are asked to quote on"), frozenset({"bidding"}), PROVIDER),
    Group(_("Quotes"), frozenset({"quote"}), BOTH),
    Group(_("Shortlists"), frozenset({"shortlist"}), SPONSOR),
    Group(_("Offerings and imports"), frozenset({"import", "offering"}), PROVIDER),
    Group(_("Profile, claims and reviews"), frozenset({"claim", "provider", "review"}), PROVIDER),
    Group(_("Sites, capabilities and certificates"), frozenset({"capability", "certificate", "site"}), PROVIDER),
    Group(_("Capacity"), frozenset({"slot", "suite"}), PROVIDER),
    Group(_("Organisation and members"), frozenset({"invitation", "membership", "organization"}), BOTH),
    Group(_("The platform"), frozenset({"exchange_rate", "term", "vocabulary"}), OPERATOR),
)  # fmt: skip


def noun_of(kind: str) -> str:
    """``rfq`` of ``rfq.published``."""
    return kind.partition(".")[0]


def choice_for(organization_kinds: Iterable[Kind]) -> list[tuple[Group, list[str]]]:
    """What such an organisation may choose from, by group."""
    kinds = frozenset(organization_kinds)
    return [(group, offered) for group in GROUPS if group.seen_by & kinds and (offered := group.kinds_for(kinds))]


def kinds_for(organization_kinds: Iterable[Kind]) -> list[str]:
    """The kinds of event that such an organisation may choose."""
    return [kind for _, offered in choice_for(organization_kinds) for kind in offered]


def all_kinds() -> list[str]:
    """Every kind that some webhook may carry."""
    return kinds_for(Kind)
