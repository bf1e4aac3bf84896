"""The work that a text asks for, as the steps of the chain see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.steps.elsewhere import is_ahead
from projects.briefs.reading.steps.signs import CANDIDATE, IN_HUMANS

LATE = frozenset(["phase-2", "phase-3", "registration-filing", "commercial-manufacture", "post-market"])
SKETCH = 320
"""Characters; a Chinese one says as much as three."""
SEARCHES = frozenset(["target-discovery", "hit-to-lead", "lead-optimisation"])
TRIAL_STAGES = frozenset(["phase-1", "phase-2", "phase-3"])
NEXT = {"phase-1": "phase-2", "phase-2": "phase-3", "phase-3": "registration-filing"}
"""What comes when a trial is over."""
MAKING_FAMILIES = frozenset(
    ["cell-line", "bioprocess-development", "biologics-drug-substance", "strain-engineering", "fermentation", "mrna-services", "plasmid-services",
     "oligo-services", "vector-services", "cell-therapy", "regenerative", "conjugates", "radiopharma", "api-development", "api-manufacture", "formulation",
     "analytical-development"]
)  # fmt: skip
FILLED = frozenset(["dp-manufacture", "packaging"])
SUPPLIED = frozenset(["qc-testing", "cold-chain", "quality-services"])
"""Work on what is sold."""
PRODUCTS = MAKING_FAMILIES - {
    "cell-line",
    "analytical-development",
    "formulation",
    "bioprocess-development",
    "api-development",
    "strain-engineering",
}
DEVELOPED = frozenset(
    ["cell-line", "bioprocess-development", "strain-engineering", "formulation", "api-development", "ivt-process-development",
     "mrna-purification", "lnp-formulation", "oligo-process-development", "aav-process-development", "lentivirus-process-development",
     "autologous-process-development", "allogeneic-process-development", "conjugation-process-development", "radiolabelling-development",
     "upstream-process-microbial", "precision-fermentation-scale-up"]
)  # fmt: skip
"""Families and lines in which a process or a method is developed."""
SEARCH = frozenset(["target-research", "hit-finding", "discovery-chemistry"])
TOOLS = frozenset(["structural-biology", "computational-ai-design"])
"""What helps to find a medicine at any step."""
TRIED = frozenset(["in-vitro-pharmacology", "in-vivo-pharmacology", "dmpk"])
DISCOVERY = SEARCH | TRIED
STUDIED = (
    SEARCH
    | TRIED - {"dmpk"}
    | {
        "toxicology",
        "bioanalysis",
        "clinical-operations",
        "biometrics",
        "safety-labs",
        "regulatory-strategy-group",
        "quality-services",
    }
)
AFTER_DISCOVERY = frozenset(["toxicology", "clinical-operations", "marketing-applications", "biometrics", "dp-manufacture"])
PPQ = "process-characterisation-validation"


@dataclass(frozen=True, slots=True)
class Work:
    """What is asked for: services in the order of the text, their families and lines as codes. ``closed`` are families that are
    done or refused, ``refused`` those of which some part is."""

    services: tuple[Found, ...]
    families: frozenset[str]
    lines: frozenset[str]
    closed: frozenset[str]
    refused: frozenset[str]

    @classmethod
    def of(cls, terms: Terms, services: Sequence[Found], closed: Collection[str], refused: Collection[str]) -> "Work":
        """What only the product's name says to be made does not count beside studies that are named."""
        named = {terms.family_of(code) for one in services if one.kind != "making" for code in one.codes}
        is_study = bool(named & STUDIED) and not named & ((MAKING_FAMILIES | FILLED) - {"analytical-development"})
        kept = tuple(one for one in services if not (one.kind == "making" and is_study) and not _is_ahead(terms, one))
        lines = frozenset(code for one in kept for code in one.codes)
        families = frozenset(terms.family_of(code) for code in lines)
        return cls(kept, families, lines, frozenset(closed), frozenset(refused))

    @property
    def is_made(self) -> bool:
        """Whether something is made or developed."""
        return bool(self.families & (MAKING_FAMILIES | {"dp-manufacture", "qc-testing"}))

    def is_discovery(self, plain: str) -> bool:
        """Whether a medicine is still looked for, and nothing is made for people."""
        made = self.families & MAKING_FAMILIES - {"analytical-development"}
        is_search = self.families & SEARCH and not (made and IN_HUMANS.search(plain))
        is_chosen = CANDIDATE.search(plain) is not None and not self.families & (AFTER_DISCOVERY - {"toxicology"})
        is_tried = bool(self.families & TRIED) and not made
        return bool(is_search or is_tried) and (is_chosen or not self.families & AFTER_DISCOVERY)

    @property
    def is_developed(self) -> bool:
        """Whether it is made so that it can be made again."""
        return bool((self.families | self.lines - {PPQ}) & DEVELOPED)

    def first(self, terms: Terms, codes: Collection[str]) -> Found | None:
        """The first service of one of the families or lines."""
        for one in self.services:
            if any(code in codes or terms.family_of(code) in codes for code in one.codes):
                return one
        return None


def _is_ahead(terms: Terms, one: Found) -> bool:
    return is_ahead(terms.layout.plain, terms.layout.sentence_of(one.start)[0], one.start, one.end)


def is_sketch(terms: Terms) -> bool:
    """Two or three sentences sketch a programme, and leave its steps to who knows the trade; a longer text says what is wanted."""
    plain = terms.layout.plain
    return len(plain) + 2 * sum(1 for char in plain if "㐀" <= char <= "鿿") <= SKETCH


def is_late(stages: Collection[str]) -> bool:
    """Whether a stage later than the first trials is said; a Phase I/II is a first trial."""
    return any(code in LATE and (code != "phase-2" or "phase-1" not in stages) for code in stages)
