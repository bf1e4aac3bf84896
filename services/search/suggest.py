"""What somebody may be about to write: names that begin so, names with a word that begins so, and near misses of spelling."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.enums import Ordering
from services.search import kinds
from services.search.index import Index
from services.search.kinds import Key
from services.search.lexicon import Lexicon
from services.search.query import Wanted, find, first
from services.search.text import LONGEST_TEXT, atoms_of, is_han

LOOKED_AT = 120
MOST_OFFERINGS = 3
ORDER = (
    kinds.MODALITY,
    kinds.SERVICE_LINE,
    kinds.PROVIDER,
    kinds.STAGE,
    kinds.STANDARD,
    kinds.SYSTEM,
    kinds.CITY,
    kinds.COUNTRY,
)


@dataclass(frozen=True)
class Suggestion:
    """A term, a provider or a place that offerings have, and how many do; or the number of an entry."""

    key: Key
    count: int


def suggest(text: str, index: Index, lexicon: Lexicon, limit: int) -> tuple[list[Suggestion], list[int]]:
    """At most ``limit`` names, the best first, and the entries that fit the words as they stand, if names are few."""
    atoms = atoms_of(text[:LONGEST_TEXT])
    if not atoms:
        return [], []
    ranked: dict[Key, tuple[int, int, int]] = {}
    for quality, key in _candidates(atoms, lexicon):
        count = len(index.entries_of(key))
        if count and key[0] in ORDER:
            ranked[key] = min(ranked.get(key, (9, 0, 0)), (quality, ORDER.index(key[0]), -count))
    best = sorted(ranked, key=lambda key: ranked[key])[:limit]
    names = [Suggestion(key, -ranked[key][2]) for key in best]
    room = min(MOST_OFFERINGS, limit - len(names))
    wanted = Wanted(text=text)
    entries = first(find(wanted, index, lexicon), Ordering.RELEVANCE, index, 0, room) if room > 0 else []
    return names, entries


def _candidates(atoms: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[int, Key]]:
    """With how good a guess each is: 0 the whole name, 1 its beginning, 2 a word's beginning, 3 a near miss."""
    joined = " ".join(atoms)
    yield from ((0, key) for key in lexicon.exact.get(atoms, ()))
    yield from ((1, key) for _name, key in lexicon.beginning(joined, LOOKED_AT))
    *before, last = atoms
    if is_han(last):
        yield from ((2, key) for key in lexicon.with_phrase(atoms))
        meant = lexicon.nearest_han(atoms) if all(map(is_han, atoms)) else ()
        yield from ((3, key) for key in (lexicon.exact[meant] if len(meant) == len(atoms) else ()))
        return
    yield from ((2, key) for key in _with_words(before, lexicon.words_beginning(last), lexicon))
    if last not in lexicon.containing:
        yield from ((3, key) for key in _with_words(before, lexicon.nearest(last), lexicon))


def _with_words(before: list[str], last: list[str], lexicon: Lexicon) -> Iterator[Key]:
    """Names that have all the words, the last of them one of ``last``."""
    known = [{key for key, _name in lexicon.containing.get(word, ())} for word in before]
    for word in last:
        yield from set.intersection({key for key, _name in lexicon.containing.get(word, ())}, *known)
