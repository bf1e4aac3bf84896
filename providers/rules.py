"""What must hold before shipped profiles are written."""

from collections.abc import Iterator
from typing import Any

from core.errors import Invalid
from providers.enums import CertificationBasis, ProviderType, SiteStatus
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
    models: list[type[Term]] = [*REFERENCES.values(), *OF_SITES.values(), Country, Unit]
    known = {model: set(model.objects.values_list("pk", flat=True)) for model in models}
    problems = [problem for slug, row in shipment.rows.items() for problem in _problems(slug, row, known)]
    if problems:
        shown = "; ".join(problems[:10])
        raise Invalid(f"{len(problems)} references lead nowhere: {shown}. Load the vocabulary first, or correct the data.")


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
