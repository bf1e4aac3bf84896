"""What things are called: the names of terms in both languages, of providers and of places, as atoms to look up.

Names are looked up when somebody searches and are not written into the documents, so an operator's new synonym finds at once
what stood there before.
"""

import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from core.memory import Recent
from services.search import kinds
from services.search.index import Index, Name
from services.search.kinds import Key
from services.search.text import Atoms, atoms_of, is_han, name_of, parts_of
from vocabulary.models import Country, Region, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

MOST_PREFIXED = 40
SHORTEST_FORGIVEN, ONE_ERROR_BELOW = 5, 8
SHORTEST_HAN_FORGIVEN, LONGEST_HAN_FORGIVEN = 3, 8
SHORTEST_JOINED = 5
NO_NAMES: frozenset[tuple[Key, Atoms]] = frozenset()


@dataclass
class Lexicon:
    """Names as atoms. ``exact`` leads from a whole name to what is called so, ``containing`` from a word of a name,
    ``joined`` from a name written as one word, ``told`` from a word of what is said about something.

    ``offered`` is what at least one offering has; ``above`` are the broader terms of each.
    """

    exact: dict[Atoms, set[Key]] = field(default_factory=lambda: defaultdict(set))
    containing: dict[str, set[tuple[Key, Atoms]]] = field(default_factory=lambda: defaultdict(set))
    joined: dict[str, Atoms] = field(default_factory=dict)
    told: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    names: dict[Key, list[Atoms]] = field(default_factory=lambda: defaultdict(list))
    groups: set[Key] = field(default_factory=set)
    above: dict[Key, set[Key]] = field(default_factory=dict)
    offered: set[Key] = field(default_factory=set)
    own_words: set[str] = field(default_factory=set)
    longest: int = 1
    known: list[str] = field(default_factory=list)
    spelt: list[tuple[str, Key]] = field(default_factory=list)
    han: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    meanings: Recent[Any] = field(default_factory=lambda: Recent(2000))
    """What words were found to mean by ``concepts``: it holds for these names and no others."""

    def add(self, name: str, *keys: Key) -> None:
        """Learn a name of these entities."""
        atoms = name_of(name)
        if not atoms:
            return
        self.longest = max(self.longest, len(atoms))
        self.exact[atoms].update(keys)
        if len(atoms) > 1 and not any(map(is_han, atoms)):
            self.joined.setdefault("".join(atoms), atoms)
        for key in keys:
            self.names[key].append(atoms)
            for word in parts_of(atoms):
                self.containing[word].add((key, atoms))

    def named(self, words: Atoms) -> Atoms | None:
        """The name that is written so, or so but for its spaces; None when there is none."""
        if words in self.exact:
            return words
        together = "".join(words)
        if len(together) < SHORTEST_JOINED or any(map(is_han, words)):
            return None
        return (together,) if (together,) in self.exact else self.joined.get(together)

    def names_with(self, words: Atoms) -> dict[Key, set[Atoms]]:
        """What has all the words in a name, with these names; of Chinese, side by side."""
        found = set.intersection(*(self.containing.get(word, set(NO_NAMES)) for word in parts_of(words)))
        names: dict[Key, set[Atoms]] = {}
        for key, name in found:
            if not is_han(words[0]) or _within(words, name):
                names.setdefault(key, set()).add(name)
        return names

    def with_phrase(self, words: Atoms) -> set[Key]:
        """What has all the words in one of its names."""
        return set(self.names_with(words))

    def told_of(self, words: Atoms) -> set[Key]:
        """What somebody says all the words of."""
        return set.intersection(*(self.told.get(word, set()) for word in parts_of(words)))

    def beginning(self, text: str, limit: int) -> list[tuple[str, Key]]:
        """Names that begin so, in alphabetical order, at most ``limit``."""
        start = bisect_left(self.spelt, (text, ("", "")))
        return [one for one in self.spelt[start : start + limit] if one[0].startswith(text)]

    def words_beginning(self, word: str) -> list[str]:
        """Known words that begin so, at most forty."""
        first = bisect_left(self.known, word)
        return [known for known in self.known[first : first + MOST_PREFIXED] if known.startswith(word)]

    def nearest(self, word: str) -> list[str]:
        """Known words that differ least, all as little; none for a short word, a number or a far one."""
        if len(word) < SHORTEST_FORGIVEN or not word.isalpha():
            return []
        slips = 1 if len(word) < ONE_ERROR_BELOW else 2
        found = extract(word, self.known, scorer=OSA.distance, score_cutoff=slips, limit=5)
        return [known for known, slip, _position in found if slip == found[0][1]]

    def nearest_han(self, atoms: Atoms) -> Atoms:
        """The Chinese name of the same length that differs in one character, of as many of these as possible; else ()."""
        for length in range(min(len(atoms), LONGEST_HAN_FORGIVEN), SHORTEST_HAN_FORGIVEN - 1, -1):
            found = extract("".join(atoms[:length]), self.han[length], scorer=OSA.distance, score_cutoff=1, limit=1)
            if found:
                return tuple(found[0][0])
        return ()


def _within(words: Atoms, name: Atoms) -> bool:
    return any(name[start : start + len(words)] == words for start in range(len(name) - len(words) + 1))


_latest: tuple[tuple[uuid.UUID | None, int, int], Lexicon] | None = None


def lexicon_of(vocabulary: Vocabulary, index: Index) -> Lexicon:
    """The lexicon of an edition of the vocabularies and of what the index has; made once for both."""
    global _latest
    stamp = (vocabulary.stamp, index.terms_revision, index.generation)
    if _latest is None or _latest[0] != stamp:
        _latest = (stamp, _learn(vocabulary, index))
    return _latest[1]


def _learn(vocabulary: Vocabulary, index: Index) -> Lexicon:
    lexicon = Lexicon(offered=set(index.numbers))
    for kind in kinds.TREES:
        terms = vocabulary.in_use(cast(type[TreeTerm], kinds.VOCABULARY_OF[kind]))
        lexicon.groups |= {(kind, term.code) for term in terms if not term.is_leaf}
        lexicon.above |= {(kind, term.code): {(kind, code) for code in term.path[:-1]} for term in terms}
    for name, keys in _names(vocabulary):
        lexicon.add(name, *keys)
    for term in index.terms.values():
        _learn_of(term, lexicon)
    lexicon.spelt = sorted((" ".join(name), key) for name, keys in lexicon.exact.items() for key in keys)
    for atoms in filter(lambda atoms: all(map(is_han, atoms)), lexicon.exact):
        lexicon.han[len(atoms)].append("".join(atoms))
    known = {*lexicon.containing, *lexicon.told, *lexicon.own_words}
    lexicon.known = sorted(word for word in known if word and not is_han(word[0]))
    return lexicon


def _learn_of(term: Name, lexicon: Lexicon) -> None:
    """What the catalogue itself says: who somebody is, how a city is called, the words of a description."""
    if term.key[0] == kinds.WORD:
        lexicon.own_words.add(term.key[1])
    for name in term.names:
        lexicon.add(name, term.key)
    for word in parts_of(atoms_of(term.text)) if term.text else ():
        lexicon.told[word].add(term.key)


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, list[Key]]]:
    for kind, model in kinds.VOCABULARY_OF.items():
        for term in vocabulary.in_use(model):
            yield from ((name, [(kind, term.code)]) for name in term.names)
    countries = vocabulary.in_use(Country)
    for region in vocabulary.in_use(Region):
        within = [(kinds.COUNTRY, country.code) for country in countries if country.region_id == region.code]
        yield from ((name, within) for name in region.names if within)
