"""A plain reading of a text: every name of a term that stands in it. For as long as there is no better."""

from projects.briefs.requirements import Force, Reading, Requirement, Subject
from projects.matching.engine.asked import KINDS
from services.search.lexicon import Lexicon
from services.search.text import STOP_WORDS, atoms_of

SUBJECTS = {kind: subject for subject, kind in KINDS.items()}
SOFT = (Subject.COUNTRY, Subject.STAGE)
SHORTEST = 3


def read_plainly(text: str, lexicon: Lexicon) -> Reading:
    """The longest names first, from left to right. Places count in atoms."""
    atoms = atoms_of(text)
    found, start = [], 0
    while start < len(atoms):
        reach = min(lexicon.longest, len(atoms) - start)
        length = next((one for one in range(reach, 0, -1) if atoms[start : start + one] in lexicon.exact), 1)
        words = atoms[start : start + length]
        if length > 1 or (words[0] not in STOP_WORDS and len(words[0]) >= SHORTEST):
            for kind, code in sorted(lexicon.exact.get(words, ())):
                if kind in SUBJECTS:
                    subject = SUBJECTS[kind]
                    force = Force.WISH if subject in SOFT else Force.MUST
                    span = (" ".join(words), start, start + length)
                    found.append(Requirement(subject, force, code, words=span[0], start=span[1], end=span[2]))
        start += length
    return Reading(tuple(found))
