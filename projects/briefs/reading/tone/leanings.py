"""How hard or soft something is said: what need not be, what is all the same, what will do, what would rather be avoided, and what will not do.

Patterns of ``cues``, with the values of its ``Tone``: Latin ones are whole words, all are in small letters. In front of them are the sentences that seem to refuse something and
refuse another thing: a price that must not be exceeded, work that somebody else cannot do.
"""

import re

from projects.briefs.reading.writing.firsts import quick

DENIED = quick(r"n(?:o|'t|ever)|cannot|without", re.ASCII)
HINT = quick(
    r"\btoo |n(?:o(?!log|vel|w\b)|'t|ever)|cannot|without|un(?:nece|prob|desir|attr|accept)|indiff|agnost|struggl|difficult|trouble|concern|doubt|re(?:serva|luct|ject|fus)|red lin|hesita|"
    r"eptic|experience|love|wary|uneasy|avoid|outside|exclud|away|clear (?:of|from)|out of|(?:keep|stay|steer|mov|get)\w* (?:well )?out|rul(?:e[sd]?|ing) out|struck|veto|declin|oppos|object(?: to|ed)|off.limits|"
    r"\bok|open(?:ness)? to|\bban|barr|dis(?:miss|adv|qual)|apart|aside|save for|comfort|choice|exposure|relian|dependen|le(?:ss|ast)[ -]|hard(?:ly| for)|scarce|last resort|drawback|minus|worry|headache|"
    r"problem|tricky|awkward|deal.?break|taboo|stopper|knock|prohib|forbid|impossible|fine|happy|content (?:with|to)|l ?right|live with|work with|works? (?:for|too|as)|accept|toler|envisage|"
    r"alternative|back-?up|fallback|willing|if (?:nec|need|unav|all)|at a p|permi|allowed|enough|possible|would (?:also|do|work|suit|rather|be)|'d rather|will do|suits|pref|[:：=]",
    re.ASCII,
)
"""A sentence in which this finds nothing has none of the Latin cues below; looking for parts of words is quicker than for the cues."""
_NOT = r"(?:(?:do|does|did|will|would|can|could|should|must|may|shall|is|are|am|need|'re|'s)(?: not|n't|not)|cannot|can't|won't|not|never|no|nor)"
_BEFORE_LIMIT = (
    r"(?: (?:to|be|been|go|going|pay|paying|spend|spending|cost|costs|rise|climb|get|come|invest|commit|wait|waiting|start|begin|"
    r"finish|end|take|last|deliver|run|happen|any|the|we|it|far|much|able|willing|allowed|prepared|accept|afford|anything|prices?|a|budgets?|"
    r"quotes?|offers?|in|lie|have|has|stretch)\b){0,5}"
)
_WORKS = r"(?:deliver|finish|complet|start|begin|releas|ship|tak|last|cost|arriv|send|receiv|provid|suppl|mak|manufactur|produc|run|happen)\w*"
_AMOUNT = r"(?=[^.;\n]{0,24}?(?:\d|[€$£¥]|\b(?:one|two|three|four|five|six|ten|half|january|february|march|april|may|june|july|august|september|october|november|december|budget|ceiling|that|this)\b))"
LIMITS = (
    rf"{_NOT}{_BEFORE_LIMIT} (?:above|exceed(?:ing|s)?|surpass|over|beyond|(?:more|higher|greater|larger|bigger|less|fewer|lower|later|longer|earlier|sooner)"
    rf"(?: \w+)? than|before|after|until|past|under|below){_AMOUNT}"
    rf"|(?:must|may|can|should|will|shall)(?: not|n't|not) (?:be )?{_WORKS}(?=[^,.;:\n]{{0,40}} (?:later|longer|more|higher|earlier|sooner) than{_AMOUNT})"
    rf"|{_NOT}(?: to| be| able| willing| prepared| allowed| ever){{0,3}} (?:exceed(?:ing|ed|s)?|surpass|overrun|overshoot)"
    r"|(?:under no circumstances|on no account|in no case|by no means)(?: be| go| cost)? (?:exceed|above|over|beyond|more than|higher than)"
    r"|(?:cannot|can't|can not|will not|won't|shall not|must not|may not|are not|is not|should not|not) be (?:accepted|considered|approved|authori[sz]ed|"
    r"paid|possible|acceptable|allowed|permitted|financed|justified)(?! (?:from|in|with|by|at|outside)\b)"
    r"|不(?:能|可|应|宜|会|得)?(?:超过|超出|高于|多于|大于|低于|少于|小于|晚于|迟于|早于)"
)
"""A limit of price, time or amount says nothing against what it is a limit of."""
OWN_LINE = (
    rf"{_NOT}(?: be)?(?: able to)? (?:use|rely on|run|count on|go on with|continue with|keep|fill (?:in|on)) (?:on )?(?:our|the) (?:own|current|existing|"
    r"in-house|internal|present)\b"
)
RIVAL = (
    rf"(?:{_NOT}|without|nor)(?: (?:directly|themselves|be|being|have|in|an?|any|must|to)){{0,4}} (?:(?:conflicts? of interest|conflicted)|compet(?:e|es|ing|ition|itors?))"
    r"(?: (?:with|of|to) (?:us|ours?)\b)?|不(?:得)?(?:与|和|跟)我(?:们|司|方)?[^，。；,;\n]{0,4}竞争"
)
_SOFT = (
    r"(?:ideally|preferabl[ey]|if (?:at all )?possible|where(?:ver)? possible|better|best|(?:would |'d )?(?:much |really |rather |strongly |greatly )?"
    r"prefer(?:s|red|ring)?|preference(?: is)?|would rather|'d rather|rather|hop(?:e|ing)|try(?:ing)?|tend|would like|like|(?:plus|bonus|advantage|nice|good|great|helpful) if)"
)
_TO = r"(?:,|\s-)?(?: (?:to|we|you|they|be|is|it|the|site|should|would|have|stay|go|keep|remain|an?|one|that|work|with|use|cdmo|cro|provider|supplier|partner|vendor|manufacturer|plant|company)\b){0,5}"
_AGAINST = rf"{_SOFT}{_TO} (?:not|no|avoid(?:ing)?|without|outside(?: of)?|exclud(?:e|ing)|away from|out of|steer clear of|none|nothing|never|non(?=[ -]))"
_REST = r"(?:outside(?: of)?|other than|elsewhere than|non(?=-))(?: the)?"
_PREFERRED = r"(?:(?:is|are|would be|will be|be|being) )?(?:strongly |highly |much |clearly |generally )?(?:preferred|preferable|preferably|favou?red|desirable|advantageous|ideal|better|(?:a |an )?(?:plus|bonus|advantage))\b"
_REST_PREFERRED = (
    rf"(?:(?:much |strongly |greatly )?(?:prefer(?:s|red|ring)?|preference(?: is)?):?|preferably|ideally|rather|(?:plus|bonus|advantage|nice|good|great|helpful) if)"
    rf"(?: (?:for|to|go|with|use|an?|the|in|from|at|it|is|be|stay|located|based|sites?|plants?|providers?|suppliers?|vendors?|partners?|cdmos?|cros?|locations?|countries|somewhere|"
    rf"someone|manufactur\w+)\b){{0,5}} {_REST}|{_REST}(?=[^,.;:\n]{{1,50}} {_PREFERRED})"
)
"""All others are preferred: a wish against those that are named."""
_EXPOSURE = r"(?:minimi[sz](?:e|ing)|reduc(?:e|ing)|limit(?:ing)?|lower(?:ing)?)(?: our| the| any)? (?:exposure|reliance|dependen(?:ce|cy))(?: (?:to|on|from|in|upon)\b)?"
_FAR = r"(?![^,.;:]{0,40}\b(?:outside|other than|except|beyond|apart from|more|less|later|longer|before|exceed|above|over|below|under|only)\b)"
_IF_POSSIBLE = r"(?=[^,.;:\n]{1,40},? (?:if|where|wherever|whenever) (?:at all )?possible\b)"
_WITH_PLACE = (
    r"(?: (?:in|at|from|to|be|with|located|based|use|using|go|going|work|working|have|having|made|any|an?|the)\b){0,4}"
)
_DO_NOT = r"(?:do|does|did|would|will|shall)(?: not|n't)"
_BE_NOT = r"(?:is|are|was|were|'s)(?: not|n't)"
_NEED = r"(?:an? )?(?:absolute |hard |strict |formal |firm )?(?:must|requirement|prerequisite|precondition|condition|necessity|obligation)"
_WORRY = r"(?:problems?|issues?|objections?|concerns?|reservations?|difficult(?:y|ies)|hesitations?|trouble|qualms)"

FIRST: tuple[tuple[str | None, str], ...] = (
    (None, LIMITS),
    (None, OWN_LINE),
    ("sponsor", RIVAL),
    ("wish", rf"{_SOFT}{_TO} (?:not|no|nothing|none)\b[^,.;:]{{0,30}}\b(?:outside(?: of)?|other than|except(?: for)?|beyond|apart from)(?: the)?"),
)  # fmt: skip
"""Looked for before anything else."""
LEADING: tuple[tuple[str | None, str], ...] = (
    (
        "against",
        rf"at least (?:one|two|three|1|2|3)(?: (?:of (?:them|the two|these)|supplier|site|provider|source|partner|cdmo|cmo|plant))?s?(?: (?:must|should|has to|to) be)?(?: located| based| made)? (?:outside(?: of)?|not in)(?: the)?|"
        rf"{_AGAINST}{_FAR}{_WITH_PLACE}|{_REST_PREFERRED}|{_EXPOSURE}|(?:avoid(?:ing)?|no|not(?: in| from)?|without|exclud(?:e|ing)){_IF_POSSIBLE}|"
        rf"(?:would |'d |might |may )?(?:struggle|have (?:difficulty|difficulties|trouble|concerns?|doubts?|reservations?))(?: with| about| in| over)?{_WITH_PLACE}|"
        r"not (?:so |too |very |that |particularly |especially |really )?(?:keen on|fond of|enthusiastic about|excited about)|"
        r"not (?:so |too |very |that |particularly |especially |really )(?:happy|comfortable|at ease) (?:with|about|in)|"
        r"not (?:really )?a (?:big |great )?fan of|reluctant(?:ly)?(?: to| about)?|hesitant(?: to| about)?|hesitate to|s[ck]eptical (?:of|about)|reservations (?:about|regarding)|wary of|(?:bad|poor|negative|mixed|terrible|disappointing) experiences? (?:with|in)|uneasy (?:about|with)|least preferred|"
        r"(?:如果?(?:可以|可能|有可能)(?:的话)?|可能的话|可以的话|(?:如果?)?条件允许(?:的话)?|有条件的话)[，,]?\s?(?:请|就)?(?:不要?|避免|避开|别)(?:在|用|选|考虑|是|去)?(?!低于|少于|超过|晚于|大于|早于|高于|小于|仅|但|只|得)|"
        r"(?:优先(?:考虑|选择|选用|选)?|最好(?:是|在|选|选择)?|倾向于?(?:选择)?|尽量(?:选择?|在|找)|首选)(?=[^，。；,;\n]{1,14}(?:以外|之外|境外))|"
        r"(?:最好|尽量|尽可能|优先|理想情况下?|倾向于?|宁愿|如可能|可能的话)[^，。；,;\n]{0,4}?(?:不要?|避免|避开|别|非|少)(?:在|用|选|考虑|是)?(?!低于|少于|超过|晚于|大于|早于|高于|小于|仅|但|只|得)",
    ),
    (
        "not",
        r"(?:we(?:'ve| ve| have|'ll| will)? )?(?:already )?(?:rule|rules|ruled|ruling) out|we (?:\w+ ){0,2}(?:reject|refuse|veto|decline|oppose|object to|ban|dismiss)(?:ed|d)?(?! to\b)|"
        r"(?:stay(?:ing)?|keep(?:ing)?|steer(?:ing)?|move|moving|get(?:ting)?) (?:well )?(?:away|clear|out) (?:from|of)|apart from|aside from|save for|"
        r"under no circumstances|on no account|no[- ]gos?\b|nothing (?:in|from|at)|none (?:in|from)|nobody (?:in|from)|uncomfortable with|"
        r"not (?:be )?(?:comfortable|happy|okay|ok|fine) with|never (?:use|consider|accept|go to|work (?:in|with)|buy from)|no longer (?:accept|consider|want)|"
        r"(?:(?:not|non)[- ]?(?:acceptable|allowed|permitted|wanted|eligible|possible|an option|considered)|unacceptable|forbidden|prohibited|banned|barred|blocked|rejected)(?=\)?(?: \w+){0,3}\s?[:：])",
    ),
    (
        "needless",
        rf"{_DO_NOT} (?:necessarily |really |strictly |absolutely )?(?:have to|need(?: to)?|require|insist on)(?: (?:be|have|come|stay|sit)\b)?(?: (?:any|an?|the|in|from|located|based|made|to|for|with)\b){{0,3}}|"
        rf"need(?:s)?(?: not|n't)(?: necessarily)?(?: be\b)?(?: (?:in|from|located|based)\b){{0,2}}|not necessarily|no need (?:for|of|to)|no obligation (?:to|for)|no requirement (?:for|to|that)|"
        rf"(?:{_BE_NOT}|not) {_NEED}(?: (?:to be|to have|to|that|for)\b)?|{_BE_NOT} (?:required|needed|necessary|obliged|mandatory|essential|compulsory) (?:to be|to have|to|that|for (?:the|it|you|them))|"
        r"no(?= [^.,;:\n]{1,40} (?:is |are )?(?:required|needed|necessary)\b)|"
        r"(?:不必|无需|无须|不需要|不一定要?|不要求|不强求|不是必须|并非必须|不必须|没必要)(?=在|是|位于|设在|选)",
    ),
    (
        "open",
        rf"no {_WORRY}(?: at all| whatsoever)?(?: (?:with|to|against|about|in|if|regarding|for|over)\b)?{_WITH_PLACE}|"
        rf"{_DO_NOT} (?:mind|object to|care about|oppose|rule out|exclude)|(?:would|will|can|could)(?: not|n't) (?:mind|object to|oppose|rule out|exclude)|"
        r"no (?:particular|strong|special|real|specific|geographic(?:al)?) preferences?(?: (?:for|between|regarding|as to|on))?|(?:does|do|did)(?: not|n't) (?:really )?matter[^.,;\n]{0,30}? (?:in|from)|"
        r"not (?:opposed|averse|against|hostile)(?: to)?|not excluding|not ruling out|not (?:restricted|confined|tied|bound|wedded) to|indifferent (?:to|about|as to)|agnostic|"
        r"不(?:反对|排斥|介意|排除)|没有(?:意见|异议)",
    ),
    (
        "fine",
        r"(?:happy|okay|ok|fine|comfortable|content|alright|all right) (?:with|to (?:go|work|have|use|accept|be))|(?:can|could) (?:also )?(?:live|work) with|"
        r"(?:can|could|would|may|might|will) (?:also |even |well )?(?:accept|tolerate|envisage)|we (?:also |would also )?accept|(?:fine|ok|okay|possible|allowed)(?=\s?[:：])|acceptable(?= (?:\w+ ){0,2}\w*\s?[:：])|"
        r"open(?:ness)? to|(?<=[,;] )(?:otherwise|failing that|if not|or else),?(?! we| you| it| the| this| they| no| not)|as (?:an )?(?:alternative|fallback|backup|back-up),?|if (?:necessary|need be|unavoidable|all else fails)|at a (?:push|pinch)|willing to (?:accept|go|work|use)",
    ),
    ("wish", r"(?:would|'d) (?:rather(?! than\b)|love|be (?:delighted|thrilled|glad|pleased))|pref\.?(?= )"),
)  # fmt: skip
_ALSO = (
    r"(?:is|are|would|will|could|might|can|may|should|be|also|equally|just|perfectly|absolutely|totally|quite|well|work)"
)
_GOOD = r"(?:fine|okay|ok|acceptable|alright|tolerable|permissible|permitted|good enough)"
_ENDS = r"(?=\s?(?:[.,;:)）\n/!]|$)| (?:too|also|as well|for|with|by|but|and|or|if|as|in|to)\b)"
_REFUSED = (
    r"(?:acceptable|accepted|considered|an? (?:\w+ )?option|possible|allowed|permitted|ok|okay|fine|eligible|tolerated|feasible|workable|suitable|"
    r"welcome|on the table|in question|desired|wanted|admissible)"
)
_COLON = r"\s?[:：=]\s?"
TRAILING: tuple[tuple[str | None, str], ...] = (
    (
        "open",
        rf"(?:(?:is|are|would be|'s) )?(?:not|n't|no)(?: an?| our)? (?:real |big |major )?(?:{_WORRY}|obstacles?|deal[- ]?breakers?|show[- ]?stoppers?|disadvantages?|drawbacks?|no[- ]go)|"
        r"(?:is|are|would be)(?: also)? unproblematic|(?:does|do|would)(?: not|n't) (?:bother|disturb|hurt)|(?:not|n't|cannot be|nor) (?:excluded|ruled out|off the table|out of the question)|"
        r"没(?:有)?问题|不介意|无所谓|不排除",
    ),
    (
        "against",
        r"(?:(?:is|are) )?(?:possible|acceptable|feasible|ok|okay|fine|an option),? but (?:not|less|least|hardly) (?:preferred|ideal|desirable|favou?red|attractive|our (?:first )?(?:choice|preference))|"
        r"(?:ideally|preferably|rather|better) not(?: either)?(?=\s?(?:[.,;!)）\n]|$))|(?:would|will)(?: not|n't) be (?:our |the )?(?:first )?(?:preference|choice|preferred|ideal)|"
        r"(?:(?:is|are|would be|will be) )?(?:not|n't|less|least|hardly|scarcely)[ -](?:preferred|ideal|desirable|favou?red|attractive|our (?:first )?(?:choice|preference)|first choice|recommended|optimal|"
        r"liked|welcome)|undesirable|unattractive|(?:would be|is|are|only as|as|only) (?:only )?(?:an? |the |our )?(?:last resort|disadvantage|drawback|minus|concern|worry|headache|problematic|tricky|problem)|"
        r"only if (?:nothing else|there is (?:nothing|no)|no (?:other|one else)|all else fails|unavoidable)|(?:is|are|would be) (?:only )?(?:an? |our )?(?:second|third) choice|best avoided|(?:should|to) be avoided,? (?:if|where) possible|(?:would|will) (?:be )?(?:difficult|hard|awkward) for us|"
        r"(?:is|are|would be|'s) (?:far |much |way |just )?too (?:expensive|dear|costly|pricey|far(?: away)?)|"
        r"(?:不是|并非)不(?:行|可以?)[，,]?\s?但[^，。；,;\n]{0,4}(?:最好|尽量)(?:不|别)要?|不太?(?:理想|合适)(?!的话)|不太?(?:放心|看好)|有(?:所)?顾虑|尽量避免",
    ),
    (
        "not",
        rf"(?:{_COLON})?(?:(?:is|are|was|were|would|will|shall|can|could|should|must|may)(?: not|n't|not)(?: be)?|not) (?:currently |really |yet )?{_REFUSED}|"
        rf"{_COLON}(?:no|never|excluded|out|no thanks|no way|forbidden|unacceptable|no[- ]go)(?=\s?(?:[.,;)）\n]|$))|"
        r"(?:(?:is|are|as|remains?|stays?) )?(?:an? )?(?:absolute |complete |strict |total |clear |definite |hard )?(?:no[- ]gos?|no[- ]goes|red lines?|deal[- ]?breakers?|taboo|off[- ]limits|non[- ]starters?|show[- ]?stoppers?|knock[- ]?outs?)|"
        r"(?:is|are|would be) (?:no (?:option|alternative|go)|(?:prohibited|forbidden|banned|barred|disqualified|vetoed|rejected|impossible|out of the question|not for us))|"
        r"(?:(?:do|does|would|will)(?: not|n't)|won't) (?:work|do|qualify|fly|suit)(?: for us| us)?(?=\s?(?:[.,;)\n]|$))|out of the question|"
        r"(?:is|are|was|were|has been|have been) (?:already )?(?:ruled out|excluded|rejected|vetoed|banned|barred|struck off)|(?:need|should|must)(?: not|n't) apply|"
        r"(?:(?:is|are|would|will|can|does|do)(?: not|n't)|(?<!or )(?<!if )(?<!why )not)(?=\s?(?:[.;!)\n]|$))|(?<=[(（])(?:no|never|nope)(?=[)）])",
    ),
    (
        "needless",
        rf"(?:(?:{_BE_NOT}|(?:would|will|need)(?: not|n't) be|not) )(?:strictly |absolutely |necessarily |really )?(?:needed|required|necessary|obligatory|compulsory)|(?:is|are) unnecessary|"
        r"(?:也)?(?:不强求|不作要求|不是硬性要求)",
    ),
    ("yes", rf"{_COLON}(?:yes|y)(?=\s?(?:[.,;)）\n]|$))"),
    (
        "fine",
        rf"{_COLON}{_GOOD}(?=\s?(?:[.,;)）\n]|$))|(?:{_ALSO} ){{1,5}}{_GOOD}{_ENDS}|(?:is|are|would be|would also be) (?:also |equally )?possible{_ENDS}|{_GOOD}(?=\s?(?:[.,;)）\n]|$)| (?:too|as well|for us|with us|by us)\b)|"
        r"(?:works?|would (?:also )?(?:work|do|suit)|will do) (?:for us|too|as well)|would (?:also )?(?:do|work)(?=\s?(?:[.,;)\n]|$))|"
        r"(?<!不)(?<!不可)(?<!不能)(?:也)?(?:可以接受|可接受|能接受)|也行|也可以|都行|都可以",
    ),
    ("wish", r"pref(?:\.|'d|d)?(?=\s?(?:[.,;)\n]|$))"),
)  # fmt: skip

OTHERS = re.compile(
    r"(?:\b(?:our|their|my|the|an?|every|no) (?:[\w-]+ ){0,3}?(?:current|existing|present|incumbent|previous|former|old|first|other|usual|own|in-house|internal|competing) (?:[\w-]+ ){0,3}?"
    r"(?:cdmos?|cmos?|cros?|suppliers?|vendors?|providers?|partners?|manufacturers?|contractors?|lines?|plants?|sites?|labs?|facilit(?:y|ies)|teams?|suites?|houses?)\b[^.,;:\n]{0,30}|"
    r"\b(?:our|their) (?:[\w-]+ ){0,2}?(?:cdmo|cmo|cro|supplier|vendor|partner|manufacturer|contractor|plant|line|lab|team|facility|suite)s?\b[^.,;:\n]{0,30}|"
    r"\b(?:the incumbent|they|competitors?|nobody (?:here|there|on our side))\b[^.,;:\n]{0,30}|"
    r"(?:现有|目前|原有?|当前|现|我们的|我方的|自有|竞争对手)的?(?:cdmo|cmo|cro|供应商|厂家|合作方|服务商|生产线|工厂|产线|对手)?[^，。；,;\n]{0,10})\s?$"
)
"""Of whom it is told that they cannot do something."""
SOMEBODY = re.compile(
    r"\b(?:our|their|my|current|existing|present|incumbent|previous|former|old|first|other|usual|own|in-house|internal|compet\w+|they|nobody)\b|[现目原当自对我]"
)
REACH = 120
ABOUT_PLACE = re.compile(r"\S* ?(?:n't |not )?(?:be|have to|need to|sit|stay|come)\b")
"""What they must not be is a condition, and no inability."""


def is_of_others(sentence: str, start: int, end: int) -> bool:
    """Whether what is refused at ``start`` to ``end`` of the sentence is only what somebody else cannot do: the work stays to be done."""
    if not SOMEBODY.search(sentence, max(0, start - REACH), start):
        return False
    if ABOUT_PLACE.match(sentence, start) or ABOUT_PLACE.match(sentence, max(start, end - 8)):
        return False
    return OTHERS.search(sentence, max(0, start - REACH), start) is not None
