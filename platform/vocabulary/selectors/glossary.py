"""The vocabularies as a reader browses them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vocabulary.models import VOCABULARIES, Stage, Term, TreeTerm
from vocabulary.selectors.vocabulary import Found, Vocabulary

MOST_SHOWN = 100


@dataclass(frozen=True)
class Branch:
    """A term with what stands below it."""

    term: TreeTerm
    branches: "list[Branch]"


@dataclass(frozen=True)
class Section:
    """A vocabulary with the number of its terms in use; of a tree, those that may be chosen."""

    model: type[Term]
    count: int


@dataclass(frozen=True)
class Hits:
    """What a search found, by vocabulary, and whether there is more."""

    groups: list[tuple[type[Term], list[Found]]]
    is_cut: bool


def sections_of(vocabulary: Vocabulary) -> list[Section]:
    """Every vocabulary that holds something."""
    counted = [(model, [term for term in vocabulary.in_use(model) if _is_chosen(term)]) for model in VOCABULARIES.values()]
    return [Section(model, len(terms)) for model, terms in counted if terms]


def chain_of(vocabulary: Vocabulary) -> list[Stage]:
    """The stages in order."""
    return vocabulary.in_use(Stage)


def hits_of(vocabulary: Vocabulary, text: str) -> Hits:
    """Terms by name, those with the very name first, in the order of the vocabularies."""
    found = vocabulary.search(text, limit=MOST_SHOWN + 1)
    groups: dict[type[Term], list[Found]] = defaultdict(list)
    for one in found[:MOST_SHOWN]:
        groups[type(one.term)].append(one)
    return Hits([(model, groups[model]) for model in VOCABULARIES.values() if model in groups], len(found) > MOST_SHOWN)


def tree_of(terms: Iterable[TreeTerm]) -> list[Branch]:
    """The trees that ``terms``, broader ones first or last, make up."""
    below: dict[str | None, list[TreeTerm]] = defaultdict(list)
    for term in terms:
        below[term.parent_id].append(term)

    def grow(parent: str | None) -> list[Branch]:
        return [Branch(term, grow(term.code)) for term in below[parent]]

    return grow(None)


def grouped(terms: Iterable[Term]) -> list[tuple[str, list[Term]]]:
    """Terms under their headings, in the order in which each heading first comes."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        groups[term.group_label].append(term)
    return list(groups.items())


def _is_chosen(term: Term) -> bool:
    return not isinstance(term, TreeTerm) or term.is_leaf
