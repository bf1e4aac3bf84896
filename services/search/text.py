"""What a text is made of: stems of Latin words, and single Chinese characters, since nothing stands between Chinese words."""

import re
import unicodedata
from itertools import pairwise

from vocabulary.phrases import normalised

Atoms = tuple[str, ...]
"""A phrase to compare: "fill–finish" is ("fill", "finish"), "CHO细胞" is ("cho", "细", "胞")."""

LONGEST_TEXT = 300
ATOM = re.compile(r"[㐀-䶿一-鿿]|[^\W_㐀-䶿一-鿿]+(?:[+.'][^\W_㐀-䶿一-鿿]+)*\+?")
HAN = re.compile(r"[㐀-䶿一-鿿]")
SPELLINGS = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("tumour", "tumor"), ("fibre", "fiber"))
SHORTEST_PLURAL = 4
# fmt: off
STOP_WORDS = frozenset([
    "a", "able", "an", "and", "any", "are", "as", "at", "be", "best", "by", "can", "cdmo", "company", "could", "cro",
    "do", "find", "for", "from", "good", "have", "help", "i", "in", "is", "it", "looking", "made", "make", "me", "my",
    "need", "of", "on", "one", "or", "our", "please", "provider", "search", "seek", "service", "some", "someone",
    "supplier", "that", "the", "them", "this", "to", "vendor", "want", "we", "which", "who", "with", "would", "you",
    "your", "与", "做", "及", "和", "在", "或", "找", "的", "请",
])
# fmt: on
"""What says nothing of what is wanted, as stems. "Services" and "providers" are what everything here is."""


def is_han(atom: str) -> bool:
    """Whether an atom is a Chinese character."""
    return HAN.match(atom) is not None


def stem(word: str) -> str:
    """Plural and singular, American and British spelling, with accents and without, come out the same."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    for british, american in SPELLINGS:
        plain = plain.replace(british, american)
    if len(plain) < SHORTEST_PLURAL or not plain.isalpha():
        return plain
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    return plain[:-1] if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


def atoms_of(text: str) -> Atoms:
    """The atoms of a name or a question, in order. Never fails, whatever the text is."""
    return tuple(stem(atom) for atom in ATOM.findall(normalised(text)))


def parts_of(atoms: Atoms) -> list[str]:
    """What a phrase is looked up by: its stems, and its Chinese characters two by two where there are two."""
    pairs = [one + other for one, other in pairwise(atoms) if is_han(one) and is_han(other)]
    return [atom for atom in atoms if not is_han(atom)] + pairs or list(atoms)


def words_of(text: str) -> set[str]:
    """What a text is found by: its stems, and its Chinese characters two by two."""
    return set(parts_of(atoms_of(text))) - STOP_WORDS


def asked(text: str) -> Atoms:
    """The atoms of what somebody looks for, without those that say nothing; of a long text, the beginning."""
    return tuple(atom for atom in atoms_of(text[:LONGEST_TEXT]) if atom not in STOP_WORDS)
