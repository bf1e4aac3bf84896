""" "From cell line to IND": the steps between are asked for too."""

import re
from collections.abc import Iterator

from projects.briefs.reading.found import Found
from projects.briefs.reading.names.products import CELLS, RNA, VECTORS
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.requirements import Subject

SPAN = re.compile(
    r"(?<![a-z])(?P<first>gene|dna|cdna|sequence|cell line|clone|strain|molecule|plasmid|"
    r"candidate)(?: development)?\s?(?:-|–|→|\bto\b|-to-|all the way to|through to|through)\s?(?:the |a |gmp )?"
    r"(?P<last>ind|cta|first.in.human|fih|clinic|clinical trial|drug product|dp|vials?|fill.finish|"
    r"drug substance|ds|bds)(?![a-z])"
    r"|从?(?P<han_first>基因|dna|序列|细胞株|质粒|菌株|分子)(?:到|至)(?P<han_last>ind|临床|制剂|成品|原液)"
)
BIOLOGICS = (
    "cell-line",
    "bioprocess-development",
    "analytical-development",
    "biologics-drug-substance",
    "dp-manufacture",
    "toxicology",
    "trial-applications",
)
VECTOR = ("plasmid-services", "vector-services", "dp-manufacture", "toxicology", "trial-applications")
MICROBIAL = ("strain-engineering", "fermentation", "dp-manufacture", "toxicology", "trial-applications")
CHEMICAL = ("api-development", "api-manufacture", "formulation", "dp-manufacture", "toxicology", "trial-applications")
MESSENGER = ("plasmid-services", "mrna-services", "toxicology", "trial-applications")
ENDS = {
    "drug substance": 3,
    "ds": 3,
    "bds": 3,
    "原液": 3,
    "drug product": 2,
    "dp": 2,
    "vial": 2,
    "vials": 2,
    "fill-finish": 2,
    "fill finish": 2,
    "制剂": 2,
    "成品": 2,
}
"""How many of the last steps are left out."""


def found_spans(terms: Terms) -> Iterator[Found]:
    """The families between two ends, with the words that name the ends."""
    for match in SPAN.finditer(terms.layout.plain):
        chain = _chain(terms.modalities)
        last = match["last"] or match["han_last"]
        steps = chain[: len(chain) - ENDS.get(last, 0)]
        known = terms.lexicon.parents[Subject.SERVICE_LINE]
        codes = tuple(code for code in steps if code in known)
        yield Found(Subject.SERVICE_LINE, codes, match.start(), match.end(), 0.5, "span", is_implied=True)


def _chain(modalities: frozenset[str]) -> tuple[str, ...]:
    if modalities & VECTORS and not modalities & CELLS:
        return VECTOR
    if modalities & RNA:
        return MESSENGER
    if modalities & {"small-molecule", "hpapi", "degrader", "peptide", "oligonucleotide"}:
        return CHEMICAL
    if modalities & {"microbial-protein", "live-biotherapeutic", "bacteriophage"}:
        return MICROBIAL
    return BIOLOGICS
