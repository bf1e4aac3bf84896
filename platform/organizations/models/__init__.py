from organizations.models.invitation import Invitation
from organizations.models.membership import Membership
from organizations.models.organization import Organization
from organizations.models.token import ApiToken

__all__ = ["ApiToken", "Invitation", "Membership", "Organization"]
