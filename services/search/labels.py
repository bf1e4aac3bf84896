"""What the codes of search documents are called, in the reader's language."""

from services.enums import PriceModel
from services.search import kinds
from services.search.index import Index
from vocabulary.models import Unit
from vocabulary.selectors.vocabulary import Vocabulary


def label_of(kind: str, code: str, vocabulary: Vocabulary, index: Index) -> str:
    """A name for a reader; the code itself when nothing is called so any more."""
    if kind == kinds.PRICE_MODEL:
        return str(PriceModel(code).label) if code in PriceModel.values else code
    if kind == kinds.PROVIDER:
        number = index.numbers.get((kind, code))
        return index.terms[number].names[0] if number else code
    term = vocabulary.terms[kinds.VOCABULARY_OF[kind]].get(code)
    return term.label if term else code


def symbol_of(unit: str, vocabulary: Vocabulary) -> str:
    """How a unit is written after a number."""
    term = vocabulary.terms[Unit].get(unit)
    return term.written if isinstance(term, Unit) else unit
