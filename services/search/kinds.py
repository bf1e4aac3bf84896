"""What offerings have in common and are found by."""

from typing import Final

from vocabulary.models import Country, ExpressionSystem, Modality, ServiceLine, Stage, Standard, Term

STAGE: Final = "stage"
SERVICE_LINE: Final = "service_line"
MODALITY: Final = "modality"
SYSTEM: Final = "expression_system"
STANDARD: Final = "standard"
COUNTRY: Final = "country"
PROVIDER: Final = "provider"
PRICE_MODEL: Final = "price_model"
CITY: Final = "city"
WORD: Final = "word"

VOCABULARY_OF: dict[str, type[Term]] = {
    STAGE: Stage,
    SERVICE_LINE: ServiceLine,
    MODALITY: Modality,
    SYSTEM: ExpressionSystem,
    STANDARD: Standard,
    COUNTRY: Country,
}
"""The kinds that are terms of a vocabulary."""

TREES = (SERVICE_LINE, MODALITY)
FACETS = (STAGE, SERVICE_LINE, MODALITY, SYSTEM, STANDARD, COUNTRY, PROVIDER, PRICE_MODEL)
"""The kinds that a reader narrows by, in the order of the page; each is the name of its filter."""

Key = tuple[str, str]
"""A kind and a code."""
