"""Medicines that are taken out of donated plasma, and not made in cells: no vocabulary has them, so that they are listed (see ``limits``)."""

import re
from collections.abc import Sequence

from projects.briefs.reading.names.lexicon import Mention
from projects.briefs.reading.writing.text import Word

OF_BLOOD = re.compile(
    r"\bplasma[\s-](?:derived|fraction\w*|pools?|donations?|donors?)|\bfractionat\w+ (?:of )?(?:the |our )?(?:human |pooled |source |donor )*plasma\b|"
    r"\bfrom (?:human |pooled |source |donor )+plasma\b|\bsource plasma\b|血浆(?:来源|分离|组分|蛋白制品)|血液制品",
    re.ASCII,
)
RECOMBINANT = re.compile(r"\brecombinant|重组", re.ASCII)
REACH = 160
PROTEINS = frozenset(["recombinant-protein"])
IMMUNOGLOBULINS = frozenset(["igg", "ivig", "scig", "immunoglobulin", "immunoglobulin g", "immunoglobulins"])
"""Antibodies elsewhere."""


def without_blood_products(plain: str, words: Sequence[Word], medicines: Sequence[Mention]) -> list[Mention]:
    """Without proteins that the words beside them say come from plasma."""
    spans = [match.span() for match in OF_BLOOD.finditer(plain)]
    if not spans:
        return list(medicines)

    def is_of_blood(one: Mention) -> bool:
        start, end = words[one.first].start, words[one.last].end
        is_near = any(start - REACH < last and first < end + REACH for first, last in spans)
        is_protein = PROTEINS.issuperset(one.codes) or plain[start:end] in IMMUNOGLOBULINS
        return is_near and is_protein and not RECOMBINANT.search(plain, max(0, start - 24), end)

    return [one for one in medicines if not is_of_blood(one)]
