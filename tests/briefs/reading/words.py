"""What families of services and kinds of medicine are called by people who write briefs, in both languages.

Written from general knowledge of the trade, not from the vocabularies nor from the reading's own tables. Names have a bar between
them; each is put into a plain sentence that asks for it.
"""

FAMILIES = {
    "target-research": "target identification|target validation|CRISPR screen|single-cell RNA sequencing|proteomics|cryo-EM structure|crystal structure of the target|AI drug design|protein structure determination"
    "|靶点发现|靶点验证|单细胞测序|冷冻电镜|晶体结构解析|AI药物设计",
    "hit-finding": "high-throughput screening|HTS campaign|DEL screening|DNA-encoded library screening|fragment-based screening|virtual screening|assay development|antibody discovery|phage display|hybridoma generation"
    "|single B cell cloning|antibody humanisation|antibody humanization|affinity maturation|hit identification|yeast display|research-grade antigen production"
    "|高通量筛选|DEL筛选|抗体发现|噬菌体展示|杂交瘤|抗体人源化|亲和力成熟|苗头化合物筛选",
    "discovery-chemistry": "medicinal chemistry|med chem|FTE chemists|custom synthesis|analogue synthesis|parallel synthesis|hit-to-lead chemistry|lead optimisation chemistry|药物化学|化学FTE|定制合成|化合物合成|先导化合物优化",
    "in-vitro-pharmacology": "in vitro pharmacology|cell-based assays|selectivity panel|kinase panel|receptor binding assays|organoid models|patient-derived organoids|cytotoxicity assays|ADCC assay|reporter gene assay screening"
    "|体外药效|类器官|细胞活性测试|受体结合试验|激酶谱筛选",
    "in-vivo-pharmacology": "in vivo efficacy|mouse xenograft study|PDX models|syngeneic models|tumour model|efficacy study in mice|disease models|NHP disease model|infection model|challenge study|knock-out mice|transgenic mice|proof-of-concept study in animals"
    "|体内药效|PDX模型|CDX模型|小鼠药效|动物模型|攻毒保护试验|基因敲除小鼠",
    "dmpk": "DMPK|ADME studies|pharmacokinetics in rats|PK study in monkeys|CYP inhibition|microsomal stability|hepatocyte stability|Caco-2 permeability|plasma protein binding|mass balance study|metabolite identification|biodistribution study|tissue distribution|QWBA|PBPK modelling|PK/PD modelling|vector shedding"
    "|药代动力学|药代|组织分布|代谢产物鉴定|肝微粒体稳定性|物质平衡|体外ADME|群体药代",
    "toxicology": "GLP toxicology|GLP tox|repeat-dose toxicity|28-day rat and dog study|13-week NHP study|dose range finding|DRF study|MTD study|safety pharmacology|genotoxicity|Ames test|micronucleus|carcinogenicity|reproductive toxicity|DART studies|EFD study|local tolerance|tissue cross-reactivity|TCR study in human tissues|tumorigenicity|immunotoxicity|cytokine release assay|toxicity studies in rodents|hERG|phototoxicity|juvenile toxicity|IND-enabling tox"
    "|GLP毒理|重复给药毒性|安全药理|遗传毒性|生殖毒性|致癌性|致瘤性|安评|组织交叉反应|长毒|急毒|局部耐受性|预毒理",
    "bioanalysis": "bioanalysis|bioanalytical method development|LC-MS/MS quantification in plasma|PK sample analysis|ADA assay|anti-drug antibody testing|immunogenicity testing|neutralising antibody assay|NAb assay|ligand binding assay|toxicokinetic sample analysis|qPCR bioanalysis|flow cytometry in whole blood|receptor occupancy|ELISpot"
    "|生物分析|生物样本分析|血药浓度检测|ADA检测|免疫原性检测|中和抗体检测|样本检测",
    "cell-line": "cell line development|CLD|stable cell line|CHO cell line|stable pools|single cell cloning|clone screening|RCB generation|master cell bank|MCB|MCB and WCB|working cell bank|cell banking|cell bank characterisation|cell bank testing|packaging cell line|producer cell line|monoclonality report"
    "|细胞株构建|稳定细胞株|细胞株开发|主细胞库|工作细胞库|建库|单克隆筛选|细胞库检定",
    "bioprocess-development": "upstream process development|downstream development|USP and DSP|purification process|fed-batch process|perfusion process|process optimisation|scale-up of the process|process characterisation|process validation|PPQ|PPQ batches|viral clearance study|virus validation|media optimisation|chromatography development|resin lifetime study"
    "|上游工艺|下游工艺|纯化工艺开发|培养工艺|工艺放大|工艺表征|工艺验证|病毒清除验证|灌流工艺",
    "biologics-drug-substance": "drug substance manufacturing of our antibody|mAb drug substance|2,000 L GMP batch of a monoclonal antibody|BDS of our mAb|mammalian GMP manufacturing|commercial antibody drug substance|tox batch of an antibody|engineering run of the antibody process|vaccine antigen bulk"
    "|单抗原液生产|抗体GMP生产|2000L原液批|大分子原液|疫苗原液|抗体中试批",
    "strain-engineering": "strain engineering|strain construction|strain improvement|enzyme evolution|directed evolution|biocatalysis|host strain development|metabolic engineering|菌株构建|菌株改造|酶进化|定向进化|生物催化|代谢工程",
    "fermentation": "microbial fermentation|E. coli fermentation|Pichia fermentation|GMP fermentation at 500 L|microbial drug substance|inclusion body refolding|high-cell-density fermentation|precision fermentation at 10 m3|live biotherapeutic manufacturing|phage production|anaerobic fermentation"
    "|微生物发酵|大肠杆菌发酵|毕赤酵母发酵|包涵体复性|活菌药物生产|厌氧发酵",
    "mrna-services": "mRNA manufacturing|IVT reaction optimisation|mRNA drug substance|LNP encapsulation|LNP formulation|lipid nanoparticle formulation|capping|mRNA sequence design|ionisable lipid synthesis|mRNA fill-finish|saRNA production|circular RNA production|dsRNA removal|poly(A) tail analysis"
    "|mRNA生产|mRNA原液|LNP包封|LNP制剂|体外转录工艺|mRNA序列设计|加帽工艺|可电离脂质合成",
    "plasmid-services": "plasmid manufacturing|GMP plasmid|GMP-grade pDNA|high-quality plasmid|HQ plasmid|research-grade plasmid|doggybone DNA|enzymatic DNA|supercoiled DNA|helper and rep/cap plasmids"
    "|质粒生产|GMP质粒|质粒制备|酶法DNA",
    "oligo-services": "oligonucleotide synthesis|siRNA manufacturing|ASO drug substance|GMP oligonucleotides|sgRNA synthesis|antisense API|GalNAc-siRNA API|小核酸原料药|siRNA合成|寡核苷酸GMP生产|sgRNA合成",
    "vector-services": "AAV manufacturing|AAV process development|lentiviral vector production|GMP lentivirus|LVV manufacturing|viral vector CDMO|adenovirus vector production|oncolytic virus manufacturing|vector fill-finish|AAV analytics|full/empty capsid analysis|retroviral vector GMP batch"
    "|AAV生产|慢病毒生产|病毒载体生产|病毒包装|溶瘤病毒生产|腺病毒载体生产|AAV工艺开发",
    "cell-therapy": "CAR-T manufacturing|autologous cell manufacturing|cell therapy CDMO|NK cell production|allogeneic CAR-T manufacturing|TIL manufacturing|T cell manufacturing|leukapheresis material|donor screening|apheresis collection|electroporation with Cas9 RNP|gene-edited T cell manufacturing"
    "|CAR-T制备|细胞制备|NK细胞生产|TIL生产|自体细胞生产|供者筛查|通用型CAR-T生产",
    "regenerative": "MSC manufacturing|iPSC differentiation process|iPSC-derived cell manufacturing|exosome production|tissue-engineered skin production|umbilical cord MSC expansion|外泌体生产|间充质干细胞生产|iPSC分化|干细胞制备",
    "conjugates": "ADC conjugation|bioconjugation|drug-linker synthesis|payload-linker manufacturing|conjugation process development|ADC drug substance|PEGylation|antibody-oligonucleotide conjugation|DAR optimisation|site-specific conjugation"
    "|ADC偶联|偶联工艺开发|连接子载荷合成|ADC原液|PEG修饰|定点偶联",
    "radiopharma": "radiolabelling|Lu-177 labelling|radiopharmaceutical manufacturing|GMP radiolabelling|radioligand production|68Ga kit production|Ac-225 radiochemistry|hot cell production|放射性标记|核药生产|镥177标记|放射性药物生产",
    "api-development": "API process development|route scouting|synthetic route development|process chemistry|polymorph screening|salt screening|crystallisation development|solid-state characterisation|peptide process development|starting material supply|GMP intermediates|impurity synthesis|process safety study"
    "|原料药工艺开发|路线筛选|合成路线开发|晶型筛选|盐型筛选|结晶工艺|多肽工艺开发|起始物料",
    "api-manufacture": "API manufacturing|GMP API|kilo-lab batch of the API|clinical API batches|commercial API supply|HPAPI manufacturing|peptide API|solid-phase peptide synthesis at kg scale|non-GMP API for tox|drug substance of our small molecule"
    "|原料药生产|原料药GMP生产|公斤级原料药|高活性原料药生产|多肽原料药|商业化原料药",
    "formulation": "formulation development|pre-formulation|preformulation|liquid formulation|high-concentration formulation|lyophilisation cycle development|freeze-drying cycle|amorphous solid dispersion|spray-dried dispersion|hot melt extrusion|nanosuspension|paediatric formulation|modified-release tablet development|device development|autoinjector development|prefilled pen development|combination product development|taste masking|solubility enhancement|topical formulation|inhalation formulation"
    "|制剂开发|处方开发|处方前研究|冻干工艺开发|固体分散体|难溶药物增溶|缓释制剂开发|自动注射器开发|喷雾干燥",
    "dp-manufacture": "fill-finish|fill/finish|aseptic fill-finish|F&F|sterile filling|vial filling|prefilled syringes|PFS filling|cartridge filling|lyophilised vials|drug product manufacturing|DP manufacturing|tablet manufacturing|capsule filling|clinical tablets|oral solid dose|OSD manufacturing|softgels|sterile injectables|ampoules|nasal spray manufacturing|inhaler manufacturing|cream manufacturing|suppositories|oral liquid manufacturing|parenterals"
    "|无菌灌装|西林瓶灌装|预充针|预灌封注射器|冻干粉针|片剂生产|胶囊生产|制剂生产|水针|卡式瓶灌装|口服固体制剂|注射剂生产|软膏生产",
    "packaging": "clinical packaging|labelling and packaging|secondary packaging|clinical supplies|kit assembly|blinding of study drug|over-encapsulation|comparator sourcing|serialisation|randomised kit packaging|clinical trial supply|country-specific labels|pen assembly|commercial packaging|bottling and blistering|blister packaging"
    "|二次包装|贴签包装|临床供应|对照药采购|盲法包装|赋码|药品包装|贴标|外包装",
    "analytical-development": "analytical method development|method development|method validation|method qualification|method transfer|analytical transfer|structural characterisation|HOS characterisation|potency assay|cell-based bioassay|bioassay development|comparability study|biosimilarity study|peptide mapping|glycan analysis|reference standard qualification|forced degradation study|extended characterisation"
    "|分析方法开发|方法验证|方法转移|方法学验证|结构表征|活性方法|可比性研究|相似性研究|质量研究|糖型分析|强降解",
    "qc-testing": "QC testing|release testing|batch release testing|lot release testing|stability study|ICH stability|stability storage|accelerated stability|in-use stability|sterility testing|endotoxin testing|mycoplasma testing|adventitious agent testing|biosafety testing|viral safety testing|extractables and leachables|E&L study|nitrosamine testing|elemental impurities|raw material testing|environmental monitoring|container closure integrity testing|host cell protein testing"
    "|放行检测|稳定性研究|稳定性考察|无菌检查|内毒素|支原体检测|外源因子检测|包材相容性|亚硝胺|元素杂质|放行检验",
    "clinical-operations": "full-service CRO for a phase 2 study|clinical monitoring|site monitoring|CRA services|trial management|patient recruitment|site selection|site start-up|feasibility study of sites|phase 1 unit|healthy volunteer study|first-in-human study in volunteers|bioequivalence study|real-world evidence|SMO|protocol writing|investigator-initiated trial support|multi-regional clinical trial|clinical project management|decentralised trial"
    "|临床CRO|临床监查|患者招募|SMO|I期临床试验中心|BE试验|健康志愿者试验|真实世界研究|方案设计|临床项目管理|国际多中心",
    "biometrics": "data management|biostatistics|statistical programming|SAS programming|EDC build|medical writing|CSR writing|statistical analysis plan|randomisation and IRT|IWRS|CDISC conversion|database lock|数据管理|统计编程|生物统计|医学写作|CSR撰写|EDC搭建|随机化系统",
    "safety-labs": "pharmacovigilance|PV services|safety database|SUSAR reporting|case processing|PSUR writing|central laboratory|central lab|biomarker analysis|biomarker testing|imaging core lab|central imaging reading|companion diagnostic testing|NGS panel testing|QPPV"
    "|药物警戒|中心实验室|生物标志物检测|影像独立评估|个例报告处理|伴随诊断检测|中心影像",
    "regulatory-strategy-group": "regulatory strategy|scientific advice|pre-IND meeting|briefing book|CTD writing|CMC writing|Module 3 authoring|eCTD publishing|DMF filing|ASMF|local agent|US agent|orphan drug designation|regulatory affairs support|dossier writing|regulatory consulting|gap analysis of the dossier|EU legal representative"
    "|注册策略|沟通交流会|CTD资料撰写|eCTD|DMF备案|孤儿药认定|注册代理|申报资料撰写|药学资料撰写",
    "trial-applications": "IND filing|IND submission|CTA submission|IMPD|clinical trial application|CTA in Germany|CTN in Australia|IND application|IND-ready package|file an IND|ethics committee submission|CTIS submission"
    "|IND申报|临床试验申请|CTA申报|申报临床|IND资料|中美双报IND|临床批件",
    "marketing-applications": "BLA filing|NDA submission|MAA|marketing authorisation|BLA|ANDA filing|post-approval variations|product registration in ASEAN|licence renewal|type II variation|market registration|505(b)(2) NDA|site change variation|J-NDA"
    "|上市申请|NDA申报|BLA申报|上市后变更|再注册|补充申请|进口注册|药品上市许可",
    "quality-services": "GMP audit|supplier audit|mock inspection|inspection readiness|QP release|QP certification|batch certification by a QP|QMS set-up|quality agreement|computer system validation|CSV|equipment qualification|data integrity audit|PAI readiness|GMP consulting|QP declaration"
    "|GMP审计|供应商审计|模拟检查|质量体系搭建|QP放行|质量协议|计算机化系统验证|设备验证|质量管理体系",
    "cold-chain": "cold chain shipping|cold-chain logistics|dry ice shipment|2-8 °C transport|cryogenic shipping|LN2 shipper|temperature-controlled distribution|depot in Europe|GMP storage|biobanking|sample logistics|cell bank storage|vein-to-vein logistics|chain of identity|courier for patient samples|distribution to sites|warehousing"
    "|冷链运输|干冰运输|液氮运输|冷链物流|样本库|细胞库存储|仓储|样本运输|冷藏运输",
    "trade-compliance": "customs clearance|import permit|export permit|import licence|HGRAC approval|human genetic resources filing|special items approval|export control classification|dangerous goods classification|importer of record|customs brokerage|CITES permit"
    "|报关|清关|进口许可|人类遗传资源|人遗申报|特殊物品审批|出口管制|危险品鉴定|进口通关",
    "transfer": "technology transfer|tech transfer|process transfer to the new site|CDMO selection|vendor selection|RFP management|CMC consulting|CMC advisory|CMC project management|segmented production|tech transfer from our current CMO|site transfer"
    "|技术转移|工艺转移|CDMO遴选|供应商筛选|CMC咨询|分段生产",
    "deals-capital": "out-licensing|business development support|fundraising|series A financing support|due diligence|freedom-to-operate analysis|FTO|patent search|market access strategy|HEOR|grant writing|incubator space|lab space|health technology assessment|licensing partner"
    "|融资|对外授权|尽职调查|FTO分析|专利检索|市场准入|药物经济学|孵化空间|BD合作",
}  # fmt: skip

MODALITIES = {
    "mab": "monoclonal antibody|mAb|anti-PD-1 antibody|IgG1|humanised IgG4|biosimilar of adalimumab|anti-IL-17 antibody|denosumab biosimilar|trastuzumab biosimilar|anti-TNF mAb|fully human antibody|单抗|单克隆抗体|抗PD-1单抗|阿达木单抗|贝伐珠单抗生物类似药|人源化抗体|全人源抗体",
    "bispecific": "bispecific antibody|bsAb|T-cell engager|PD-1/VEGF bispecific|trispecific antibody|CD3xCD20 bispecific|BiTE|DuoBody-like bispecific|双抗|双特异性抗体|三抗|CD3双抗",
    "antibody-fragment": "Fab|scFv|nanobody|VHH|single-domain antibody|Fab fragment|纳米抗体|单域抗体|单链抗体|Fab片段",
    "fusion-protein": "Fc fusion protein|Fc-fusion|Fc fusion|etanercept biosimilar|aflibercept biosimilar|GLP-1 Fc fusion|TACI-Ig fusion|immunocytokine|融合蛋白|Fc融合蛋白|阿柏西普生物类似药|受体-Fc融合蛋白",
    "recombinant-protein": "recombinant enzyme|enzyme replacement therapy|recombinant factor VIII|erythropoietin|recombinant human albumin|FSH|recombinant FSH|PEG-GCSF|interleukin-2 variant|alglucosidase|tenecteplase|recombinant human growth hormone|cytokine|重组酶|重组人凝血因子|促红素|酶替代疗法|重组人促卵泡激素|重组人白蛋白|重组人生长激素|细胞因子",
    "vaccine-protein": "subunit vaccine|VLP vaccine|recombinant protein vaccine|RSV preF vaccine|HPV vaccine|virus-like particles|recombinant zoster vaccine|亚单位疫苗|重组蛋白疫苗|病毒样颗粒疫苗|HPV疫苗|重组带状疱疹疫苗",
    "vaccine-viral": "inactivated vaccine|live-attenuated vaccine|rabies vaccine on Vero cells|influenza vaccine|inactivated polio vaccine|rotavirus vaccine|varicella vaccine|灭活疫苗|减毒活疫苗|狂犬病疫苗|流感疫苗|轮状病毒疫苗|水痘疫苗",
    "vaccine-conjugate": "pneumococcal conjugate vaccine|conjugate vaccine|meningococcal conjugate|PCV20|glycoconjugate vaccine|typhoid conjugate vaccine|肺炎球菌结合疫苗|多糖结合疫苗|脑膜炎结合疫苗",
    "mrna": "mRNA vaccine|mRNA-LNP|mRNA therapeutic|mRNA cancer vaccine|messenger RNA|mRNA疫苗|mRNA药物|信使RNA",
    "sarna": "self-amplifying RNA|saRNA|samRNA vaccine|self-amplifying mRNA|自扩增RNA|自复制RNA",
    "circrna": "circular RNA|circRNA|环状RNA",
    "oligonucleotide": "siRNA|antisense oligonucleotide|ASO|GalNAc-siRNA|aptamer|gapmer|miRNA mimic|siRNA drug|小核酸|反义寡核苷酸|siRNA药物|小干扰RNA",
    "plasmid-dna": "plasmid DNA vaccine|naked plasmid|DNA vaccine|pDNA product|minicircle DNA|质粒DNA|DNA疫苗|裸质粒",
    "aav": "AAV gene therapy|AAV9 vector|rAAV8|AAV5|AAV-based therapy|adeno-associated virus|AAV2 variant|腺相关病毒|AAV基因治疗|AAV8载体",
    "lentivirus": "lentiviral vector|LVV|lentivirus|retroviral vector|gammaretrovirus|慢病毒载体|逆转录病毒载体|慢病毒",
    "adenovirus": "adenoviral vector|Ad5 vector|Ad26|ChAdOx1|MVA vector|HSV vector|腺病毒载体|痘苗病毒载体",
    "oncolytic-virus": "oncolytic virus|oncolytic HSV|oncolytic adenovirus|oncolytic vaccinia|溶瘤病毒|溶瘤疱疹病毒|溶瘤腺病毒",
    "gene-editing": "CRISPR therapy|base editor|in vivo gene editing|prime editing|CRISPR-Cas9 therapy|gene-edited therapy|基因编辑疗法|碱基编辑|体内基因编辑",
    "autologous-car-t": "autologous CAR-T|CAR-T|BCMA CAR-T|CD19 CAR T cells|chimeric antigen receptor T cells|自体CAR-T|CAR-T细胞|BCMA CAR-T",
    "tcr-til": "TCR-T|TIL therapy|tumour-infiltrating lymphocytes|TCR-engineered T cells|TCR-T细胞|TIL细胞|肿瘤浸润淋巴细胞",
    "allogeneic-cell": "allogeneic CAR-T|CAR-NK|NK cell therapy|off-the-shelf T cells|gamma delta T cells|universal CAR-T|UCAR-T|donor-derived NK cells|通用型CAR-T|NK细胞|CAR-NK|异体细胞|γδT细胞",
    "msc": "mesenchymal stem cells|MSC|mesenchymal stromal cells|UC-MSC|adipose-derived stem cells|umbilical cord MSCs|间充质干细胞|脐带间充质干细胞|脂肪干细胞",
    "ipsc-regenerative": "iPSC-derived cardiomyocytes|iPSC|hESC-derived RPE|iPSC-derived neurons|induced pluripotent stem cells|retinal pigment epithelium cells|iPSC来源心肌细胞|诱导多能干细胞|iPSC来源",
    "tissue-engineered": "tissue-engineered skin|engineered cartilage|cell sheet|bioengineered tissue|tissue-engineered cartilage|autologous chondrocytes|组织工程皮肤|组织工程软骨|人工皮肤",
    "exosome": "exosomes|extracellular vesicles|EV therapeutic|engineered exosomes|外泌体|细胞外囊泡|工程化外泌体",
    "live-biotherapeutic": "live biotherapeutic product|microbiome therapeutic|LBP|probiotic drug|bacterial consortium|Akkermansia strain|faecal microbiota|Clostridium butyricum live product|活菌药物|微生态活菌|活体生物药|菌群移植",
    "bacteriophage": "bacteriophage cocktail|phage therapy|phages|engineered phage|噬菌体|噬菌体鸡尾酒",
    "microbial-protein": "E. coli-expressed protein|protein expressed in Pichia|recombinant protein from E. coli inclusion bodies|yeast-expressed protein|大肠杆菌表达的重组蛋白|酵母表达重组蛋白|原核表达蛋白|包涵体蛋白",
    "synbio-product": "human milk oligosaccharides|precision-fermented protein|synthetic biology product|bio-based ingredient|合成生物学产品|母乳低聚糖|人乳寡糖",
    "small-molecule": "small molecule|NCE|kinase inhibitor|oral small-molecule drug|KRAS inhibitor|JAK inhibitor|generic tablet|small-molecule API|osimertinib generic|505(b)(2) product|BTK inhibitor|oral GLP-1 receptor agonist small molecule|topical corticosteroid|小分子|小分子抑制剂|激酶抑制剂|化学1类新药|仿制药|口服小分子",
    "hpapi": "HPAPI|highly potent API|cytotoxic API|OEB5 compound|high-potency API|高活性原料药|OEB5化合物|细胞毒药物",
    "degrader": "PROTAC|targeted protein degrader|molecular glue|BTK degrader|PROTAC药物|分子胶|蛋白降解剂",
    "peptide": "peptide|GLP-1 peptide|semaglutide|tirzepatide|cyclic peptide|peptide drug|liraglutide generic|macrocyclic peptide|teriparatide|多肽|司美格鲁肽|环肽|GLP-1多肽",
    "adc": "ADC|antibody-drug conjugate|HER2 ADC|TROP2 ADC|antibody drug conjugates|bispecific ADC|ADC药物|抗体偶联药物|抗体药物偶联物|HER2 ADC",
    "radiopharmaceutical": "radiopharmaceutical|radioligand therapy|Lu-177 PSMA|177Lu-DOTATATE|Ac-225 conjugate|PET tracer|F-18 tracer|RLT|68Ga-FAPI|alpha emitter|核药|放射性药物|镥-177|放射性配体|RDC药物",
    "bioconjugate-other": "peptide-drug conjugate|PDC|antibody-oligonucleotide conjugate|AOC|PEGylated protein|多肽偶联药物|抗体寡核苷酸偶联物|聚乙二醇化蛋白",
}  # fmt: skip

STAGES = {
    "target-discovery": "target validation|target identification stage|靶点验证阶段|靶点发现",
    "hit-to-lead": "hit-to-lead|hit identification|H2L stage|苗头化合物发现",
    "lead-optimisation": "lead optimisation|candidate selection|PCC nomination|PCC stage|lead optimization|先导化合物优化|PCC确定|候选化合物",
    "cmc-development": "CMC development|process development stage|CMC阶段|药学研究|工艺开发",
    "preclinical-ind-enabling": "IND-enabling studies|preclinical stage|pre-IND|IND-enabling package|pre-clinical development|临床前阶段|临床前研究|IND申报阶段",
    "phase-1": "Phase I|Ph 1|first-in-human|FIH|Phase 1a/1b|phase I/II|SAD/MAD|Phase 1b|early clinical|I期临床|一期临床|首次人体|Ⅰ期|Ia期",
    "phase-2": "Phase II|Phase 2b|Phase 2/3|Ph2|Phase IIa|proof-of-concept trial|mid-stage trial|II期临床|二期|Ⅱ期临床|IIb期",
    "phase-3": "Phase III|pivotal trial|registrational study|confirmatory trial|late-stage clinical|Ph3|Phase 3 supply|III期临床|关键性临床|注册性临床|确证性临床|三期",
    "registration-filing": "BLA filing|NDA filing|MAA submission|registration batches|marketing authorisation|BLA-enabling|pre-approval inspection|上市申请|NDA申报|BLA申报|注册申报上市|报产",
    "commercial-manufacture": "commercial supply|commercial manufacturing|commercial launch|launch quantities|marketed product|commercial scale|商业化生产|上市供应|商业化供应|商业化阶段",
    "post-market": "post-approval changes|post-marketing|lifecycle management|Phase IV|post-marketing surveillance|post-approval study|上市后研究|上市后变更|IV期临床",
}  # fmt: skip
