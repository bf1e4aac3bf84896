"""The one table of who may do what: a permission, the roles that carry it, the scope an API token needs for it.

An auditor reads it on one screen, at ``/organizations/roles/``. Nothing else in the code decides by role.
"""

from dataclasses import dataclass
from enum import Enum

from organizations.enums import Kind, Role, Scope

EVERY_ROLE = frozenset(Role)
EDITORS = frozenset({Role.OWNER, Role.MANAGER})
OWNERS = frozenset({Role.OWNER})
APPROVERS = frozenset({Role.OWNER, Role.APPROVER})
SIGNATORIES = frozenset({Role.OWNER, Role.SIGNATORY})


@dataclass(frozen=True)
class Grant:
    """``kinds`` limits the permission to organisations of those kinds; ``scope`` None means that no token may ever use it."""

    roles: frozenset[Role]
    scope: Scope | None
    kinds: frozenset[Kind] = frozenset(Kind)


class Permission(Enum):
    """One thing a person may be allowed to do. The value is its row in the table."""

    ORGANIZATION_VIEW = "organization.view"
    ORGANIZATION_EDIT = "organization.edit"
    MEMBER_VIEW = "member.view"
    MEMBER_INVITE = "member.invite"
    MEMBER_EDIT = "member.edit"
    MEMBER_REMOVE = "member.remove"
    TOKEN_MANAGE = "token.manage"
    EVENT_VIEW = "event.view"
    WEBHOOK_VIEW = "webhook.view"
    WEBHOOK_MANAGE = "webhook.manage"
    NOTIFICATION_VIEW = "notification.view"
    NOTIFICATION_MANAGE = "notification.manage"
    DOCUMENT_VIEW = "document.view"
    PROVIDER_VIEW = "provider.view"
    PROVIDER_CLAIM = "provider.claim"
    PROVIDER_EDIT = "provider.edit"
    SHORTLIST_VIEW = "shortlist.view"
    SHORTLIST_EDIT = "shortlist.edit"
    PROJECT_VIEW = "project.view"
    PROJECT_EDIT = "project.edit"
    RFQ_VIEW = "rfq.view"
    RFQ_EDIT = "rfq.edit"
    RFQ_PUBLISH = "rfq.publish"
    RFQ_APPROVE = "rfq.approve"
    RFQ_WITNESS = "rfq.witness"
    RFQ_EVALUATE = "rfq.evaluate"
    RFQ_AWARD = "rfq.award"
    CDA_OFFER = "cda.offer"
    CDA_ACCEPT = "cda.accept"
    QUOTE_VIEW = "quote.view"
    QUOTE_EDIT = "quote.edit"
    QUOTE_SUBMIT = "quote.submit"
    QUOTE_APPROVE = "quote.approve"
    PLATFORM_OPERATE = "platform.operate"

    @property
    def scope(self) -> Scope | None:
        """What an API token needs for it; None when no token may."""
        return GRANTS[self].scope


OPERATORS_ONLY = frozenset({Kind.OPERATOR})
PROVIDERS_ONLY = frozenset({Kind.PROVIDER})
SPONSORS_ONLY = frozenset({Kind.SPONSOR})

GRANTS: dict[Permission, Grant] = {
    Permission.ORGANIZATION_VIEW: Grant(EVERY_ROLE, Scope.ORGANIZATION_READ),
    Permission.ORGANIZATION_EDIT: Grant(EDITORS, Scope.ORGANIZATION_WRITE),
    Permission.MEMBER_VIEW: Grant(EVERY_ROLE, Scope.ORGANIZATION_READ),
    Permission.MEMBER_INVITE: Grant(EDITORS, Scope.ORGANIZATION_WRITE),
    Permission.MEMBER_EDIT: Grant(OWNERS, Scope.ORGANIZATION_WRITE),
    Permission.MEMBER_REMOVE: Grant(OWNERS, Scope.ORGANIZATION_WRITE),
    Permission.TOKEN_MANAGE: Grant(EVERY_ROLE, None),
    Permission.EVENT_VIEW: Grant(EVERY_ROLE, Scope.EVENTS_READ),
    Permission.WEBHOOK_VIEW: Grant(EDITORS, Scope.EVENTS_READ),
    Permission.WEBHOOK_MANAGE: Grant(EDITORS, Scope.ORGANIZATION_WRITE),
    Permission.NOTIFICATION_VIEW: Grant(EVERY_ROLE, Scope.NOTIFICATIONS_READ),
    Permission.NOTIFICATION_MANAGE: Grant(EVERY_ROLE, Scope.NOTIFICATIONS_WRITE),
    Permission.DOCUMENT_VIEW: Grant(EVERY_ROLE, Scope.DOCUMENTS_READ),
    Permission.PROVIDER_VIEW: Grant(EVERY_ROLE, Scope.PROVIDER_READ, PROVIDERS_ONLY),
    Permission.PROVIDER_CLAIM: Grant(EDITORS, Scope.PROVIDER_WRITE, PROVIDERS_ONLY),
    Permission.PROVIDER_EDIT: Grant(EDITORS, Scope.PROVIDER_WRITE, PROVIDERS_ONLY),
    Permission.SHORTLIST_VIEW: Grant(EVERY_ROLE, Scope.SHORTLISTS_READ, SPONSORS_ONLY),
    Permission.SHORTLIST_EDIT: Grant(EVERY_ROLE - {Role.VIEWER}, Scope.SHORTLISTS_WRITE, SPONSORS_ONLY),
    Permission.PROJECT_VIEW: Grant(EVERY_ROLE, Scope.PROJECTS_READ, SPONSORS_ONLY),
    Permission.PROJECT_EDIT: Grant(EDITORS, Scope.PROJECTS_WRITE, SPONSORS_ONLY),
    Permission.RFQ_VIEW: Grant(EVERY_ROLE, Scope.RFQS_READ, SPONSORS_ONLY),
    Permission.RFQ_EDIT: Grant(EDITORS, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.RFQ_PUBLISH: Grant(EDITORS, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.RFQ_APPROVE: Grant(APPROVERS, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.RFQ_WITNESS: Grant(EVERY_ROLE - {Role.VIEWER}, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.RFQ_EVALUATE: Grant(EDITORS | {Role.EVALUATOR}, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.RFQ_AWARD: Grant(APPROVERS, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.CDA_OFFER: Grant(SIGNATORIES, Scope.RFQS_WRITE, SPONSORS_ONLY),
    Permission.CDA_ACCEPT: Grant(SIGNATORIES, Scope.QUOTES_WRITE, PROVIDERS_ONLY),
    Permission.QUOTE_VIEW: Grant(EVERY_ROLE, Scope.QUOTES_READ, PROVIDERS_ONLY),
    Permission.QUOTE_EDIT: Grant(EDITORS, Scope.QUOTES_WRITE, PROVIDERS_ONLY),
    Permission.QUOTE_SUBMIT: Grant(EDITORS, Scope.QUOTES_WRITE, PROVIDERS_ONLY),
    Permission.QUOTE_APPROVE: Grant(APPROVERS, Scope.QUOTES_WRITE, PROVIDERS_ONLY),
    Permission.PLATFORM_OPERATE: Grant(EDITORS, None, OPERATORS_ONLY),
}
