"""What words name: the vocabularies' names in both languages, and what people say besides."""

import re
import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from projects.briefs.reading.names.provinces import PROVINCES
from projects.briefs.reading.names.sayings import CITIES, EU, EXACT, MARKETS, NOT_AFTER, REGIONS, SAYINGS, SILENT, WORDS_TOO
from projects.briefs.reading.names.spellings import Measures
from projects.briefs.reading.writing.text import Layout, Word, stems_of
from projects.briefs.requirements import MODELS, Subject
from vocabulary.models import (
    Country,
    Jurisdiction,
    Regulator,
    Term,
)
from vocabulary.selectors.vocabulary import Vocabulary

AGENCIES = frozenset(
    [
        "cn-nmpa",
        "cn-cde",
        "us-fda",
        "eu-ema",
        "ca-hc",
        "gb-mhra",
        "ch-swissmedic",
        "jp-pmda",
        "kr-mfds",
        "sg-hsa",
        "in-cdsco",
        "au-tga",
        "br-anvisa",
        "za-sahpra",
        "tw-tfda",
        "de-bfarm",
        "de-pei",
        "fr-ansm",
        "it-aifa",
        "es-aemps",
        "be-famhp",
        "at-basg",
        "ie-hpra",
        "dk-dkma",
        "nl-igj",
    ]
)
"""Regulators that are named for a market; the others for customs, trade or animals."""


SHORT_HAN = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: ``first`` to ``last`` count the words of the text, the last included."""

    subject: Subject
    codes: tuple[str, ...]
    first: int
    last: int


def mention_at(mentions: Sequence[Mention], mention: Mention) -> Mention | None:
    """Of mentions in their order, none over another, the one in which this begins."""
    place = bisect_right(mentions, mention.first, key=lambda one: one.first)
    return mentions[place - 1] if place and mention.first <= mentions[place - 1].last else None


@dataclass
class Lexicon:
    """Names as stems, by subject. ``longest`` leads from a first word to the length of its longest name."""

    names: dict[Subject, dict[tuple[str, ...], dict[str, str]]] = field(default_factory=lambda: defaultdict(dict))
    longest: dict[Subject, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    parents: dict[Subject, dict[str, str | None]] = field(default_factory=lambda: defaultdict(dict))
    known: set[str] = field(default_factory=set)
    measures: Measures = field(default_factory=Measures)

    def add(self, subject: Subject, name: str, codes: Sequence[str]) -> None:
        """Learn a name. One in capitals that is a word too is kept in capitals."""
        stems = stems_of(name)
        self.known.update(stems)
        if not stems or not codes:
            return
        named = self.names[subject].setdefault(stems, {})
        is_strict = name.isupper() and (len(name) <= 2 or name.casefold() in WORDS_TOO)
        strict = name if is_strict or name in EXACT else ""
        for code in codes:
            named[code] = strict if named.get(code, strict) else ""
        self.longest[subject][stems[0]] = max(self.longest[subject].get(stems[0], 0), len(stems))

    def add_all(self, subject: Subject, names: Iterable[str], codes: Sequence[str]) -> None:
        """Learn several names of the same."""
        for name in names:
            self.add(subject, name.strip(), codes)

    def mentions_in(self, words: Sequence[Word], subject: Subject, layout: Layout) -> Iterator[Mention]:
        """The longest names of the subject, from left to right. No name goes over the end of a sentence, or cuts a word."""
        names, longest, position = self.names[subject], self.longest[subject], 0
        stems = [word.stem for word in words]
        while position < len(words):
            reach = min(longest.get(stems[position], 0), len(words) - position)
            for length in range(reach, 0, -1):
                named = names.get(tuple(stems[position : position + length]))
                part = words[position : position + length]
                codes = self._meant(named, part) if named and part[0].sentence == part[-1].sentence else ()
                if (
                    codes
                    and not _is_part(words, position, length, layout.plain)
                    and not layout.ordinary.tears(part[0].start, part[-1].end)
                ):
                    yield Mention(subject, codes, position, position + length - 1)
                    position += length - 1
                    break
            position += 1

    @staticmethod
    def _meant(named: dict[str, str], part: Sequence[Word]) -> tuple[str, ...]:
        raw = " ".join(word.raw for word in part)
        return tuple(code for code, strict in named.items() if not strict or raw == strict)


AMOUNT = re.compile(
    r"(?:[.,]\d+)*\s?(?:[-–x×]|[kmµu]?[gl]\b|litres?|liters?|tonnes?|tons?|t\b|m3|batch|lots?\b|runs?\b|vials?|syringes|tablets|capsules|patients?|doses?|"
    r"million|thousand|[vt][gpu]\b|samples?|kilos?|grams?|批|升|公斤|千克|克|支|瓶|万)"
)
"""Behind a number that counts something: "GLP 2 batches" is no "GLP 2"."""


def _is_part(words: Sequence[Word], first: int, length: int, plain: str) -> bool:
    """ "GLP" in "GLP-1" is no standard, "制剂" in "抑制剂" no dosage form."""
    name = "".join(word.raw for word in words[first : first + length])
    before = next((chars for head, chars in NOT_AFTER.items() if name.startswith(head)), "")
    if first and words[first - 1].raw in before and words[first - 1].end == words[first].start:
        return True
    last = first + length - 1
    if _is_torn(words, first, last, plain):
        return True
    if last + 1 >= len(words) or not words[last].raw.isupper():
        return False
    after = words[last + 1]
    is_numbered = after.start == words[last].end + 1 and after.raw.isdigit() and len(after.raw) < 3
    is_said = plain[words[last].end] == "-" or (words[last].raw == "GLP" and not AMOUNT.match(plain, after.end))
    return is_numbered and is_said


def _is_torn(words: Sequence[Word], first: int, last: int, plain: str) -> bool:
    """A name does not go over a comma: in "antibody, formulation" stands no "antibody formulation", in "多糖-蛋白" no "糖蛋白"."""
    gaps = [plain[words[place].end : words[place + 1].start] for place in range(first, last)]
    is_short = last - first < SHORT_HAN and all("㐀" <= words[place].raw[0] <= "鿿" for place in range(first, last + 1))
    return any("," in gap or ";" in gap for gap in gaps) or (is_short and any(gaps))


_latest: tuple[uuid.UUID | None, Vocabulary, Lexicon] | None = None


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of an edition; made once for it."""
    global _latest
    if _latest is None or _latest[1] is not vocabulary:
        _latest = (vocabulary.stamp, vocabulary, _learn(vocabulary))
    return _latest[2]


def _learn(vocabulary: Vocabulary) -> Lexicon:
    lexicon = Lexicon(measures=Measures.of(vocabulary))
    for subject, model in MODELS.items():
        for term in vocabulary.in_use(model):
            lexicon.parents[subject][term.code] = term.parent_code
            for name in _names_of(term):
                if stems_of(name) not in SILENT:
                    lexicon.add(subject, name, [term.code])
    _learn_places(lexicon, vocabulary)
    for subject, sayings in SAYINGS.items():
        known = vocabulary.terms[MODELS[subject]]
        for codes, names in sayings.items():
            there = [code for code in codes.split() if code in known and not known[code].is_retired]
            lexicon.add_all(subject, names.split("|"), there)
    return lexicon


def _names_of(term: Term) -> list[str]:
    if isinstance(term, Country | Jurisdiction):
        return [name for name in term.names if name != term.code]
    return [
        term.label_en,
        term.label_zh,
        *term.synonyms_en,
        *term.synonyms_zh,
        *(part for part in term.label_en.split(" / ") if len(part) > 3),
    ]


def _learn_places(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    """Countries are markets and the other way round; which one is meant, the sentence says. Regions are their countries."""
    markets = {one.country_id: one.code for one in vocabulary.in_use(Jurisdiction) if one.country_id}
    for country in vocabulary.in_use(Country):
        lexicon.add_all(
            Subject.JURISDICTION, _names_of(country), [markets[country.code]] if country.code in markets else []
        )
    for one in vocabulary.in_use(Jurisdiction):
        lexicon.add_all(Subject.COUNTRY, _names_of(one), [one.country_id] if one.country_id else [])
    _learn_regions(lexicon, vocabulary)
    for code, names in (*CITIES.items(), *PROVINCES.items()):
        lexicon.add_all(Subject.COUNTRY, names.split("|"), [code])
        lexicon.add_all(Subject.JURISDICTION, names.split("|"), [markets[code]] if code in markets else [])
    for named, names in MARKETS.items():
        known = vocabulary.terms[Jurisdiction]
        lexicon.add_all(Subject.JURISDICTION, names.split("|"), [code for code in named.split() if code in known])
    for regulator in vocabulary.in_use(Regulator):
        if regulator.code in AGENCIES:
            lexicon.add_all(Subject.JURISDICTION, _names_of(regulator), [regulator.jurisdiction_id])


def _learn_regions(lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    countries, known = vocabulary.in_use(Country), vocabulary.terms[Country]
    for code, names in REGIONS.items():
        listed = EU if code == "eu" else code.split()
        within = [one.code for one in countries if one.region_id == code] or [one for one in listed if one in known]
        lexicon.add_all(Subject.COUNTRY, names.split("|"), within)
        lexicon.add_all(Subject.JURISDICTION, names.split("|"), ["eu"] if code in {"eu", "europe"} else [])
