"""Medicines that only a question to the bidders names: "Do you have experience with self-amplifying RNA?", "贵司是否有AAV经验？"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from projects.briefs.reading.found import Found, Weighed
from projects.briefs.reading.meaning.senses import PRICE, QUESTION
from projects.briefs.reading.names.lexicon import Mention
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.reading.writing.text import Layout, Word
from projects.briefs.requirements import Subject

NAMES = (Subject.MODALITY, Subject.SERVICE_LINE)
# What somebody can do besides, or has done.
ABLE = re.compile(
    r"\s*(?:[-*•]\s*)?(?:and |so |also |finally,? |lastly,? )?(?:(?:can|could|would) you (?:also |even )?(?:handle|do|offer|work with|"
    r"deal with|support|take on)|do you (?:also |ever |currently |already )?(?:do|make|provide|support|work|handle|cover|offer|have)|"
    r"did you|does your|is there any experience|any experience|any (?:track record|references)|what about|how about)\b"
    r"|[^。?]{0,12}(?:贵司|贵方|你们|贵公司)[^。?]{0,16}(?:做过|有|能|可以|会|是否|提供|支持)(?=[^。?]{0,40}\?)"
    r"|\s*(?:是否|有没有|有无)[^。?]{0,12}(?:经验|业绩|案例|平台|能力|做过)?(?=[^。?]{0,24}\?)",
    re.ASCII,
)
# Words by which a question is about the work itself.
OURS = re.compile(
    r"\b(?:our|my|us|slots?|timeline|by when|start)\b|\d\s?(?:k?l|kg|g|vg|批)\b|我[们方司]的?|档期|产能", re.ASCII
)


# A question that looks for a house asks for its work.
SEEKS = re.compile(
    r"\s*(?:请问|想问|各位|大家|老师|好|,|，|\s)*(?<!你们)(?<!贵司)(?<!贵方)(?:有没有|有无|哪家|谁家?|哪里|是否有)[^。?？]{0,40}(?:厂家?|公司|供应商|服务商|企业|机构|cdmo|cro|cmo|推荐)[^。?？]{0,8}[?？]|"
    r"\s*(?:请问|想问|,|，|\s)*(?:有没有|谁|哪家)(?:人|厂家?)?(?:能|可以|会)?(?:做|接|生产|承接)"
)

ALSO = re.compile(
    r"\b(?:could|can|would) you (?:also|additionally|possibly also)\b|\bis it (?:also )?possible to (?:also )?|"
    r"(?:能否|可否|能不能|可不可以|是否可以|是否能)[^,;。?]{0,4}(?:顺便|顺带|也|一并|另外)|(?:顺便|顺带|也)(?:能|可以)"
)
"""Of what could be done besides."""
CAN = quick(
    r"\b(?:is|would|might) it (?:also |perhaps )?(?:be )?(?:also )?(?:possible|feasible) (?:for you )?to\b|\bare you (?:also )?able to\b|"
    r"\b(?:can|could|would|will) you (?:also |perhaps |possibly |additionally )?(?:be able to|do|make|run|perform|produce|manufacture|offer|provide|"
    r"support|handle|take (?:on|over)|lyophili[sz]e)\b|\bdo you (?:also |currently )?(?:do|make|run|perform|produce|offer|provide)\b|"
    r"能否|可否|能不能|可不可以|会不会|是否(?:可以|能|会)"
)
"""What the bidder could do, where nothing says that it has to be done."""
HAS_TO = quick(
    r"\b(?:must|need(?:s|ed)?|requir(?:e|es|ed|ement|ements)|mandatory|essential|ha(?:s|ve) to)\b|必须|必需|需要|务必|要求|[一二两三四五六七八九十]\s?批"
)
SOFT = frozenset({Subject.SERVICE_LINE, Subject.MODALITY})


def without_questions(
    layout: Layout, words: Sequence[Word], mentions: Mapping[Subject, list[Mention]]
) -> tuple[dict[Subject, list[Mention]], list[tuple[int, int]]]:
    """Without medicines that only questions to the bidders name, nor services of the same name; and where these stand. A text that
    is nothing but a question is about its medicine."""
    named = mentions.get(Subject.MODALITY, [])
    asked = {one for one in named if _is_of_bidder(layout, words[one.first].start)}
    if not asked:
        return dict(mentions), []
    places = {(one.first, one.last) for one in asked}
    others = [
        one for subject in NAMES for one in mentions.get(subject, []) if not _is_of_bidder(layout, words[one.first].start)
    ]
    said = {code for one in others for code in one.codes}
    if not others:
        return dict(mentions), []
    only = {one for one in asked if not said.issuperset(one.codes)}
    kept = dict(mentions)
    for subject in NAMES:
        kept[subject] = [one for one in mentions.get(subject, []) if (one.first, one.last) not in places]
    return kept, sorted((words[one.first].start, words[one.last].end) for one in only)


def _is_of_bidder(layout: Layout, position: int) -> bool:
    return is_asked(layout, position) or is_possible(layout, position)


def is_possible(layout: Layout, position: int) -> bool:
    """Whether a question stands before the position in its sentence that asks what the bidder could do, and no word makes it a must."""
    low, high = layout.near(position)
    plain = layout.plain
    if not plain[low:high].rstrip().endswith("?") or CAN.search(plain, low, position) is None:
        return False
    return not any(pattern.search(plain, low, high) for pattern in (PRICE, OURS, HAS_TO))


def with_possible(layout: Layout, weighed: Sequence[Weighed]) -> list[Weighed]:
    """ "Is it possible to make AAV, too?" wishes for it. A text that asks for nothing else wants it."""
    wanted = [one for one in weighed if one.tone is Tone.MUST and one.found.subject in SOFT]
    possible = {one.found for one in wanted if is_possible(layout, one.found.start)}
    if all(one.found in possible for one in wanted):
        return list(weighed)
    return [replace(one, tone=Tone.WISH) if one.found in possible else one for one in weighed]


def is_asked(layout: Layout, position: int) -> bool:
    """Whether the sentence, or its part in which the position is, asks the readers about themselves and not for a price."""
    low, high = layout.near(position)
    plain, part = layout.plain, layout.part_of(position)[0]
    if not plain[low:high].rstrip().endswith("?") or PRICE.search(plain, low, high) or OURS.search(plain, part, high):
        return False
    if SEEKS.match(plain, low, high) or SEEKS.match(plain, part, high):
        return False
    found = (pattern.match(plain, start, high) for pattern in (QUESTION, ABLE) for start in {low, part})
    return any("," not in match[0] for match in found if match)


def softened(layout: Layout, asked: list[Found], wanted: list[Found]) -> tuple[list[Found], list[Found]]:
    """What only a question speaks of that could be done besides, as a wish; the rest is what is asked for."""

    def is_beside(one: Found) -> bool:
        low, high = layout.near(one.start)
        return layout.plain[low:high].rstrip().endswith("?") and ALSO.search(layout.plain, low, one.start) is not None

    beside = {one: replace(one, is_implied=True) for one in wanted if is_beside(one)}
    if len(beside) == len(wanted):
        return asked, wanted
    return [beside.get(one, one) for one in asked], [beside.get(one, one) for one in wanted]
