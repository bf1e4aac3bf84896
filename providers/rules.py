"""What must hold: before shipped profiles are written, before people and operators change something."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core import clock
from core.errors import Invalid, WrongState
from organizations.actor import Actor
from providers.enums import CertificateStatus, CertificationBasis, ProviderType, SiteStatus, SlotStatus
from providers.models import Certificate, Site, Slot, Suite
from providers.shipped import Shipment
from vocabulary.models import Country, Modality, Regulator, ServiceLine, SiteFunction, Stage, Standard, Term, Unit

REFERENCES: dict[str, type[Term]] = {
    "service_lines": ServiceLine,
    "modalities": Modality,
    "stages": Stage,
    "standards": Standard,
}
OF_SITES: dict[str, type[Term]] = {"functions": SiteFunction, "modalities": Modality, "authorities": Regulator}


def ensure_sound(shipment: Shipment) -> None:
    """Every code exists. Raises Invalid, naming each that does not with its provider; then nothing is written."""
    problems = lost_references(shipment)
    if problems:
        shown = "; ".join(problems[:10])
        text = _("%(count)s references lead nowhere: %(shown)s. Load the vocabulary first, or correct the data.")
        raise Invalid(text % {"count": len(problems), "shown": shown})


def lost_references(shipment: Shipment) -> list[str]:
    """Each code that does not exist, behind its provider, its site and its field."""
    models: list[type[Term]] = [*REFERENCES.values(), *OF_SITES.values(), Country, Unit]
    known = {model: set(model.objects.values_list("pk", flat=True)) for model in models}
    return [problem for slug, row in shipment.rows.items() for problem in _problems(slug, row, known)]


def _problems(slug: str, row: dict[str, Any], known: dict[type[Term], set[str]]) -> Iterator[str]:
    for field, model in REFERENCES.items():
        yield from (f"{slug}: {field} {code!r}" for code in row[field] if code not in known[model])
    yield from (f"{slug}: type {code!r}" for code in row["types"] if code not in ProviderType.values)
    if row["country"] not in known[Country]:
        yield f"{slug}: country {row['country']!r}"
    if row["standards_basis"] not in CertificationBasis.values:
        yield f"{slug}: basis {row['standards_basis']!r}"
    for site in row["sites"]:
        yield from _problems_of_site(f"{slug} ({site['city']})", site, known)


def _problems_of_site(where: str, site: dict[str, Any], known: dict[type[Term], set[str]]) -> Iterator[str]:
    for field, model in OF_SITES.items():
        yield from (f"{where}: {field} {code!r}" for code in site[field] or [] if code not in known[model])
    if site["country"] not in known[Country]:
        yield f"{where}: country {site['country']!r}"
    if site["status"] not in SiteStatus.values:
        yield f"{where}: status {site['status']!r}"
    if site["scale"] and site["scale"]["unit"] not in known[Unit]:
        yield f"{where}: unit {site['scale']['unit']!r}"


# Certificates --------------------------------------------------------------------------------------------------------

REMOVABLE = frozenset({CertificateStatus.UPLOADED, CertificateStatus.SENT_BACK, CertificateStatus.REJECTED})
"""What nobody relies on. A rejected one can go, so that its number can be entered anew."""

FINAL = frozenset({CertificateStatus.REJECTED, CertificateStatus.REVOKED})


def ensure_own_site(actor: Actor, site: Site) -> None:
    """A site of the profile that is the organisation's own. Another's looks like one that is not there."""
    if actor.organization_id is None or site.provider.organization_id != actor.organization_id:
        raise Invalid(errors={"site": [_("Choose one of your sites.")]})


def ensure_certificate_editable(certificate: Certificate) -> None:
    """What an operator has rejected or revoked stays as it was decided on."""
    if certificate.status in FINAL:
        text = _("The state of this certificate is “%(status)s”, in which it stays as it is. Add a new one.")
        raise WrongState(text % {"status": certificate.get_status_display()})


def ensure_certificate_removable(certificate: Certificate) -> None:
    """What is under review, verified or revoked is part of what others have seen."""
    if certificate.status not in REMOVABLE:
        text = _("A certificate whose state is “%(status)s” cannot be deleted. Edit it first, which takes it back.")
        raise WrongState(text % {"status": certificate.get_status_display()})


def ensure_ready_for_review(certificate: Certificate) -> None:
    """With its evidence and its scope, and not ended: there would be nothing to decide."""
    if lack := lack_for_review(certificate):
        raise WrongState(lack)


def lack_for_review(certificate: Certificate) -> str:
    """What is missing before an operator can decide upon it, in a sentence; empty when nothing is."""
    if certificate.evidence_id is None:
        return _("Add the certificate itself as a file first: it is what an operator looks at.")
    if not certificate.operations.all():
        return _("Say which operations it covers first: without them it covers nothing.")
    return _("This certificate has ended. Add the new one instead.") if certificate.is_expired else ""


def ensure_past(certificate: Certificate) -> None:
    """An inspection that is to come proves nothing yet, and a certificate to come is none."""
    today = clock.today()
    if certificate.inspected_on and certificate.inspected_on > today:
        raise Invalid(errors={"inspected_on": [_("The inspection cannot be in the future.")]})
    if certificate.issued_on and certificate.issued_on > today:
        raise Invalid(errors={"issued_on": [_("A certificate cannot have been issued in the future.")]})


# Capacity ------------------------------------------------------------------------------------------------------------

LONGEST_HOLD = timedelta(days=90)

FIXED_SLOTS = frozenset({SlotStatus.IN_USE, SlotStatus.DONE, SlotStatus.RELEASED})
"""Windows whose days are history, or no longer anybody's."""


def ensure_suite_in_use(suite: Suite) -> None:
    """A closed suite takes no new windows."""
    if suite.closed_at:
        raise WrongState(_("This suite is closed. Reopen it first."))


def ensure_suite_closed(suite: Suite) -> None:
    """Only what is closed is reopened."""
    if suite.closed_at is None:
        raise WrongState(_("This suite is in use."))


def ensure_nothing_booked(suite: Suite) -> None:
    """A suite closes when nobody counts on it."""
    booked = [SlotStatus.RESERVED, SlotStatus.CONFIRMED, SlotStatus.IN_USE]
    if suite.slots.filter(status__in=booked).coming().exists():
        raise WrongState(_("This suite is booked. Release or finish its windows first."))


def ensure_window_to_come(slot: Slot) -> None:
    """Capacity of the past is of no use to anybody."""
    if slot.ends_on < clock.today():
        raise Invalid(errors={"ends_on": [_("This window would be over already.")]})


def ensure_window_editable(slot: Slot) -> None:
    """The days of what is in use, done or released stay."""
    if slot.status in FIXED_SLOTS:
        text = _("A window whose state is “%(status)s” stays as it is. Add another one.")
        raise WrongState(text % {"status": slot.get_status_display()})


def ensure_window_removable(slot: Slot) -> None:
    """Only what nobody counts on is deleted."""
    if slot.standing not in {SlotStatus.OPEN, SlotStatus.RELEASED}:
        raise WrongState(_("This window is taken. Release it first."))


def ensure_hold_ends_later(held_until: datetime | None) -> None:
    """A hold ends, within a season: what is held for ever is sold."""
    now = timezone.now()
    if held_until is None or not now < held_until <= now + LONGEST_HOLD:
        text = _("Say until when it is held: a moment to come, at most %(days)s days ahead.")
        raise Invalid(errors={"held_until": [text % {"days": LONGEST_HOLD.days}]})


# Capabilities --------------------------------------------------------------------------------------------------------

NO_SCALE_OF_PRODUCTION = frozenset(
    {"effort", "study-count", "animal-count", "trial-site-count", "trial-subject-count", "floor-area", "shipments-per-year"}
)
"""Dimensions that count work or room, not what comes out of it."""


def ensure_scale_fits(modality: Modality, unit: Unit | None) -> None:
    """A unit that says how much of the modality can be made. Effort, studies and floor area do not."""
    if unit is not None and unit.dimension in NO_SCALE_OF_PRODUCTION:
        text = _("%(unit)s does not say how much of %(modality)s can be made. Choose a unit of volume, mass or number.")
        raise Invalid(errors={"scale_unit": [text % {"unit": unit.written, "modality": modality.label}]})
