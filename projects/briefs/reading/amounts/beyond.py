"""How much is more than anybody makes, in base units of each dimension. General knowledge of the field, with a wide margin: the largest plants
have some hundred thousand litres of culture and some thousand cubic metres of chemistry."""

from decimal import Decimal

MOST_MADE = {
    dimension: Decimal(10) ** power
    for dimension, power in {
        "cell-culture-volume": 7, "fermentation-volume": 8, "chemical-reactor-volume": 9, "ivt-volume": 5, "spps-volume": 7,
        "conjugation-volume": 6, "ds-mass-per-batch": 9, "rna-mass-per-batch": 6, "dna-mass-per-batch": 6, "rna-mass-per-year": 6,
        "api-mass-per-year": 9, "containers-per-batch": 9, "containers-per-year": 12, "solid-units-per-batch": 11,
        "solid-units-per-year": 14, "trial-subject-count": 8, "animal-count": 7, "sample-count": 9, "doses-per-year": 13,
        "doses-per-batch": 11, "cells-per-batch": 17, "adherent-culture-area": 6,
    }.items()
}  # fmt: skip


def is_beyond(amount: Decimal, dimension: str) -> bool:
    """Whether an amount in base units is from there on; of what has no entry nobody can say."""
    return dimension in MOST_MADE and amount >= MOST_MADE[dimension]
