"""Which offerings follow from a public profile: a candidate for each service line that the profile names.

Nothing is invented: stages and modalities are those that both the profile names and the service is bought for, sites those
whose functions and modalities fit, standards those of the practice that the service works under. Lead times and prices are
not public. A site's largest public figure counts only for a service that is measured so.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from providers.models import Provider, Site
from vocabulary.enums import StandardFamily
from vocabulary.models import ServiceLine

DEVELOPMENT, SUBSTANCE, PRODUCT, CELLS = "process-development", "drug-substance", "drug-product", "cell-processing"
QC, OFFICE, CENTRAL, DISCOVERY = "analytical-qc", "regulatory-office", "central-lab", "discovery-lab"

FUNCTIONS: dict[str, set[str]] = {
    # families where they differ from their domain
    "biologics-drug-substance": {SUBSTANCE},
    "fermentation": {SUBSTANCE, DEVELOPMENT},
    "api-manufacture": {SUBSTANCE},
    "packaging": {"packaging", PRODUCT},
    "toxicology": {"toxicology"},
    "formulation": {DEVELOPMENT, PRODUCT},
    "safety-labs": {CENTRAL, "clinical-operations", QC},
    # domains
    "discovery": {DISCOVERY},
    "pharmacology": {DISCOVERY, "toxicology"},
    "dmpk-safety": {"toxicology", DISCOVERY, CENTRAL, QC},
    "biologics-cmc": {DEVELOPMENT, SUBSTANCE},
    "microbial-synbio": {DEVELOPMENT, SUBSTANCE},
    "nucleic-acids": {DEVELOPMENT, SUBSTANCE},
    "gene-therapy": {DEVELOPMENT, SUBSTANCE, CELLS},
    "cell-regenerative": {CELLS, DEVELOPMENT},
    "conjugates-radiopharma": {DEVELOPMENT, SUBSTANCE},
    "small-molecule-peptide": {DEVELOPMENT, SUBSTANCE},
    "drug-product": {PRODUCT},
    "analytical-quality-control": {QC, "biosafety-testing"},
    "clinical": {"clinical-operations", "clinical-unit", CENTRAL},
    "regulatory": {OFFICE},
    "quality": {QC, OFFICE},
    "supply-trade": {"logistics-depot", "packaging"},
}
"""What a site must do for a service of the family or domain to be done there."""

GMP, GLP, GCP = StandardFamily.GMP, StandardFamily.GLP, StandardFamily.GCP
EVERYWHERE = {StandardFamily.QUALITY_SYSTEM, StandardFamily.ISO, StandardFamily.DATA}
LABORATORY = {GLP, StandardFamily.BIOSAFETY, StandardFamily.ANIMAL_WELFARE, StandardFamily.LAB_ACCREDITATION}
WORKSHOP = {GMP, StandardFamily.BIOSAFETY, StandardFamily.CELL_THERAPY, StandardFamily.LICENCE}
PRACTICES: dict[str, set[StandardFamily]] = {
    "bioanalysis": LABORATORY | {GCP},
    "qc-testing": WORKSHOP | {GLP, StandardFamily.LAB_ACCREDITATION},
    "safety-labs": {GCP, StandardFamily.GVP, StandardFamily.LAB_ACCREDITATION},
    "packaging": {GMP, StandardFamily.GDP, StandardFamily.LICENCE},
    "discovery": {StandardFamily.BIOSAFETY, StandardFamily.ANIMAL_WELFARE},
    "pharmacology": LABORATORY,
    "dmpk-safety": LABORATORY,
    "clinical": {GCP, StandardFamily.LAB_ACCREDITATION},
    "regulatory": {GCP, StandardFamily.GVP},
    "supply-trade": {StandardFamily.GDP, GMP, StandardFamily.LICENCE},
    "business-support": set(),
}
"""The practices a family or domain works under; what makes or tests medicines otherwise works under those of the workshop."""

MEASURES: dict[str, set[str]] = {
    "l-bioreactor": {"biologics-drug-substance", "vector-services"},
    "l-fermenter": {"fermentation", "plasmid-gmp"},
    "m3-reactor": {"api-manufacture"},
    "t-api-year": {"api-manufacture"},
    "l-spps": {"peptide-gmp-api"},
    "l-conjugation": {"adc-ds-gmp", "other-bioconjugation"},
    "kg-mrna-batch": {"mrna-ds-gmp"},
    "mol-oligo-year": {"oligo-gmp-api"},
    "g-dna-month": {"plasmid-services"},
    "patient-batches-year": {"autologous-gmp-manufacture"},
    "doses-year": {"mrna-ds-gmp", "mrna-fill-finish", "vaccine-antigen-ds", "dp-manufacture"},
    "doses-batch": {"dp-manufacture", "mrna-fill-finish"},
    "vials-batch": {"dp-manufacture", "vector-fill-finish"},
    "vials-year": {"dp-manufacture"},
    "sterile-units-year": {"dp-manufacture"},
}
"""The services whose scale a unit measures. Floor space and clean rooms are sizes of a site, not scales of a service."""


@dataclass(frozen=True)
class Candidate:
    """An offering that a profile suggests. Keys and codes are sorted, so that equal candidates have equal digests."""

    service_line: str
    sites: tuple[str, ...]
    stages: tuple[str, ...]
    modalities: tuple[str, ...]
    standards: tuple[str, ...]
    scale_max: Decimal | None
    scale_unit: str | None
    scale_note: str
    is_unverified: bool

    @property
    def digest(self) -> str:
        """Changes with anything the candidate says."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


def candidates_of(provider: Provider) -> list[Candidate]:
    """The candidates of a profile whose relations are prefetched: service lines with stages and modalities, sites with
    functions and modalities."""
    return [_candidate(provider, line) for line in provider.service_lines.all()]


def _candidate(provider: Provider, line: ServiceLine) -> Candidate:
    ours = {one.pk for one in provider.modalities.all()}
    modalities = {one.pk for one in line.modalities.all()} & ours
    stages = {one.pk for one in line.stages.all()}
    sites = _sites(provider, line, modalities)
    scale = _largest(sites, line)
    unverified = f"services.{line.pk}" in provider.unverified_fields or provider.is_unverified("services")
    return Candidate(
        service_line=line.pk,
        sites=tuple(sorted(str(site.pk) for site in sites)),
        stages=tuple(sorted(stages & {one.pk for one in provider.stages.all()} or stages)),
        modalities=tuple(sorted(modalities)),
        standards=tuple(sorted(one.pk for one in provider.standards.all() if one.family in _practices(line))),
        scale_max=scale.scale_value if scale else None,
        scale_unit=scale.scale_unit_id if scale else None,
        scale_note=scale.scale_note if scale else "",
        is_unverified=unverified,
    )


def _sites(provider: Provider, line: ServiceLine, modalities: set[str]) -> list[Site]:
    """Sites that do such work with such medicines; failing those, that work with such medicines; failing those, all."""
    sites = list(provider.sites.all())
    functions = next((FUNCTIONS[code] for code in reversed(line.path) if code in FUNCTIONS), set())
    made = [site for site in sites if not modalities or modalities & {one.pk for one in site.modalities.all()}]
    done = [site for site in made if functions & {one.pk for one in site.functions.all()}]
    return done or made or sites


def _practices(line: ServiceLine) -> set[StandardFamily]:
    return EVERYWHERE | next((PRACTICES[code] for code in reversed(line.path) if code in PRACTICES), WORKSHOP)


def _largest(sites: list[Site], line: ServiceLine) -> Site | None:
    """The site with the largest figure that measures such a service."""
    measured = [site for site in sites if site.scale_unit_id and MEASURES.get(site.scale_unit_id, set()) & set(line.path)]
    return max(measured, key=lambda site: site.scale.in_base_units if site.scale else Decimal(0), default=None)
