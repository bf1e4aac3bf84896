"""What Chinese messages and tables say shortly: questions that ask for a maker, what is refused, put off or too dear, and who provides it.

Patterns of ``cues``, with the values of its ``Tone``, looked for before its plain words: "有没有做ADC的厂家" denies nothing though "没有" stands in it.
"""

ENDS = r"(?=[,，、。；;）)\]】|\s了]|$)"
"""Of what stands before it; "不做动物实验" speaks of what follows."""
BUYER = r"(?:我方|我司|我们|甲方|买方|需方|采购方|招标方|本公司|公司|申办方|申办者|委托方|客户|业主|sponsor|client)"
OURS = r"(?:我方|我司|我们|本公司|甲方|买方|采购方|申办方|申办者|委托方|客户|业主)"
BRINGS = r"(?:提供|供应|供货|自备|自供|准备|采购|负责|承担|完成|寄送|自理|自行解决)"
_SEEKS = r"(?:找|寻|委托|外包|采购|招标|合作|推荐|报价|询价|外协)"
_DOES = r"(?:提供|承接|承担|负责|完成|做|开展|进行|生产|制备|合成|包括|包含|涵盖)"
_ASKS = r"(?:有没有|能不能|可不可以|是不是|会不会|行不行|做不做|接不接|能否|可否)"
SILENT = "silent"
"""Takes its words from other cues and says nothing of its own: the wish before it goes on."""
LEADING: tuple[tuple[str | None, str], ...] = (
    # "Is there a house that makes ADCs" asks for one.
    (SILENT, rf"(?<=最好){_ASKS}|(?<=希望){_ASKS}|(?<=尽量){_ASKS}"),
    (None, rf"没有(?=[^，。；,;\n]{{0,16}}吗)|{_ASKS}"),
    ("wish", r"要不要|需不需要|用不用"),
    ("needless", r"不是?说?一定(?:要|得|非要?)?(?:在|是)?|不是说?(?:非要?|必须)得?(?:在|是)?"),
    (
        "must",
        rf"而是|要(?=(?:做|作)?(?:技术转移|转移|放大|外包|委托))|希望(?=[^，。；,;\n]{{0,10}}?(?:{_SEEKS}|{_DOES}|申报|报批|上市|销售|转移|增加|新增))",
    ),
    ("wish", r"希望|首选"),
    (
        "have",
        r"(?:我们|我司|我方|本公司|手里|手头|手上)(?:已经?|现在?|目前|都)?有(?![^，。；,;\n]{0,20}(?:需求|需要|计划|要|意向|拟))(?!没|个|一|几|两|多|款|项目|意|兴趣)|拥有(?!自主|经验)",
    ),
    (
        "have",
        rf"(?<![为向给])(?:由|都由|均由|仍由)?{OURS}(?:自行|自己|免费|统一|另行|会|将)?(?:提供|供应|供货|自备|自供|负责)(?!的)",
    ),
    ("have", rf"{BUYER}?自己(?=灌装|做|生产|包装|检测|合成|制备|完成|负责|承担|写|管)(?![^，。；,;\n]{{1,3}}不)"),
    (
        "not",
        r"不(?=进口|出口|出境)|不找|不看(?!好|重)|(?:不要|别|不用|不必|无需)(?:再)?(?:推荐|找|看|报(?!价|告))|"
        r"(?<![是并])不是(?!不|必|很|太|特别|非常|一定|只|仅|单|问题|说|因|由于|为了|唯一|首选|重点|硬性|强制|我|一家|[^，。；,;\n]{1,12}就是)",
    ),
)
_LATER = r"(?:后续|以后|将来|后面|后期)再?(?:申请|申报|做|说|议|谈|考虑|报)"
_THERE = rf"(?:{BUYER})?(?:自有|现有|已有|现成){ENDS}|已经?(?:建|做|备|写|测|准备|制备|构建)好"
_ELSEWHERE = (
    rf"(?:由|都由|均由|仍由)?{BUYER}(?:自行|自己|免费|统一|另行|来|会|将)?{BRINGS}{ENDS}|(?:目前|已经?)?(?:正在|在)(?:做|进行|开展){ENDS}|"
    r"(?:已经?)?(?:外包|委托|交)给(?!贵|你|乙|中标|cdmo|cro)[^，。；,;\n]{1,10}"
)
_PUT_OFF = (
    rf"(?:已|先|暂时?|目前|现在?)?(?<![线厂产])(?:暂停|搁置|叫停|中止|停掉|停了|砍掉|放一放|缓一缓){ENDS}|"
    rf"(?:先|暂时?|目前)(?:先)?都?(?:不(?:做|报|要|上|考虑)|放一放|缓一缓|停)了?{ENDS}"
)
_TOO_DEAR = r"太贵了?[,，]?\s?(?:就|所以)?(?:都|先)?(?:不(?:看|考虑|要|选|用|去|做)|算)"
_NOT_SOUGHT = (
    rf"(?:就|都|也|先)?不(?:看|找)了?{ENDS}|就算了|免谈|(?:不用|不必|无需|无须|不需要?|不要|别)(?:再|另)?找了?{ENDS}"
)
TRAILING: tuple[tuple[str | None, str], ...] = (
    ("against", rf"(?:最好|尽量|尽可能)(?:都|就)?(?:不要?|别|避免|避开)了?{ENDS}"),
    ("not", rf"{_TOO_DEAR}|{_NOT_SOUGHT}|{_PUT_OFF}"),
    ("against", rf"(?:太|偏|过于)[贵远]{ENDS}"),
    ("have", rf"{_ELSEWHERE}|{_THERE}|{_LATER}{ENDS}"),
    ("wish", rf"为?(?:优先|最好|更好|首选){ENDS}|(?:是|作为|属于?|为)?加分项{ENDS}"),
)
