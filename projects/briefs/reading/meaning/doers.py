"""Services that stand in a text as somebody's name, or in brackets behind what is done: "written by our own medical writers", "efficacy done
(three syngeneic models)". Nothing of it is asked for."""

from projects.briefs.reading.meaning.meanings import Sense, sense

_DONE = (
    r"(?:written|done|prepared|made|handled|run|drafted|executed|performed|analy[sz]ed|managed|covered|provided|supplied|"
    r"delivered|organi[sz]ed|filled|tested|shipped|stored|released)"
)
DOERS: tuple[Sense, ...] = (
    # Who does it already.
    sense(rf"{_DONE} by (?:our|the client's|their|the sponsor's) (?:own |existing |current |present |global |usual )?(?:[\w-]+ ){{0,2}}@", names=r".*"),
    sense(r"(?:done|completed?|finished|available|ready|in hand|published) ?\([^()]{0,60}@", names=r".*"),
    # Whom a letter is to, or is from.
    sense(r"(?:^|\n|\b(?:to|dear|attn)\b)[^.\n,;]{0,30}@(?:[^.\n;]{0,12},| (?:team|department|group))", families="deals-capital"),
    sense(r"@ themselves (?:are|is|will|were)", names=r".*"),
    # Where it is made already: "DS at Forge."
    sense(r"@ (?:(?:is |is made |made |produced )?(?:at|by)|comes from) (?!the\b|an?\b|our\b|your\b|scale|least|risk|gmp|clinical|commercial|large|small|pilot|phase|same|one\b|your|you\b|about|up\b|batch|lab)[a-z]+(?: [a-z]+)? ?(?:[.,;)\n]|$)", names=r"(?:[a-z0-9]+ )?(?:ds|drug substance|bulk|bulk drug substance|api)"),
    # A step of somebody's life, and what hangs on it.
    sense(r"(?:before|after|at|prior to|kit|until) @|@ (?:list|code|visit)|随机前@", names=r"randomi[sz]ation|随机"),
    sense(r"(?:sequence|licen[cs]\w+|granted|filed|our|own|pending)[^.;:]{0,24}@(?: only| are| is|,|\.)|@ (?:only|granted|pending|filed|are|is)\b", names=r"patents?|ip"),
    sense(r"(?:current|existing|old|academic|\d+-step) [^.;,]{0,12}@|@ (?:route|synthesis|process|grade|team|stays?)", names=r"med(?:icinal)?[\s-]?chem(?:istry)?"),
    # Vectors of which something is measured in patients.
    sense(r"@ (?:genomes?|shedding|copies|copy|dna|persistence|integration)", names=r"(?:viral )?vectors?"),
    sense(r"(?:thaw(?:ing)?|treatment|assay|dosing|draft|agreed) @", names=r"protocols?"),
    # How something is sent by whoever sends it.
    sense(r"@[^.;]{0,24}(?:by us\b|at our (?:cost|expense))|(?:our|at our) @", names=r"shipped|shipping|dry[\s-]ice|couriers?"),
    sense(r"(?:稳定性|stability|stored|storage at|长期)[^。；.;]{0,10}@", names=r"2 ?[-–~] ?8.*|2-8.*"),
    sense(r"(?:保证|提供)?@(?:证明|记录)", names=r"冷链"),
    # Patients come into a trial by themselves; "入组" is asked for where somebody is to speed it up.
    sense(r"@", names=r"入组", unless=r"(?:负责|承担|协助|加快|加速|支持|推进|推动)[^。；，]{0,8}@|@(?:管理|支持|服务|推进|加速|招募)"),
    sense(r"edc ?@|数据库?@|数据@", names=r"建库", codes="data-management"),
    sense(r"@(?:在|已|由|为|和检测都|都)", names=r"中心实验室|生物分析|检测"),
    sense(r"(?:血浆|血清|血样)[和与、及]@|@[^，。；]{0,3}(?:样本|要|定期|出境)|plasma and @|@ (?:samples?|aliquots?)", names=r"pbmcs?"),
    sense(r"@[^，。；]{0,10}(?:运|物流|配送)|@(?:中心|医院)", names=r"单采血?|apheresis"),
    sense(r"co[ic](?:/co[ic])?@", names=r"追溯系统?", codes="chain-of-identity"),
    sense(r"@(?:复检|检验|药品检验)", names=r"进口", codes="qc-testing"),
    sense(r"报价(?:的)?(?:有)?@|@(?:为|是)? ?\d+ ?(?:天|日)(?!的?稳定)", names=r"有?效期"),
    sense(r"为@[^，。；]{0,10}准备|为(?:[a-z]+/)@", families="marketing-applications trial-applications"),
)  # fmt: skip
