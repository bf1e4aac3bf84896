"""What the name of a service means among the words beside it: "release to the market" tests nothing, "under an IND" writes none."""

import re
from collections.abc import Set

from projects.briefs.reading.meaning.contracts import CONTRACT_SENSES as CONTRACTS
from projects.briefs.reading.meaning.doers import DOERS
from projects.briefs.reading.meaning.han_senses import HAN_SENSES
from projects.briefs.reading.meaning.keeping import KEEPING
from projects.briefs.reading.meaning.meanings import HERE, SENSES
from projects.briefs.reading.meaning.natures import NATURES
from projects.briefs.reading.meaning.qualities import QUALITIES
from projects.briefs.reading.meaning.reported import REPORTS
from projects.briefs.reading.meaning.subcontracting import SUBCONTRACTING

REACH = 60
EVERY = (*HAN_SENSES, *CONTRACTS, *KEEPING, *NATURES, *DOERS, *QUALITIES, *REPORTS, *SENSES, SUBCONTRACTING)
# Samples of patients and animals that travel, and are not looked at.
SAMPLES = re.compile(r"(?:(?:和|与|及|/|、| and | or |, )[a-z]{2,4})? ?(?:血样|样本|样品|samples?\b|aliquots?\b)")
TRAVEL = re.compile(r"ship|transport|export|import|courier|dry ice|logistic|运|寄|出口|干冰|出境|报关", re.ASCII)
LOOKED_AT = re.compile(r"analy|assay|measur|test|quantif|method|validat|bioanaly|检测|分析|测定|方法|测试")
OF_BODY_FAMILIES = frozenset(["bioanalysis", "dmpk", "safety-labs"])
# Questions about the one who is asked, and what they are to write about themselves; a price is asked for work.
QUESTION = re.compile(
    r"\s*(?:[-*•]\s*)?(?:and |so |also |finally,? |lastly,? )?(?:how many|how often|how big|how large|"
    r"what (?:library|capacity|capacities|equipment|line|experience|kind|is your|are your|do you)|"
    r"which (?:\w+ ){0,3}(?:do|does|have|are) you|where (?:is|are|do)|who (?:owns|runs|would)|do you (?:have|own|"
    r"run|hold|offer|screen|need)|have you|are you(?! able to)|is your|does your"
    r"|(?:could|can|would) you (?:please )?(?:tell|confirm|name|say|show|describe|explain))\b|[^。？?]{0,12}(?:贵司|"
    r"贵方|你们)[^。？?]{0,16}(?:有没有|是否|多少|哪些|几)",
    re.ASCII,
)
PRICE = re.compile(r"\b(?:cost|price|quote|charge|offer us|budget for|lead time)|报价|价格|费用", re.ASCII)
ABOUT_BIDDER = re.compile(
    r"\s*(?:[-*•]\s*)?(?:please |kindly |bidders? (?:shall|must|should|are to|to) |vendors? (?:shall|must|"
    r"should) |proposals? (?:shall|must|should|to) )(?:also )?(?:state|name|mark|tell|describe|list|indicate|"
    r"attach|share|explain|mention|specify|confirm|disclose|outline)\b|\s*(?:tell us|let us know|bids? (?:are|"
    r"will be)|competitor)\b"
    r"|请(?:附|说明|注明|列出|告知)|希望贵司近",
    re.ASCII,
)
CREDENTIAL = re.compile(
    r"(?:experience|expertise|track record|references?|know-how|experienced|inspection history) (?:with|in|of|"
    r"for|from) [^.;,。]{0,40}$"
)
HAN_CREDENTIAL = re.compile(r"[^。，；\n]{0,8}(?:经验|业绩|案例)")


def meaning(plain: str, start: int, end: int, sentence: tuple[int, int], families: Set[str]) -> tuple[str, ...] | None:
    """The codes that a name means here; none where it asks for nothing; None where the words beside it say nothing of it."""
    words = plain[start:end]
    window = f"{plain[max(sentence[0], start - REACH) : start]}{HERE}{plain[end : min(sentence[1], end + REACH)]}"
    if families <= OF_BODY_FAMILIES and SAMPLES.match(plain, end) and _only_travels(plain, sentence):
        return ()
    for sense in EVERY:
        is_named = sense.names.fullmatch(words) if sense.names else families <= sense.families
        if is_named and sense.around.search(window) and not (sense.unless and sense.unless.search(window)):
            return sense.codes
    return None


def _only_travels(plain: str, sentence: tuple[int, int]) -> bool:
    return TRAVEL.search(plain, *sentence) is not None and not LOOKED_AT.search(plain, *sentence)


def is_talk(plain: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether the sentence asks the reader about themselves, or it is their experience that is named."""
    low, high = sentence
    if CREDENTIAL.search(plain, max(low, start - 72), start) or HAN_CREDENTIAL.match(plain, end):
        return True
    is_question = plain[low:high].rstrip().endswith("?") and QUESTION.match(plain, low) is not None
    return (is_question and not PRICE.search(plain, low, high)) or ABOUT_BIDDER.match(plain, low) is not None
