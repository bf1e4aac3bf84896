"""What a question means: its words cut into names, each with what it can mean and how well."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.search import kinds
from services.search.kinds import Key
from services.search.lexicon import Lexicon
from services.search.text import Atoms, is_han, stop_at

EXACT, GROUP, SERVED, BROAD, TOLD, MENTIONED = 1.0, 0.8, 0.6, 0.7, 0.3, 0.4
"""How much counts: what is called so; a group of service lines that is; a modality, which an offering serves beside many
others; a group that is called like something in it; what a provider says of itself; what an offering says itself."""
CONTAINED, SHARE, MOSTLY = 0.5, 0.3, 0.65
"""The words in a name; and more, the more of the entity's names have them: every name of a lentiviral service says so, one of
an assay's names does. From ``MOSTLY`` on a service line is found by a word that names something else."""
WIDENED = (kinds.PROVIDER, kinds.CITY, kinds.STANDARD)
"""Kinds of which a part of the name is enough even if something else is called exactly so: "GLP" is every GLP."""
SUBJECTS = (kinds.SERVICE_LINE, kinds.MODALITY, kinds.SYSTEM, kinds.STAGE)
"""Kinds after which service lines are named."""
BEGUN = (kinds.PROVIDER, kinds.CITY)
"""Kinds whose names may be left unfinished: "samsung bio"."""
MOST_CONCEPTS, MOST_NAMES, LONGEST_PART, LONGEST_BEGUN = 16, 64, 12, 4
MOST_ATOMS, LOOSE_PART = 120, 3
A_NAME, NO_NAME, NOTHING_SAID = 10, 30, 1
"""What a cut of the words costs."""
SHORTEST_PREFIX = 3
UNITS = frozenset(["l", "kl", "ml", "litre", "liter", "kg", "g", "mg", "t", "升", "week"])


@dataclass(frozen=True)
class Concept:
    """A part of a question: the words, what they can mean with weights, other ways to say it.

    ``bonus`` counts for what fits anyway: a service line of which one name in ten has the words.
    """

    words: Atoms
    weights: dict[Key, float]
    phrases: tuple[Atoms, ...] = ()
    bonus: dict[Key, float] = field(default_factory=dict)
    read_as: str = ""


def concepts_of(atoms: Atoms, lexicon: Lexicon) -> tuple[Concept, ...]:
    """The words cut so that as many as possible belong to names, and to as few names as possible; what is no name, word by
    word. At most sixteen."""
    atoms = atoms[:MOST_ATOMS]
    names = _cut(atoms, lexicon)
    concepts: list[Concept] = []
    start = 0
    while start < len(atoms) and len(concepts) < MOST_CONCEPTS:
        skipped = 0 if start in names else stop_at(atoms, start)
        if not skipped:
            concepts.append(_next(atoms, start, names, lexicon))
        start += skipped or len(concepts[-1].words)
    return tuple(concepts)


def _cut(atoms: Atoms, lexicon: Lexicon) -> dict[int, int]:
    """Where names begin, and how long each is: "peptide drug product" is a peptide's drug product, no peptide drug's product."""
    cheapest: list[tuple[int, int]] = [(0, 0)] * (len(atoms) + 1)
    for start in range(len(atoms) - 1, -1, -1):
        skipped = stop_at(atoms, start)
        best = (NOTHING_SAID + cheapest[start + skipped][0] if skipped else NO_NAME + cheapest[start + 1][0], 0)
        for length in range(min(lexicon.longest, len(atoms) - start), 0, -1):
            cost = A_NAME + cheapest[start + length][0]
            if cost < best[0] and lexicon.named(atoms[start : start + length]):
                best = (cost, length)
        cheapest[start] = best
    names, start = {}, 0
    while start < len(atoms):
        length = cheapest[start][1]
        if length:
            names[start] = length
        start += length or max(1, stop_at(atoms, start))
    return names


def _next(atoms: Atoms, start: int, names: dict[int, int], lexicon: Lexicon) -> Concept:
    """The concept that begins there."""
    length = names.get(start, 0)
    begun = _begun_name(atoms, start, length, lexicon)
    if begun:
        return begun
    amount = _amount(atoms, start)
    if amount or length:
        return _read(atoms[start : start + (amount or length)], lexicon)
    if not is_han(atoms[start]):
        return _read(atoms[start : start + 1], lexicon)
    return _part(atoms, start, names, lexicon)


def _begun_name(atoms: Atoms, start: int, length: int, lexicon: Lexicon) -> Concept | None:
    """Two words or more that begin the name of a company or a city, the last of them perhaps cut short."""
    for size in range(min(LONGEST_BEGUN, len(atoms) - start), max(length, 1), -1):
        words = atoms[start : start + size]
        is_last = start + size == len(atoms)
        found = lexicon.beginning(" ".join(words) if is_last else " ".join(words) + " ", 40)
        keys = {key for _name, key in found if key[0] in BEGUN}
        if keys:
            return Concept(words, dict.fromkeys(keys, CONTAINED), (words,))
    return None


def _amount(atoms: Atoms, start: int) -> int:
    """A number with its unit is one thing, and no word: "15000 L"."""
    is_amount = atoms[start].isdigit() and atoms[start + 1 : start + 2] and atoms[start + 1] in UNITS
    return 2 if is_amount else 0


def _part(atoms: Atoms, start: int, names: dict[int, int], lexicon: Lexicon) -> Concept:
    """Of Chinese that is no name, as much as stands in some name before another name begins; or a name with a slip in it."""
    end = start + 1
    while end < min(len(atoms), start + LONGEST_PART) and is_han(atoms[end]) and not (end in names or stop_at(atoms, end)):
        end += 1
    lengths = range(end - start, 1, -1)
    length = next((one for one in lengths if lexicon.with_phrase(atoms[start : start + one])), 0)
    if length <= LOOSE_PART:
        run = atoms[start : start + LONGEST_PART]
        han = next((place for place, atom in enumerate(run) if not is_han(atom)), len(run))
        meant = lexicon.nearest_han(run[:han])
        if len(meant) > length:
            known = _read(meant, lexicon)
            return Concept(run[: len(meant)], known.weights, known.phrases, known.bonus, "".join(meant))
    return _read(atoms[start : start + (length or min(2, end - start))], lexicon)


def _read(words: Atoms, lexicon: Lexicon) -> Concept:
    """What the words mean, remembered for as long as the lexicon stands."""
    concept: Concept = lexicon.meanings.get_or_make(words, lambda: _meaning(words, lexicon))
    return concept


def _meaning(words: Atoms, lexicon: Lexicon) -> Concept:
    name = lexicon.named(words)
    if name:
        return _named(words, name, lexicon)
    part = {key: _contained(key, names, lexicon) for key, names in lexicon.names_with(words).items()}
    if part or len(words) > 1 or is_han(words[0]) or words[0] in lexicon.own_words or words[0] in lexicon.told:
        return Concept(words, dict.fromkeys(lexicon.told_of(words), TOLD) | part, (words,))
    whole = lexicon.words_beginning(words[0]) if len(words[0]) >= SHORTEST_PREFIX else []
    if whole:
        return _any_of(words, whole, "", lexicon)
    near = lexicon.nearest(words[0])
    return _any_of(words, near, near[0], lexicon) if near else Concept(words, {}, (words,))


def _named(words: Atoms, name: Atoms, lexicon: Lexicon) -> Concept:
    """Whatever is called so; service lines named after it, by whichever of its names; and what has the words in its name,
    for kinds where that is enough, or where nothing that is called so is offered."""
    named = lexicon.exact[name]
    subjects = [key for key in named if key[0] in SUBJECTS and not _is_line(key, lexicon)]
    phrases = tuple(dict.fromkeys([name, *(one for key in sorted(subjects) for one in lexicon.names[key])]))[:MOST_NAMES]
    is_offered = bool(named & lexicon.offered)
    weights: dict[Key, float] = {} if is_offered else dict.fromkeys(lexicon.told_of(name), TOLD)
    for key, names in lexicon.names_with(name).items():
        widens = key[0] in WIDENED and (key[0] != kinds.STANDARD or any(one[0] == kinds.STANDARD for one in named))
        if widens or not is_offered or lexicon.above.get(key, set()) & named:
            weights[key] = _contained(key, names, lexicon)
    after = _lines_after(phrases if subjects else (), lexicon)
    weights |= {key: weight for key, weight in after.items() if weight >= MOSTLY or not is_offered}
    weights |= {key: _exact(key, named, lexicon) for key in named}
    if any(key[0] == kinds.SERVICE_LINE for key in subjects):
        after = _lines_after((name,), lexicon)
    return Concept(words, weights, phrases, {key: weight for key, weight in after.items() if key not in weights})


def _is_line(key: Key, lexicon: Lexicon) -> bool:
    """Whether it is a service line that is sold, so that others of a similar name are not meant."""
    return key[0] == kinds.SERVICE_LINE and key not in lexicon.groups


def _lines_after(phrases: Iterable[Atoms], lexicon: Lexicon) -> dict[Key, float]:
    """Service lines with one of the phrases in a name. By every name of what is meant, so that all words for it find the same;
    of a group of lines only by the words asked, since its other names may mean another part of it."""
    lines: dict[Key, set[Atoms]] = {}
    for phrase in phrases:
        for key, names in lexicon.names_with(phrase).items():
            if key[0] == kinds.SERVICE_LINE:
                lines.setdefault(key, set()).update(names)
    return {key: _contained(key, names, lexicon) for key, names in lines.items()}


def _exact(key: Key, named: set[Key], lexicon: Lexicon) -> float:
    weight = SERVED if key[0] == kinds.MODALITY else EXACT
    if key not in lexicon.groups:
        return weight
    return weight * (BROAD if named - lexicon.groups else GROUP)


def _contained(key: Key, names: set[Atoms], lexicon: Lexicon) -> float:
    weight = CONTAINED + SHARE * len(names) / max(1, len(lexicon.names[key]))
    return round(weight * (SERVED if key[0] == kinds.MODALITY else 1) * 20) / 20  # in few steps, each of which costs a set


def _any_of(words: Atoms, others: list[str], read_as: str, lexicon: Lexicon) -> Concept:
    weights: dict[Key, float] = {}
    bonus: dict[Key, float] = {}
    for concept in (_read((other,), lexicon) for other in others):
        for known, more in ((weights, concept.weights), (bonus, concept.bonus)):
            known |= {key: max(weight, known.get(key, 0)) for key, weight in more.items()}
    return Concept(words, weights, tuple((other,) for other in others), bonus, read_as)
