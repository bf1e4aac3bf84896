"""How well a plant holds back what is potent: of a chemical it says what kind of medicine it is, of a protein how the plant is to be."""

import re
from collections.abc import Callable, Mapping

from projects.briefs.reading.meaning.roles import OF_TOXINS
from projects.briefs.reading.names.lexicon import Mention
from projects.briefs.reading.names.products import CONJUGATES
from projects.briefs.requirements import Subject

CONTAINED = re.compile(r"oe[bl](?:[\s-]?[1-6])?(?:车间|厂房|产线|生产线)?|高活车间|occupational limit|oeb ?5 manufacturing")
OF_PLANT = (Subject.MODALITY, Subject.SERVICE_LINE)
CHEMICAL = frozenset(["hpapi", "small-molecule", "synthetic-chemical", "degrader", "peptide"])


def without_containment(
    mentions: Mapping[Subject, list[Mention]], words_in: Callable[[Mention], str], plain: str
) -> tuple[dict[Subject, list[Mention]], list[Mention]]:
    """Without names like "OEB5" where the product is no chemical, nor the toxin of a conjugate is to be made; and those names."""
    named = {one for subject in OF_PLANT for one in mentions.get(subject, []) if CONTAINED.fullmatch(words_in(one))}
    products = {code for one in mentions.get(Subject.MODALITY, []) if one not in named for code in one.codes}
    if not products or products & CHEMICAL or (products & CONJUGATES and OF_TOXINS.search(plain)):
        return dict(mentions), []
    kept = {subject: [one for one in found if one not in named] for subject, found in mentions.items()}
    return kept, sorted(named, key=lambda one: (one.first, -one.last))
