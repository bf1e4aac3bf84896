"""What is behind the sponsor, or still far ahead: trials that are over, studies that ran, steps that come later."""

import re

from projects.briefs.reading.writing.firsts import quick

_THEIR = r"(?:the |our |an? |its |this |that |earlier |previous |first |small )"
OVER_BEFORE = re.compile(
    rf"(?:complet\w{{1,3}}|finish\w{{1,3}}|conclud\w{{1,3}}|after|following|\bpost|success\w*|positive|promising|"
    rf"encouraging|reported|published|(?:results?|data|read-?outs?|material|experience) (?:of|from|in)|beyond|"
    rf"passed|cleared|exited|since|met (?:its|the|their|both)|(?:went|been|come|gone) through|earlier|previous|prior|preceding|former"
    rf"|(?<!be )(?<!for )(?:used|made|manufactured|produced|supplied|dosed) (?:in|for|"
    rf"during))[\s-]{_THEIR}{{0,3}}$|(?:完成|结束|做完|走完)了?(?:一项|全部)?$|已经?(?:在|于)$|(?:此前|之前|先前|既往|前期)(?:的|做的|开展的)?$"
)
_VERB = r"(?:is |are |was |were |has |have |had |been |now |just |already |fully |successfully |both ){0,3}"
OVER_AFTER = re.compile(
    rf"\s?(?:(?:trials?|stud(?:y|ies)|clinical|programme|program|part|tox|package|work) ){{0,2}}(?:of (?:our|the|"
    rf"this) [a-z0-9-]+ )?(?:(?:data|results?|read-?outs?|report)\b|read (?:out|positive)|{_VERB}(?:completed?|"
    rf"finished|concluded|done\b|over\b|closed|ended|successful|published|behind us|ran\b|used |went |met (?:its|the|"
    rf"both)|(?<=s )(?:with|at) (?:an?|our) |(?<=re )(?:with|at) (?:an?|our) ))"
    rf"|\s(?:material|batch(?:es)?|lots?|supply|supplies|product|formulation|process|campaign|api|ds|dp|"
    rf"drug substance|capsules|tablets|vials) (?:was|were|came|has been|have been)\b"
    r"|\s?(?:临床)?(?:试验|研究)?(?:阶段)?(?:也|都|均|刚)?(?:已经?|均已)?(?:全部)?(?:入组)?(?:完成|结束|完毕|做完|揭盲|读出|达到)(?!前|后才)|"
    r"\s?(?:临床)?(?:试验|研究)?(?:正在|已经?在|已)(?:入组|开展|进行)[（(，,]?[^。；]{0,4}由|"
    r"\s?(?:已经?|刚刚?|均已)(?:确定|选定|提名)|[^。；，,;\n]{0,10}(?:已经?|均已|都已)(?:全部)?(?:完成|结束|做完)|(?:临床)?(?:试验|"
    r"研究)?(?:的)?(?:数据|结果)(?:已|很|良|积|优)"
)
"""A trial that is behind the sponsor."""


AHEAD_BEFORE = quick(
    r"(?:future|later|eventual(?:ly)?|subsequent|possible|possibly|potential(?:ly)?|with a view to|in view of|"
    r"looking ahead to|options? for|scalable to"
    r"|,? that(?:'s| is| will be| would be)(?: for)?|not (?:before|until|in|for|at)|matter for|question for|"
    r"topic for) (?:the |a |an |our )?$|(?:未来|将来|后续|以后|今后|远期)(?:的|开展|进入)?$"
)
AHEAD_AFTER = re.compile(
    r"[^.,;。，；\n]{0,30}?(?:come[s]? later|thereafter|afterwards|after that\b|next year\b|will come later|"
    r"separate (?:quote|tender|request|rfp|contract)|tendered (?:once|later|separately)|will be (?:tendered|"
    r"quoted|awarded) |is years off|years away|not now\b|no (?:quote|offer|bid|price)|to follow\b|(?:protocol|"
    r"design|plan)s? (?:is|are) (?:still )?(?:being|under|not)|(?:还在|尚在|正在)(?:讨论|设计|规划)|未定|待定|以后再|将来再|届时|"
    r"另行?(?:询价|招标|委托)|暂不)"
)
"""A step that is not what is asked for now."""
SOME_DAY = quick(
    r"\b(?:one day|some ?day|hopefully|down the road|further down|in the long run|at a later (?:stage|point|date|"
    r"step)|later on(?! \d)|in the end|ultimately|perhaps even|maybe even|there may be|if all goes well|"
    r"years? from now|will be tendered)\b|有朝一日|将来(?:如果|可能)|以后(?:如果|可能)"
)


def is_over(plain: str, start: int, end: int) -> bool:
    """Whether the words around a trial, or a study, say that it is over."""
    return OVER_BEFORE.search(plain, max(0, start - 48), start) is not None or OVER_AFTER.match(plain, end) is not None


def is_ahead(plain: str, low: int, start: int, end: int) -> bool:
    """Whether it is still to come and no part of what is asked for; its sentence begins at ``low``."""
    return (
        AHEAD_BEFORE.search(plain, max(low, start - 40), start) is not None
        or AHEAD_AFTER.match(plain, end) is not None
        or SOME_DAY.search(plain, low, start) is not None
    )
