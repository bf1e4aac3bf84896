"""What is said on the tour. Everything in it is invented."""

from typing import Any

ANTIBODY = """\
We are looking for a contract manufacturer of a humanised IgG4 monoclonal antibody against PD-1, like tislelizumab.

- Modality: monoclonal antibody, expressed in CHO cells.
- Work: technology transfer, GMP drug substance manufacturing for commercial supply at 2,000 L, then aseptic vial filling.
- Four batches of drug substance, of which three for process performance qualification.
- Stage: phase III is complete, the BLA is in preparation.
- The site must be in Shanghai, China. NMPA GMP is required; EU GMP would be an advantage.
- We file in China first and in the EU later.
- Start in Q2 2027. Budget: EUR 6-9 million.

Everything in this brief is invented for the tour.
"""
VACCINE = """\
We develop an mRNA vaccine and need a partner for phase I: plasmid template, mRNA drug substance under GMP, LNP formulation and
fill-finish of 10,000 vials. Two batches at 5 L. EU GMP is required. Preferably in Germany or Austria, not in the United States.
Start in Q3 2027, budget EUR 2-3 million. Everything in this brief is invented for the tour.
"""
WANTED = ("mammalian-ds-commercial", "aseptic-vial-filling", "tech-transfer-programme")
"""What of the antibody's work packages goes out to bidders, by service line."""

CRITERIA = (
    {"code": "price", "label": "Price", "weight": 40},
    {"code": "quality", "label": "Quality and regulatory standing", "weight": 35},
    {"code": "schedule", "label": "Schedule", "weight": 25},
)
TEASER = "A monoclonal antibody before its BLA: transfer, commercial drug substance at 2,000 L, vial filling. In Shanghai."
BRIEF = "A humanised IgG4 against PD-1. The process gives 4 g/L at 500 L; the release panel is validated. (Invented for the tour.)"
QUESTION = "Who holds the master cell bank, and is it released?"
PUBLISHED = "Where is the master cell bank?"
ANSWER = "It is released, and held at the present manufacturer. (Invented for the tour.)"
AMENDMENT = "The regulator asks for one more batch of process performance qualification."
DECLINE = "Our 2,000 L suite in China is taken until 2028. (Invented for the tour.)"
PRICES = (("5200000", "900000", "450000"), ("4900000", None, "520000"), ("6100000", "840000", "380000"))
"""Of three quotes, by line, in EUR. None: the line is excluded."""

WEEKS = (62, 58, 70)
SCORES = (
    {"price": 7, "quality": 9, "schedule": 8},
    {"price": 6, "quality": 8, "schedule": 9},
    {"price": 5, "quality": 8, "schedule": 6},
)
WHY = "Everything from one site in Shanghai, with the best standing. (Invented for the tour.)"
FEEDBACK = {
    "best-offer": "Thank you. We look forward to working with you.",
    "scope": "Thank you. The filling was not covered, and we want it from one house.",
    "price": "Thank you for a sound technical offer. It was above our budget.",
}
REASONS = ("best-offer", "scope", "price")


def content(lines: list[dict[str, Any]], number: int, valid_until: str) -> dict[str, Any]:
    """What the ``number``th quote says: a price a line, one excluded, paid in two milestones."""
    prices = dict(zip((one["id"] for one in lines), PRICES[number], strict=True))
    total = sum(int(price) for price in prices.values() if price)
    return {
        "kind": "binding",
        "currency": "EUR",
        "valid_until": valid_until,
        "weeks": WEEKS[number],
        "lines": [
            {"line": line, "answer": "priced", "price_model": "fixed", "price": price}
            if price
            else {"line": line, "answer": "excluded", "note": "Our partner fills; ask for an introduction."}
            for line, price in prices.items()
        ],
        "milestones": [
            {"title": "Engineering run released", "amount": str(total // 2), "week": 30},
            {"title": "Last batch released", "amount": str(total - total // 2), "week": WEEKS[number]},
        ],
        "assumptions": [{"id": "A1", "text": "The analytical methods come validated. (Invented for the tour.)"}],
    }
