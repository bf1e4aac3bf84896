"""A provider who has done everything: claimed, edited, priced, certified, shown its capacity, been verified."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import clock
from demo.cast import OPERATOR, WACKER
from demo.people import acting
from demo.telling import has_told, paper, take_over
from organizations.actor import Actor
from providers.actions.capability import CapabilityFacts, add_capability
from providers.actions.certificate import CertificateFacts, add_certificate, submit_certificate
from providers.actions.certificate_review import verify_certificate
from providers.actions.profile import edit_profile
from providers.actions.slot import SlotFacts, add_slot
from providers.actions.standing import submit_profile, verify_profile
from providers.actions.suite import SuiteFacts, add_suite
from providers.enums import ProviderState
from providers.models import Certificate, Provider, Site
from services.actions.catalogue import refresh_provider
from services.actions.offering import confirm_offerings, edit_offering
from services.models import Offering
from vocabulary.models import ExpressionSystem, Modality, Regulator, ServiceLine, Standard, Unit

SLUG = "wacker-biotech"
SUMMARY_ZH = (
    "瓦克化学集团旗下的微生物与核酸 CDMO,提供蛋白质、疫苗、活微生物制品、质粒 DNA 与 mRNA 从开发到商业化供应的服务。"
    "(演示:本简介由演示账户填写。)"
)
INVENTED = "Demo: lead time and price are invented."
OFFERS: dict[str, dict[str, Any]] = {
    "mrna-ds-gmp": {
        "lead_weeks_min": 16,
        "lead_weeks_max": 26,
        "price_min": Decimal(380_000),
        "price_max": Decimal(650_000),
        "title_en": "mRNA drug substance under GMP (demo)",
        "title_zh": "mRNA 原液 GMP 生产(演示)",
    },
    "plasmid-gmp": {
        "lead_weeks_min": 12,
        "lead_weeks_max": 20,
        "price_min": Decimal(180_000),
        "price_max": Decimal(320_000),
    },
    "lnp-encapsulation-gmp": {
        "lead_weeks_min": 20,
        "lead_weeks_max": 30,
        "price_min": Decimal(250_000),
        "price_max": Decimal(420_000),
    },
}
PRICED = {"price_model": "per-batch", "price_unit": "batch, invented for the demo", "currency": "EUR"}


@transaction.atomic
def tell() -> None:
    """From an unclaimed profile to a verified one."""
    jana, operator = acting(WACKER), acting(OPERATOR)
    is_free = Provider.objects.filter(slug=SLUG, state=ProviderState.UNCLAIMED).exists()
    if not is_free or has_told(jana, "claim.requested"):
        return
    provider = take_over(jana, operator, SLUG, "Head of business development")
    confirmed = {
        "country": provider.country_id,
        "city": provider.city,
        "service_lines": list(provider.service_lines.values_list("pk", flat=True)),
    }
    edit_profile(actor=jana, provider=provider, changes={"summary_zh": SUMMARY_ZH, **confirmed}, expected_version=None)
    _say_what_is_sold(jana, provider)
    halle, jena, amsterdam = (provider.sites.get(city=city) for city in ("Halle", "Jena", "Amsterdam"))
    _say_what_runs_where(jana, halle, jena)
    _show_certificates(jana, operator, halle, jena, amsterdam)
    _show_capacity(jana, halle)
    submit_profile(actor=jana, provider=provider)
    verify_profile(actor=operator, provider=provider, reason="Demo: the profile was compared with its public sources.")
    refresh_provider(provider.pk)


def _say_what_is_sold(jana: Actor, provider: Provider) -> None:
    offerings = list(Offering.objects.filter(provider=provider).select_related("service_line"))
    confirm_offerings(actor=jana, offerings=[one.pk for one in offerings])
    for one in offerings:
        if one.service_line_id in OFFERS:
            changes = {"description_en": INVENTED, **PRICED, **OFFERS[one.service_line_id]}
            edit_offering(actor=jana, offering=one, changes=changes, expected_version=None)


def _say_what_runs_where(jana: Actor, halle: Site, jena: Site) -> None:
    vessel, fermenter = Unit.objects.get(pk="l-ivt"), Unit.objects.get(pk="l-fermenter")
    ecoli = ExpressionSystem.objects.filter(pk="e-coli").first()
    note = "Demo: figures are invented."
    for facts in (
        CapabilityFacts(halle, Modality.objects.get(pk="mrna"), None, Decimal("0.5"), Decimal(50), vessel, note),
        CapabilityFacts(halle, Modality.objects.get(pk="plasmid-dna"), ecoli, Decimal(10), Decimal(300), fermenter, note),
        CapabilityFacts(
            jena, Modality.objects.get(pk="microbial-protein"), ecoli, Decimal(15), Decimal(350), fermenter, note
        ),
    ):
        add_capability(actor=jana, facts=facts)


def _show_certificates(jana: Actor, operator: Actor, halle: Site, jena: Site, amsterdam: Site) -> None:
    """One for two years, one that ends in twenty days, one that waits for the operator."""
    lasting = _certificate(jana, halle, "DEMO-GMP-0001", ("mrna-ds-gmp",), 730)
    ending = _certificate(jana, jena, "DEMO-GMP-0002", ("microbial-ds-clinical", "microbial-ds-commercial"), 20)
    _certificate(jana, amsterdam, "DEMO-GMP-0003", ("aseptic-vial-filling",), 540)
    for one in (lasting, ending):
        verify_certificate(actor=operator, certificate=one, reason="Demo: as on the file. There is no such certificate.")


def _certificate(jana: Actor, site: Site, number: str, lines: tuple[str, ...], days: int) -> Certificate:
    today = clock.today()
    facts = CertificateFacts(
        site=site,
        standard=Standard.objects.get(pk="eu-gmp"),
        number=number,
        operations=tuple(ServiceLine.objects.filter(pk__in=lines)),
        valid_until=today + timedelta(days=days),
        authority=Regulator.objects.get(pk="de-laender" if site.country_id == "DE" else "eu-ema"),
        issuer="Invented for the demo",
        inspected_on=today - timedelta(days=200),
    )
    file = paper(f"{number}.pdf", f"Invented certificate {number}")
    return submit_certificate(actor=jana, certificate=add_certificate(actor=jana, facts=facts, upload=file))


def _show_capacity(jana: Actor, halle: Site) -> None:
    """Two windows of next year."""
    suite = add_suite(
        actor=jana,
        facts=SuiteFacts(
            site=halle,
            name="mRNA line (demo)",
            service_lines=tuple(ServiceLine.objects.filter(pk="mrna-ds-gmp")),
            modalities=tuple(Modality.objects.filter(pk="mrna")),
            scale_value=Decimal(50),
            scale_unit=Unit.objects.get(pk="l-ivt"),
            note="Invented for the demo",
        ),
    )
    year = timezone.now().year + 1
    for starts_on, ends_on in ((date(year, 3, 1), date(year, 4, 16)), (date(year, 9, 6), date(year, 10, 29))):
        add_slot(actor=jana, suite=suite, facts=SlotFacts(starts_on, ends_on, "Invented for the demo"))
