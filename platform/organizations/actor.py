"""Who acts: the first argument of every action and the reader of every query."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Forbidden, NotSignedIn
from organizations.enums import Kind, Role, Scope
from organizations.roles import GRANTS, Permission

if TYPE_CHECKING:
    from accounts.models import User
    from organizations.models import Membership, Organization


NO_ORGANIZATION = gettext_lazy("You do not act for an organisation yet. Create one, or ask to be invited.")


@dataclass(frozen=True)
class Actor:
    """A person acting for an organisation, with the roles they hold there; or nobody; or the platform itself.

    ``scopes`` None means that a person sits in front of a browser; a token's actor carries the token's scopes.
    ``memberships`` are all the person has, for the switcher.
    """

    user: "User | None" = None
    membership: "Membership | None" = None
    scopes: frozenset[Scope] | None = None
    is_system: bool = False
    memberships: "tuple[Membership, ...]" = ()

    @classmethod
    def system(cls) -> Self:
        """The platform, acting by itself: Celery, commands, the demo's narrator."""
        return cls(is_system=True)

    @classmethod
    def anonymous(cls) -> Self:
        """A visitor who is not signed in."""
        return cls()

    @classmethod
    def of(cls, membership: "Membership", scopes: Iterable[Scope] | None = None) -> Self:
        """The member, at their desk or through a token with ``scopes``."""
        return cls(membership.user, membership, None if scopes is None else frozenset(scopes))

    @property
    def organization(self) -> "Organization | None":
        return self.membership.organization if self.membership else None

    @property
    def organization_id(self) -> uuid.UUID | None:
        return self.membership.organization_id if self.membership else None

    @property
    def user_id(self) -> uuid.UUID | None:
        return self.user.pk if self.user else None

    @property
    def is_signed_in(self) -> bool:
        return self.user is not None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.membership.roles) if self.membership else frozenset()

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.organization.kind_set if self.organization else frozenset()

    @property
    def is_operator(self) -> bool:
        return Kind.OPERATOR in self.kinds

    @property
    def sees_everything(self) -> bool:
        """The platform itself, and its operators: never an amount under seal, which no query returns to anybody."""
        return self.is_system or self.can(Permission.PLATFORM_OPERATE)

    @property
    def label(self) -> str:
        """How the trail names the actor."""
        if self.is_system:
            return "OpenCDMO"
        if self.user is None:
            return _("Visitor")
        return f"{self.user} ({self.organization})" if self.organization else str(self.user)

    @property
    def other_memberships(self) -> "list[Membership]":
        """The other organisations this person may switch to."""
        return [one for one in self.memberships if one != self.membership]

    def can_by_name(self, permission: str) -> bool:
        """``can`` for templates, by the permission's row in the table. A misspelt one raises ValueError."""
        return self.can(Permission(permission))

    def require_by_name(self, permission: str) -> None:
        """``require`` for apps below this one, which do not know the table."""
        self.require(Permission(permission))

    def require_person(self) -> "User":
        """Somebody at a browser or behind a token, whatever their organisation. Raises NotSignedIn."""
        if self.user is None:
            raise NotSignedIn
        return self.user

    def require_membership(self) -> "Membership":
        """Somebody who acts for an organisation. Raises NotSignedIn or Forbidden."""
        self.require_person()
        if self.membership is None:
            raise Forbidden(NO_ORGANIZATION)
        return self.membership

    def can(self, permission: Permission) -> bool:
        """Whether the role table allows it to this actor; whether it may happen now is a rule's question."""
        if self.is_system:
            return True
        grant = GRANTS[permission]
        in_scope = self.scopes is None or (grant.scope is not None and grant.scope in self.scopes)
        return in_scope and self.holds(permission)

    def holds(self, permission: Permission) -> bool:
        """Whether the role table gives it to the person, however narrow a token is: what they may not see follows them."""
        grant = GRANTS[permission]
        return bool(grant.roles & self.roles) and bool(grant.kinds & self.kinds)

    def require(self, permission: Permission) -> None:
        """The first line of an action. Raises NotSignedIn or Forbidden, saying what would be needed."""
        if self.can(permission):
            return
        if not self.is_signed_in:
            raise NotSignedIn
        if self.membership is None:
            raise Forbidden(NO_ORGANIZATION)
        grant = GRANTS[permission]
        if self.scopes is not None and grant.scope not in self.scopes:
            if grant.scope is None:
                raise Forbidden(_("This cannot be done with an API token. Sign in with a browser."))
            raise Forbidden(_("This API token lacks the scope “%(scope)s”.") % {"scope": grant.scope.value})
        roles = ", ".join(str(role.label) for role in Role if role in grant.roles)
        raise Forbidden(
            _("This takes one of these roles: %(roles)s. Ask an owner of your organisation.") % {"roles": roles}
        )
