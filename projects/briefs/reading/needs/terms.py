"""Modalities, systems, standards and service lines, from the names in a text."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cached_property

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found
from projects.briefs.reading.meaning.roles import gives_way, is_aim, is_beside, is_measured, is_of_a_test, qualifies
from projects.briefs.reading.names.lexicon import Lexicon, Mention, mention_at
from projects.briefs.reading.names.products import (
    ANY_PRODUCT,
    ANY_PROTEIN,
    CELLS,
    CONJUGATES,
    DOMAIN_FAMILIES,
    DOSAGE,
    FAMILIES,
    FERMENTED,
    FERMENTED_LINES,
    FERMENTING,
    FOR_OTHERS,
    KILLS,
    LOOSE_PROTEINS,
    LOOSE_WORDS,
    MEDICINE,
    MICROBES,
    NAMED_ANTIBODIES,
    NEEDS,
    OF_ANTIBODY,
    OF_CHEMISTRY,
    OWN_LINES,
    PLAIN_ANTIBODY,
    PRODUCT_FAMILIES,
    RNA,
    VACCINES,
    VECTORS,
    WEAK_CHEMISTRY,
    WORK,
)
from projects.briefs.reading.needs.containment import without_containment
from projects.briefs.reading.needs.names import Guess, guessed, guessed_chemistry, vectors_of_cells
from projects.briefs.reading.needs.questions import without_questions
from projects.briefs.reading.needs.undenied import open_guesses, open_systems, refused, supplied, undenied
from projects.briefs.reading.tone.tones import Tones
from projects.briefs.reading.writing.text import Layout, Word
from projects.briefs.requirements import Subject

AIMED = 0.4
"""How sure the medicine is that a product is for, or that is only guessed: too little to shut anybody out."""
ENABLING = re.compile(r"[\s-]enabling")  # what enables an application is not the application, which follows


class Terms:
    """The names of a text, by subject."""

    def __init__(self, layout: Layout, words: Sequence[Word], lexicon: Lexicon, tones: Tones) -> None:
        self.layout, self.words, self.lexicon = layout, words, lexicon
        named = {one: list(lexicon.mentions_in(words, one, layout)) for one in lexicon.names}
        named, asked = without_questions(layout, words, named)
        self.mentions = undenied(layout.plain, words, named)
        self._named = self.mentions[Subject.MODALITY]
        self._refused = refused(tones, words, self._named)
        open_ = {one for one in self._named if one not in self._refused and not self._is_of_a_test(one)}
        kept = {*self._refused, *self._of_products([one for one in self._named if one in open_])}
        self.mentions[Subject.MODALITY] = [one for one in self._named if one in kept]
        self._beside = set(self._named) - kept
        self.systems = open_systems(tones, words, self.mentions.get(Subject.SYSTEM, []))
        self.unplaced, self.passed = list[tuple[int, int]](), list[tuple[int, int]]()
        """Markets that no vocabulary has, and places where nothing is wanted."""
        self.mentions, aside = without_containment(self.mentions, self.words_in, layout.plain)
        self.noted = [(*span, Doubt.NOT_IN_PROFILES) for span in asked]
        self.noted += [(*self.span(one), Doubt.CONTAINMENT) for one in aside]
        """Words that are understood and not compared."""
        self._guessed, self._certain = self._guessed_products(), 0.6
        self.modalities = frozenset(code for one in self._wanted() for code in one.codes)
        self.modalities |= open_guesses(tones, self._guessed)
        self.modalities -= self._only_of_dosage_forms()
        self.purposes = self._purposes()
        """What the product is for, or goes into: it is made by somebody else."""
        self.supplied = supplied(tones, words, self._wanted(), self.purposes)
        """What somebody else makes for the product, or made already."""
        if not self.modalities and not self.systems & MICROBES and not FERMENTING.search(layout.plain):
            self._guessed, self._certain = [*self._guessed, *guessed_chemistry(layout.plain)], AIMED
            self.modalities = open_guesses(tones, self._guessed)

    def _wanted(self) -> list[Mention]:
        """The medicines that are not refused: only these say what a general word means."""
        return [one for one in self.mentions[Subject.MODALITY] if one not in self._refused]

    def _only_of_dosage_forms(self) -> frozenset[str]:
        """ "Eye drops" are of a small molecule only where nothing else is named."""
        plain = {self.words_in(one) for one in self._wanted() if "small-molecule" in one.codes}
        is_guessed = any(code == "small-molecule" for code, _start, _end in self._guessed)
        is_weak = plain and plain <= WEAK_CHEMISTRY and not is_guessed and len(self.modalities) > 1
        return frozenset(["small-molecule"]) if is_weak else frozenset()

    def _purposes(self) -> frozenset[str]:
        """Modalities that are only named as what the product is for: "plasmids as starting material for lentivirus"."""
        named, aims = set[str](), set[str]()
        for one in self._wanted():
            (aims if self._is_aim(one) else named).update(one.codes)
        return frozenset(aims - named) if named & FOR_OTHERS else frozenset()

    def _is_aim(self, mention: Mention) -> bool:
        start, end = self.span(mention)
        return is_aim(self.layout.plain, start, end, self.layout.sentence_of(start)[0])

    @property
    def products(self) -> frozenset[str]:
        """The modalities that are to be made, without what only carries or arms them."""
        made = self.modalities - self.purposes - self.supplied
        if made & CONJUGATES:
            made -= {"hpapi"}
        return made - {"plasmid-dna"} if made & (VECTORS | CELLS | RNA) else made

    @cached_property
    def language(self) -> str:
        """Chinese, once a third of its words are Chinese characters; else English."""
        han = sum(1 for word in self.words if "㐀" <= word.raw[0] <= "鿿")
        return "zh" if 3 * han > len(self.words) else "en"

    def span(self, mention: Mention) -> tuple[int, int]:
        """Where a mention stands in the text."""
        return self.words[mention.first].start, self.words[mention.last].end

    def words_in(self, mention: Mention) -> str:
        """The words of a mention in small letters."""
        return self.layout.plain[slice(*self.span(mention))]

    def found_modalities(self) -> Iterator[Found]:
        """Kinds of medicine. A group, or what only carries the product, gives way to the product."""
        for mention in self.mentions.get(Subject.MODALITY, []):
            codes = self._products(mention)
            if codes and not self.supplied.issuperset(codes) and not self._is_carrier(codes, mention):
                certain = (
                    AIMED
                    if self.purposes.issuperset(codes)
                    else 0.9
                    if len(codes) == 1 and self._is_leaf(codes[0])
                    else 0.6
                )
                named = self.found(Subject.MODALITY, codes, mention, certain)
                yield replace(named, is_implied=True) if certain == AIMED else named
        if self.modalities & FERMENTED and self.systems & MICROBES:
            for mention in self.mentions[Subject.SYSTEM]:
                start, end = self.span(mention)
                yield Found(Subject.MODALITY, ("microbial-protein",), start, end, 0.5, Subject.MODALITY, is_implied=True)
        if not self.modalities and self.systems & MICROBES and ANY_PRODUCT.search(self.layout.plain):
            for mention in self.mentions[Subject.SYSTEM]:
                yield self.found(Subject.MODALITY, ("microbial-protein",), mention, 0.6)
        yield from self._inns()
        if self.modalities & CELLS and not self.modalities & VECTORS:
            yield from vectors_of_cells(self.layout.plain, self.modalities)

    def _is_carrier(self, codes: Sequence[str], mention: Mention) -> bool:
        """A virus that kills tumours is said to; else it carries the vaccine that is named. A polypeptide is a part of the protein that is."""
        if self.words_in(mention) in {"polypeptide", "polypeptides"}:
            return len(self.modalities) > 1
        is_virus = tuple(codes) == ("oncolytic-virus",) and bool(self.modalities & VACCINES)
        return is_virus and KILLS.search(self.words_in(mention)) is None

    def found_services(self) -> Iterator[Found]:
        """Service lines: a leaf, a family, or of a domain the family that is meant most. What a product's name alone would say,
        ``making`` says."""
        for mention in self.mentions.get(Subject.SERVICE_LINE, []):
            if self._is_aim(mention) or self._is_what_it_is(mention) or is_measured(self.layout.plain, *self.span(mention)):
                continue
            codes = tuple(dict.fromkeys(self._lines(mention)))
            own = self._own_families(mention)
            codes = tuple(code for code in codes if self.family_of(code) not in own)
            if codes and ENABLING.match(self.layout.plain, self.span(mention)[1]):
                yield replace(self.found(Subject.SERVICE_LINE, codes, mention, AIMED), is_implied=True)
            elif codes:
                yield self.found(Subject.SERVICE_LINE, codes, mention, 0.85 if len(codes) == 1 else 0.7)

    def _own_families(self, mention: Mention) -> Set[str]:
        """The families whose name is here only the product's: of "AAV" and of the "small molecule" in "oral small molecule"."""
        if WORK.search(self.words_in(mention)):
            return frozenset()
        named = mention_at(self._named, mention)
        if self._is_of_a_test(mention) or (named and named in self._beside):
            return PRODUCT_FAMILIES
        around = [named] if named and mention.last <= named.last else []
        products = [one for one in around if one.codes != ("plasmid-dna",) or self._products(one)]
        if any((one.first, one.last) == (mention.first, mention.last) for one in products):
            return PRODUCT_FAMILIES
        return {FAMILIES[code] for one in products for code in one.codes if code in FAMILIES}

    def _is_what_it_is(self, mention: Mention) -> bool:
        """ "A gene therapy candidate" is a medicine, though services have the same name."""
        parents = self.lexicon.parents[Subject.SERVICE_LINE]
        is_general = all(parents.get(code) is None or code in PRODUCT_FAMILIES for code in mention.codes)
        return is_general and MEDICINE.match(self.layout.plain, self.span(mention)[1]) is not None

    def family_of(self, code: str) -> str:
        """The family of a line, or the family itself."""
        parents = self.lexicon.parents[Subject.SERVICE_LINE]
        parent = parents.get(code)
        return parent if parent and parents.get(parent) else code

    def _lines(self, mention: Mention) -> Iterator[str]:
        codes, words = mention.codes, self.words_in(mention)
        near = self.layout.plain[slice(*self.layout.near(self.span(mention)[0]))]
        parents = self.lexicon.parents[Subject.SERVICE_LINE]
        broader = {parents.get(code) for code in codes}
        for code in codes:
            if parents.get(code) is None:
                code = DOMAIN_FAMILIES.get(code, "")
            if not code or code in broader:
                continue
            if words in LOOSE_WORDS and not self.modalities & NEEDS.get(code, self.modalities or frozenset([""])):
                continue
            yield code if OF_ANTIBODY.match(words) and self.products & CONJUGATES else self.own_line(code, near)

    def own_line(self, code: str, near: str = "") -> str:
        """What is general of proteins has its own name for other products. The process of tablets, ``near`` by, is formulation."""
        own = OWN_LINES.get(code, {})
        if own.get("small-molecule") == "api-development" and "small-molecule" in self.products:
            of_tablets = DOSAGE.search(near) and not OF_CHEMISTRY.search(near)
            is_dosed = self._guessed and DOSAGE.search(self.layout.plain) and not OF_CHEMISTRY.search(self.layout.plain)
            if of_tablets or is_dosed:
                return "formulation"
        lines = {own[modality] for modality in self.products if modality in own}
        if len(lines) == 1:
            return next(iter(lines))
        is_fermented = self.systems and self.systems <= MICROBES
        return FERMENTED_LINES.get(code, code) if is_fermented else code

    def _products(self, mention: Mention) -> tuple[str, ...]:
        words, others = self.words_in(mention), self.modalities - self.purposes
        return tuple(
            code
            for code in mention.codes
            if not gives_way(code, others, self.layout.plain) and self._is_product(code, words)
        )

    def _is_of_a_test(self, mention: Mention) -> bool:
        return is_of_a_test(self.layout.plain, *self.span(mention), self.layout.near(self.span(mention)[0]))

    def _of_products(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Without what only says more of the name behind it, and without what stands beside the product, where one is named."""
        spans, kept = [self.span(one) for one in mentions], []
        for place, one in enumerate(mentions):
            after = mentions[place + 1] if place + 1 < len(mentions) else None
            if (
                after is None
                or not self._is_noun(after)
                or not qualifies(self.layout.plain, spans[place][1], spans[place + 1][0], one.codes, after.codes)
            ):
                kept.append(one)
        beside = {one for one in kept if self._is_beside(one.codes, *self.span(one))}
        return [one for one in kept if one not in beside] if len(beside) < len(kept) else kept

    def _is_noun(self, mention: Mention) -> bool:
        return self._is_leaf(mention.codes[0]) and self.words_in(mention) not in WEAK_CHEMISTRY

    def _is_beside(self, codes: Sequence[str], start: int, end: int) -> bool:
        return is_beside(self.layout.plain, start, end, codes, self.layout.near(start))

    def _guessed_products(self) -> list[Guess]:
        """Names by their stems, without what stands beside the product."""
        named = list(guessed(self.layout.plain))
        open_ = [one for one in named if not self._is_beside(one[:1], one[1], one[2])]
        return open_ if open_ or self.mentions[Subject.MODALITY] else named

    def _is_product(self, code: str, words: str) -> bool:
        others = self.modalities - self.purposes - {code}
        if code in {"antibody-protein", "mab"} and others & NAMED_ANTIBODIES and words in PLAIN_ANTIBODY:
            return False
        if (code == "gene-editing" and others & CELLS) or (code == "small-molecule" and words in WEAK_CHEMISTRY and others):
            return False
        if code == "plasmid-dna" and others & (VECTORS | CELLS | RNA):
            return False
        if (code in {"vaccine", "vaccine-viral", "vaccine-protein"} and others & RNA) or (
            code == "microbial-protein" and others & VACCINES
        ):
            return False
        if words in ANY_PROTEIN and others:
            return False
        if code == "hpapi" and words in LOOSE_WORDS and not others & NEEDS["hpapi"]:
            return False
        is_loose = words in LOOSE_PROTEINS and others & (NAMED_ANTIBODIES | CELLS | VECTORS | RNA | {"mab"})
        if code == "recombinant-protein" and (is_loose or "microbial-protein" in others):
            return False
        rivals = others - {"gene-editing"} if code in CELLS else others
        return self._is_leaf(code) or not any(self._is_leaf(other) for other in rivals)

    def _is_leaf(self, code: str) -> bool:
        return self.lexicon.parents[Subject.MODALITY].get(code) is not None

    def _inns(self) -> Iterator[Found]:
        for code, start, end in self._guessed:
            yield Found(Subject.MODALITY, (code,), start, end, self._certain, Subject.MODALITY)

    def found(self, subject: Subject, codes: Sequence[str], mention: Mention, confidence: float) -> Found:
        """What a mention names, with its place in the text."""
        start, end = self.span(mention)
        return Found(subject, tuple(codes), start, end, confidence, subject)
