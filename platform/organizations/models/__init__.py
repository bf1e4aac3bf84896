from organizations.models.calendar import CalendarFeed
from organizations.models.invitation import Invitation
from organizations.models.organization import Membership, Organization
from organizations.models.token import ApiToken

__all__ = ["ApiToken", "CalendarFeed", "Invitation", "Membership", "Organization"]
