"""Which unit a spelling means here, and which makes no sense: "L" is a bioreactor, a fermenter or a vessel; no tablets come in litres."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vocabulary.models import Unit

VOLUMES = frozenset(
    [
        "cell-culture-volume",
        "fermentation-volume",
        "ivt-volume",
        "chemical-reactor-volume",
        "spps-volume",
        "conjugation-volume",
    ]
)
MASSES = frozenset(
    [
        "rna-mass-per-batch",
        "dna-mass-per-batch",
        "ds-mass-per-batch",
        "api-mass-per-year",
        "rna-mass-per-year",
        "dna-mass-per-month",
    ]
)
SOLID = frozenset(["solid-units-per-batch", "solid-units-per-year"])
PIECES = frozenset(
    [
        "vial",
        "syringe",
        "cartridge",
        "dose",
        "tablet",
        "capsule",
        "subject",
        "participant",
        "patient",
        "volunteer",
        "sample",
        "specimen",
        "animal",
        "mice",
        "rat",
        "dog",
        "study",
        "compound",
        "site",
        "centre",
        "center",
    ]
)
# fmt: off
FITS: dict[str, tuple[str, str]] = {
    "cell-culture-volume": (
        "mab bispecific antibody-fragment fusion-protein recombinant-protein antibody-protein aav lentivirus adenovirus oncolytic-virus gene-vector vaccine-viral vaccine-protein allogeneic-cell autologous-car-t msc exosome ipsc-regenerative cell-based tcr-til",
        "bioreactor|mammalian|cell culture|(?<![a-z])cho(?![a-z])|(?<![a-z])hek|single-use|perfusion|upstream|vector|antibody|mab|(?<![a-z])aav|反应器|细胞培养|哺乳动物|抗体|载体|慢病毒|腺相关病毒",
    ),
    "fermentation-volume": (
        "plasmid-dna microbial-protein live-biotherapeutic bacteriophage synbio-product microbial-living vaccine-conjugate",
        "ferment|microbial|(?<![a-z])e\\.? ?coli|pichia|yeast|(?<!three[ -])(?<!triple[ -])(?<!two[ -])(?<!dual[ -])plasmid|bacteri|(?<!macro)phage|(?<![a-z])strain|发酵|大肠杆菌|酵母|(?<![三双两二四])质粒|菌",
    ),
    "ivt-volume": ("", "ivt|in.vitro transcription|体外转录"),
    "chemical-reactor-volume": ("small-molecule hpapi degrader synthetic-chemical", "chemical|synthes|glass-lined|hastelloy|vessel|intermediate|(?<![a-z])api|合成|反应釜|原料药"),
    "spps-volume": ("peptide oligonucleotide", "spps|solid.phase|resin|peptide|固相|多肽"),
    "conjugation-volume": ("adc bioconjugate-other", "conjugat|(?<![a-z])adc|偶联"),
    "rna-mass-per-batch": ("mrna sarna circrna", "mrna|(?<!si)(?<!mi)rna|ivt|lnp"),
    "dna-mass-per-batch": ("plasmid-dna", "plasmid|pdna|dna|质粒"),
    "dna-mass-per-month": ("plasmid-dna", "plasmid|dna"),
    "ds-mass-per-batch": ("mab bispecific small-molecule hpapi peptide oligonucleotide adc recombinant-protein microbial-protein fusion-protein antibody-fragment degrader", "guide|oligo|(?<![a-z])api|drug substance|peptide|antibod|payload|linker|原料药|原液|多肽"),
    "api-mass-per-year": ("small-molecule peptide hpapi oligonucleotide", "(?<![a-z])api|peptide|substance|原料药|launch"),
    "rna-mass-per-year": ("mrna sarna circrna", "mrna|(?<!si)(?<!mi)rna"),
    "containers-per-batch": ("", "vial|syringe|(?<![a-z])fill|cartridge|瓶|支|灌装"),
    "containers-per-year": ("", "vial|syringe|(?<![a-z])fill|cartridge|瓶|支|灌装"),
    "trial-subject-count": ("", "subject|participant|patient|volunteer|(?<![a-z])trial|study|受试者|患者|入组|试验"),
    "patients-per-year": ("autologous-car-t tcr-til cell-based", "patient|患者"),
    "cells-per-batch": ("allogeneic-cell autologous-car-t msc cell-based tcr-til ipsc-regenerative", "cells|细胞"),
    "sample-count": ("", "sample|specimen|aliquot|样本|样品"),
    "animal-count": ("", "animal|mice|(?<![a-z])rats|dogs|monkeys|动物|猴|犬|鼠"),
    "trial-site-count": ("", "(?<![a-z])trial|study|investigator|中心|试验"),
    "doses-per-year": ("", "dose|剂"),
    "solid-units-per-batch": ("small-molecule", "tablet|capsule|片|粒|胶囊"),
    "solid-units-per-year": ("small-molecule", "tablet|capsule|片|粒|胶囊"),
    "floor-area": ("", "facility|floor|厂房|lab space"),
    "adherent-culture-area": ("lentivirus aav oncolytic-virus msc", "adherent|fixed.bed|贴壁"),
    "cleanroom-count": ("", "cleanroom|clean room|洁净"),
    "study-count": ("", "stud|(?<![a-z])trial"),
    "compound-count": ("", "compound|molecule|化合物"),
}
# fmt: on
USUAL = frozenset(["cell-culture-volume", "ds-mass-per-batch", "api-mass-per-year", "batches-per-year"])
AVOIDED = frozenset(["floor-area", "cleanroom-count", "study-count", "trial-site-count"])
"""Counted only where the words beside it say so: nobody asks for rooms by mentioning two suites."""
OF_SOLIDS = re.compile(r"\s?(?:of|的)\s?(?:[a-z-]{1,15}\s){0,2}(?:tablets?|capsules?|pills?|片剂?|胶囊)")
OF_PIECES = re.compile(
    r"\s?(?:of|的)\s?(?:[a-z-]{1,15}\s){0,2}(?:vials?|syringes?|cartridges?|patients?|volunteers?|subjects?|"
    r"samples?|animals?|mice|rats|studies|西林瓶|患者|受试者|样本)"
)
_THE = r"(?:(?:the|our|an?|its) )?"
_FEW = r"(?:(?!for\b|in\b|to\b|from\b|with\b|and\b|per\b|of\b)[a-z0-9-]{1,15} ){0,3}"
OF_LIVING = re.compile(
    rf"\s?(?:of {_THE}{_FEW}|的?)(?:car-?ts?\b|(?:[tb]|nk|stem|stromal|msc|car-?t) cells?\b|cells\b|aav\d?|adenovir|lentivir|(?:viral )?vectors?\b|"
    r"病毒载体|慢病毒|腺病毒|腺相关病毒|细胞(?!培养|库))(?! plasmids?)",
    re.ASCII,
)
"""What nobody weighs."""
OF_WORK = re.compile(
    rf"\s?(?:of {_THE}{_FEW}|的)(?:stud(?:y|ies)|trials?|toxicology|tox|monitoring|data management|biostatistics|consulting|assays?|submissions?|filings?|audits?|patients?|volunteers?|subjects?|"
    r"animals?|mice|rats|患者|受试者|研究|试验)(?![a-z]| (?:material|medication|suppl|product|drug|batch|lot|sample|dose|vial|use))"
)
"""What no vial holds."""
OF_BLOOD = re.compile(
    r"\s?(?:of |的)?(?:human |source |pooled |fresh |frozen )*(?:plasma|blood|血浆|全血)(?! cells?)(?![a-z])", re.ASCII
)
"""What no reactor holds."""
OF_STUFF = re.compile(
    rf"\s?(?:of {_THE}{_FEW}|的)(?:drug substances?|drug products?|bulk|api|plasmids?|antibod(?:y|ies)|mabs?|vials?|syringes?|tablets?|capsules?|原液|原料药|制剂|"
    r"抗体|质粒)(?![a-z])(?! (?:trial|study|treatment|arm|therapy))"
)
"""What nobody counts in people or animals."""
CONTAINED = frozenset(["containers-per-batch", "containers-per-year", *SOLID])
PEOPLE = frozenset(["trial-subject-count", "patients-per-year", "animal-count"])
GENOMES = frozenset(["vector-genomes-per-batch", "transducing-units-per-batch", "viral-particles-per-batch"])
PROTEINS_AND_CHEMISTRY = frozenset(
    ["mab", "bispecific", "antibody-fragment", "fusion-protein", "recombinant-protein", "adc", "small-molecule", "hpapi", "degrader", "peptide"]
)  # fmt: skip
LIVING = frozenset(
    ["aav", "lentivirus", "adenovirus", "oncolytic-virus", "gene-vector", "autologous-car-t", "tcr-til", "allogeneic-cell", "cell-based", "msc", "ipsc-regenerative"]
)  # fmt: skip
MISFITS = (
    (VOLUMES, OF_SOLIDS),
    (VOLUMES, OF_BLOOD),
    (VOLUMES | MASSES, OF_PIECES),
    (MASSES, OF_LIVING),
    (CONTAINED, OF_WORK),
    (PEOPLE, OF_STUFF),
)
"""Dimensions, and what they are not measures of where it stands behind the unit."""
NEVER_SOLID = frozenset(
    [
        "mab",
        "bispecific",
        "antibody-fragment",
        "fusion-protein",
        "aav",
        "lentivirus",
        "adenovirus",
        "oncolytic-virus",
        "autologous-car-t",
        "tcr-til",
        "allogeneic-cell",
        "msc",
        "mrna",
        "sarna",
        "adc",
        "plasmid-dna",
        "radiopharmaceutical",
        "gene-editing",
    ]
)
SYNTHESISED_OR_RNA = frozenset(["api-mass-per-year", "rna-mass-per-year"])
NEVER_YEARLY = frozenset(
    ["mab", "bispecific", "antibody-fragment", "fusion-protein", "recombinant-protein", "microbial-protein", "plasmid-dna"]
)
"""Medicines whose mass no unit counts for a year."""
NEVER = ((SOLID, NEVER_SOLID), (MASSES, LIVING), (GENOMES, PROTEINS_AND_CHEMISTRY))
"""Dimensions, and medicines that are never measured so."""
MICROBIAL, MAMMALIAN = frozenset(["fermentation"]), frozenset(["mammalian-ds-clinical", "mammalian-ds-commercial"])
"""Where all that grows is a microbe, litres are those of a fermenter, though the word stands far away."""
NEAR = 60
CLAUSE = re.compile(r"[,，;；。\n、](?!\d{3})|\.\s|\band\b|[和与]")
"""What stands in the same clause says more than what stands near."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else a text speaks of: modalities, and service lines with their families."""

    modalities: frozenset[str]
    services: frozenset[str]


def best_unit(
    candidates: Sequence[tuple[Unit, Decimal]], plain: str, start: int, end: int, around: Surroundings
) -> tuple[Unit, Decimal, float] | None:
    """The unit that fits what stands beside the number, else the modality, else the usual one; with a confidence."""
    before, after = plain[max(0, start - NEAR) : start], plain[end : end + NEAR]
    clause = f"{CLAUSE.split(before)[-1]}{plain[start:end]}{CLAUSE.split(after)[0]}"
    is_said = any(_says(unit, clause) for unit, _ratio in candidates)
    near = clause if is_said else f"{before}{plain[start:end]}{after}"
    scores = [_fit(unit, near, around) for unit, _ratio in candidates]
    best = max(range(len(candidates)), key=lambda place: (scores[place], candidates[place][1] == 1))
    if scores[best] < 0:
        return None
    unit, ratio = candidates[best]
    rivals = {candidates[place][0].dimension for place, score in enumerate(scores) if score == scores[best]}
    return unit, ratio, 0.85 if len(rivals) == 1 and scores[best] > 0 else 0.6


def misfit(
    plain: str, spelling: str, end: int, candidates: Sequence[tuple[Unit, Decimal]], around: Surroundings
) -> int | None:
    """Where the words end that make no sense together, if they do."""
    dimensions = {unit.dimension for unit, _ratio in candidates}
    for measured, of_what in MISFITS:
        if dimensions & measured and (match := of_what.match(plain, end)):
            return match.end()
    if dimensions & VOLUMES and around.services and around.services <= NOT_IN_LITRES:
        return end
    return (
        end
        if any(
            dimensions & measured and len(around.modalities) > 0 and around.modalities <= never for measured, never in NEVER
        )
        else None
    )


NOT_IN_LITRES = frozenset(
    [
        "oral-solid-manufacture",
        "dp-manufacture",
        "drug-product",
        "toxicology",
        "clinical-operations",
        "biometrics",
        "safety-labs",
        "regulatory-strategy-group",
        "trial-applications",
        "marketing-applications",
        "bioanalysis",
        "dmpk",
        "packaging",
        "quality-services",
        "oral-formulation",
        "formulation",
    ]
)
"""Families and lines of which no volume is asked."""


def _says(unit: Unit, near: str) -> bool:
    words = FITS.get(unit.dimension, ("", ""))[1]
    return bool(words) and re.search(words, near) is not None


def _fit(unit: Unit, near: str, around: Surroundings) -> float:
    modalities = FITS.get(unit.dimension, ("", ""))[0]
    beside = _says(unit, near)
    if unit.dimension in AVOIDED and not beside:
        return -1
    if unit.dimension in SYNTHESISED_OR_RNA and around.modalities and around.modalities <= NEVER_YEARLY:
        return -1
    usual = 0.5 if unit.dimension in USUAL else 0
    if unit.dimension == "fermentation-volume" and MICROBIAL & around.services and not MAMMALIAN & around.services:
        usual += 2
    return usual + 2 * beside + (1 if around.modalities & set(modalities.split()) else 0)
