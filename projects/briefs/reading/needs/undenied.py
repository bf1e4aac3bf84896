"""The names of a text without what is taken away: by "non" and "not", and by the words that it is there already."""

from collections.abc import Mapping, Sequence, Set

from projects.briefs.reading.names.lexicon import Mention
from projects.briefs.reading.names.products import FOR_OTHERS
from projects.briefs.reading.needs.blood import without_blood_products
from projects.briefs.reading.needs.names import Guess
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.tone.denials import is_prefixed
from projects.briefs.reading.tone.tones import Named, Tones
from projects.briefs.reading.writing.text import Word
from projects.briefs.requirements import Subject

Mentions = Mapping[Subject, list[Mention]]


def undenied(plain: str, words: Sequence[Word], mentions: Mentions) -> dict[Subject, list[Mention]]:
    """Without medicines and standards that "non" stands before, proteins of donated plasma, nor services of the same name."""

    def is_denied(one: Mention, of_standard: bool = False) -> bool:
        return is_prefixed(plain, words[one.first].start, of_standard)

    proteins = set(without_blood_products(plain, words, mentions.get(Subject.MODALITY, [])))
    of_blood = {(one.first, one.last) for one in mentions.get(Subject.MODALITY, []) if one not in proteins}
    denied = of_blood | {(one.first, one.last) for one in mentions.get(Subject.MODALITY, []) if is_denied(one)}
    kept = {subject: list(named) for subject, named in mentions.items()}
    for subject in (Subject.MODALITY, Subject.SERVICE_LINE):
        kept[subject] = [one for one in kept.get(subject, []) if (one.first, one.last) not in denied]
    kept[Subject.STANDARD] = [one for one in kept.get(Subject.STANDARD, []) if not is_denied(one, of_standard=True)]
    return kept


def open_systems(tones: Tones, words: Sequence[Word], systems: Sequence[Mention]) -> frozenset[str]:
    """The systems that are not refused."""
    said = zip(systems, _tones(tones, words, systems), strict=True)
    return frozenset(code for one, tone in said if tone is not Tone.NOT for code in one.codes)


def refused(tones: Tones, words: Sequence[Word], medicines: Sequence[Mention]) -> frozenset[Mention]:
    """The medicines that are not wanted: refused, or said not to be needed."""
    said = zip(medicines, _tones(tones, words, medicines), strict=True)
    return frozenset(one for one, tone in said if tone in {Tone.NOT, Tone.NEEDLESS})


def open_guesses(tones: Tones, guesses: Sequence[Guess]) -> frozenset[str]:
    """The medicines that are not refused, of those that are known by the stems of their names."""
    ordered = sorted(guesses, key=lambda one: one[1:])
    said = tones.of([Named("name", start, end) for _code, start, end in ordered])
    return frozenset(code for (code, _start, _end), tone in zip(ordered, said, strict=True) if tone is not Tone.NOT)


def supplied(tones: Tones, words: Sequence[Word], medicines: Sequence[Mention], purposes: Set[str]) -> frozenset[str]:
    """What is bought to make the product of, where the text says that it is there or comes from elsewhere."""
    said = list(zip(medicines, _tones(tones, words, medicines), strict=True))
    there = {code for one, tone in said if tone is Tone.HAVE for code in one.codes}
    open_ = {code for one, tone in said if tone is not Tone.HAVE for code in one.codes}
    return frozenset(there & FOR_OTHERS - open_) if open_ - there - purposes else frozenset()


def _tones(tones: Tones, words: Sequence[Word], mentions: Sequence[Mention]) -> list[Tone]:
    return tones.of([Named("name", words[one.first].start, words[one.last].end) for one in mentions])
