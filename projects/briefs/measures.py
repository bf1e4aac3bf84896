"""Which services are measured in which units: litres of culture make no tablets. General knowledge of the field."""

from collections.abc import Collection, Iterable

from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

MAKES = frozenset(
    [
        "biologics-drug-substance",
        "fermentation",
        "mrna-services",
        "plasmid-services",
        "oligo-services",
        "vector-services",
        "cell-therapy",
        "regenerative",
        "conjugates",
        "radiopharma",
        "api-manufacture",
    ]
)
FILLS = frozenset(["dp-manufacture", "packaging"])
HOSTED = frozenset(["biologics-drug-substance", "fermentation", "plasmid-services", "vector-services"])
WITHOUT_HOST = frozenset(["vector-analytics", "vector-fill-finish", "enzymatic-dna"])
"""Families whose product grows in a host, and their lines in which nothing grows. RNA, oligonucleotides and chemistry have no
host; that of a cell therapy is the therapy."""
FAMILIES_OF_DIMENSION = {
    "containers-per-batch": FILLS | {"mrna-services", "vector-services"}, "containers-per-year": FILLS, "solid-units-per-batch": FILLS,
    "solid-units-per-year": FILLS, "trial-subject-count": frozenset(["clinical-operations", "biometrics"]),
    "trial-site-count": frozenset(["clinical-operations"]), "sample-count": frozenset(["bioanalysis", "safety-labs"]),
    "animal-count": frozenset(["toxicology", "dmpk", "in-vivo-pharmacology"]), "patients-per-year": frozenset(["cell-therapy"]),
}  # fmt: skip
"""Who works in such units; every other unit is one of making."""
CONTAINERS, SOLIDS = frozenset(["containers-per-batch", "containers-per-year"]), frozenset(["solid-units-per-batch", "solid-units-per-year"])  # fmt: skip
STERILE = frozenset(["aseptic-vial-filling", "prefilled-syringe-cartridge-filling", "lyophilised-manufacture", "high-potency-sterile-filling"])  # fmt: skip
SOLID = frozenset(["oral-solid-manufacture"])
RNA, DNA = frozenset(["mrna-services"]), frozenset(["plasmid-services", "plasmid-dna-template"])
CULTURE, MICROBES = frozenset(["biologics-drug-substance", "vector-services"]), HOSTED - {"vector-services"}
VECTORS, CELLS = frozenset(["vector-services"]), frozenset(["cell-therapy", "regenerative"])
SYNTHESIS = frozenset(["api-manufacture", "oligo-services"])
MAKERS_OF_DIMENSION: dict[str, tuple[frozenset[str], ...]] = {
    "cell-culture-volume": (CULTURE, CELLS), "adherent-culture-area": (CULTURE, CELLS),
    "fermentation-volume": (frozenset(["fermentation", "plasmid-services", "non-gmp-tox-material"]),),
    "ivt-volume": (RNA,), "rna-mass-per-batch": (RNA,), "rna-mass-per-year": (RNA,),
    "dna-mass-per-batch": (DNA,), "dna-mass-per-month": (DNA,),
    "ds-mass-per-batch": (SYNTHESIS | {"biologics-drug-substance", "fermentation", "conjugates"},),
    "api-mass-per-year": (SYNTHESIS,), "oligo-amount-per-year": (frozenset(["oligo-services"]),), "spps-volume": (SYNTHESIS,),
    "chemical-reactor-volume": (frozenset(["api-manufacture", "linker-payload-synthesis"]),),
    "conjugation-volume": (frozenset(["conjugates"]),),
    "vector-genomes-per-batch": (VECTORS,), "transducing-units-per-batch": (VECTORS,), "viral-particles-per-batch": (VECTORS,),
    "cells-per-batch": (CELLS,), "patient-batches-per-year": (frozenset(["cell-therapy"]),),
    "cfu-per-batch": (frozenset(["fermentation"]),), "radioactivity-per-batch": (frozenset(["radiopharma"]),),
}  # fmt: skip
"""Families and single lines that a figure in such a unit is about, where a brief asks for several services: of the first that are
there. A cell therapy is grown in litres only where nothing else is."""
FILLING_LINES = frozenset(["mrna-fill-finish", "vector-fill-finish"])
FAMILIES_OF_SYSTEM = {
    "mammalian": CULTURE, "insect": CULTURE, "avian": CULTURE, "plant": CULTURE, "microbial": MICROBES, "yeast": MICROBES,
    "fungal": MICROBES, "human-cell": CELLS, "cell-free": RNA | {"plasmid-services"}, "chemical": SYNTHESIS | {"conjugates"},
    "radiochemical": frozenset(["radiopharma"]),
}  # fmt: skip
"""Who works with hosts and processes of a family."""


def family_of(line: ServiceLine) -> str:
    """The family of a line, or the family itself."""
    return line.path[min(1, len(line.path) - 1)]


def names(codes: Collection[str], line: ServiceLine, vocabulary: Vocabulary) -> bool:
    """Whether codes of services name a line: itself, its family, or where it is a family one of its lines. No codes name all."""
    known = vocabulary.terms[ServiceLine]
    families = {family_of(one) for code in codes if isinstance(one := known.get(code), ServiceLine)}
    return not codes or line.code in codes or family_of(line) in codes or line.code in families


def has_host(line: ServiceLine) -> bool:
    """Whether something grows in the work, so that which host it is decides who can do it."""
    return family_of(line) in HOSTED and line.code not in WITHOUT_HOST


def is_counted_so(line: ServiceLine, dimension: str) -> bool:
    """Whether a service is counted in a dimension of ``FAMILIES_OF_DIMENSION``: nobody presses vials or fills tablets."""
    other = {**dict.fromkeys(CONTAINERS, SOLID), **dict.fromkeys(SOLIDS, STERILE)}.get(dimension, frozenset())
    return family_of(line) in FAMILIES_OF_DIMENSION[dimension] and line.code not in other


def measured_in(line: ServiceLine) -> Iterable[str]:
    """The dimensions in which a service is counted, where the field counts it in one of its own."""
    return (dimension for dimension in FAMILIES_OF_DIMENSION if is_counted_so(line, dimension))
