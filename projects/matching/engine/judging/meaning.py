"""What choices mean in the vocabularies and in providers' own texts."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

import numpy as np

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import KINDS, Choice
from projects.matching.engine.ground.ground import OWN_TEXTS, Flags, Ground, leaves_below
from projects.matching.engine.ground.texts import phrases_of
from services.search import kinds
from vocabulary.models import ExpressionSystem, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

PARTS: dict[str, tuple[str, ...]] = {"eu-gmp": ("eu-gmp-annex-1", "eu-gmp-atmp")}
"""Volume 4 of EudraLex has annexes, and its Part IV for advanced therapies: who works under one of these works under it."""
IN_GENERAL: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("mrna-fill-finish", "vector-fill-finish"), ("aseptic-vial-filling",)
)
"""Services for one kind of medicine, and what the work is called in general: who fills vials, and lists this medicine for it, does it."""
HOSTS: dict[str, str] = {
    "mammalian": "biologics-cmc",
    "microbial": "microbial-synbio",
    "yeast": "microbial-synbio",
    "fungal": "microbial-synbio",
    "cell-free": "nucleic-acids",
    "human-cell": "cell-regenerative",
    "chemical": "small-molecule-peptide",
    "radiochemical": "conjugates-radiopharma",
}
"""The domain of services that works with a family of expression systems."""

SERVED_BY: dict[str, dict[str, tuple[str, ...]]] = {Subject.STANDARD: PARTS, Subject.SERVICE_LINE: IN_GENERAL}


def meant_by(choice: Choice) -> tuple[str, ...]:
    """The codes that serve a choice: those chosen, the parts of a standard, and what a service is in general."""
    others = SERVED_BY.get(choice.subject, {})
    return (*choice.codes, *(other for code in choice.codes for other in others.get(code, ()) if other not in choice.codes))


def ways_to_serve(choice: Choice) -> list[Choice]:
    """A choice, and each term that serves it as a choice of its own."""
    return [choice, *(replace(choice, codes=(code,)) for code in meant_by(choice))]


def ways_met(choice: Choice, does: Callable[[Choice], bool]) -> list[Choice]:
    """Of a choice, of which any code will do, those that are there: each of its own codes, else what stands for one of them."""
    met = [one for one in ways_to_serve(choice)[1:] if does(one)]
    return [one for one in met if one.codes[0] in choice.codes] or met


def ways_unmet(choice: Choice, met: Iterable[Choice]) -> list[Choice]:
    """The choice as a whole where nothing of it is met; else each of its codes that is not."""
    codes = {code for one in met for code in one.codes}
    return [replace(choice, codes=(code,)) for code in choice.codes if code not in codes] if codes else [choice]


def said_by(choice: Choice, ground: Ground, vocabulary: Vocabulary) -> Flags:
    """Which providers name a term in their own texts, by any of its names."""
    return ground.known.get_or_make((OWN_TEXTS, choice.subject, choice.codes), lambda: _said_by(choice, ground, vocabulary))


def _said_by(choice: Choice, ground: Ground, vocabulary: Vocabulary) -> Flags:
    flags = np.zeros(ground.size, dtype=bool)
    model = kinds.VOCABULARY_OF[KINDS[choice.subject]]
    for code in choice.codes:
        term = vocabulary.terms[model].get(code)
        if term is not None:
            flags[ground.texts.saying(phrases_of(term))] = True
    return flags


def leaves_of(choices: Iterable[Choice], model: type[TreeTerm], vocabulary: Vocabulary) -> list[str]:
    """All terms at the lowest level that the choices mean."""
    return leaves_below((code for one in choices for code in one.codes), model, vocabulary)


def host_domains(system: Choice, vocabulary: Vocabulary) -> list[str]:
    """The domains of services that work with such hosts."""
    terms = vocabulary.terms[ExpressionSystem]
    families = {cast(ExpressionSystem, terms[code]).family for code in system.codes}
    return sorted({HOSTS[family] for family in families if family in HOSTS})
