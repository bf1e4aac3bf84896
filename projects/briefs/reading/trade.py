"""What a brief leaves unsaid because everybody in the trade knows it: a table of words and what follows from them.

General knowledge of how medicines are developed, made and authorised, in both languages. What follows is a guess: a wish that
shows the words it came from, and shuts nobody out.
"""

from dataclasses import dataclass

from projects.briefs.reading.products import CELLS, CONJUGATES, PROTEINS, VECTORS

VACCINES = frozenset(["vaccine", "vaccine-protein", "vaccine-viral", "vaccine-conjugate"])
MAKING = frozenset(
    ["biologics-drug-substance", "fermentation", "mrna-services", "plasmid-services", "oligo-services", "vector-services", "cell-therapy",
     "regenerative", "conjugates", "radiopharma", "api-manufacture"]
)  # fmt: skip
TRIALS = frozenset(["clinical-operations", "biometrics", "dmpk"])


@dataclass(frozen=True, slots=True)
class Clue:
    """Phrases with a bar between them, compared as the vocabularies' names are, and the codes that follow where one stands.

    ``products`` are modalities of which the text must name one, ``asks`` families of services of which it must ask for one,
    ``unless`` phrases that take it back; ``early`` holds only while no stage later than Phase I is said,
    ``language`` ("en", "zh") in a text that is mostly in it: to a Chinese writer an IND is filed with the Chinese authority.
    """

    words: str
    families: str = ""
    stages: str = ""
    markets: str = ""
    products: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    unless: str = ""
    early: bool = False
    language: str = ""
    confidence: float = 0.4


FIRST_TRIAL = (
    "first in human|first in man|first human dose|FIH|phase I|phase 1|phase 1a|trial will open|trial will start|trial opens|trial starts|study will start|to the clinic|into the clinic"
    "|clinical entry|dose the first patient|首次人体|首例受试者|首例患者|一期临床|I期临床|Ⅰ期临床|1期临床|进入临床|开展临床|临床试验将"
)
PROBLEMS = {
    "bioprocess-development": "titre|titer|expression level|productivity|perfusion|fed-batch|harvest|purification|downstream|upstream|aggregates|host cell protein|host cell proteins|homodimers|viral clearance"
    "|virus clearance|scale-down model|glycosylation|滴度|产率|表达量|纯化|层析|聚体|宿主蛋白|病毒清除|糖基化|灌流",
    "api-development": "polymorph|crystallisation|crystallization|salt form|chiral|enantiomer|new route|shorter route|晶型|结晶|盐型|手性",
    "mrna-services": "dsRNA|capping|poly(A)|IVT|in vitro transcription|ionisable lipid|ionizable lipid|体外转录|加帽|可电离脂质",
    "vector-services": "empty capsids|full capsids|empty/full|infectious titre|replication competent|transduction titre|空壳率|病毒滴度|复制型病毒",
    "cell-therapy": "vein-to-vein|apheresis|leukapheresis|T-cell expansion|transduction efficiency|closed system|单采|体外扩增",
    "formulation": "viscosity|solubility|poorly soluble|bioavailability|autoinjector|auto-injector|excipient|excipients|amorphous|spray drying|modified release"
    "|sustained release|taste masking|paediatric formulation|stable at room temperature|粘度|溶解度|难溶|生物利用度|自动注射器|辅料|喷雾干燥|缓释|掩味",
    "packaging": "serialisation|serialization|patient kits|comparator|blinding|over-encapsulation|追溯码|赋码|对照药|贴签",
    "analytical-development": "glycan|charge variants|reference standard|reference material|biosimilarity|similarity exercise|mass spectrometry|characterise|characterisation|fingerprint|相似性|参比|对照品|表征",
    "qc-testing": "mycoplasma|adventitious|leachables|extractables|nitrosamine|nitrosamines|out of specification|支原体|外源因子|浸出物|亚硝胺",
    "toxicology": "NOAEL|safety margin|NHP|cynomolgus|minipig|minipigs|genotoxic|off-target|carcinogenicity|食蟹猴|比格犬|致癌|脱靶",
    "dmpk": "biodistribution|shedding|metabolites|drug-drug interaction|ADME|radiolabelled study|组织分布|代谢产物|药物相互作用",
    "bioanalysis": "neutralising antibody|neutralizing antibody|neutralising antibodies|ligand binding|LC-MS/MS|vector copy number|immunogenicity|中和抗体|免疫原性",
    "biometrics": "EDC|CDISC|SDTM|randomisation|randomization|database lock|interim analysis|随机化|数据锁定|期中分析",
    "safety-labs": "SUSAR|biomarkers|central reading|exome|NGS|sequencing panel|生物标志物|影像",
    "regulatory-strategy-group": "CTD|eCTD|module 3|briefing book|DMF|legal representative|local agent|translate the dossier|模块三|注册代理|资料翻译|代理人",
    "marketing-applications": "post-approval change|variation|variations|renewal|change of site|registration renewal|上市后变更|再注册|补充申请",
    "quality-services": "483|warning letter|data integrity|CAPA|QMS|Part 11|警告信|数据完整性|质量体系",
    "cold-chain": "shipper|shippers|cryogenic|liquid nitrogen|temperature excursion|chain of identity|courier|干冰|液氮|超温|快递",
    "trade-compliance": "customs|permit|permits|dual-use|CITES|sanctions|export control|quarantine|海关|许可证|两用物项|检疫|出口管制",
    "transfer": "tech pack|transfer package|gap analysis|onboarding|转移包|差距分析",
    "deals-capital": "valuation|out-license|licensee|freedom to operate|reimbursement|lab space|估值|医保",
    "hit-finding": "screening library|DEL|phage display|先导|筛选库|噬菌体展示|亲和力",
    "in-vivo-pharmacology": "xenograft|PDX|syngeneic|disease model|humanised mice|efficacy model|异种移植|疾病模型|人源化小鼠",
    "radiopharma": "chelator|isotope|hot cell|dosimetry|螯合|同位素|热室|剂量学",
    "plasmid-services": "supercoiled|超螺旋",
    "strain-engineering": "strain|metabolic pathway|菌株|代谢途径",
}
"""What troubles a sponsor, and who solves it."""
CLUES = (
    *(Clue(words, families=family) for family, words in PROBLEMS.items()),
    # A first trial needs an application, and what makes it possible; who files needs documents.
    Clue(FIRST_TRIAL, families="trial-applications", stages="preclinical-ind-enabling", early=True, confidence=0.45),
    Clue("healthy volunteer|健康受试者|健康志愿者", families="trial-applications", stages="preclinical-ind-enabling", asks=TRIALS),
    Clue(
        "file in|filing in|file with|filing strategy|compassionate use|named patient|expanded access|orphan|scientific advice|regulatory path|regulatory route|timeline to IND"
        "|同情用药|孤儿药|沟通交流会|注册路径|申报策略|双报|同步申报",
        families="regulatory-strategy-group",
    ),
    Clue("CMC plan|CMC strategy|CMC roadmap|gap analysis|choose a CDMO|select a CDMO|partner introductions|CMC规划|CMC策略", families="transfer"),
    Clue("segmented production|segmented manufacture|entrusted manufacture|single authorisation|MAH|分段生产|委托生产|上市许可持有人", families="quality-services"),
    # A trial is run by a clinical CRO, with data and safety looked after.
    Clue(
        "CRO|patients across|study in patients|trial in patients|randomised|double blind|investigator|investigators|开展临床|开展试验|随机|双盲|多中心", families="clinical-operations",
        unless="GLP|toxicology|tox|medicinal chemistry|screening|in vivo|毒理|药效|筛选",
    ),
    # The same product from another place is compared with what went before.
    Clue(
        "second supplier|second source|second site|dual sourcing|equivalent|equivalence|comparable|comparability|bridging|must move|process transfer|tech transfer|technology transfer"
        "|made outside|第二供应商|备用供应商|技术转移|工艺转移|一致性|可比",
        families="analytical-development", asks=MAKING | {"dp-manufacture", "transfer", "api-development"},
    ),
    Clue("WHO style|WHO prequalification|prequalified|预认证", families="analytical-development", asks=MAKING),
    # Banks of viruses, phages and cells are tested before they are used.
    Clue("bank|banks|virus seed|种子批|细胞库|毒种", families="qc-testing", products=VECTORS | CELLS | {"vaccine-viral", "bacteriophage"}),
    # What a product is made from and put into.
    Clue("AAV|lentivirus|lentiviral|vector|慢病毒|腺相关病毒|病毒载体|载体", families="plasmid-services", products=frozenset(["aav", "lentivirus"]), asks=frozenset(["vector-services"])),
    Clue("recombinant carrier|saccharide|polysaccharide|CRM197|荚膜多糖|多糖", families="fermentation", products=frozenset(["vaccine-conjugate"])),
    Clue("payload|payload-linker|linker|毒素|载荷|连接子", families="api-manufacture", products=CONJUGATES, asks=frozenset(["conjugates"])),
    Clue(
        "lots for|doses for|material for a trial|vaccine for a trial|clinical supply|clinical lots|临床用药|临床样品", families="dp-manufacture",
        products=frozenset(PROTEINS) | VACCINES, asks=MAKING, unless="drug substance only|bulk only|no fill|no drug product|不含制剂|不含灌装",
    ),
    Clue(
        "commercial supply|commercial manufacture|commercial manufacturing|commercial scale|market supply|at launch|before launch|上市供应|商业化生产|商业化供应",
        families="bioprocess-development", asks=MAKING | {"api-development"},
    ),
    # What is edited in the body is followed through the body; ascending doses are followed in plasma.
    Clue("in vivo editor|in vivo editing|base editing|base editor|体内编辑|碱基编辑", families="toxicology dmpk", products=frozenset(["gene-editing"]), early=True),
    Clue("ascending dose|SAD|SAD/MAD|pharmacokinetics|PK|单次给药|多次给药|剂量递增|药代", families="bioanalysis", asks=TRIALS),
    Clue("trial material|trial product|trial supplies|clinical supplies|investigational product|placebo|blinded|安慰剂|盲法|试验用药", families="packaging", asks=TRIALS),
    # Where a programme comes from, and where it is.
    Clue("hybridoma|humanise|humanisation|affinity maturation|杂交瘤|人源化|亲和力成熟", families="hit-finding", stages="lead-optimisation", early=True),
    Clue("in vivo proof of concept|proof of concept|体内药效|概念验证", families="in-vivo-pharmacology", stages="lead-optimisation", early=True),
    Clue("research grade|academic|university|bench top|mispairing|candidate selection|developability|研究级|高校|大学|候选分子|成药性", stages="lead-optimisation", early=True),
    Clue("early financing|early funding|seed round|seed funding|academic group|早期融资|种子轮", stages="target-discovery hit-to-lead", early=True),
    Clue("tech transfer|technology transfer|process transfer|技术转移|工艺转移", stages="cmc-development", early=True),
    Clue("companion diagnostic|companion assay|patient sample|patient samples|伴随诊断|患者样本", stages="phase-2 phase-3"),
    Clue("trial sites|multicentre|multicenter|multinational|multi-regional|efficacy trial|多中心|有效性试验", stages="phase-2", unless="phase I|phase 1|phase III|phase 3|first in human"),
    Clue(
        "marketing authorisation|marketing authorization|single authorisation|BLA|NDA filing|MAA|上市申请|上市许可|生物制品许可|segmented production|market supply|second supplier|second source|dual sourcing"
        "|分段生产|第二供应商",
        stages="phase-3 registration-filing commercial-manufacture", unless="phase I|phase 1|first in human|cell line development|细胞株",
    ),
    Clue("validation batches|PPQ|process performance qualification|工艺验证", stages="registration-filing commercial-manufacture"),
    # Whose rules hold, by what its authority calls things.
    Clue("global|globally|worldwide|internationally|全球", markets="us eu"),
    Clue("IND|pre-IND|IND-enabling", markets="us", language="en", confidence=0.45),
    Clue("IND|pre-IND|新药临床试验", markets="cn", language="zh", confidence=0.45),
    Clue("BLA|510(k)|fast track|breakthrough therapy|breakthrough designation|priority review|PDUFA|ANDA|505(b)(2)|Orange Book|RMAT|cGMP|21 CFR", markets="us"),
    Clue("PRIME designation|ASMF|MAA|QP|qualified person|IMP|IMPD|CTIS|ATMP|hospital exemption|compassionate use|centralised procedure|EU GMP|EU-GMP|Annex 1|欧盟GMP", markets="eu"),
    Clue("CTN|HREC", markets="au"),
    Clue("NMPA GMP|Chinese GMP|human genetic resources|HGRAC|MAH|中国GMP|国内GMP|人类遗传资源|上市许可持有人|分段生产|药品注册|突破性治疗|突破性疗法|优先审评|临床默示许可|临床批件", markets="cn"),
    Clue("MHRA GMP|UK GMP", markets="gb"),
    Clue("PMDA GMP|Japanese GMP|Sakigake|J-NDA", markets="jp"),
    Clue("WHO prequalification|WHO prequalified|世卫组织预认证", markets="intl"),
)  # fmt: skip
