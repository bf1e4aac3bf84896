"""How much of a brief stands in a provider's profile: in its own words, in what its offerings are, and in the places where they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from core.memory import Recent
from projects.matching.engine.ground.ground import Ground, Scores
from projects.matching.engine.ground.texts import words_of_names
from projects.matching.engine.naming import listed
from services.search import kinds
from services.search.document import name_of_city
from services.search.text import STOP_WORDS, atoms_of, parts_of
from vocabulary.models import TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

LISTED = (kinds.SERVICE_LINE, kinds.MODALITY, kinds.STAGE, kinds.STANDARD, kinds.SYSTEM, kinds.COUNTRY)
"""The terms of an offering whose names belong to the profile."""
HALF, LONG_TEXT = 6.0, 0.35
"""So much rarity of words gives two thirds of the first score; so much of a description's length is held against it there."""
REPEATED, LONG_PROFILE = 4.0, 0.3
"""Of BM25, k1 and b: how soon one word more adds little, and how much of a profile's length is held against it. More and less than is usual
for pages of text: a profile is a list of statements, each made once, and a long one is no padding but a house that does more."""
ENOUGH, MOST = 0.5, 0.5
"""How the two count: that enough is shared, and that nobody shares more."""

Positions = NDArray[np.int64]
Holdings = NDArray[np.int64]
"""By provider, in how many of its statements a word stands: its own description is one, each of its terms, and where it is."""


def likeness(words: Sequence[str], ground: Ground, vocabulary: Vocabulary) -> Scores | None:
    """None where no provider has any of the words. Saying a word often, or in every offering, adds nothing."""
    found = {word: held for word in words if (held := holdings(word, ground, vocabulary)).any()}
    if not found:
        return None
    return ENOUGH * _enough(found, ground, vocabulary) + MOST * _most(found, ground, vocabulary)


def holdings(word: str, ground: Ground, vocabulary: Vocabulary) -> Holdings:
    """In how many statements of each provider a word stands. Nobody is found by being called something."""
    held = np.zeros(ground.size, dtype=np.int64)
    if word in ground.texts.names:
        return held
    held[_saying(word, ground, vocabulary)] += 1
    for kind, code in _terms_called(word, vocabulary):
        held += ground.offering(kind, (code,))
    cities = [code for code, parts in _cities(ground).items() if word in parts]
    return held + ground.offering(kinds.CITY, cities) if cities else held


def _saying(word: str, ground: Ground, vocabulary: Vocabulary) -> Positions:
    """The positions of who says a word. What the vocabularies have a name for is told by what an offering is, and by its places: written into
    its description it counts for nothing, so that nobody buys a place with words, nor with "no plasmids here"."""
    return ground.texts.using(word) if word in words_of_names(vocabulary) else ground.saying(word)


def _enough(found: Mapping[str, Holdings], ground: Ground, vocabulary: Vocabulary) -> Scores:
    """What a provider says itself, until it is enough."""
    shared = np.zeros(ground.size)
    for word in found:
        saying = _saying(word, ground, vocabulary)
        shared[saying] += ground.texts.rarity(len(saying))
    length = np.maximum(1 - LONG_TEXT + LONG_TEXT * ground.texts.lengths, 0.5)
    return 1 - np.exp(-shared / length / HALF)


def _most(found: Mapping[str, Holdings], ground: Ground, vocabulary: Vocabulary) -> Scores:
    """All that the profile says, as a part of what is most: BM25 over statements."""
    length = 1 - LONG_PROFILE + LONG_PROFILE * lengths_of(ground, vocabulary)
    shared = np.zeros(ground.size)
    for held in found.values():
        rarity = ground.texts.rarity(int((held > 0).sum()))
        shared += rarity * held * (REPEATED + 1) / (held + REPEATED * length)
    most: Scores = shared / max(float(shared.max()), 1e-9)
    return most


def most_shared(words: Sequence[str], ground: Ground, vocabulary: Vocabulary) -> int:
    """How many of the words stand together in one profile at most."""
    if not words or not ground.size:
        return 0
    return int(np.sum([holdings(word, ground, vocabulary) > 0 for word in words], axis=0).max())


def holders_of(words: Sequence[str], ground: Ground, vocabulary: Vocabulary) -> dict[str, Holdings]:
    """Who holds each of the words, those that few have first."""
    found = [(word, holdings(word, ground, vocabulary)) for word in words]
    return dict(sorted(found, key=lambda one: (int((one[1] > 0).sum()), one[0])))


def words_sentence(held: Mapping[str, Holdings], lent: Collection[str], spelled: Mapping[str, str], provider: int) -> str:
    """Which of the words a provider's profile has, in their order, whole. The ``lent`` ones are none of the reader's own."""
    shared = [word for word, holders in held.items() if holders[provider]]
    own = [spelled.get(word, word) for word in shared if word not in lent]
    names = [spelled.get(word, word) for word in shared if word in lent]
    if not shared and len(lent) == len(held):
        return _("Its profile has no word of the English names of what you ask for.")
    parts = []
    if own:
        parts.append(_("Its profile has these words too: %(words)s.") % {"words": listed(own)})
    if names:
        parts.append(
            _("Its profile has words of the English names of what you ask for: %(words)s.") % {"words": listed(names)}
        )
    return " ".join(parts) or _("Its profile has none of these words.")


LENGTHS: WeakKeyDictionary[Ground, Scores] = WeakKeyDictionary()


def lengths_of(ground: Ground, vocabulary: Vocabulary) -> Scores:
    """How many words the profiles have, as a multiple of what is usual. Counted once for a ground."""
    known = LENGTHS.get(ground)
    if known is None:
        counts = ground.texts.counts.astype(float)
        for kind, code, parts in _listed(vocabulary):
            counts += ground.offering(kind, (code,)) * len(parts)
        for code, parts in _cities(ground).items():
            counts += ground.offering(kinds.CITY, (code,)) * len(parts)
        known = LENGTHS[ground] = counts / max(float(counts.mean()), 1.0) if len(counts) else counts
    return known


Called = dict[str, list[kinds.Key]]
CALLED: Recent[Called] = Recent(2)


def _terms_called(word: str, vocabulary: Vocabulary) -> Iterable[kinds.Key]:
    """The terms whose name has a word."""
    return CALLED.get_or_make(vocabulary.stamp, partial(_called, vocabulary)).get(word, ())


def _called(vocabulary: Vocabulary) -> Called:
    found: Called = defaultdict(list)
    for kind, code, parts in _listed(vocabulary):
        for part in parts:
            found[part].append((kind, code))
    return dict(found)


def _listed(vocabulary: Vocabulary) -> Iterable[tuple[str, str, frozenset[str]]]:
    """What offerings are called by. Of a tree the lowest terms: who has one has those above it as well."""
    for kind in LISTED:
        for term in vocabulary.terms[kinds.VOCABULARY_OF[kind]].values():
            if not isinstance(term, TreeTerm) or term.is_leaf:
                yield kind, term.code, _parts(term.label_en)


CITIES: WeakKeyDictionary[Ground, dict[str, frozenset[str]]] = WeakKeyDictionary()


def _cities(ground: Ground) -> dict[str, frozenset[str]]:
    """The cities of a ground, with the words of their names."""
    known = CITIES.get(ground)
    if known is None:
        codes = (code for kind, code in ground.postings if kind == kinds.CITY)
        known = CITIES[ground] = {code: _parts(name_of_city(code)) for code in codes}
    return known


@lru_cache(20_000)
def _parts(name: str) -> frozenset[str]:
    return frozenset(parts_of(atoms_of(name))) - STOP_WORDS
