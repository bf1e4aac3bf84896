"""What people in the field say beyond the vocabularies' own names. Written from general knowledge, in both languages.

Codes, one or several, lead to names with a bar between them. A code that the installation does not have is left out.
"""

from projects.briefs.requirements import Subject
from vocabulary.unions import MEMBERS

SERVICES = {
    "dp-manufacture": "oral suspension|oral suspensions|topical gel|topical gels|gel manufacturing|口服混悬液|混悬剂|凝胶剂|F&F|nasal spray manufacturing|nasal sprays|inhaler manufacturing|inhalers|cream manufacturing|creams|suppositories|suppository|oral liquid|oral liquids|oral solution|semi-solids|软膏生产|乳膏生产|凝胶贴膏|贴膏剂|贴膏|透皮贴|橡胶贴膏|transdermal patches|transdermal patch manufacture|栓剂|口服液|fill and finish|fill & finish|filling and finishing|drug product manufacturing|drug product manufacture"
    "|drug product production|drug product|sterile drug product|DP manufacturing|fill|filled|vials|ampoules|eye drops|pMDI|filling and packaging"
    "|制剂生产|成品灌装|隔离器灌装|灌装线|灌装|无菌制剂|制剂|灌装生产|成品生产",
    "prefilled-syringe-cartridge-filling": "syringes|cartridges|cartridge filling|syringe filling|prefilled pens|pens|预填充注射笔|预填充笔|注射笔|预充针|预灌封注射器|卡式瓶",
    "oral-solid-manufacture": "tablets|capsules|tablet|capsule|tabletting|片剂|胶囊|缓释片|控释片|肠溶片|薄膜衣片|分散片|片剂生产|胶囊生产|固体制剂生产|口服固体制剂",
    "lyophilised-manufacture": "lyophilised|lyophilized|freeze-dried|lyo|lyophilise|lyophilize|freeze-drying|freeze drying|freeze-dried vials|lyophilisation|lyophilization|冻干|冷冻干燥",
    "formulation": "liposome|liposomes|liposomal|liposome process|microspheres|emulsion|depot formulation|脂质体|微球|乳剂",
    "packaging": "blinded kits|randomised kits|randomized kits|artwork|label & kit|label and kit|labelling and kitting|country-specific labels|multi-language booklets|booklet labels|pen assembly|assembly and label|assembly and labelling|assembly and packaging|贴签|分包|分包贴签|packaging|labelling|labeling|贴标包装",
    "biologics-drug-substance": "抗体原液|裸抗原液|抗体中间体|antibody manufacture|antibody production|antibody supply|protein manufacture|protein production"
    "|mAb production|mAb manufacture|mAb manufacturing|bulk substance|原液GMP生产|抗体生产|蛋白生产|原液批",
    "mammalian-ds-clinical": "GMP antibody|GMP protein|clinical antibody batch|临床原液",
    "non-gmp-tox-material": "non-GMP tox batch|non-GMP batch|engineering batch|tox supply|毒理批|毒理批次|工程批",
    "vector-services": "vector|viral vector|vector site|vector lot|vector batch|载体",
    "cell-therapy": "cell product|cell site|cell processing|patient-specific cells|graft|grafts|patient doses|cell dose|细胞产品|细胞生产",
    "mrna-services": "lipid nanoparticles|LNPs|mRNA substance|RNA substance",
    "plasmid-services": "doggybone DNA|dbDNA|helper plasmid|helper plasmids|rep/cap plasmid|rep/cap plasmids|transfer plasmid|packaging plasmids|plasmids|plasmid supply|plasmid DNA|pDNA|质粒供应",
    "plasmid-dna-template": "plasmid template|template plasmid|DNA模板|template DNA|DNA template|linearised template|质粒模板|模板质粒",
    "oligo-services": "guide RNA|sgRNA|gRNA|oligonucleotides|向导RNA",
    "conjugates": "conjugation only|conj only|conjugation step only|site-specific conjugation|conjugation process|定点偶联|conjugate|conjugates|conjugated|偶联物",
    "radiopharma": "68Ga kit|Ga-68 kit|radiopharmaceutical kit|radioligand supply|radiopharmaceuticals|radiolabelled product|放射性药物",
    "api-manufacture": "前体小分子合成|小分子前体合成|API|drug substance synthesis|GMP intermediate|bulk API|API batch|API supply|原料药|原料药生产|API生产",
    "api-development": "impurity synthesis|process safety study|process hazard assessment|起始物料|route optimization|salt form screening|polymorph work|process chemistry|synthetic route|route optimisation|合成路线|路线优化",
    "fermentation": "fermentation|fermented|fermenter|fermentor|microbial process|发酵罐|发酵工艺",
    "bioprocess-development": "media optimisation|media optimization|medium optimisation|resin lifetime|培养工艺|培养基优化|scale up|scale-up|scaled up|process optimisation|pilot run|pilot batch|pilot lot|工艺放大|放大生产|中试",
    "cell-line": "cell line|stable pool|stable clone|CHO clone|producing clone|clone selection|细胞系|稳转株",
    "cell-bank-manufacture": "MVB|WVB|MVB/WVB|master virus bank|working virus bank|MVSS|WVSS|毒种库|病毒种子库|seed lots|seed lot|virus seed|种子批|cell banks|bank|banks|banking|GMP banking|GMP bank|phage banks|建库|主细胞库|工作细胞库",
    "transfer comparability-studies": "second site",
    "transfer": "take over the process|hand over|tech transfer|technology transfer|transfer of the process|process transfer|transfer|技术转移|工艺转移|转移",
    "toxicology": "embryofetal development|embryo-fetal development|embryofoetal development|三致试验|三致|reproductive toxicity|phototoxicity|juvenile toxicity|rat and dog study|dog and rat study|acute toxicity|长毒|急毒|生殖毒|dog tox|rat tox|monkey tox|NHP tox|GLP tox|tox studies|tox study|tox package|tox program|tox programme|safety studies|non-clinical package|毒理研究|毒理试验|安全性评价",
    "glp-repeat-dose-tox": "GLP studies|GLP package|GLP-compliant toxicology|chronic toxicology|repeat-dose|repeated dose|重复给药毒性",
    "in-vivo-pharmacology": "CIA model|EAE model|disease models|knock-out mice|knockout mice|knock-in mice|transgenic mice|challenge study|challenge model|tumour efficacy|tumor efficacy|CDX|CDX models|攻毒保护试验|攻毒试验|荷瘤小鼠|基因敲除小鼠|efficacy in mice|mouse model|mouse models|in-vivo efficacy|药效研究|动物模型",
    "dmpk": "human cell distribution|cell distribution study|tissue distribution|PK in rats|PK in mice|PK screening|PK筛选|药代研究|human mass balance|mass balance|药代动力学",
    "bioanalysis": "血药浓度分析|血药浓度测定|血药浓度检测|TK bioanalysis|TK sample analysis|毒代样本检测|毒代样品检测|毒代样本分析|dose formulation analysis|PK ligand binding assay|PK bioanalysis|PK assay|PK assays|PK samples|PK sample analysis|PK method|PK methods|ADA assay|NAb|NAb assay|TK analysis|样本检测|生物样本检测|血浆浓度|PK样本|serum assay|plasma assay|anti-drug antibodies|anti-drug antibody|PK and ADA|PK/ADA|样本分析|免疫原性",
    "analytical-development": "游离毒素检测|游离药物检测|DAR检测|DAR测定|DAR分析|DAR值检测|DAR、游离毒素检测|QC methods|QC method|QC method development|forced degradation|forced degradation study|stress study|活性方法|强降解|强制降解|analytical methods|release methods|analytical package|analytical development|identity method"
    "|分析方法|方法学",
    "method-development": "method development|new methods|develop methods|方法开发",
    "method-validation-transfer": "validate methods|validated methods|methods validated|method validation|方法验证",
    "structural-characterisation": "analytical ultracentrifugation|SV-AUC|sedimentation velocity|分析超速离心|分析型超速离心",
    "potency-bioassay": "surface plasmon resonance|表面等离子共振|potency methods|potency method|cell-based potency assay|活性测定",
    "qc-testing": "environmental monitoring|host cell protein testing|HCP testing|CCIT|container closure integrity|QC|virus safety testing|viral safety testing|release|lot release|QC release|release testing|batch release|release and stability|放行|放行检测",
    "organoid-exvivo-models": "precision-cut slices|precision-cut lung slices|precision-cut liver slices|tissue slices|ex-vivo|ex vivo tissue model|精密切片",
    "cell-based-assays": "cAMP assay|calcium flux assay|antagonism assay|agonism assay|细胞功能检测",
    "donor-starting-material": "donor collection|供者采集|供体采集|供者招募与筛查",
    "route-scouting-process-rd": "kilo lab development",
    "solid-state-chemistry": "salt screen|polymorph screen|polymorph screening|salt screening|多晶型筛选",
    "oral-formulation": "tablet development|capsule development|片剂开发|胶囊开发",
    "combination-device-development": "injector development|device development|device verification|design verification|device design verification|器械验证",
    "lipid-synthesis": "LNP lipids|ionisable lipids|ionizable lipids|ionisable lipid|ionizable lipid|speciality lipids|specialty lipids|custom lipids|lipid excipients|可电离脂质|定制脂质",
    "stability-studies": "ICH条件|stab|25/60|40/75|ICH stability|稳定性考察|stability|stability programme|stability program|shelf life|稳定性|稳定性研究",
    "clinical-operations": "site start-up|site startup|study start-up|protocol writing|protocol development|site management|investigator sites|中心筛选|中心启动|研究中心|full-service CRO|full service CRO|临床CRO|clinical trial|trial sites|clinical study|clinical CRO|trial|study sites|first-in-human trial|first-in-human study|临床试验"
    "|临床运营|临床CRO|受试者招募",
    "patient-recruitment": "patient recruitment|patient enrolment|patient enrollment",
    "phase-1-unit": "BE/PK|BE临床|bioequivalence|bioequivalence trial|BE study|healthy volunteers|healthy volunteer study|healthy volunteer|ascending dose|single ascending dose|single and multiple ascending dose|SAD/MAD|健康受试者|健康志愿者",
    "protocol-design": "same protocol|protocol|adaptive design|方案设计",
    "safety-labs": "SAE处理|安全数据库|个例报告处理|个例安全性报告|cytokine panel|cytokine panels|multiplex cytokine|central lab|biomarker analysis|biomarker testing|serum aliquots|patient samples|lab testing|中心实验室",
    "medical-writing": "CSR|clinical study report|clinical study reports|临床研究报告",
    "biometrics": "数据管理与统计",
    "regulatory-strategy-group": "regulatory advice|注册申报|注册事务|regulatory support|scientific advice|briefing package|pre-IND meeting|dossier|registration dossier|注册支持|申报资料|注册策略",
    "trial-applications": "IMPD|ethics committee submission|ethics submission|HREC submission|HREC|HREC/CTN|IND|CTA|IND package|IND dossier|IND submission|CTA submission|clinical trial application|CTN|IND-ready|to IND"
    "|IND申报|申报临床|报临床|临床申报|临床试验申请|新药临床试验申请",
    "marketing-applications": "market registration|NDS|New Drug Submission|Health Canada NDS|BLA|NDA|MAA|marketing authorisation|marketing authorization|BLA submission|NDA submission"
    "|single authorisation|上市申请|上市许可|注册上市|生物制品许可申请|药品注册",
    "process-characterisation-validation": "PPQ|process validation|PPQ batches|PPQ campaign|process characterisation|validation batches"
    "|工艺验证|验证批",
    "comparability-studies": "comparability|可比性|头对头分析|头对头比对|分析相似性|头对头质量|analytical similarity",
    "quality-services": "quality agreement|audit|QP release|QP|QP放行|质量协议|质量审计",
    "imaging-core-lab": "影像读片|中心读片|独立阅片|中心阅片|MRI reading|image reading|影像阅片|阅片|BICR|独立影像评估|影像独立评估|独立中心阅片|独立阅片|影像阅片|blinded independent central review|central reads",
    "data-management": "data management|数据管理|DM|data mgmt|数据管理与统计",
    "biostatistics": "statistics|biostatistics|统计分析|stats|biostats",
    "biosafety-testing": "病毒安全检测|病毒安全测试|外源病毒检测", "rtsm-supply-management": "临床用药配送|临床药品配送|试验用药配送",
    "cold-chain": "direct-to-patient|direct to patient|cold storage|cold shipping|frozen shipping|sample logistics|sample shipment|cell bank storage|distribution to sites|distribution to clinical sites|样本运输|样品运输|just-in-time delivery|cold chain|dry ice|shipment|shipped|temperature-controlled|cryoshipment|冷链|冷链运输",
    "local-agent-representation": "境内法定代表|欧盟境内法定代表|欧盟法律代表|境内法律代表|美国agent|美国代理人|FDA代理人|注册代理人|境内代理人|EU legal representative|EU representative|MAH代理|MAH代理人|境内责任人|持有人代理|MAH agent",
    "trade-compliance": "样本出境审批|样本出境|出境审批|import|export|import clearance|import of|export of|import licence|export licence"
    "|进口|出口|进出口|通关",
    "hgr-filing-support": "human genetic resources|HGRAC|人类遗传资源",
    "deals-capital": "valuation of our asset|valuation support|business development support|licensing partner|licensing partners|孵化空间|financing|partnering|investors|out-licensing|融资|对外授权",
    "live-biotherapeutic-phage": "phage|phages|live biotherapeutic|phage cocktail|噬菌体|活菌药物|活菌",
    "gene-editing-reagents": "Cas9|base editor",
    "linker-payload-synthesis": "payload-linker|linker-payload|payload|linker|载荷连接子|毒素连接子|连接子",
    "vaccine-antigen-ds": "vaccine bulk|antigen|vaccine lots|vaccine antigen|疫苗原液|抗原",
    "target-research": "single-cell RNA sequencing|single-cell sequencing|crystal structure|crystal structures|X-ray structure|AI drug design|AI-driven design|AI药物设计|晶体结构",
    "hit-finding": "llama immunisation|orthogonal biophysics|分子筛选|fragment-based screening|fragment screen|mouse immunisation|mouse immunization|immunisation campaign|lead antibodies|抗体筛选|免疫小鼠",
    "discovery-chemistry": "chemist FTE|化学FTE团队|analogue synthesis|analog synthesis|med chem|medchem|FTE chemists|chemistry FTE|chemistry FTEs|synthetic FTE|药物化学|药化|化学FTE|合成FTE|化合物合成|化合物定制合成",
    "in-vitro-pharmacology": "reporter assay|reporter gene assay|kinase selectivity panel|细胞活性测试|细胞活性检测|细胞水平药效",
    "in-vitro-adme": "MDR1-MDCK|MDCK|Caco-2|CYP inhibition|brain tissue binding|tissue binding|plasma protein binding|血浆蛋白结合|microsomal stability|hepatocyte stability|plasma stability|metabolic stability|微粒体稳定性|肝细胞稳定性|血浆稳定性|代谢稳定性",
    "precision-fermentation-scale-up": "precision fermentation",
    "radiolabelling-development": "labelling process|labeling process|labelling with|radiolabelling process|标记工艺",
    "extractables-impurities": "genotoxic impurity|genotox impurity|genotoxic impurities|mutagenic impurities|ICH M7|基因毒性杂质|遗传毒性杂质|基毒杂质",
    "cell-bank-characterisation": "bank characterisation|bank testing|bank release testing|细胞库检定|细胞库鉴定",
    "regulatory-strategy": "briefing book|briefing document|pre-CTA meeting|pre-CTA|pre-submission meeting|pre-BLA meeting|pre-NDA meeting|Pre-NDA会议|Pre-IND会议|Pre-BLA会议|沟通交流会议|regulatory strategy|filing strategy",
    "ctd-writing-publishing": "CTD writing|IND writing|申报资料撰写|申报资料编写|药学资料撰写|CTD撰写|资料撰写|eCTD publishing",
    "cdmo-selection-advisory": "供应商筛选|供应商遴选|select a CDMO|selecting a CDMO|CDMO筛选|筛选CDMO|vendor selection|vendor选择",
    "cmc-consulting": "CMC project management|CMC advisor|CMC advisors|CMC lead",
    "combination-device-development packaging": "device assembly and label|device assembly and labelling|device assembly and labeling|pen assembly and labelling",
    "immunotox-cross-reactivity": "cytokine release|cytokine release assay|细胞因子释放试验",
    "lifecycle-variations": "variation support|variation filing|variation filings|variation submission|regulatory variation|site change filing|variation package",
    "enzymatic-dna": "模板酶法合成|质粒模板酶法合成|酶法合成DNA|enzymatic DNA synthesis",
    "lyophilisation-development": "lyophilisation screening|lyophilization screening|lyo development|freeze-drying development",
}  # fmt: skip

MODALITIES = {
    "cell-based": "stem-cell therapy|stem cell therapy|stem-cell graft|cord-blood graft|cord blood graft|haematopoietic stem cells|hematopoietic stem cells|CD34+ cells|HSC|bone-marrow transplantation"
    "|engineered cells|edited cells|造血干细胞|干细胞治疗|干细胞移植",
    "recombinant-protein antibody-protein": "biologic|biologics|biologic drug|therapeutic protein|therapeutic proteins|生物药|生物制品",
    "mab": "mAb|adalimumab|IgG4|IgG2|immunoglobulin G|monoclonal antibodies against|infliximab biosimilar|antibody|antibodies|抗体|mAbs|therapeutic antibody|PD-1 antibody|anti-PD-1|anti-PD-L1|biosimilar antibody|抗体项目",
    "bispecific": "BiTE|三特异性抗体|bispecifics|CD3 engager|bispecific format|双特异性",
    "fusion-protein": "TACI-Ig|receptor-Ig|Ig fusion|Fc fusions|aflibercept|etanercept|abatacept|阿柏西普|依那西普|阿巴西普|albumin fusion|receptor trap|ligand trap|fusion proteins",
    "microbial-protein": "protein expressed in Pichia|expressed in Pichia|expressed in yeast|酵母表达重组蛋白|酵母表达|大肠杆菌表达的重组蛋白|大肠杆菌表达重组蛋白|原核表达|E. coli-expressed protein|protein from E. coli|microbial protein|大肠杆菌表达蛋白|microbially expressed|expressed in E. coli|Pichia-expressed|insulin in yeast|inclusion bodies|大肠杆菌表达的蛋白|包涵体",
    "recombinant-protein": "FSH|follitropin|recombinant FSH|PEG-GCSF|PEG-G-CSF|alglucosidase|tenecteplase|alteplase|reteplase|促红素|促卵泡激素|尿激酶|替奈普酶|thrombopoietin|TPO|erythropoietin|EPO|G-CSF|filgrastim|hyaluronidase|asparaginase|C1 inhibitor|botulinum toxin|antitoxin|immunoglobulin|interleukin-2|胰岛素|白蛋白|酶替代|促红细胞生成素|凝血因子|肉毒毒素|recombinant factor|recombinant human|recombinant albumin|recombinant collagen|growth hormone|重组人|重组胶原蛋白|recombinant human protein|factor VIII|factor IX|coagulation factors|insulin|insulin analogue|plasma protein|cytokines|enzymes|recombinant enzyme|重组蛋白质",
    "vaccine-protein": "protein subunit|recombinant protein subunit|subunit protein|preF vaccine|RSV preF|RSV疫苗|zoster vaccine|subunit vaccines|HPV vaccine|hepatitis B vaccine|RSV vaccine|malaria vaccine|toxoid|HPV疫苗|乙肝疫苗|类毒素|亚单位疫苗|recombinant zoster vaccine|protein vaccine|peptide vaccine antigen|recombinant antigen|重组带状疱疹疫苗",
    "vaccine-viral": "rotavirus vaccine|varicella vaccine|chickenpox vaccine|MMR vaccine|Vero cell vaccine|EV71 vaccine|flu vaccine|水痘疫苗|轮状病毒疫苗|麻腮风疫苗|脊髓灰质炎疫苗|甲肝疫苗|rabies vaccine|polio vaccine|measles vaccine|dengue vaccine|yellow fever vaccine|inactivated virus|live-attenuated|live attenuated"
    "|inactivated polio vaccine|狂犬病疫苗|狂犬疫苗|减毒|灭活",
    "adenovirus": "hAd5|Ad5-vectored|Ad5-vector|Ad26 vector|adenovirus-vectored|ChAdOx1|ChAdOx2|adenoviruses|modified vaccinia Ankara|Sendai virus|measles vector|viral vector vaccine|ChAdOx|chimpanzee adenovirus|ChAd|腺病毒",
    "tcr-til": "T-cell receptor|TCR T cells|TCR-T|TILs|TIL product",
    "tissue-engineered": "bioengineered tissue|bioengineered skin|skin graft|skin substitute|cartilage implant|cartilage|组织工程皮肤|chondrocytes|cell scaffold|软骨细胞",
    "synbio-product": "precision-fermented|precision-fermented protein|bio-based ingredient|母乳低聚糖|人乳寡糖|precision fermentation protein|HMO|biosurfactant|cultivated meat|precision fermentation|biosynthetic|engineered yeast|human milk oligosaccharide|合成生物",
    "bioconjugate-other": "抗体偶联核酸|抗体偶联寡核苷酸|抗体寡核苷酸偶联物|抗体核酸偶联物|peptide-oligonucleotide conjugate|peptide-oligonucleotide conjugates|PPMO|peptide-conjugated oligonucleotide|radioimmunoconjugate|peptide-drug conjugate|PDC|AOC|antibody-oligonucleotide conjugate|PEGylated|聚乙二醇化",
    "vaccine-conjugate": "polysaccharide conjugate|polysaccharide-protein conjugate|polysaccharide conjugates|PCV13|PCV15|PCV20|PCV21|conjugate vaccines|pneumococcal polysaccharide|肺炎多糖结合疫苗|流脑结合疫苗|meningococcal conjugate|pneumococcal conjugate|typhoid conjugate|saccharide conjugate|polysaccharide conjugate|saccharide conjugate vaccine|多糖结合",
    "mrna": "mRNAs|messenger RNA|LNP-mRNA",
    "oligonucleotide": "GalNAc|GalNAc-conjugated|反义|反义核酸|反义寡核苷酸|guide|guide RNAs|siRNAs|ASOs|antisense oligonucleotides|小核酸",
    "gene-editing": "CRISPR edited|CRISPR-edited|base-editing|editor|in-vivo editor|in vivo editor|gene-editing|gene edited",
    "oncolytic-virus": "vaccinia virus|vaccinia|armed virus|oncolytic HSV|oncolytic HSV-1|VSV|vesicular stomatitis virus|oncolytic viruses|oncolytic herpes|溶瘤病毒|溶瘤",
    "msc": "脂肪干细胞|脂肪来源干细胞|MSCs|mesenchymal|间充质|adipose-derived stem cells|adipose-derived|adipose cell|stromal cells|mesenchymal cells",
    "autologous-car-t": "Treg cells|Tregs|regulatory T cells|dendritic cell vaccine|dendritic cells|autologous T cells|patient-derived T cells|树突状细胞|CAR|CAR-T cells|CAR T cells|autologous CAR-T|BCMA CAR|CD19 CAR|自体CAR-T|CAR-T",
    "allogeneic-cell": "islet cells|donor-derived cells|allogeneic Tregs|off-the-shelf cells|现货型细胞|NK cells|allogeneic NK|allogeneic cells|cord-blood derived NK|异体NK|异体",
    "exosome": "vesicles|extracellular vesicles|EVs",
    "ipsc-regenerative": "iPSCs|iPSC|iPSC-derived cells",
    "live-biotherapeutic": "AKK|obligate anaerobes|活菌胶囊|活菌制剂|Akkermansia|Clostridium butyricum|Bifidobacterium|Faecalibacterium|anaerobe consortium|anaerobes|strict anaerobes|spore formers|gut bacteria|菌群移植|肠道菌|双歧杆菌|丁酸梭菌|厌氧菌|engineered bacteria|bacterial strains|faecal transplant|live biotherapeutic|live biotherapeutics|LBP|probiotic|Lactobacillus|bacterial consortium|益生菌|乳杆菌|microbiome product|microbiome therapeutic|活菌药物|活体生物药|微生态",
    "bacteriophage": "phages|phage|phage cocktail|噬菌体",
    "small-molecule": "JAK抑制剂|激酶抑制剂|小分子抑制剂|505(b)(2) product|corticosteroid|corticosteroids|化学1类|化药1类|改良型新药|paclitaxel|psilocybin|cannabidiol|eye drops|ophthalmic solution|ointment|transdermal patch|nasal spray|statin|generic drug|oncology pill|active pharmaceutical ingredient|仿制药|滴眼液|贴剂|吸入剂|软膏|抗生素|化药|化学药|kinase inhibitor|oral inhibitor|channel modulator|NCE|new chemical entity|small molecules|oral tablets|tablets|capsules"
    "|receptor agonist tablet|小分子药物|激酶抑制剂|小分子抑制剂|口服小分子",
    "hpapi": "highly potent small molecule|potent small molecule|high-potency small molecule|cytotoxic small molecule|高活性小分子|cytotoxic|potent chemistry|highly potent|occupational limit|OEB 5|OEB5|OEB 4|OEB4|OEL|potent compound|payload|payload-linker"
    "|高活性|高毒性|细胞毒",
    "degrader": "PROTAC|molecular glue|degraders",
    "peptide": "glucagon|semaglutide|liraglutide|tirzepatide|teriparatide|octreotide|leuprolide|exenatide|somatostatin analogue|peptides|GLP-1|GLP-1 analogue|cyclic peptide|macrocyclic peptide|多肽药物|多肽",
    "adc": "ADCs|drug-linker|linker-payload|payload-linker|site-specific conjugation|drug-antibody ratio|drug-to-antibody ratio|药物抗体比|antibody drug conjugates|ADC药物|抗体偶联",
    "radiopharmaceutical": "Tc-99m|99mTc|technetium|In-111|111In|indium-111|锝-99m|锝99m|68Ga|18F|FAPI|FAP ligand|PSMA ligand|alpha emitter|alpha therapy|Pb-212|Tb-161|I-131|Zr-89|radiolabelled|radiolabeled|radiotracer|PET tracer|radioligand|radioligands|radiopharmaceuticals|iodine-131|131I|iodine-124|iodine-123|Lu-177|177Lu|Ac-225|225Ac|F-18|Ga-68|lutetium|actinium"
    "|镥-177|镥177|锕225|放射性配体|核药",
    "aav": "rAAV8|rAAV9|rAAV5|rAAV2|AAV1|AAV6|AAVrh10|AAVrh74|AAVs",
    "lentivirus": "gammaretrovirus|gamma-retrovirus|lentiviruses",
}  # fmt: skip

STAGES = {
    "phase-1": "early clinical|first human|first human dose|first in human|first-in-man|FIH|healthy volunteer study|compassionate use|humans for the first time|dose humans|首次人体",
    "phase-3": "late-stage clinical|late-phase clinical|关键性临床|注册性临床|确证性临床|registration trial|注册批|注册批次|pivotal|pivotal supply|registration batches|registrational|关键临床",
    "commercial-manufacture": "at launch|launch|commercial|commercial launch|market launch|marketed|商业化|上市销售",
    "cmc-development": "bench process|CMC plan|CMC package",
    "preclinical-ind-enabling": "toxicology lot|tox lot|toxicology batch|tox batch|IND enabling|IND-enabling|GLP tox|毒理批|IND准备",
    "post-market": "post-approval study|post-approval commitment|post-marketing commitment|post-approval change|lifecycle",
    "lead-optimisation": "候选化合物|candidate nomination|PCC",
    "phase-2": "mid-stage trial|mid-stage clinical",
    "registration-filing": "registration batches|exhibit batches|注册批",
}  # fmt: skip

SYSTEMS = {
    "e-coli": "E. coli|Escherichia coli|大肠杆菌",
    "hek293": "HEK|HEK cells|suspension HEK",
    "cho": "CHO cells|CHO细胞|CHO", "solid-phase": "hybrid synthesis|solid phase",
}  # fmt: skip

STANDARDS = {
    "glp-oecd": "GLP",
    "fda-cgmp-210-211": "cGMP|inspected by the FDA|inspected by FDA|FDA inspection history|通过FDA检查|通过FDA现场检查|FDA现场检查",
    "gcp-ich-e6-r3": "GCP",
    "nmpa-gmp": "inspected by the NMPA|NMPA-inspected|通过药监检查|通过NMPA检查|中国GMP|国内GMP|NMPA GMP",
    "eu-gmp": "inspected by the EMA|inspected by EMA|EMA-inspected|EMA inspected|EU-inspected|通过EMA检查|通过欧盟检查|欧盟GMP|EU-GMP|EU GMP|EMA GMP",
}  # fmt: skip

SAYINGS = {
    Subject.SERVICE_LINE: SERVICES,
    Subject.MODALITY: MODALITIES,
    Subject.STAGE: STAGES,
    Subject.SYSTEM: SYSTEMS,
    Subject.STANDARD: STANDARDS,
}

NOT_AFTER = {"制剂": "抑试胞", "化药": "业优转活净", "载体": "微", "注册": "商", "临床": "非前", "入组": "已"}
"""Chinese names that are the end of another word after these characters."""

EXACT = frozenset(["CDx"])
"""Names that mean something else in other capitals: a CDX is a xenograft."""

SILENT = frozenset(
    tuple(name.split())
    for name in (
        "cell", "study", "trial", "material", "clinical", "regulatory", "quality", "analytical", "pharmacology", "discovery",
        "analysis", "biology", "chemistry", "development", "service", "logistic", "compliance", "registry", "variation", "tailing",
        "aggregation", "renewal", "grant", "subsidy", "transaction", "recruitment", "polishing", "process", "compound", "microbial",
        "formulation design", "finished product", "starting material", "intermediate", "enzyme", "hormone", "glycoprotein",
        "market", "market acces", "slot availability", "second supplier", "second sorce", "second sorcing", "dual sorcing", "qa", "licensing", "endotoxin removal", "svp", "analytic", "custom", "synthetic", "cord blood", "early discovery", "gtp", "post approval", "global", "standard", "blinding", "resupply",
        "起 始 物 料", "第 二 供 应 商", "第 二 来 源", "双 供 应 商", "隔 离 器 灌 装", "分 析", "注 册", "统 计", "放 大", "申 报", "包 装 材 料", "物 流", "国 内", "大 陆", "综 合",
    )
)  # fmt: skip
"""Names, as stems, that say too little inside a sentence to be a requirement."""

WORDS_TOO = frozenset(
    [
        "us",
        "it",
        "can",
        "cap",
        "fact",
        "in",
        "at",
        "be",
        "is",
        "as",
        "no",
        "or",
        "so",
        "an",
        "am",
        "ind",
        "spot",
        "cart",
        "post",
        "dart",
        "del",
        "car",
        "pas",
        "pac",
        "pip",
        "cep",
        "til",
        "ada",
        "dea",
        "eu",
        "has",
        "art",
    ]
)
"""Short names that are words as well when they are not in capitals."""

EU = MEMBERS["eu"]

REGIONS = {
    "eu": "EU|E.U.|European Union|EU member states|EU countries|EU27|EEA|欧盟|欧盟国家|欧盟成员国",
    "europe": "Europe|European|欧洲",
    "asia-pacific": "Asia-Pacific|Asia|Asian|APAC|亚太|亚洲",
    "north-america": "North America|North American|N. America|N America|北美",
    "latin-america": "Latin America|South America|Latin American|South American|LATAM|LatAm|拉丁美洲|拉美",
    "middle-east-africa": "Middle East|Africa|African|中东|非洲",
    "CN HK TW MO": "Greater China|大中华区",
    "DE AT CH": "DACH|German-speaking countries",
    "DK SE NO FI IS": "Nordics|Nordic|Scandinavia|Scandinavian|北欧",
    "BG BY CZ HU MD PL RO RU SK UA": "Eastern Europe|East European|Eastern European|东欧",
    "AT BE CH DE DK ES FI FR GB GR IE IS IT LI LU MC NL NO PT SE": "Western Europe|West European|Western European|西欧",
    "SG MY TH VN ID PH": "Southeast Asia|South-East Asia|ASEAN|东南亚",
    "BE NL LU": "Benelux",
    "BG CZ EE HR HU LT LV PL RO SI SK": "Central and Eastern Europe|Central and Eastern European|Central & Eastern Europe|CEE|中东欧",
    "CY ES GR IT MT PT": "Southern Europe|Southern European|南欧",
    "DK EE FI IS LT LV NO SE": "Northern Europe|Northern European",
    "EE LV LT": "Baltics|Baltic states|Baltic countries|波罗的海国家",
    "ES PT": "Iberia|Iberian Peninsula",
    "CN HK JP KR MO TW": "East Asia|East Asian|东亚",
    "GB": "United Kingdom|UK",
    "TR": "Turkey|Turkish|土耳其",
    "SA": "沙特|Saudi",
    "AE": "阿联酋|UAE|迪拜|Dubai",
    "ID": "印尼",
}

MARKETS = {
    "intl": "WHO PQ|WHO prequalification|WHO prequalified|prequalified by WHO|WHO预认证|世卫组织预认证",
    "cn us": "中美双报|中美",
    "cn us eu": "中美欧|中美欧三地",
    "us eu": "欧美|US/EU|EU/US",
}
"""Several markets in one word."""

GMP_OF = {
    "us": "fda-cgmp-210-211", "fda": "fda-cgmp-210-211", "eu": "eu-gmp", "ema": "eu-gmp", "european": "eu-gmp", "chinese": "nmpa-gmp",
    "china": "nmpa-gmp", "nmpa": "nmpa-gmp", "uk": "mhra-gmp", "mhra": "mhra-gmp", "japanese": "pmda-gmp", "pmda": "pmda-gmp", "korean": "mfds-gmp",
    "who": "who-gmp", "pic/s": "pics-gmp", "tga": "tga-gmp", "anvisa": "anvisa-gmp", "中国": "nmpa-gmp", "欧盟": "eu-gmp", "美国": "fda-cgmp-210-211",
}  # fmt: skip
"""Whose GMP it is in "US, EU and Chinese GMP"."""

CITIES = {
    "AT": "Vienna|维也纳", "AU": "Melbourne|Sydney|Brisbane|墨尔本|悉尼", "BE": "Ghent|Leuven|Brussels|根特|布鲁塞尔",
    "CA": "Montreal|Toronto|Vancouver|蒙特利尔|多伦多", "CH": "Basel|Zurich|Visp|Geneva|巴塞尔|苏黎世|日内瓦",
    "CN": "Beijing|Shanghai|Suzhou|Hangzhou|Wuxi|Shenzhen|Guangzhou|Chengdu|Wuhan|Tianjin|Nanjing|Chongqing|Hainan"
    "|北京|上海|苏州|杭州|无锡|深圳|广州|成都|武汉|天津|南京|重庆|海南|张江|粤港澳大湾区|长三角|珠三角|华东|华南|华北|江浙沪",
    "DE": "Berlin|Munich|Hamburg|Frankfurt|Cologne|Heidelberg|柏林|慕尼黑|汉堡|法兰克福|海德堡", "DK": "Copenhagen|哥本哈根",
    "ES": "Barcelona|Madrid|Valencia|巴塞罗那|马德里", "FR": "Paris|Lyon|Strasbourg|巴黎|里昂", "IE": "Dublin|Cork|都柏林",
    "GB": "London|Oxford|Edinburgh|Manchester|Glasgow|伦敦|牛津|爱丁堡|曼彻斯特", "IL": "Tel Aviv|Rehovot|特拉维夫",
    "IN": "Hyderabad|Bangalore|Bengaluru|Mumbai|海得拉巴|班加罗尔|孟买", "IT": "Milan|Rome|米兰|罗马", "JP": "Tokyo|Osaka|Kobe|东京|大阪|神户",
    "KR": "Seoul|Incheon|Songdo|首尔|仁川|松岛", "NL": "Leiden|Amsterdam|莱顿|阿姆斯特丹", "SE": "Stockholm|Gothenburg|斯德哥尔摩|哥德堡",
    "TW": "Taipei|台北|新竹", "US": "Boston|San Diego|San Francisco|Houston|Philadelphia|Seattle|New Jersey|North Carolina|California"
    "|Massachusetts|Maryland|New York|波士顿|圣地亚哥|旧金山|休斯敦|费城|纽约|加州|新泽西",
}  # fmt: skip
"""Cities of the field that name one country only; a place is read as its country."""
