"""The fixed words of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation does here. One may be sponsor and provider at once."""

    SPONSOR = "sponsor", _("Sponsor")
    PROVIDER = "provider", _("Provider")
    OPERATOR = "operator", _("Operator")


class Role(models.TextChoices):
    """What a member does for an organisation. One member may hold several."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    APPROVER = "approver", _("Approver")
    SIGNATORY = "signatory", _("Signatory")
    EVALUATOR = "evaluator", _("Evaluator")
    VIEWER = "viewer", _("Viewer")


class InvitationStatus(models.TextChoices):
    """Expiry is not among them: it is computed from the clock."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Scope(models.TextChoices):
    """What an API token may be used for, at most; the member's roles limit it further."""

    ORGANIZATION_READ = "organization:read", _("Read the organisation and its members")
    ORGANIZATION_WRITE = "organization:write", _("Change the organisation, its members and invitations")
    EVENTS_READ = "events:read", _("Read the audit trail")
    NOTIFICATIONS_READ = "notifications:read", _("Read notifications")
    NOTIFICATIONS_WRITE = "notifications:write", _("Mark notifications as read and choose what is sent")
    DOCUMENTS_READ = "documents:read", _("Open the organisation's files")
    PROVIDER_READ = "provider:read", _("Read your provider profile with sites, certificates, capacity and offerings")
    PROVIDER_WRITE = "provider:write", _("Change your provider profile with sites, certificates, capacity and offerings")
    SHORTLISTS_READ = "shortlists:read", _("Read shortlists")
    SHORTLISTS_WRITE = "shortlists:write", _("Change shortlists")
    PROJECTS_READ = "projects:read", _("Read projects, work packages and matches")
    PROJECTS_WRITE = "projects:write", _("Change projects and work packages, and start matching")
    RFQS_READ = "rfqs:read", _("Read requests for quotation, and quotes once they are opened")
    RFQS_WRITE = "rfqs:write", _("Write, publish, open and award requests for quotation")
    QUOTES_READ = "quotes:read", _("Read invitations to quote and your own quotes")
    QUOTES_WRITE = "quotes:write", _("Answer invitations, write and send quotes")
    PROFILE_WRITE = "profile:write", _("Change one's own name, language and time zone")
