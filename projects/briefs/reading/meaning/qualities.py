"""Names of services that say what a bidder is to be like, how the work is to be done, or what its result is for: nothing of it is asked
for as a service. "A mature quality system", "inspection readiness is a condition", "within its shelf life"."""

from projects.briefs.reading.meaning.meanings import Sense, sense

QUALITIES: tuple[Sense, ...] = (
    # What a house has or is.
    sense(
        (
            r"(?:mature|robust|good|strong|solid|proven|established|documented|certified|inspected|effective|your|their|its|whose|"
            r"with an?|under an?|under the|own) @|@ (?:is|are|must|should|that|has|inspected|certified)|(?:具备|拥有|完整|完善|健全|"
            r"成熟|良好|有)[^。；，,]{0,14}@|@(?:完善|健全|成熟|良好|须|应|要|符合)"
        ),
        names=r"qms|quality (?:management )?systems?|质量(?:管理)?体系",
        unless=r"(?:set\w* up|build\w*|implement\w*|establish\w*|install\w*|writ\w+|introduc\w+|remediat\w+|repair\w*)[^.;]{0,24}@|(?:建立|搭建|建设|整改|完善)[^。；，]{0,8}@",
    ),
    sense(
        r"(?:with|prov\w+|show\w*|evidence of|demonstrated?|clean|good|proof of|eu|us|fda|ema) @|@ (?:is|are|must|should|required|expected|a must|as a)|(?:具备|须|需)[^。；，]{0,8}@",
        names=r"inspection readiness|ready for inspection|inspection.ready|迎检",
        unless=r"(?:prepar\w*|support\w*|help\w*|consult\w*|mock|train\w*|programme|program|project|for our|our) [^.;]{0,24}@|@ (?:programme|program|support|project|audit|check|assessment|consult)|(?:支持|协助|辅导)[^。；，]{0,8}@",
    ),
    sense(
        r"(?:high|strict|bsl-?\d?) @|@ (?:experience|level|cabinet|rules|class|requirements?|containment|concerns?|clearance)",
        names=r"biosafety|生物安全",
    ),
    # The file that a maker of a substance has with an authority.
    sense(
        r"@(?: ?(?:&|/|\+|,|and|or) ?(?:us[ -])?(?:a?s?mf|dmf|cep|cos))?(?: ?\([^()]{1,20}\))?(?: is| are| must be| should be)? ?(?:required|needed|mandatory|available|in place|on file|must be|a must|preferred|holders?)\b|"
        r"(?:with|have|has|having|hold|holds|holding|valid|active|open|existing|current) (?:an? |the |valid |active |open |us |eu )*(?:dmf|cep|asmf)?(?: ?(?:&|/|and|or) ?)?@|(?:具备|拥有|已有|持有|有|须有|需有)[^,;。]{0,8}@",
        names=r"(?:us[ -]|eu[ -]|type ii )?(?:dmfs?|ceps?|asmfs?|drug master files?)",
        unless=r"(?:writ\w*|prepar\w*|fil(?:e|ing)|submit\w*|compil\w*|support\w*|help\w*)[^.;]{0,24}@|@s? ?(?:fil|submission|prepar|support|writ|compil|update|申报|备案|登记|撰写|编写|递交)",
    ),
    # How something keeps, and for how long.
    sense(
        r"@",
        names=r"shelf[\s-]life|货架期|有效期",
        unless=r"(?:determin\w*|establish\w*|assign\w*|set(?:ting)?|extend\w*|extension|support\w*|justif\w*|prov(?:e|ing)|stud\w+|data|claim\w*) [^.;]{0,24}@|@ (?:target|goal|stud|data|testing|test|determin|extension|assign|claim)|(?:确定|制定|延长|考察|支持)[^。；，]{0,8}@|@(?:研究|考察|确定|延长)",
    ),
    # What a process takes out or holds down, and what a trial shows.
    sense(
        r"(?:low|reduc\w+|remov\w+|deplet\w+|yield and|purity and) @|@ (?:removal|levels?|limits?|control|content|specifications?|burden|reduction|clearance)|@(?:要求|控制|低|严|去除|水平|限度)",
        names=r"endotoxins?|内毒素",
    ),
    sense(
        r"(?:保护|疫苗|临床|持久)@|@(?:试验|研究|终点|数据|观察)", names=r"效力|效价", unless=r"@(?:检测|测定|方法|检验)"
    ),
    sense(
        r"(?:endpoints?|doses?|arms?) and @|@ (?:are|is|were) (?:chosen|selected|discussed)|(?:choice|choosing|selection) of (?:endpoints and )?@|@ arms?\b|(?:active|same) @",
        names=r"comparators?|对照药",
    ),
    # How it is paid, and whose rights there are.
    sense(
        r"(?:cost|costs|expenses|fixed price or cost|travel)[\s-]@|@ (?:of (?:costs?|expenses|travel)|basis)|(?:费用|成本)@",
        names=r"reimbursement",
    ),
    sense(
        r"@(?:保护|条款|归|归属|保密|安全|的保护)|(?:看重|保证|重视|尊重|关注)[^。；]{0,20}@|@ (?:protection|ownership|terms|clauses?|stays?|belongs?|remains?|rights)",
        names=r"知识产权|ip|intellectual property",
        unless=r"@(?:分析|检索|尽调|尽职)",
    ),
    sense(
        r"@ (?:steps?|reactions?|temperatures?|chemistry|conditions?|lithiation|grinding|milling|capabilit)",
        names=r"cryogenic",
    ),
    sense(r"@", names=r"pre-?ind", unless=r"@ ?(?:meeting|advice|package|briefing|interaction|consult|会议|沟通|咨询)"),
    sense(r"(?:周|日|月|长效|口服|缓释|注射|glp-1)@(?!灌装|生产|工艺|开发|工厂|车间)", names=r"制剂"),
    # What a batch or an amount is for.
    sense(
        r"@[ -](?:enabling |supporting )?(?:batch|lots?\b|material|runs?\b|campaign|supply|stability)",
        families="trial-applications marketing-applications",
    ),
    sense(r"@ (?:batch|lots?\b|material)", names=r"bioequivalence|be"),
    # How far the product is with an authority.
    sense(
        r"@ (?:is|are) (?:in preparation|being (?:prepared|written|drafted))(?! by you)",
        families="trial-applications marketing-applications",
    ),
    sense(
        r"@",
        names=r"rolling (?:submissions?|reviews?)",
        unless=r"(?:prepar\w*|writ\w*|support\w*|assembl\w*|compil\w*|help\w*) [^.;]{0,24}@",
    ),
    # Another trade, or another place.
    sense(
        r"(?:mix(?:ing)?|blend(?:ing)?)(?: of)? (?:the )?@",
        names=r"antigens?",
    ),
    sense(
        r"(?:phase|vaccine|clinical|pivotal|global)[^.;]{0,24}@|@ (?:of|in|with) (?:over |about |some )?[\d,]+ (?:people|patients|volunteers|adults|subjects|participants)",
        names=r"efficacy (?:study|studies|trials?)",
        codes="clinical-operations",
    ),
    sense(r"@ of (?:[a-z]+ ){0,5}(?:staff|people|employees|personnel|colleagues|teams?)\b", names=r"transfer"),
    # Where packs are sent to.
    sense(
        r"(?:pack(?:ag|ing)|label|distribut|deliver|ship|depot|courier|logistic|kits?\b)[^;]{0,60}\b(?:to|for|at|across|in) (?:(?!and\b)[\w.,/-]+ ){0,4}@",
        names=r"(?:(?:clinical )?trial|study|investigator|clinical) sites?",
    ),
    # How cells are changed, unless a model or a test is spoken of.
    sense(r"@ (?:gene|cell|stem|modif|transduc|edit|therap|expan|manufactur)", names=r"ex[\s-]vivo"),
    sense(
        r"@",
        names=r"ex[\s-]vivo",
        unless=r"(?:in[\s-]vitro|in[\s-]vivo|organoids?)(?: and|,|,? or|/|&| \+) ?@|@(?:[\s-]\w+){0,3}? (?:models?|organs?|organoids?|tissues?|explants?|slices?|biops\w+|assays?|tests?|testing|pharmacolog\w*|screen\w*|efficacy|perfus\w+|skin|platforms?|stud(?:y|ies) (?:in|of|on|with))\b",
    ),
    sense(
        r"(?:both |only |partly |also )?for @|@ (?:and (?:for )?(?:the )?(?:local|domestic)|markets?|quota|order|business|sales)",
        names=r"exports?|imports?",
        unless=r"(?:licen\w+|permit\w*|paper\w*|customs|handle\w*|organi[sz]\w*) [^.;]{0,24}@|@ (?:licen|permit|paper|customs|of\b|clearance)",
    ),
    sense(
        r"@ (?:stud(?:y|ies)|trials?|is (?:known|fixed|available))\b",
        names=r"oral formulation|iv formulation|topical formulation",
    ),
    sense(r"(?:goes into|go into|used in|into|for use in) (?:an? |the )@", names=r"injectables?|注射剂"),
)
