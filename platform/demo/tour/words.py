"""What is said on the tour. Everything in it is invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CRITERIA = (
    {"code": "price", "label": "Price", "weight": 40},
    {"code": "quality", "label": "Quality and regulatory standing", "weight": 35},
    {"code": "schedule", "label": "Schedule", "weight": 25},
)
FEEDBACK = {
    "best-offer": "Thank you. We look forward to working with you.",
    "scope": "Thank you. One part was not covered, and we want it all from one house.",
    "price": "Thank you for a sound technical offer. It was above our budget.",
}
REASONS = ("best-offer", "scope", "price")
"""Of three quotes, why each ended as it did."""

SCORES = (
    {"price": 7, "quality": 9, "schedule": 8},
    {"price": 6, "quality": 8, "schedule": 9},
    {"price": 5, "quality": 8, "schedule": 6},
)
WEEKS = (62, 58, 70)


@dataclass(frozen=True)
class Story:
    """One brief, and all that its sponsor and its bidders say until the award."""

    name: str
    pasted: str
    best: str
    """The slug of who has to be among the first three matches."""

    wanted: tuple[str, ...]
    """What of its work packages goes out to bidders, by service line."""

    quantities: Mapping[str, Mapping[str, str]]
    """How much of it, by service line, where the brief does not say."""

    starts_on: str
    standards: tuple[str, ...]
    teaser: str
    brief: str
    question: str
    published: str
    answer: str
    amendment: str
    decline: tuple[str, str]
    """A reason by its code, and words."""

    prices: tuple[tuple[str | None, ...], ...]
    """Of three quotes, by line, in EUR. None: the line is excluded."""

    why: str


VACCINE = Story(
    name="Vaccine",
    pasted="""\
We develop an mRNA vaccine and need a partner for phase I: plasmid template, mRNA drug substance under GMP, LNP encapsulation and
fill-finish of 10,000 vials. Two batches at 5 L. EU GMP is required. Preferably in Germany or Austria, not in the United States.
Start in Q3 2027, budget EUR 2-3 million. Everything in this brief is invented for the tour.
""",
    best="wacker-biotech",
    wanted=("plasmid-dna-template", "mrna-ds-gmp", "lnp-encapsulation-gmp", "mrna-fill-finish"),
    quantities={
        "plasmid-dna-template": {"value": "10", "unit": "g-pdna-batch"},
        "mrna-ds-gmp": {"value": "5", "unit": "l-ivt"},
        "lnp-encapsulation-gmp": {"value": "5", "unit": "l-ivt"},
    },
    starts_on="2027-07-01",
    standards=("eu-gmp",),
    teaser="An mRNA vaccine for phase I: template, drug substance at 5 L, LNP encapsulation, 10,000 vials. In Germany or Austria.",
    brief="A 4 kb mRNA with N1-methylpseudouridine; the LNP is licensed and its composition fixed. (Invented for the tour.)",
    question="Is the plasmid's sequence yours, and may we use our own backbone?",
    published="May the plasmid have another backbone?",
    answer="Yes, as long as the poly(A) tail is encoded. (Invented for the tour.)",
    amendment="The stability programme takes one more batch of template.",
    decline=("outside-scope", "We make antibodies; we wish you success. (Invented for the tour.)"),
    prices=(
        ("240000", "980000", "620000", "410000"),
        ("260000", "940000", "700000", None),
        ("310000", "1250000", "880000", "520000"),
    ),
    why="From template to vial on one campus, with the best standing. (Invented for the tour.)",
)
ANTIBODY = Story(
    name="Antibody",
    pasted="""\
We are looking for a contract manufacturer of a humanised IgG4 monoclonal antibody against PD-1, like tislelizumab.

- Modality: monoclonal antibody, expressed in CHO cells.
- Work: technology transfer, GMP drug substance manufacturing for commercial supply at 2,000 L, then aseptic vial filling.
- Four batches of drug substance, of which three for process performance qualification.
- Stage: phase III is complete, the BLA is in preparation.
- The site must be in Shanghai, China. NMPA GMP is required; EU GMP would be an advantage.
- We file in China first and in the EU later.
- Start in Q2 2027. Budget: EUR 6-9 million.

Everything in this brief is invented for the tour.
""",
    best="boehringer-bioxcellence",
    wanted=("mammalian-ds-commercial", "aseptic-vial-filling", "tech-transfer-programme"),
    quantities={},
    starts_on="2027-04-01",
    standards=("nmpa-gmp",),
    teaser="A monoclonal antibody before its BLA: transfer, commercial drug substance at 2,000 L, vial filling. In Shanghai.",
    brief="A humanised IgG4 against PD-1. The process gives 4 g/L at 500 L; the release panel is validated. (Invented for the tour.)",
    question="Who holds the master cell bank, and is it released?",
    published="Where is the master cell bank?",
    answer="It is released, and held at the present manufacturer. (Invented for the tour.)",
    amendment="The regulator asks for one more batch of process performance qualification.",
    decline=("no-capacity", "Our 2,000 L suite in China is taken until 2028. (Invented for the tour.)"),
    prices=(("5200000", "900000", "450000"), ("4900000", None, "520000"), ("6100000", "840000", "380000")),
    why="Everything from one site in Shanghai, with the best standing. (Invented for the tour.)",
)
STORIES = (VACCINE, ANTIBODY)


def content(story: Story, lines: list[dict[str, Any]], number: int, valid_until: str) -> dict[str, Any]:
    """What the ``number``th quote says: a price a line, one excluded, paid in two milestones."""
    prices = dict(zip((one["id"] for one in lines), story.prices[number], strict=True))
    total = sum(int(price) for price in prices.values() if price)
    return {
        "kind": "binding",
        "currency": "EUR",
        "valid_until": valid_until,
        "weeks": WEEKS[number],
        "lines": [
            {"line": line, "answer": "priced", "price_model": "fixed", "price": price}
            if price
            else {"line": line, "answer": "excluded", "note": "A partner of ours does it; ask for an introduction."}
            for line, price in prices.items()
        ],
        "milestones": [
            {"title": "Engineering run released", "amount": str(total // 2), "week": 30},
            {"title": "Last batch released", "amount": str(total - total // 2), "week": WEEKS[number]},
        ],
        "assumptions": [{"id": "A1", "text": "The analytical methods come validated. (Invented for the tour.)"}],
    }
