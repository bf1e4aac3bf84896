""" "Out of scope:", "From us:", "需要：": a heading says what holds for everything below it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.writing.scripts import HAN_LETTER
from projects.briefs.reading.writing.text import Layout

BULLET = (
    r"[^\S\n]{0,20}(?:(?:[-*•·–—#]+|\(?\d{1,2}(?:\.\d{1,2})?[.)）、]?|[①-⑩]|\(?[a-h][.)]|"
    r"[一二三四五六七八九十][、.])[^\S\n]{0,4})?"
)
"""What a line may begin with before its words: a dash, "2.1", "(a)", "一、"."""
# What is refused, what is there or comes from elsewhere, what is wanted, and what begins another subject. Each is the beginning of a
# heading; a few more words may follow before the colon or the end of the line.
KINDS: tuple[tuple[Tone | None, str], ...] = (
    (
        Tone.NOT,
        r"(?:(?:services|items|work|tasks|activities) )?(?:not|non)[ -]?(?:wanted|needed|required|requested|"
        r"tendered|included|in scope|part of|asks?|to be quoted)\b"
        r"|(?:items |work |services )?(?:out of|outside|beyond)(?: the| of)? scope\b|exclusions?\b|excluded\b|"
        r"(?:please )?(?:do not|don.?t) (?:quote|include|offer|need)\b|we (?:do not|don.?t) need\b|no need\b|"
        r"leave out\b"
        r"|不(?:需要|含|包括|包含|涉及|做|用|要|在范围)|无需|范围外|除外|以下(?:内容|工作|部分)?(?:由(?:其他|我)方|不|已)",
    ),
    (
        Tone.HAVE,
        r"(?:we |what we |we already )?have(?: already)?\b|in hand\b|in place\b|(?:already )?(?:done|available|"
        r"existing|complete|completed)\b|(?:provided|supplied|done|handled) by (?:us|(?:the )?(?:sponsor|"
        r"client))\b|(?:from|with|on) (?:us|our side)\b|ours\b"
        r"|(?:we|sponsor|client|customer) (?:will )?(?:suppl|provid|bring|deliver)\w*|(?:our|sponsor|"
        r"client) (?:part|inputs?|tasks|duties|responsibilities)\b|(?:current |present )?(?:status|state|"
        r"situation)\b|background\b|about (?:us|the (?:company|product|project))\b|context\b|introduction\b|"
        r"history\b|where we (?:are|stand)\b"
        r"|(?:the )?(?:product|compound|molecule|asset|drug|candidate|indication|target|"
        r"test item)s?\b(?! development| release| manufactur| characteri[sz]| substance| product)"
        r"|已(?:有|完成|具备)|现有|现状|(?:项目)?背景|公司(?:简介|介绍)|我方(?:提供|负责)|甲方(?:提供|负责)|委托方提供|产品(?:名称|信息|情况)?|品种|化合物|适应症|靶点",
    ),
    (Tone.WISH, r"nice[ -]to[ -]haves?\b|wish(?:es)?(?: list)?\b|wishlist\b|optional(?:ly)?\b|options?\b|可选|加分项|备选"),
    (
        Tone.MUST,
        r"must[ -]haves?\b|"
        r"(?:we |what we )?(?:want|need|require|request|ask)(?:ed|s)?\b|requirements?\b|req\b|(?:the )?scope\b|"
        r"in scope\b|services? (?:tendered|requested|required|needed|sought|wanted)\b|services?\b|"
        r"deliverables?\b|tasks?\b|work ?packages?\b|(?:please )?quote(?: us| for| please)*\b|please (?:quote|"
        r"offer)\b"
        r"|from you\b|looking for\b|(?:the )?work\b(?! order)|could you\b|to (?:do|be done|quote|be quoted)\b|"
        r"your (?:part|tasks)\b"
        r"|(?:我们|我司|现)?(?:的)?(?:需要|需求|要求|寻找)|(?:采购|服务|工作|委托|项目|招标|询价|外包)(?:内容|范围|需求)|希望(?:贵方|贵司|你们|合作方)?|请(?:报价|"
        r"贵司|贵方|报)|想找|内容|范围",
    ),
    (
        None,
        (
            r"(?:scale|batch size|batches|number of batches|countr(?:y|ies)|country of the site|规模|批次|批数|国家)(?=\s?(?:[:：\n]|$))|timing\b|timelines?\b|schedule\b|volumes?\b|budget\b|dates?\b|notes?\b|start\b|kind regards\b|"
            r"regards\b|thanks\b|terms\b|contact\b|deadline\b|quantit\w+|design\b|testing\b|for colour\b|时间|预算|周期|数量|"
            r"备注|联系|截止"
        ),
    ),
    (
        Tone.SPONSOR,
        (
            r"(?:your |the )?(?:response|answer|bid|bidder|evaluation|selection|award|criteria|question|"
            r"instruction)s?\b|your (?:proposal|offer)s?\b|(?:须|需|请)(?:提供|附|说明)(?=[^。\n]{0,60}(?:记录|结果|证明|资质|证书|案例|"
            r"业绩|简历|情况))|(?:投标|应标|应答|评标|评选)"
        ),
    ),
)
_HEADS = re.compile(
    rf"(?:^|\n|(?<=[.;?!。；？！])[^\S\n]{{0,3}}){BULLET}(?P<head>"
    + "|".join(f"(?P<k{place}>{pattern})" for place, (_tone, pattern) in enumerate(KINDS))
    + r")(?P<rest>[^:：\n。;；?？]{0,40})(?:[:：](?P<alone>[^\S\n]*(?=\n|$))?|(?P<line>[^\S\n]*(?=\n|$)))",
    re.ASCII,
)
LABEL = re.compile(r"(?:the )?(?:product|compound|molecule|asset|drug|candidate|indication|target|test item)s?")
"""With its value on its own line it says nothing of the lines below: a table whose cells became words has no colons."""
LISTED = re.compile(rf"{BULLET}(?=\S)")
BULLETED = re.compile(r"[^\S\n]{0,20}(?:[-*•·–—]|\(?\d{1,2}(?:\.\d{1,2})?[.)）、\s]|[①-⑩]|\(?[a-h][.)])")
MOST_WORDS, MOST_HAN = 6, 14
CLAUSES = re.compile(r",(?=[^\n]*[㐀-鿿])")
GENERAL = re.compile(
    r"(?:的|之|如下|以下|列|以上|及|和|与|等|主要|相关|技术|项目|服务|工作|内容|范围|事项|部分|资料|条件|基础|物料|材料|成果|进展|情况|信息|数据|清单|说明|一览|要求|需求|介绍|概况)*|"
    r"(?:\W*\b(?:items?|services?|works?|materials?|data|inputs?|documents?|documentation|studies|tasks|things|information|in hand|in place|on hand|done|available|ready|achieved|from us|with us|on our side|so far|already|today|now|at present|for this|in this|"
    r"the|this|rfq|rfp|tender|project|you|to|quote|and|or|of|from)\b)*\W*"
)
OBJECT = re.compile(r"[㐀-鿿]|existing$")
"""Ends a head that what there is or is not needed may follow on the same line."""
SAID = frozenset([Tone.NOT, Tone.HAVE, Tone.WISH])
"""A line of more words, or a Chinese one with a comma, is a sentence and no heading, unless a colon ends it."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading: from ``start`` to ``end`` of the text; ``items`` counts its lines or clauses."""

    tone: Tone | None
    start: int
    end: int
    items: int


def sections_of(layout: Layout) -> list[Section]:
    """The sections of a text, in order, none over another."""
    heads = list(_heads(layout.plain))
    sections = []
    for place, (tone, _first, start, is_alone) in enumerate(heads):
        limit = heads[place + 1][1] if place + 1 < len(heads) else len(layout.plain)
        end = _block_end(layout.plain, start, limit) if is_alone else _line_end(layout, start, limit)
        sections.append(Section(tone, start, end, _items(layout.plain, start, end)))
    return sections


def section_at(sections: list[Section], position: int) -> Section | None:
    """The section in which the position is, if it is in one."""
    place = bisect_right(sections, position, key=lambda one: one.start)
    return sections[place - 1] if place and position < sections[place - 1].end else None


def _heads(plain: str) -> Iterator[tuple[Tone | None, int, int, bool]]:
    """Tone, where the heading begins and ends, and whether it has a line of its own."""
    for match in _HEADS.finditer(plain):
        is_line = match["line"] is not None
        tone = next(KINDS[place][0] for place in range(len(KINDS)) if match[f"k{place}"] is not None)
        if is_line and (_is_sentence(f"{match['head']}{match['rest']}") or (tone in SAID and _says_what(match))):
            continue
        if is_line and match["rest"].strip() and LABEL.fullmatch(match["head"]):
            continue
        yield tone, match.start("head"), match.end(), is_line or match["alone"] is not None


def _is_sentence(line: str) -> bool:
    return len(line.split()) > MOST_WORDS or len(HAN_LETTER.findall(line)) > MOST_HAN or CLAUSES.search(line) is not None


def _says_what(match: re.Match[str]) -> bool:
    """ "已有IND批件" on a line says what there is; "已有资料" is a heading."""
    return OBJECT.search(match["head"]) is not None and GENERAL.fullmatch(match["rest"].strip()) is None


def _line_end(layout: Layout, start: int, limit: int) -> int:
    """The end of the sentence, over its semicolons."""
    end = start
    while end < limit:
        end = layout.sentence_of(end)[1]
        if layout.plain[end - 1] not in ";；":
            break
    return min(end, limit)


def _block_end(plain: str, start: int, limit: int) -> int:
    """The end of the lines below: at an empty line, or where the bullets end."""
    is_listed, end = None, start
    for line in plain[start:limit].splitlines(keepends=True):
        if line.strip():
            bulleted = BULLETED.match(line) is not None
            if is_listed and not bulleted:
                break
            is_listed = bulleted if is_listed is None else is_listed
        elif is_listed is not None:
            break
        end += len(line)
    return end


def _items(plain: str, start: int, end: int) -> int:
    return len([part for part in re.split(r"\n|[;；]", plain[start:end]) if part.strip()])
