"""How people say that something is there, done, done by others, or for later: cues of the tone "have", in both languages.

Patterns of ``cues``: Latin ones are whole words, all are in small letters.
"""

# "Our regulatory group submits the applications": what follows is done by the sponsor's own people.
OWN_PEOPLE = (
    r"(?:our|sponsor's) (?:own )?(?:[a-z-]{2,16} ){1,3}(?:submits?|writes?|wrote|handles?|manages?|performs?|"
    r"prepares?|holds|keeps|takes? care of|looks? after|makes|runs|does)(?! not\b)"
    r"|we (?:have |had )?(?:just )?(?:licensed|in-licensed|bought|acquired|inherited|obtained|received|took over|"
    r"published)\b|we (?:imagine|envisage|envision|dream)|in the end\b|eventually|ultimately|one day\b|"
    r"in the long (?:run|term)"
    r"|we (?:can|will|could) (?:\w+ ){0,2}(?:prepare|send|ship|collect|deliver)\b"
    r"|previously|historically|in the past|until now|no longer"
    r"|已(?:发|拿到|收到|取得|通过|授权|启动|做)|此前|曾经?|现成|最终|远期"
)
_DOER = (
    r"(?:in|by|at|with|w/|from|through) (?:our|us\b|my|the (?:(?:[a-z]+ )?packager|manufacturers|licensor|sponsor|"
    r"client|hospitals?|university|clinics?|institute|same hospital|trial cro|current|previous|present|old|"
    r"originator)|hospitals|another|a (?:different|swiss|german|french|us|uk|chinese|local|specialist|third)|"
    r"an? (?:academic|external|existing)|someone|somebody|others?\b|colleagues|a partner|a specialist)"
)
# "Release is done in our own lab", "the monkeys are with our CRO", "looked after by the broker".
OTHERS = (
    r"(?:held|done|run|runs|made|handled|looked after|managed|taken care of|covered|measured|performed|supplied|"
    r"provided|written|prepared|organi[sz]ed|arranged|submitted|released|stored|analy[sz]ed|tested|manufactured|"
    r"produced|filled|sourced|bought|contracted|synthesi[sz]ed|executed|acquired|delivered|put on|is|are|stays?|remains?|comes?|sits?|lies?|rests?|"
    r"goes|booked|placed|ordered|published|obtained|reported|funded|led|happens?|takes place) "
    rf"(?:[a-z]+ly )?{_DOER}"
    r"|by (?:our|the) (?:[a-z]+ )?(?:cro|cmo|cdmo|partner|affiliate|packager|broker|consultants?|manufacturer)s?(?:'s \w+)?(?=[,.;)]|$)"
    r"|(?:is|are|was|were) (?:already )?(?:placed|contracted|booked|assigned|out) (?:with|at) (?:an? )?"
    r"|(?:is|are|remains?) (?:the )?responsibility of (?!the (?:provider|vendor|supplier|contractor|bidder|cdmo|cro)|you)|do(?:es)? not form part of"
    r"|under (?:an?other|a different|a separate|an existing) (?:contract|agreement|order|tender|budget)"
    r"|(?:with|at|by|from) (?:an?other|a different|a separate) (?:agency|lab|laboratory|firm|institute|team|facility|manufacturer|tender)"
    r"|done at home|\bnot you\b(?= ?[,.;)]|$)|\s= ?(?:our|us\b|ours\b)|comes? (?:released|tested|frozen|ready|purified|formulated) from"
    r"|(?:is|are|was|were|being|to be|already) (?:held|run|looked after|managed|measured|published|contracted|"
    r"booked|ordered|awarded|under contract|consigned|licensed in|out-?licensed)\b"
    r"|(?:is|are|lies?) in the hands of|goe?s? (?:to|through|via) (?:our|another|an? |the same|someone)|(?:is|"
    r"are) (?:bought|purchased|imported)\b|[:：] ?(?:ours\b|by us\b|we do\b|own\b|with (?:us|our)\b|from (?:our|"
    r"us)\b)|(?:is|are) ours\b|(?:is|are) on us\b|belongs? to us|(?:remains?|stays?|sits?|lies?|rests?) with us\b"
    r"|(?:which |that )?(?:we|our team|our people|our group|the hospitals?) (?:already )?(?:do|does|did|run|runs|"
    r"ran|make|makes|handle|handles|write|wrote|perform|performs|organi[sz]e|look after|keep|hold|supply|provide|"
    r"consign|bring|buy|ship)\b(?! not\b)(?! (?:need|want)\b)"
    r"|(?:awarded|tendered|contracted|signed) (?:already|separately|elsewhere)|has the slot|slot booked|"
    r"(?:consultant|contractor|vendor|provider|supplier|partner|cro) (?:in place|on board|appointed|selected|"
    r"chosen)"
)
# "Tox ran last year", "the batch lands in June", "the process is locked", "the paper is published".
THERE = (
    r"(?:ran|took place|finished|ended|concluded|reported|read out)(?= |[.,;]|$)(?! of\b)|(?:is|are|was|"
    r"were) (?:(?:all |now |both )?(?:here|at hand|published|released|frozen and|locked|signed|settled|fixed|"
    r"running|ongoing|under ?way|on track|in stock|on the shelf|on file|well advanced|behind us|known|"
    r"solved))(?= |[.,;)]|$)"
    r"|(?:arrives?|lands?) (?:in|by|from|on|at|early|late|next|this|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\b|(?:sitting|stored|kept|waiting) in (?:our|the)\b|"
    r"in our freezers?|on (?:the|our) shelf|\bruns (?:in|at|until)\b|(?:last (?:year|month|spring|summer|autumn|"
    r"fall|winter|quarter|time))|(?:years?|months?|weeks?) ago|so far\b|to date(?=[.,;]|$)"
    r"|(?:has|have) (?:just |now |already |all )?(?:finished|ended|run|concluded|reported|arrived|started|opened|"
    r"gone)|process (?:is )?(?:frozen|locked)|(?:are|is) available\b"
)
# "Can wait", "is years off", "a separate quote", "will be tendered": not now.
LATER = (
    r"can wait|(?:is|are) (?:a few |some |many )?(?:years|months) (?:off|away)|(?:question|topic|matter|"
    r"something|story|project) for (?:another|later|next|the future)|separate (?:quote|tender|rfq|contract|"
    r"project|request|order)\b|(?:will be|to be|gets?) (?:re-?)?tendered|(?:tendered|contracted|ordered|"
    r"bought) (?:later|separately|once)"
    r"|(?:is|are|was|were) not (?:foreseen|planned|intended|part|up for|for (?:discussion|quotation|now)|"
    r"included|in this|to be quoted|our (?:concern|topic))|of no interest|decided against|not (?:at this point|"
    r"for now|at present|now\b|today|this year)|(?:leave|keep) (?:it|this|that|them|these) out|years off\b|"
    r"far (?:away|off)\b|(?:not|of no|no) (?:your )?(?:concern|business|task)\b|(?:is|are) (?:the|a|"
    r"our) (?:\w+ ?'?s|partner's) (?:business|task|job|concern)|later on(?! (?:about |some |approx\.? |~ ?)?[0-9])|at some (?:later )?point"
)
# The same in Chinese: who does it, that it is done, that it comes later. "由贵方" is the one who is asked.
HAN = (
    r"(?:在|由|归)(?:我们|我司|我方|公司|集团|自有|自己|本公司|甲方|申办方|委托方|医院|大学|总部)[^，。；,;\n]{0,16}(?:生产|完成|负责|供应|提供|写|撰写|做|制备|自产|灌装|"
    r"检测|承担|管理|递交)|由(?!贵|乙方|你|投标|受托|承接|您|服务商|受托|供应商|承包|中标|合作方|cdmo|cro|投标)[^，。；,;、\n]{1,16}(?:供应|提供|负责|完成|生产|承担|撰写|做|制备|检测|"
    r"管|收集|寄送|安排|运营|递交|处理|采购)"
    r"|已?(?:经)?(?:与|和|跟)[^，。；,;\n]{1,14}签|(?:另一|别的|其他)(?:家|公司|机构)?[^，。；,;\n]{0,8}(?:负责|做|供应|提供|承担)|现成|数据(?:已|也)?(?:有|齐|发表)|已经?(?:发表|签|解)|(?:合作方|合作组|课题组|所里)(?:已|合作|在)|由?别的\w{0,6}(?:做|负责)|另有(?:公司|供应商|团队|人)|我们(?:qa|ra|cmc)?自己(?!不|没|无|也|做不)|"
    r"自己(?:[灌包生合检冻])|(?:做|写|跑|"
    r"生产|测|办)完(?:了|成)?|(?:已|也|都)拿到|拿到了|到手|收到了?|做(?:了|过)|定了|冻结|出来了|入组完|结束了?|有了|齐了|齐全|有安排|通过了?(?=[，。；,;、\s）)]|$)|早已"
    r"|(?:不|无需|不必)(?:用|需要)?(?:管|谈|外包|贵方|你们)|(?:和|与)本(?:项目|次|案)无关|(?:本次|这次|此次|目前|现在)不(?:谈|做|报|要|需要|涉及|考虑)|以后再说|"
    r"不要再报|另一条管线|另(?:一|外)个?项目"
)
HAVE_BEFORE = OWN_PEOPLE
HAVE_AFTER = "|".join((OTHERS, THERE, LATER, HAN))
