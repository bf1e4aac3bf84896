"""Sentences that tell how things stand and ask for nothing: "Vialling happens in Italy", "原液为自有工厂产能"."""

import re

from projects.briefs.reading.tone.tones import Tones
from projects.briefs.reading.writing.text import Layout

LONG = 80
"""Words, or Chinese characters, of a text that says itself what it wants; of shorter ones nothing is left out, and some is guessed."""
# Words by which a sentence speaks to the reader, or of what is to be bought.
ASKING = re.compile(
    r"\b(?:you|yours?|please|pls|plz|quot(?:e|es|ed|ation|ing)|tender(?:ed|ing|s)?|rfp|rfq|propos\w+|includ\w+|"
    r"cover(?:s|ing)\b|(?:d|would) like|scope|tasks?|deliver(?:y|ables?)|outsourc\w*|help\w*|must|should|shall|expect\w*|to be|"
    r"to do\b|buy|find|interested|plus|missing|lack\w*|sought|open question|compris\w+|consist\w*|jobs?|aim|"
    r"goals?|objectives?|hope|contract|award|bid\w*|offers?|priorit\w+|work package|part [a-d1-4]|stage \d|"
    r"step \d|items?|elements?|essential|critical|key|responsib\w*|have no|don.t have|cannot|can.t|not yet|"
    r"no (?:in.house|own|internal)|next step\w*|as well|too[.,]|also)\b"
    r"|[:：](?:[^,，、.。;；:：\n]{2,60}[,，、]){2}"
    r"|请|需|希望|想|要(?!求)|贵|你们|报价|委托(?!某)|外包|寻|找|征|包括|包含|拟|计划|招|内容|范围|没有|尚无|无法|不会|不具备|目标|重点|接下来|下一步|缺",
    re.ASCII,
)
# Verbs and subjects of whole sentences; a line without one is a note or an item of a list.
TELLING = re.compile(
    (
        r"\b(?:is|are|was|were|has|have|had|been|comes?|came|go|goes|went|(?<!engineering )(?<!pilot )(?<!gmp )(?<!test )(?<!production )(?<!validation )(?<!ppq )(?<!tox )(?<!clinical )(?<!consistency )(?<!demonstration )(?<!\d )runs?|ran|gives?|gave|takes?|took|uses?|"
        r"used|we|makes?|made|does|did|works?|worked|happens?|remains?|stays?|sits?|exists?|enters?|met|sends?|"
        r"loses?|tops)\b|是|有|了|已|由|均|中[，。,]|承担|负责"
    ),
    re.ASCII,
)
ITEM = re.compile(r"\s*(?:[-*•·–—]|\(?\d{1,2}[.)、]|\(?[a-h]\)|[一二三四五六七八九十][、.]|第[一二三四五六])")


def is_statement(layout: Layout, tones: Tones, position: int) -> bool:
    """Whether the sentence only tells how things stand. Neither the first one, which is a title, nor the items of a list."""
    start, end = layout.near(position)
    if start == 0 or tones.is_urged(position) or ITEM.match(layout.plain, start, end):
        return False
    return TELLING.search(layout.plain, start, end) is not None and ASKING.search(layout.plain, start, end) is None
