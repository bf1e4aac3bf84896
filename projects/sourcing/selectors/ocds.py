"""A request and its award as an Open Contracting (OCDS 1.1) release: what a public sponsor publishes.

It says what every invited provider may read, whatever the reader knows besides, and of quotes those alone that were awarded.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotFound, WrongState
from core.money import Money
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from projects.sourcing.enums import RfqStatus, Tier
from projects.sourcing.models import Award, Rfq, RfqLine
from projects.sourcing.selectors.disclosure import rfq_as_seen
from projects.sourcing.selectors.rfq import lines_of
from providers.models import Provider

VERSION = "1.1"
STATUSES = {
    RfqStatus.AWARDED: "complete",
    RfqStatus.CANCELLED: "cancelled",
    RfqStatus.CLOSED_WITHOUT_AWARD: "unsuccessful",
}
"""Of the tender. Whatever is published and not decided is active."""


def release_package(actor: Actor, rfq: Rfq, uri: str) -> dict[str, Any]:
    """For its sponsor alone. Raises WrongState before it is published, NotFound for anybody else."""
    actor.require(Permission.RFQ_VIEW)
    if actor.organization_id is None or rfq.organization_id != actor.organization_id:
        raise NotFound
    if rfq.opened_at is None:
        raise WrongState(
            _("This request is not published. What is published can be exported as an Open Contracting release.")
        )
    return {
        "uri": uri,
        "version": VERSION,
        "publishedDate": timezone.now().isoformat(timespec="seconds"),
        "publisher": {"name": str(rfq.organization)},
        "releases": [_release(actor, rfq)],
    }


def _release(actor: Actor, rfq: Rfq) -> dict[str, Any]:
    awards = _awards(rfq)
    winners = {award.quote.invitation.provider for award in awards}
    buyer = {"id": str(rfq.organization_id), "name": str(rfq.organization)}
    release = {
        "ocid": f"{settings.OCDS_PREFIX}-{rfq.pk}",
        "id": f"{rfq.number}-{rfq.version}",
        "date": (rfq.decided_at or rfq.cancelled_at or rfq.updated_at).isoformat(timespec="seconds"),
        "tag": _tags(rfq),
        "initiationType": "tender",
        "language": "en",
        "parties": [_buyer(rfq.organization), *(_supplier(one) for one in sorted(winners, key=str))],
        "buyer": buyer,
        "tender": _tender(actor, rfq, buyer),
    }
    if awards:
        release["awards"] = _grouped(rfq, awards)
    return release


def _tags(rfq: Rfq) -> list[str]:
    if rfq.status == RfqStatus.CANCELLED:
        return ["tenderCancellation"]
    first = "tender" if rfq.edition == 1 else "tenderAmendment"
    return [first, "award"] if rfq.status == RfqStatus.AWARDED else [first]


def _tender(actor: Actor, rfq: Rfq, buyer: dict[str, str]) -> dict[str, Any]:
    teaser = rfq_as_seen(actor, rfq, Tier.TEASER).values
    tender = {
        "id": rfq.number,
        "title": teaser["codename"],
        "description": teaser["teaser"],
        "status": STATUSES.get(RfqStatus(rfq.status), "active"),
        "procuringEntity": buyer,
        "items": [_item(line) for line in lines_of(rfq)],
        "procurementMethod": "selective",
        "procurementMethodDetails": "Invited providers",
        "mainProcurementCategory": "services",
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": _period(rfq.opened_at, rfq.deadline),
    }
    if rfq.question_cutoff and rfq.opened_at and rfq.question_cutoff > rfq.opened_at:
        tender["enquiryPeriod"] = _period(rfq.opened_at, rfq.question_cutoff)
    if rfq.criteria:
        tender["awardCriteria"] = "ratedCriteria"
    return tender


def _period(start: Any, end: Any) -> dict[str, str]:
    return {"startDate": start.isoformat(timespec="seconds"), "endDate": end.isoformat(timespec="seconds")}


def _item(line: RfqLine) -> dict[str, Any]:
    item: dict[str, Any] = {"id": str(line.pk), "description": line.title}
    if line.service_line_id:
        item["classification"] = {"scheme": "OPENCDMO", "id": line.service_line_id, "description": str(line.service_line)}
    if line.batches:
        item |= {"quantity": line.batches, "unit": {"name": "batch"}}
    return item


def _buyer(organization: Organization) -> dict[str, Any]:
    return {
        "id": str(organization.pk),
        "name": str(organization),
        "identifier": {**_identifier(organization), "legalName": organization.legal_name},
        "address": {"countryName": organization.country_label},
        "roles": ["buyer", "procuringEntity"],
    }


def _identifier(organization: Organization) -> dict[str, str]:
    """By the code of org-id.guide, where the organisation has one."""
    if organization.duns:
        return {"scheme": "XI-DUNS", "id": organization.duns}
    if organization.ror_id:
        return {"uri": f"https://ror.org/{organization.ror_id}"}
    return {}


def _supplier(provider: Provider) -> dict[str, Any]:
    address = {"locality": provider.city, "countryName": str(provider.country)}
    return {"id": str(provider.pk), "name": str(provider), "address": address, "roles": ["supplier", "tenderer"]}


def _awards(rfq: Rfq) -> list[Award]:
    rows = Award.objects.filter(line__rfq=rfq).order_by("line__position")
    return list(rows.select_related("line", "quote__sent", "quote__invitation__provider__country"))


def _grouped(rfq: Rfq, awards: list[Award]) -> list[dict[str, Any]]:
    """One award a quote: its lines, and what they cost together."""
    quotes = {award.quote_id: award.quote for award in awards}
    found = []
    for key, quote in quotes.items():
        lines = [award.line for award in awards if award.quote_id == key]
        content = quote.sent.opened_content if quote.sent else None
        answers = content.answers if content else {}
        prices = [answers[str(one.pk)].amount(content.currency) for one in lines if content and str(one.pk) in answers]
        found.append(
            {
                "id": str(key),
                "title": rfq.codename,
                "status": "active",
                "date": rfq.decided_at.isoformat(timespec="seconds") if rfq.decided_at else None,
                "suppliers": [{"id": str(quote.invitation.provider_id), "name": str(quote.invitation.provider)}],
                "items": [_item(one) for one in lines],
                **_value(prices),
            }
        )
    return found


def _value(prices: list[Money | None]) -> dict[str, Any]:
    """A number, as the standard wants it; none where a price is not known."""
    known = [one for one in prices if one is not None]
    if not known or len(known) < len(prices):
        return {}
    return {"value": {"amount": float(sum(one.amount for one in known)), "currency": known[0].currency}}
