"""Names of services that mean something else beside certain words, as patterns."""

import re
from dataclasses import dataclass

HERE = "\1"
"""Stands for the name in the patterns: what is left of it is before the name, what is right of it behind."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Names of services, as a pattern or as families; beside which words they mean ``codes`` (none: nothing that is asked for)."""

    around: re.Pattern[str]
    names: re.Pattern[str] | None = None
    families: frozenset[str] = frozenset()
    unless: re.Pattern[str] | None = None
    codes: tuple[str, ...] = ()


def sense(around: str, names: str = "", families: str = "", unless: str = "", codes: str = "") -> Sense:
    return Sense(
        re.compile(around.replace("@", HERE), re.ASCII), re.compile(names) if names else None, frozenset(families.split()),
        re.compile(unless.replace("@", HERE), re.ASCII) if unless else None, tuple(codes.split()),
    )  # fmt: skip


_WRITE = r"writ|prepar|author|compil|draft|submi|dossier|amend|撰写|编写|准备(?!在|开|启|做|进)|递交|资料"
SENSES = (
    # An application under which a trial runs, or that a process is not good enough for.
    sense(
        (
            r"\b(?:under|within|covered by|following) (?:an?|the|our|its|this|that)? ?(?:[a-z]{1,8} ){0,2}@|(?:没法|无法|"
            r"不能|不够|够|可)(?:用于|支持|拿去)?(?:申)?报?@|(?:已|获得?|默示|取得)@"
        ),
        families="trial-applications", unless=rf"@[^.;。；]{{0,16}}(?:{_WRITE})",
    ),
    sense(
        (
            r"@ (?:is |was |has been |already )?(?:open|cleared|granted|approved|in place|active|effective)\b|@(?:已|"
            r"获批|批件|受理)"
        ),
        families="trial-applications marketing-applications", unless=rf"@[^.;。；]{{0,16}}(?:{_WRITE})",
    ),
    # People of other trades: "partnering days", "To: BD", "investors ask".
    sense(
        (
            r"@ ?(?:days?|events?|conferences?|meetings?|team|department|forum|summit|director|manager|lead\b|"
            r"head\b)|(?:\bto|attn|dear|cc|from)[:,]? ?@|@ (?:ask|want|expect|push|are|have|require|need|like|will|"
            r"would)|(?:our|lead|by|for|some|the) @"
        ),
        families="deals-capital", unless=(
            r"@ (?:support|services?|advis)|(?:need|seek|look\w* for|want|help with|support (?:with|in)) (?:our |"
            r"the |an? )?@"
        ),
    ),
    # Stability as a property, or for how long a sample keeps.
    sense(
        (
            r"@ (?:to(?!r)|against|at best|in (?:plasma|serum|blood|solution)|window|issues?|problems?|on the wish)|"
            r"(?:\d\s?(?:h|hours?|d|days?)|acceptable|adequate|vitreous|serum|microsomal|hepatocyte|metabolic|"
            r"enzymatic|thermal|colloidal|chemical|physical|sample|plasma|good|poor|better|improv\w+|sufficient) @|"
            r"@(?:好|差|不足|问题|不佳)|(?:热|化学|代谢|小时|\dh) ?@"
        ),
        names=r"stability|稳定性", unless=r"@ (?:stud|test|programme|program)",
    ),
    # Release as something that happens to a batch or to a drug.
    sense(
        (
            r"@ (?:to the|to market|onto|from|profile|kinetics|rate|by (?:us|our))|(?:before|after|upon|until|"
            r"prior to|drug|modified|controlled|sustained|immediate|extended|press|cytokine)[\s-]@"
        ),
        names=r"release|released|releases|放行", unless=r"@[\s-]test",
    ),
    sense(r"@ (?:panel|tests? methods?|assays?\b)", names=r"qc", codes="method-development"),
    sense((
        r"(?:our|internal|own|the) @(?! (?:test|of\b))|@ (?:group|department|manager|team|lab|laboratory|head|people|"
        r"unit)\b"
    ), names=r"qc|qa"),
    # What an authority granted, and meetings by which a programme stands.
    sense(
        (
            r"(?:under|has|have|with|granted|received?|holds?|got|obtained|our) (?:the |an? |its |fda |ema )?@|"
            r"@ (?:status|granted|was|is)|(?:已|获|拥有)[^。；，]{0,6}@"
        ),
        names=r"rmat|prime.*|fast track.*|breakthrough.*|odd|orphan.*|btd|突破性.*|孤儿药.*|快速通道",
    ),
    # Parts of a report, and what a report is good enough for.
    sense(
        (
            r"(?:into|part of|used in|suitable for|fit for|ready for|included in|support|basis for|"
            r"required for) (?:the |our |an? )?@"
        ),
        names=r"module [2-5]|e?ctd|dossier|impd|imp dossier|cmc section", unless=r"(?:prepar\w+|writ\w+|author\w*|draft\w*|compil\w+) [^.;]{0,20}@",
    ),
    # People who do the work already: "our bioanalytical partner", "the clinical packager".
    sense(
        (
            r"(?:our|another|global|usual|current) (?:\w+ ){0,2}@ (?:partner|vendor|provider|cro|cdmo|house|supplier|"
            r"contractor|company|group|agency|team)\b"
        ),
        names=r".*", unless=r"(?:need|want|seek|look\w* for|find|search\w*)[^.;]{0,30}@",
    ),
    # What is looked at, packed or written about: "release testing of drug substance", "预充针处方".
    sense(
        (
            r"(?:testing|tests?|release|stability|characteri[sz]ation|analysis|assays?|audits?|packaging|labell?ing|"
            r"leachables|leachables stud(?:y|ies)|compatibility stud(?:y|ies)|extractables stud(?:y|ies)|use stud(?:y|ies)|sections?|chapters?) (?:of|for|in|on|from) (?:the |our |an? |its )?(?:[\w-]+ ){0,2}@|@(?:的)?(?:制剂)?处方"
        ),
        families="dp-manufacture api-manufacture biologics-drug-substance vector-services plasmid-services cell-line",
        unless=r"(?:stability|testing|release|analysis) (?:of|for) [^.;]{0,30}@ (?:manufactur|product|suppl)",
    ),
    sense(r"(?:载体|慢病毒|病毒)@", names=r"包装", codes="vector-services"),
    sense(r"(?:免疫|噬菌体|抗体)@", names=r"建库", codes="antibody-discovery"),
    sense(r"(?:另行|公开|统一|本次|此次|参加|后续)@|@(?:文件|公告|要求|时间|控制价|限价|人|代理|项目|编号|单位|采购|方式)", names=r"招标|比价"),
    # Goods on their way: "transport of the vials", "成品运输".
    sense(
        (
            r"(?:transport\w*|shipping|shipment|shipments|distribution|courier|import|export|"
            r"storage) of (?:[\w-]+,? ){0,4}@|@[^，。；;\n]{0,18}(?:运输|配送|物流|进口|出口)"
        ),
        families="dp-manufacture cell-therapy vector-services api-manufacture biologics-drug-substance plasmid-services cell-line regenerative",
    ),
    # PK as what samples of people are analysed for, and what is reckoned from it.
    sense(r"@(?:[（(][^）)]{0,12}[）)])?(?:方法|检测|样本|样品| (?:assays?|methods?|samples?)\b)|@(?: ?\([^()]{1,14}\))? (?:and|&) (?:ada|immunogenicity)", names=r"pk|药代", codes="bioanalysis"),
    sense(r"@ (?:statistics|parameters|data|profile|modelling|modeling|report|sampling|blood|draws?)\b|population @|@采血|@采样", names=r"pk|药代"),
    sense(r"@ (?:trial|study|endpoint|phase|consistency|result)|(?:consistency|safety|efficacy) and @|(?:安全性|效力)[和与及]@", names=r"immunogenicity|免疫原性"),
    sense((
        r"@[^，。；;\n]{0,14}方法|方法[^，。；;\n]{0,6}@|(?:methods?|assays?) (?:\w+ )?@|@ (?:of )?(?:the |our )?(?:methods?|"
        r"assays?|primers)"
    ), names=r"transfer|转移"),
    sense(r"@(?:分析)?方法|@ methods?", names=r"杂质谱|impurity profil\w+"),
    sense((
        r"(?:formulation|technical|process|drying|manufactur\w+|conjugation|chemistry|analytical) (?:\w+ )?@|"
        r"@ (?:runs?|batch|work|testing)"
    ), names=r"feasibility"),
    sense(r"(?:[mwr]cb|banks?)[^.;,]{0,12}@|@,? tested", names=r"vials?"),
    sense(r"(?:import|export|\bship|courier|transport|customs|freight|运输|进口|出口|寄送)[^;。；\n]{0,60}@", names=r"vials?|西林瓶|[mw]cb|支", unless=r"\bfill|lyophil|manufactur|produc|灌装|冻干|生产"),
    # How long something takes, and the way by which it is sent.
    sense(r"@[^.;。；]{0,24}?\d+ ?(?:days?|weeks?|h\b|hours|天|周|小时)|(?:in|within|\d ?days?|\d ?weeks?|\d ?h|hours) @", names=r"(?:vein|needle).to.(?:vein|needle)"),
    sense(r"\b(?:by|via|per|with) (?:an? |our |the )?@", names=r"couriers?|快递"),
    # Words with another meaning beside these.
    sense((
        r"(?:gene|data|sample|title|knowledge|heat|mass|adoptive|embryo|oxygen|bank|wire) @|@ (?:of (?:funds|samples|"
        r"data|ownership|title|sponsorship|authori[sz]ation)|price|fee)"
    ), names=r"transfer|transfers"),
    sense(r"@ (?:cell|line|signal|capacity)", names=r"packaging"),
    sense(r"(?:open|off|double)[\s-]@|@ (?:claim|extension|expansion)", names=r"label|labels|labelling|labeling"),
    sense(r"@ (?:in (?:a|the) (?:form|gap)|out\b|the gap|a gap|this gap)", names=r"fill|filled"),
    sense(r"(?:same|our|the|per|see|under|study) @|@ (?:no\b|number|version|[a-z]{2,6}-?\d|attached|deviation)", names=r"protocol", unless=r"(?:writ\w+|design\w*|draft\w*|develop\w*) (?:of )?(?:the |our |a )?@|@ (?:writ|design|dev|draft)"),
    # What there is: the substance and what it is like, the clone and what it gives, the formulation that is kept.
    sense(
        (
            r"@ (?:maker|supplier|manufacturer|vendor|shows|properties|solubility|particle|content|loading|load|site|"
            r"plant)\b|(?:our|current|present|existing|commercial) (?:[a-z]+ )?@ (?:site|plant|facility|supplier)"
        ),
        names=r"api|drug substance|drug product|ds|dp|原料药", unless=(
            r"@ \w+ (?:want|need|sought)|audit|(?:need|want|seek|look|find|new|second|search|select|寻找|"
            r"需要)\w*[^.;]{0,24}@"
        ),
    ),
    sense(
        (
            r"(?:our|existing|producing|production|licensed|same|its|stable|cho) @|@ (?:is|gives|yields|expresses|"
            r"produces|makes|has|was|licensed|from|that)\b"
        ),
        names=r"cell line|clone|stable clone|细胞系", unless=(
            r"(?:need|want|no|new|develop\w*|make|generat\w+|establish\w*|better) (?:an? |the )?(?:new |stable |our |"
            r"cho )?@|@ (?:is|has) (?:to\b|needed|required)"
        ),
    ),
    sense((
        r"(?:current|existing|final|same|marketed|known|fixed|approved|frozen) @(?! dev| work| stud| scr| opt)|"
        r"@ (?:buffer|is (?:known|fixed|locked|frozen|final)|unchanged)"
    ), names=r"formulation"),
)  # fmt: skip
