"""What words mean: the names of terms in both languages, of providers and of places.

Names are looked up when somebody searches and are not written into the documents, so an operator's new synonym finds at once
what stood there before.
"""

import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from services.search import kinds
from services.search.index import Index
from services.search.kinds import Key
from services.search.text import Atoms, atoms_of, is_han, parts_of
from vocabulary.models import Country, Region, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

EXACT, BROAD, CONTAINED, TOLD, MENTIONED = 1.0, 0.7, 0.6, 0.3, 0.4
"""How much an entity counts that is called so; a group that is called so like something in it; whose name has the word; whose text has it; an offering that says it itself."""
WIDENED = (kinds.PROVIDER, kinds.CITY, kinds.STANDARD)
"""Kinds of which a part of the name is enough even if something else is called exactly so: "GLP" is every GLP."""
MOST_CONCEPTS, MOST_PREFIXED, MOST_NAMES = 16, 40, 16
SHORTEST_PREFIX, SHORTEST_FORGIVEN, ONE_ERROR_BELOW = 3, 5, 8
NO_KEYS: frozenset[Key] = frozenset()
UNITS = frozenset(["l", "kl", "ml", "litre", "liter", "kg", "g", "mg", "升", "week"])


@dataclass(frozen=True)
class Concept:
    """A part of a question: the words, the terms they can mean with their weights, other ways to say it."""

    words: Atoms
    weights: dict[Key, float]
    phrases: tuple[Atoms, ...] = ()
    read_as: str = ""


@dataclass
class Lexicon:
    """Names as atoms. ``exact`` leads from a whole name to what is called so, ``containing`` from a word of a name."""

    exact: dict[Atoms, set[Key]] = field(default_factory=lambda: defaultdict(set))
    containing: dict[str, set[tuple[Key, Atoms]]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    names: dict[Key, list[Atoms]] = field(default_factory=lambda: defaultdict(list))
    groups: set[Key] = field(default_factory=set)
    above: dict[Key, set[Key]] = field(default_factory=dict)
    own_words: set[str] = field(default_factory=set)
    longest: int = 1
    known: list[str] = field(default_factory=list)
    spelt: list[tuple[str, Key]] = field(default_factory=list)

    def add(self, name: str, *keys: Key) -> None:
        """Learn a name of these entities."""
        atoms = atoms_of(name)
        if not atoms:
            return
        self.longest = max(self.longest, len(atoms))
        self.exact[atoms].update(keys)
        for key in keys:
            self.names[key].append(atoms)
            for word in parts_of(atoms):
                self.containing[word].add((key, atoms))

    def concepts_of(self, atoms: Atoms) -> list[Concept]:
        """The longest names first, from left to right; what is no name, word by word. At most sixteen."""
        concepts: list[Concept] = []
        start = 0
        while start < len(atoms) and len(concepts) < MOST_CONCEPTS:
            length = self._longest_name(atoms, start) or _amount(atoms, start) or self._longest_part(atoms, start)
            concepts.append(self._concept(atoms[start : start + length]))
            start += length
        return concepts

    def _longest_name(self, atoms: Atoms, start: int) -> int:
        reach = min(self.longest, len(atoms) - start)
        return next((length for length in range(reach, 0, -1) if atoms[start : start + length] in self.exact), 0)

    def _longest_part(self, atoms: Atoms, start: int) -> int:
        """One word; of Chinese, as much as stands in some name before another name begins."""
        if not is_han(atoms[start]):
            return 1
        end = start + 1
        while end < len(atoms) and is_han(atoms[end]) and not self._longest_name(atoms, end):
            end += 1
        lengths = range(end - start, 1, -1)
        return next((length for length in lengths if self.with_phrase(atoms[start : start + length])), min(2, end - start))

    def _concept(self, words: Atoms) -> Concept:
        named = self.exact.get(words, set())
        narrower = {key for key in self.with_phrase(words) if self.above.get(key, NO_KEYS) & named}
        part = {key: CONTAINED for key in self.with_phrase(words) if not named or key[0] in WIDENED or key in narrower}
        if named or part:
            told = {} if named else dict.fromkeys(self._told(words), TOLD)
            phrases = [name for key in named for name in self.names[key] if key[0] in kinds.VOCABULARY_OF]
            exact = {key: BROAD if key in self.groups and named - self.groups else EXACT for key in named}
            return Concept(words, told | part | exact, tuple(phrases[:MOST_NAMES]) or (words,))
        if len(words) > 1 or is_han(words[0]) or words[0] in self.own_words or words[0] in self.told:
            return Concept(words, dict.fromkeys(self._told(words), TOLD), (words,))
        return self._begun(words[0]) or self._misspelt(words[0]) or Concept(words, {}, (words,))

    def with_phrase(self, words: Atoms) -> set[Key]:
        """What has all the words in one of its names; of Chinese, side by side."""
        candidates = set.intersection(*(self.containing.get(word, set()) for word in parts_of(words)))
        return {key for key, name in candidates if not is_han(words[0]) or _within(words, name)}

    def _told(self, words: Atoms) -> set[Key]:
        return set.intersection(*(self.told.get(word, set()) for word in parts_of(words)))

    def _begun(self, word: str) -> Concept | None:
        """The beginning of a word."""
        whole = self.words_beginning(word) if len(word) >= SHORTEST_PREFIX else []
        return self._any_of(word, whole, "") if whole else None

    def words_beginning(self, word: str) -> list[str]:
        """Known words that begin so, at most forty."""
        first = bisect_left(self.known, word)
        return [known for known in self.known[first : first + MOST_PREFIXED] if known.startswith(word)]

    def _misspelt(self, word: str) -> Concept | None:
        """The nearest known words, if they are near: one slip in a short word, two in a long one."""
        near = self.nearest(word)
        return self._any_of(word, near, near[0]) if near else None

    def nearest(self, word: str) -> list[str]:
        """Known words that differ least, all as little; none for a short word, a number or a far one."""
        if len(word) < SHORTEST_FORGIVEN or not word.isalpha():
            return []
        slips = 1 if len(word) < ONE_ERROR_BELOW else 2
        found = extract(word, self.known, scorer=OSA.distance, score_cutoff=slips, limit=5)
        return [known for known, slip, _position in found if slip == found[0][1]]

    def _any_of(self, word: str, others: Iterable[str], read_as: str) -> Concept:
        weights: dict[Key, float] = {}
        others = list(others)
        for other in others:
            concept = self._concept((other,))
            for key, weight in concept.weights.items():
                weights[key] = max(weight, weights.get(key, 0))
        return Concept((word,), weights, tuple((other,) for other in others), read_as)


def _amount(atoms: Atoms, start: int) -> int:
    """A number with its unit is one thing, and no word: "15000 L"."""
    is_amount = atoms[start].isdigit() and atoms[start + 1 : start + 2] and atoms[start + 1] in UNITS
    return 2 if is_amount else 0


def _within(words: Atoms, name: Atoms) -> bool:
    return any(name[start : start + len(words)] == words for start in range(len(name) - len(words) + 1))


_latest: tuple[tuple[uuid.UUID | None, int, int], Lexicon] | None = None


def lexicon_of(vocabulary: Vocabulary, index: Index) -> Lexicon:
    """The lexicon of an edition of the vocabularies and of what the index has; made once for both."""
    global _latest
    stamp = (vocabulary.stamp, index.terms_revision, id(index.terms))
    if _latest is None or _latest[0] != stamp:
        _latest = (stamp, _learn(vocabulary, index))
    return _latest[1]


def _learn(vocabulary: Vocabulary, index: Index) -> Lexicon:
    lexicon = Lexicon()
    for kind in kinds.TREES:
        terms = vocabulary.in_use(cast(type[TreeTerm], kinds.VOCABULARY_OF[kind]))
        lexicon.groups |= {(kind, term.code) for term in terms if not term.is_leaf}
        lexicon.above |= {(kind, term.code): {(kind, code) for code in term.path[:-1]} for term in terms}
    for name, keys in _names(vocabulary):
        lexicon.add(name, *keys)
    for term in index.terms.values():
        kind = term.key[0]
        if kind == kinds.WORD:
            lexicon.own_words.add(term.key[1])
        for name in term.names:
            lexicon.add(name, term.key)
        for word in parts_of(atoms_of(term.text)) if term.text else ():
            lexicon.told[word].add(term.key)
    lexicon.spelt = sorted((" ".join(name), key) for name, keys in lexicon.exact.items() for key in keys)
    known = {*lexicon.containing, *lexicon.told, *lexicon.own_words}
    lexicon.known = sorted(word for word in known if word and not is_han(word[0]))
    return lexicon


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, list[Key]]]:
    for kind, model in kinds.VOCABULARY_OF.items():
        for term in vocabulary.in_use(model):
            yield from ((name, [(kind, term.code)]) for name in term.names)
    countries = vocabulary.in_use(Country)
    for region in vocabulary.in_use(Region):
        within = [(kinds.COUNTRY, country.code) for country in countries if country.region_id == region.code]
        yield from ((name, within) for name in region.names if within)
