"""Which events a webhook may carry, and to what kind of organisation. Everybody gets only what stands in their own trail.

What a kind is called stands in ``events.phrases``. A kind that is not listed here is not sent: a test asks about every new one.
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

KEPT_BACK = frozenset({"document", "token", "user", "webhook_endpoint"})
"""Nouns that no webhook tells of: a person's own doings, and the webhooks' own, which would tell of themselves for ever."""


@dataclass(frozen=True)
class Group:
    """Kinds that belong together on the page: all that happens to some nouns. ``seen_by`` are the organisations that may ask."""

    label: str | Promise
    nouns: frozenset[str]
    seen_by: frozenset[Kind]

    @property
    def kinds(self) -> list[str]:
        return [kind for kind in PHRASES if noun_of(kind) in self.nouns]


GROUPS = (
    Group(_("Projects and briefs"), frozenset({"intake", "project", "workpackage"}), SPONSOR),
    Group(_("Requests for quotation"), frozenset({"rfq", "sourcing_policy"}), SPONSOR),
    Group(_("Invitations, questions and confidentiality agreements"), frozenset({"cda", "rfq_invitation", "rfq_question"}), BOTH),
    Group(_("Quotes"), frozenset({"quote"}), BOTH),
    Group(_("Shortlists"), frozenset({"shortlist"}), SPONSOR),
    Group(_("Offerings and imports"), frozenset({"import", "offering"}), PROVIDER),
    Group(
        _("Profile, sites, certificates and capacity"),
        frozenset({"capability", "certificate", "claim", "provider", "review", "site", "slot", "suite"}),
        PROVIDER,
    ),
    Group(_("Organisation and members"), frozenset({"invitation", "membership", "organization"}), BOTH),
    Group(_("The platform"), frozenset({"exchange_rate", "term", "vocabulary"}), OPERATOR),
)  # fmt: skip


def noun_of(kind: str) -> str:
    """``rfq`` of ``rfq.published``."""
    return kind.partition(".")[0]


def groups_for(organization_kinds: Iterable[Kind]) -> list[Group]:
    """What such an organisation may choose from."""
    kinds = frozenset(organization_kinds)
    return [group for group in GROUPS if group.seen_by & kinds]


def kinds_for(organization_kinds: Iterable[Kind]) -> list[str]:
    """The kinds of event that such an organisation may be sent."""
    return [kind for group in groups_for(organization_kinds) for kind in group.kinds]


def all_kinds() -> list[str]:
    """Every kind that some webhook may carry."""
    return [kind for group in GROUPS for kind in group.kinds]


def seen_by(kind: str) -> frozenset[Kind]:
    """The kinds of organisation that may be sent it."""
    return next((group.seen_by for group in GROUPS if noun_of(kind) in group.nouns), frozenset())
