"""What a brief leaves unsaid because everybody in the trade knows it: a table of words and what follows from them.

General knowledge of how medicines are developed, made and authorised, in both languages. What follows is a guess: a wish that
shows the words it came from, and shuts nobody out.
"""

from dataclasses import dataclass

from projects.briefs.reading.names.products import CELLS, CONJUGATES, PROTEINS, RNA, VACCINES, VECTORS

MAKING = frozenset(
    ["biologics-drug-substance", "fermentation", "mrna-services", "plasmid-services", "oligo-services", "vector-services", "cell-therapy",
     "regenerative", "conjugates", "radiopharma", "api-manufacture"]
)  # fmt: skip
FIRST_MADE = MAKING - {"plasmid-services"} | {
    "dp-manufacture",
    "cell-line",
    "bioprocess-development",
    "api-development",
    "formulation",
    "toxicology",
    "regulatory-strategy-group",
    "transfer",
}
"""Work on the product itself, before its first trial."""
TRIALS_OF_WORDS = frozenset(["clinical-operations", "biometrics", "dmpk"])


@dataclass(frozen=True, slots=True)
class Clue:
    """Phrases with a bar between them, compared as the vocabularies' names are, and the codes that follow where one stands.

    ``products`` are modalities of which the text must name one, ``asks`` families of services of which it must ask for one,
    ``unless`` phrases that take it back; ``early`` holds only while no stage later than Phase I is said,
    ``language`` ("en", "zh") in a text that is mostly in it: to a Chinese writer an IND is filed with the Chinese authority.
    A market follows only where none is said, unless ``beside``: an MAA is filed in the Union, whatever else is said.
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
    beside: bool = False
    confidence: float = 0.4


FIRST_TRIAL = (
    "first in human|first in man|first human dose|FIH|phase I|phase 1|phase 1a|trial will open|trial will start|trial opens|trial starts|study will start|to the clinic|into the clinic"
    "|clinical entry|dose the first patient|first trial|first clinical trial|first patient|pre-IND|IND meeting|首次人体|首例受试者|首例患者|一期临床|I期临床|Ⅰ期临床|1期临床|进入临床|开展临床|临床试验将"
)
PROBLEMS = {
    "bioprocess-development": "titre|titer|expression level|productivity|perfusion|fed-batch|harvest|purification|downstream|upstream|aggregates|host cell protein|host cell proteins|homodimers|viral clearance"
    "|virus clearance|scale-down model|glycosylation|滴度|产率|表达量|纯化|层析|聚体|宿主蛋白|病毒清除|糖基化|灌流",
    "api-development": "polymorph|crystallisation|crystallization|salt form|chiral|enantiomer|new route|shorter route|晶型|结晶|盐型|手性",
    "mrna-services": "dsRNA|capping|poly(A)|IVT|in vitro transcription|ionisable lipid|ionizable lipid|体外转录|加帽|可电离脂质",
    "vector-services": "empty capsids|full capsids|empty/full|infectious titre|replication competent|transduction titre|空壳率|病毒滴度|复制型病毒",
    "cell-therapy": "vein-to-vein|apheresis|leukapheresis|T-cell expansion|transduction efficiency|closed system|单采|体外扩增",
    "formulation": "viscosity|solubility|poorly soluble|bioavailability|autoinjector|auto-injector|excipient|excipients|amorphous|spray drying|modified release"
    "|sustained release|taste masking|paediatric formulation|stable at room temperature|粘度|溶解度|难溶|生物利用度|自动注射器|辅料|喷雾干燥|缓释|掩味|high concentration formulation|pre-formulation|lyo cycle|freeze-drying cycle|excipient compatibility|处方开发|处方前研究|高浓度|冻干工艺",
    "packaging": "serialisation|serialization|patient kits|comparator|blinding|over-encapsulation|追溯码|赋码|对照药|贴签|kitting|depots|clinical labels|IRT|药盒",
    "analytical-development": "glycan|charge variants|reference standard|reference material|biosimilarity|similarity exercise|mass spectrometry|characterise|characterisation|fingerprint|相似性|参比|对照品|表征|peptide mapping|peptide map|reference product|肽图",
    "qc-testing": "mycoplasma|adventitious|leachables|extractables|nitrosamine|nitrosamines|out of specification|支原体|外源因子|浸出物|亚硝胺|sterility|bioburden|endotoxin|adventitious virus|replication-competent|内毒素|无菌检查|病毒安全性",
    "toxicology": "NOAEL|safety margin|NHP|cynomolgus|minipig|minipigs|genotoxic|off-target|carcinogenicity|食蟹猴|比格犬|致癌|脱靶|dose range finding|maximum tolerated dose|micronucleus|hERG|local tolerance|embryo-foetal|embryo-fetal|剂量探索|生殖毒性|遗传毒性|局部耐受",
    "dmpk": "biodistribution|shedding|metabolites|drug-drug interaction|ADME|radiolabelled study|组织分布|代谢产物|药物相互作用|microsomal|microsomes|hepatocytes|Caco-2|CYP inhibition|plasma protein binding|brain exposure|肝微粒体|血浆蛋白结合",
    "bioanalysis": "neutralising antibody|neutralizing antibody|neutralising antibodies|ligand binding|LC-MS/MS|vector copy number|immunogenicity|中和抗体|免疫原性|toxicokinetics|TK samples|PK samples|plasma samples|serum samples|毒代动力学|血样分析|血样检测|血药浓度",
    "biometrics": "EDC|CDISC|SDTM|randomisation|randomization|database lock|interim analysis|随机化|数据锁定|期中分析|statistical analysis plan|eCRF|clinical study report|medical writing|统计分析计划|医学写作|临床总结报告",
    "safety-labs": "SUSAR|biomarkers|central reading|exome|NGS|sequencing panel|生物标志物|影像|pharmacovigilance|safety database|DSUR|central laboratory|药物警戒",
    "regulatory-strategy-group": "CTD|eCTD|module 3|briefing book|DMF|legal representative|local agent|translate the dossier|模块三|注册代理|资料翻译|代理人",
    "marketing-applications": "post-approval change|variation|variations|renewal|change of site|registration renewal|上市后变更|再注册|补充申请",
    "quality-services": "483|warning letter|data integrity|CAPA|QMS|Part 11|警告信|数据完整性|质量体系|mock inspection|pre-approval inspection|vendor qualification|computer system validation|模拟检查|供应商审计|计算机化系统",
    "cold-chain": "shipper|shippers|cryogenic|liquid nitrogen|temperature excursion|chain of identity|courier|干冰|液氮|超温|快递|ultra-low|same-day transport|time-critical|frozen shipment|dry shipper|深低温|冷藏运输",
    "trade-compliance": "customs clearance|customs broker|customs declaration|customs duty|customs code|import permit|export permit|permits|dual-use|CITES|sanctions|export control|quarantine|海关|许可证|两用物项|检疫|出口管制|import licence|export licence|import license|export license|进口许可|出境|入境",
    "transfer": "tech pack|transfer package|gap analysis|onboarding|转移包|差距分析",
    "deals-capital": "valuation|out-license|licensee|freedom to operate|pricing and reimbursement|reimbursement dossier|lab space|估值|医保",
    "hit-finding": "screening library|DEL|phage display|先导|筛选库|噬菌体展示|亲和力|single B-cell|single B cell|immunisation of mice|high-throughput screening|virtual screening|fragment screening|yeast display|单B细胞|高通量筛选|虚拟筛选|酵母展示",
    "in-vivo-pharmacology": "xenograft|PDX|syngeneic|disease model|humanised mice|efficacy model|异种移植|疾病模型|人源化小鼠|CDX|orthotopic|transgenic mice|efficacy study in|荷瘤|药效学",
    "radiopharma": "chelator|isotope|hot cell|dosimetry|螯合|同位素|热室|剂量学",
    "plasmid-services": "supercoiled|超螺旋",
    "in-vitro-pharmacology": "binding assays|functional assays|receptor binding|cell-based functional assays|target engagement|受体结合|细胞功能试验",
    "target-research": "target validation|target identification|CRISPR screen|靶点验证|靶点发现",
    "discovery-chemistry": "medicinal chemistry|structure-activity|SAR|hit-to-lead chemistry|药物化学|构效关系",
    "cell-line": "monoclonality|transfection|单克隆性|转染",
    "strain-engineering": "strain improvement|strain construction|strain development|metabolic pathway|菌株改造|菌株构建|代谢途径",
}
"""What troubles a sponsor, and who solves it."""
ELSEWHERE = dict.fromkeys(
    ("bioprocess-development", "in-vitro-pharmacology"), "ADA|NAb|anti-drug antibody|anti-drug antibodies|PK assay|ADA检测"
)
"""Where the same words are about samples of patients."""
CLUES = (
    *(Clue(words, families=family, unless=ELSEWHERE.get(family, "")) for family, words in PROBLEMS.items()),
    # A first trial needs an application, and what makes it possible; who files needs documents.
    Clue(FIRST_TRIAL, families="trial-applications", stages="preclinical-ind-enabling", asks=FIRST_MADE, early=True, confidence=0.45),
    Clue("healthy volunteer|健康受试者|健康志愿者", families="trial-applications", stages="preclinical-ind-enabling", asks=TRIALS_OF_WORDS),
    Clue(
        "file in|filing in|file with|filing strategy|compassionate use|named patient|expanded access|orphan|scientific advice|regulatory path|regulatory route|timeline to IND"
        "|同情用药|孤儿药|沟通交流会|注册路径|申报策略|双报|同步申报",
        families="regulatory-strategy-group",
    ),
    Clue("CMC plan|CMC strategy|CMC roadmap|gap analysis|choose a CDMO|select a CDMO|partner introductions|CMC规划|CMC策略", families="transfer"),
    Clue("segmented production|segmented manufacture|entrusted manufacture|single authorisation|分段生产|委托生产|上市许可持有人", families="quality-services"),
    Clue("MAH", families="quality-services", language="zh"),
    # A trial is run by a clinical CRO, with data and safety looked after.
    Clue(
        "CRO|patients across|study in patients|trial in patients|randomised|double blind|investigator|investigators|开展临床|开展试验|随机|双盲|多中心", families="clinical-operations",
        unless="GLP|toxicology|tox|medicinal chemistry|screening|in vivo|毒理|药效|筛选",
    ),
    # The same product from another place is compared with what went before.
    Clue(
        "second supplier|second source|second site|dual sourcing|equivalent|equivalence|comparable|comparability|bridging|must move|process transfer|tech transfer|technology transfer"
        "|made outside|第二供应商|备用供应商|技术转移|工艺转移|一致性|可比",
        families="analytical-development", asks=MAKING | {"dp-manufacture", "transfer", "api-development"}, unless="一致性评价",
    ),
    Clue("WHO style|WHO prequalification|prequalified|预认证", families="analytical-development", asks=MAKING),
    # Banks of viruses, phages and cells are tested before they are used.
    Clue("bank|banks|virus seed|种子批|细胞库|毒种", families="qc-testing", products=VECTORS | CELLS | {"vaccine-viral", "bacteriophage"}),
    # Genes that are changed are followed for tumours; what is new in people needs an application with the first batch.
    Clue("T-cell receptor|TCR-T|editor|edited|嵌合抗原受体", families="toxicology", products=frozenset(["autologous-car-t", "tcr-til", "gene-editing"]), asks=frozenset(["cell-therapy", "vector-services", "mrna-services"]), early=True),
    Clue("clinical|phase I|phase 1|first in human|临床|首次人体", families="trial-applications", products=VECTORS | CELLS | RNA | {"gene-editing"}, asks=MAKING, early=True),
    # A strain is engineered to make something, unless it is itself the medicine.
    Clue("strain|strains|菌株", families="strain-engineering", unless="anaerobe|anaerobes|consortium|spores|厌氧|菌群|phage|phages|probiotic|live biotherapeutic|live biotherapeutics|噬菌体|活菌|益生菌"),
    # What a product is made from and put into.
    Clue("AAV|lentivirus|lentiviral|vector|慢病毒|腺相关病毒|病毒载体|载体", families="plasmid-services", products=frozenset(["aav", "lentivirus", "autologous-car-t", "tcr-til"]), asks=frozenset(["vector-services"])),
    Clue("recombinant carrier|saccharide|polysaccharide|CRM197|荚膜多糖|多糖", families="fermentation", products=frozenset(["vaccine-conjugate"])),
    Clue("payload|payload-linker|linker|毒素|载荷|连接子", families="api-manufacture", products=CONJUGATES, asks=frozenset(["conjugates"])),
    Clue(
        "lots for|doses for|material for a trial|vaccine for a trial|clinical supply|clinical lots|临床用药|临床样品", families="dp-manufacture",
        products=frozenset(PROTEINS) | VACCINES, asks=MAKING, unless="drug substance only|bulk only|no fill|no drug product|不含制剂|不含灌装",
    ),
    Clue(
        "commercial supply|commercial manufacture|commercial manufacturing|commercial scale|market supply|at launch|before launch|上市供应|商业化生产|商业化供应",
        families="process-characterisation-validation", asks=MAKING | {"api-development"},
    ),
    # What is edited in the body is followed through the body; ascending doses are followed in plasma.
    Clue("in vivo editor|in vivo editing|base editing|base editor|体内编辑|碱基编辑", families="toxicology dmpk", products=frozenset(["gene-editing"]), early=True),
    Clue("ascending dose|SAD|SAD/MAD|pharmacokinetics|PK|单次给药|多次给药|剂量递增|药代", families="bioanalysis", asks=TRIALS_OF_WORDS),
    Clue("trial material|trial product|trial supplies|clinical supplies|investigational product|placebo|blinded|安慰剂|盲法|试验用药", families="packaging", asks=TRIALS_OF_WORDS),
    # Where a programme comes from, and where it is.
    Clue("hybridoma|humanise|humanisation|affinity maturation|杂交瘤|人源化|亲和力成熟", families="hit-finding", stages="lead-optimisation", early=True),
    Clue("in vivo proof of concept|proof of concept|体内药效|概念验证", families="in-vivo-pharmacology", stages="lead-optimisation", early=True),
    Clue("university", stages="lead-optimisation", early=True, unless="university hospital|university hospitals|university clinic|university medical center|university medical centre"),
    Clue("research grade|academic|bench top|mispairing|candidate selection|developability|研究级|高校|大学|候选分子|成药性", stages="lead-optimisation", early=True),
    Clue("early financing|early funding|seed round|seed funding|academic group|早期融资|种子轮", stages="target-discovery hit-to-lead", early=True),
    Clue("tech transfer|technology transfer|process transfer|技术转移|工艺转移", stages="cmc-development", early=True),
    Clue("series|hit series|lead series|analogues|compounds|化合物系列|先导化合物", stages="lead-optimisation", asks=frozenset(["dmpk", "discovery-chemistry", "in-vitro-pharmacology"]), early=True),
    # What is registered is sold; what is sold already is only varied; a generic is tested to be registered.
    Clue(
        "registered with|registered in|registration with|registration in|submit to|submission to|licence application|进口注册|进口药品注册|注册代理|NMPA注册|FDA注册|MFDS注册|PMDA注册|药监局注册|产品注册|注册",
        families="marketing-applications", stages="registration-filing", unless="IND|CTA|CTN|first in human|first trial|phase I|phase 1|临床试验申请|首次人体|注册临床|注册性临床|注册试验",
    ),
    Clue("generic|generics|ANDA|bioequivalence|bioequivalence trial|仿制药|一致性评价|生物等效性", stages="registration-filing", asks=TRIALS_OF_WORDS | {"dp-manufacture", "bioanalysis"}),
    Clue("DMF|drug master file|ASMF|CEP|DMF登记|原辅包登记", stages="registration-filing", asks=MAKING | {"api-development"}, unless="phase II|phase 2|phase I|phase 1|II期|I期|二期|一期"),
    Clue("PSUR|PSURs|after approval|marketed product|上市后安全|上市后监测", stages="post-market"),
    Clue("PAS|prior approval supplement|type II variation|type IB variation|post-approval change|changes being effected|上市后变更|补充申请", families="marketing-applications", stages="post-market"),
    Clue("companion diagnostic|companion assay|伴随诊断", stages="phase-2 phase-3"),
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
    Clue("MAA", markets="eu", unless="UK|MHRA|Swissmedic|TGA|Health Canada|Saudi", beside=True, confidence=0.45),
    Clue("CTN|HREC", markets="au"),
    Clue("MAH", markets="cn", language="zh"),
    Clue("NMPA GMP|Chinese GMP|human genetic resources|HGRAC|中国GMP|国内GMP|人类遗传资源|上市许可持有人|分段生产|药品注册|突破性治疗|突破性疗法|优先审评|临床默示许可|临床批件", markets="cn"),
    Clue("MHRA GMP|UK GMP", markets="gb"),
    Clue("PMDA GMP|Japanese GMP|Sakigake|J-NDA", markets="jp"),
    Clue("WHO prequalification|WHO prequalified|世卫组织预认证", markets="intl"),
)  # fmt: skip
