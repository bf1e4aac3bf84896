"""The same brief three times: in English, in other English words, and in Chinese. Written for these tests."""

TRIPLES = {
    "mab commercial": (
        "We need commercial supply of a tislelizumab-like antibody for China and the EU: drug substance in 2,000 L single-use bioreactors and aseptic vial filling, under NMPA and EU GMP. PPQ batches in 2027.",
        "Looking for a CDMO to make an anti-PD-1 monoclonal antibody at commercial scale (bioreactors of two thousand litres, disposable), including fill-finish in vials. Product will be sold in Europe and China; EU GMP and Chinese GMP are required. Process validation is planned for 2027.",
        "我们需要为中国和欧盟市场商业化供应一款PD-1单抗：2000升一次性生物反应器生产原液，并进行西林瓶无菌灌装，须符合NMPA GMP和欧盟GMP。2027年进行工艺验证批（PPQ）。",
    ),
    "aav": (
        "AAV9 gene therapy for a rare neuromuscular disease. Process development and GMP manufacture in suspension HEK293 at 200 L, vector analytics, and plasmids. IND with the FDA, Phase I/II in the US.",
        "A sponsor with an adeno-associated virus (serotype 9) candidate seeks a partner for scale-up and clinical GMP batches, 200-litre suspension HEK293 culture, with plasmid supply and analytical testing of the vector, to support a US IND and a phase 1/2 study.",
        "AAV9基因治疗产品，用于罕见神经肌肉疾病。需要工艺开发和GMP生产（悬浮HEK293，200升），载体分析检测以及质粒。计划向FDA申报IND，在美国开展I/II期临床。",
    ),
    "cart": (
        "Autologous CD19 CAR-T: lentiviral vector and GMP cell manufacture for 20 patients, Phase I in China, IND to NMPA. Site must be in China.",
        "We look for a Chinese site that can produce patient-specific CAR-T cells against CD19 including the lentivirus, twenty patients, for a first clinical trial in China after NMPA IND clearance.",
        "自体CD19 CAR-T：需要慢病毒载体和GMP细胞制备，20名患者，在中国开展I期临床，向NMPA申报IND。生产场地必须在中国。",
    ),
    "adc": (
        "ADC with a topoisomerase payload: conjugation process development, linker-payload synthesis, GMP drug substance and high-potency sterile filling for Phase I in the US. OEB 5 containment. One provider for everything preferred.",
        "Antibody-drug conjugate programme. We want payload-linker manufacture, bioconjugation development, clinical GMP conjugate and fill-finish of the potent product (OEB5) at one partner, ideally. First-in-human in the United States.",
        "ADC项目，拓扑异构酶毒素：需要偶联工艺开发、连接子-毒素合成、GMP原液和高活性无菌灌装，用于美国I期临床。OEB5级密闭。最好由一家服务商完成全部工作。",
    ),
    "mrna": (
        "mRNA vaccine: plasmid template, IVT, LNP encapsulation at 10 g and fill-finish, EU GMP, site in Europe, Phase II trial material in Q3 2027.",
        "For an mRNA-based vaccine in Phase 2 we seek a European manufacturer for template DNA, in-vitro transcription, lipid nanoparticle formulation (10 grams) and vial filling; material needed in the third quarter of 2027, under EU GMP.",
        "mRNA疫苗：需要质粒模板、体外转录、LNP包封（10克）及灌装，符合欧盟GMP，场地在欧洲，二零二七年第三季度提供II期临床样品。",
    ),
    "smol": (
        "Oral kinase inhibitor: route scouting, 50 kg GMP API and film-coated tablets for Phase II; China or India preferred. Budget USD 2-3 million.",
        "Small-molecule (kinase inhibitor): we need a synthetic route, fifty kilograms of active ingredient under GMP and clinical tablets for a phase 2 study. Preferably India or China. We have USD 2–3 m.",
        "口服激酶抑制剂：需要路线开发、50公斤GMP原料药和薄膜包衣片，用于II期临床；优先考虑中国或印度。预算200–300万美元。",
    ),
    "tox": (
        "GLP toxicology in rats and monkeys for a bispecific antibody, with toxicokinetics and ADA bioanalysis, to support an IND in China and the US. AAALAC accredited, start in January 2027.",
        "IND-enabling safety studies (GLP) of a bispecific antibody in rat and cynomolgus monkey, including TK and immunogenicity assays. Dual filing with FDA and NMPA. AAALAC required; studies begin January 2027.",
        "双特异性抗体的GLP毒理研究（大鼠和食蟹猴），包括毒代动力学和ADA生物分析，支持中美IND双报。须有AAALAC认证，2027年1月开始。",
    ),
    "clin": (
        "Phase III multi-regional trial in 600 patients with lupus, in China, Japan and Europe: monitoring, data management, biostatistics, pharmacovigilance and central laboratory. GCP.",
        "We need a CRO for a global pivotal study in lupus, 600 subjects, sites in Japan, the EU and China, with site monitoring, data management and statistics, safety reporting and a central lab, under ICH GCP.",
        "狼疮III期国际多中心临床试验，600名患者，在中国、日本和欧洲开展：需要临床监查、数据管理、生物统计、药物警戒和中心实验室服务，符合GCP。",
    ),
    "pept": (
        "GLP-1 peptide API by solid-phase synthesis, 100 kg per year commercial, and prefilled pens, for the US and EU market. Second supplier.",
        "Second source wanted for a GLP-1 analogue: commercial peptide drug substance (SPPS), one hundred kg a year, plus filling of cartridges for pens; markets are Europe and the United States.",
        "寻找GLP-1多肽原料药的第二供应商：固相合成，商业化，每年100公斤，并灌装预填充注射笔，面向美国和欧盟市场。",
    ),
    "plasmid": (
        "GMP plasmid DNA, 10 g, as starting material for lentiviral vectors. Microbial fermentation at 300 L, three batches, release testing and stability. United Kingdom or Germany.",
        "Supply of plasmids at GMP grade (10 grams in 3 lots, fermenter of about 300 litres) to be used for lentivirus production, with QC release and a stability study. Site: UK or Germany.",
        "GMP级质粒DNA，10克，用作慢病毒载体的起始物料。300升发酵，三批，放行检测和稳定性研究。英国或德国。",
    ),
    "micro": (
        "Recombinant protein expressed in E. coli, inclusion bodies and refolding: strain development, fermentation at 1,000 L, GMP drug substance and lyophilised vials for Phase III. Not in China.",
        "An E. coli-derived recombinant protein needs refolding from inclusion bodies; we want strain construction, 1 m3 fermentation, GMP bulk and freeze-dried vials for the pivotal trial, outside China.",
        "大肠杆菌表达的重组蛋白，包涵体复性：需要菌株构建、1000升发酵、GMP原液和冻干西林瓶，用于III期临床。不在中国生产。",
    ),
    "fill": (
        "Prefilled syringe filling of a biosimilar monoclonal antibody, 500,000 syringes per year, isolator line, Annex 1, with packaging and serialisation, EU QP release.",
        "Fill-finish of an mAb biosimilar into PFS: half a million syringes a year under isolator (EU Annex 1), assembly, labelling with serialization and QP batch release in the EU.",
        "生物类似药单抗的预灌封注射器灌装，每年50万支，隔离器灌装线，符合附录1，含包装和序列化，欧盟QP放行。",
    ),
    "til": (
        "TIL therapy: GMP manufacture for 30 patients in a US Phase II trial, cryopreserved product, with potency assay and release testing. Site in the US or Canada.",
        "We are looking for a North American site in the US or Canada to make tumour-infiltrating lymphocytes under GMP (thirty patients, Phase 2, US), frozen product, including potency and QC release.",
        "TIL疗法：为美国II期临床的30名患者进行GMP生产，冻存产品，含效价检测和放行检测。场地在美国或加拿大。",
    ),
    "oligo": (
        "siRNA: 2 kg GMP oligonucleotide API by solid-phase synthesis for Phase III, plus aseptic vial filling. FDA and EMA.",
        "Two kilograms of small interfering RNA drug substance (SPPS) under GMP for the pivotal study, and sterile fill of vials; FDA and EMA compliance.",
        "siRNA：固相合成2公斤GMP寡核苷酸原料药用于III期临床，并进行西林瓶无菌灌装。须符合FDA和EMA要求。",
    ),
    "lyo": (
        "Lyophilised vials of a bispecific antibody, formulation development and fill-finish, 10,000 vials per batch, Phase I, EU.",
        "Bispecific: we need formulation work and freeze-dried vial filling (batches of ten thousand vials) for a first clinical trial in the EU.",
        "双特异性抗体冻干西林瓶：制剂处方开发和灌装，每批1万支，用于欧盟I期临床。",
    ),
    "radio": (
        "Lutetium-177 radioligand: GMP manufacture and logistics to hospitals in Germany, Phase II.",
        "GMP production of a 177Lu-labelled radiopharmaceutical with delivery to German clinics for a phase 2 trial.",
        "镥-177放射性配体：GMP生产并配送至德国的医院，II期临床。",
    ),
    "bio": (
        "Bioanalysis of 3,000 plasma samples by LC-MS/MS and ADA assays for a Phase II antibody study, GCP, Europe.",
        "Three thousand plasma samples to be analysed (LC-MS/MS and anti-drug antibodies) for an antibody in phase 2; GCP lab in Europe.",
        "II期抗体临床的生物样本分析：3000份血浆样本，LC-MS/MS和ADA检测，GCP，欧洲实验室。",
    ),
    "cldev": (
        "CHO cell line development, process development and GMP drug substance at 500 L for a monoclonal antibody, IND in China within 15 months.",
        "For a mAb: stable CHO clone, upstream and downstream development and a 500-litre GMP batch so that the Chinese IND can be filed in fifteen months.",
        "单克隆抗体：CHO细胞株开发、工艺开发及500升GMP原液生产，15个月内在中国申报IND。",
    ),
}  # fmt: skip
