"""How the admin site looks and what its side bar offers."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.theme import theme_of

COUNTS = "providers.admin.counts"


def may_operate(request: HttpRequest) -> bool:
    """The side bar shows nothing to somebody who would be refused."""
    actor = getattr(request, "actor", None)
    return bool(getattr(request.user, "is_superuser", False) or (actor and actor.can_by_name("platform.operate")))


def is_operator(request: HttpRequest) -> bool:
    """Pages outside the admin site ask the role table alone: a superuser without the role would be refused there."""
    actor = getattr(request, "actor", None)
    return bool(actor and actor.can_by_name("platform.operate"))


def _entry(title: Any, icon: str, route: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{route}_changelist"), "permission": may_operate}


def _queue(title: Any, icon: str, route: str, query: str, count: str) -> dict[str, Any]:
    """What waits, with how much of it there is: ``count`` names the function that says it."""
    link = _address(route, query)
    return {
        "title": title,
        "icon": icon,
        "link": link,
        "permission": may_operate,
        "badge": count,
    }


def _address_of(route: str, query: str) -> str:
    return f"{reverse(f'admin:{route}_changelist')}?{query}"


_address = lazy(_address_of, str)


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "OpenCDMO",
    "SITE_HEADER": "OpenCDMO",
    "SITE_SUBHEADER": _("Administration"),
    "SITE_URL": "/dashboard/",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/favicon.svg")}],
    "STYLES": [lambda request: static("css/admin.css")],
    "THEME": theme_of,
    "SCRIPTS": [lambda request: static("js/admin.js")],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {
        "primary": {
            "50": "236 249 250",
            "100": "207 240 242",
            "200": "163 225 230",
            "300": "109 203 211",
            "400": "54 171 182",
            "500": "34 158 169",
            "600": "11 107 117",
            "700": "9 88 97",
            "800": "11 71 79",
            "900": "12 59 66",
            "950": "3 37 43",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "title": _("Waits for a decision"),
                "items": [
                    _queue(_("Claims"), "how_to_reg", "providers_claim", "status=requested", f"{COUNTS}.claims_waiting"),
                    _queue(
                        _("Profiles to verify"),
                        "verified",
                        "providers_provider",
                        "queue=waiting",
                        f"{COUNTS}.profiles_waiting",
                    ),
                    _queue(
                        _("Certificates"),
                        "workspace_premium",
                        "providers_certificate",
                        "status=under-review",
                        f"{COUNTS}.certificates_waiting",
                    ),
                    _queue(
                        _("Offerings changed since"),
                        "rule",
                        "services_offering",
                        "queue=answered",
                        "services.admin.counts.offerings_answered",
                    ),
                    _queue(
                        _("Unread invitations"),
                        "mark_email_unread",
                        "sourcing_invitation",
                        "queue=unread",
                        "projects.sourcing.admin_counts.invitations_unread",
                    ),
                    {
                        "title": _("Missing exchange rates"),
                        "icon": "currency_exchange",
                        "link": reverse_lazy("admin:sourcing_exchangerate_import_rates"),
                        "permission": may_operate,
                        "badge": "projects.sourcing.admin_counts.rates_missing",
                    },
                ],
            },
            {
                "title": _("People and organisations"),
                "items": [
                    _entry(_("Organisations"), "apartment", "organizations_organization"),
                    _entry(_("Providers"), "factory", "providers_provider"),
                    _entry(_("Offerings"), "inventory_2", "services_offering"),
                    _entry(_("Sites"), "location_on", "providers_site"),
                    _entry(_("Reviews"), "rate_review", "providers_review"),
                    _entry(_("Merges of profiles"), "merge", "providers_merge"),
                    _entry(_("Members"), "badge", "organizations_membership"),
                    _entry(_("People"), "person", "accounts_user"),
                    _entry(_("Deletions of people"), "person_off", "accounts_erasure"),
                    _entry(_("Invitations"), "mail", "organizations_invitation"),
                    _entry(_("API tokens"), "key", "organizations_apitoken"),
                ],
            },
            {
                "title": _("Sourcing"),
                "items": [
                    {
                        "title": _("Market figures"),
                        "icon": "monitoring",
                        "link": reverse_lazy("market"),
                        "permission": is_operator,
                    },
                    _entry(_("Match runs"), "join_inner", "matching_matchrun"),
                    _entry(_("Requests for quotation"), "request_quote", "sourcing_rfq"),
                    _entry(_("Invitations to quote"), "forward_to_inbox", "sourcing_invitation"),
                    _entry(_("Files of requests"), "attach_file", "sourcing_rfqdocument"),
                    _entry(_("Quotes"), "lock", "sourcing_quote"),
                    _entry(_("Openings"), "lock_open", "sourcing_opening"),
                    _entry(_("Outcomes"), "fact_check", "sourcing_outcome"),
                    _entry(_("Confidentiality agreements"), "handshake", "sourcing_cda"),
                    _entry(_("Exchange rates"), "currency_exchange", "sourcing_exchangerate"),
                ],
            },
            {
                "title": _("Vocabulary"),
                "items": [
                    _entry(_("Service lines"), "account_tree", "vocabulary_serviceline"),
                    _entry(_("Modalities"), "vaccines", "vocabulary_modality"),
                    _entry(_("Stages"), "linear_scale", "vocabulary_stage"),
                    _entry(_("Gates"), "door_open", "vocabulary_gate"),
                    _entry(_("Expression systems"), "biotech", "vocabulary_expressionsystem"),
                    _entry(_("Standards"), "verified", "vocabulary_standard"),
                    _entry(_("Units"), "straighten", "vocabulary_unit"),
                    _entry(_("Milestone templates"), "timeline", "vocabulary_milestonetemplate"),
                    _entry(_("Document types"), "description", "vocabulary_documenttype"),
                    _entry(_("Material types"), "science", "vocabulary_materialtype"),
                    _entry(_("Activities"), "swap_horiz", "vocabulary_activity"),
                    _entry(_("Site functions"), "factory", "vocabulary_sitefunction"),
                    _entry(_("Jurisdictions"), "gavel", "vocabulary_jurisdiction"),
                    _entry(_("Regulators"), "account_balance", "vocabulary_regulator"),
                    _entry(_("Countries"), "flag", "vocabulary_country"),
                    _entry(_("Regions"), "public", "vocabulary_region"),
                ],
            },
            {
                "title": _("Operation"),
                "items": [
                    _entry(_("Data files"), "upload_file", "services_upload"),
                    _entry(_("Audit trail"), "history", "events_event"),
                    _entry(_("Deliveries to handlers"), "sync", "events_dispatch"),
                    _entry(_("Documents"), "folder_open", "documents_document"),
                    _entry(_("Outgoing mail"), "outgoing_mail", "notifications_outgoingmail"),
                    _entry(_("Webhook endpoints"), "webhook", "webhooks_endpoint"),
                    _entry(_("Webhook deliveries"), "outbox", "webhooks_delivery"),
                ],
            },
        ],
    },
}
