"""What each kind of medicine is made by. General knowledge of the field, in the vocabularies' codes."""

import re

NAMED_ANTIBODIES = frozenset(
    ["bispecific", "antibody-fragment", "fusion-protein", "adc", "bioconjugate-other", "radiopharmaceutical"]
)
VECTORS = frozenset(["aav", "lentivirus", "adenovirus", "oncolytic-virus", "gene-vector"])
CELLS = frozenset(["autologous-car-t", "tcr-til", "allogeneic-cell", "cell-based", "ipsc-regenerative", "msc"])
RNA = frozenset(["mrna", "sarna", "circrna"])
VACCINES = frozenset(["vaccine", "vaccine-protein", "vaccine-viral", "vaccine-conjugate"])
CONJUGATES = frozenset(["adc", "bioconjugate-other", "conjugate-radio"])
_SALT = "(?:(?:盐|硫|磷|甲磺|苹果|枸橼|马来|富马|酒石|琥珀|氢溴|对甲苯磺)酸)?"
_OWN = "(?<!公)[^\\W\\da-z_酸药制产品为和与及用做是的目业发服]"
"""A Chinese name begins behind what says only who makes it, or that it is a salt."""
INNS = (
    ("mab", r"[a-z]{3,14}(?:mab|mabs|bart)|[a-z]{4,12}tug"),
    ("bispecific", r"[a-z]{5,14}mig"),
    (
        "small-molecule",
        r"[a-z]{3,14}(?:nib|lisib|rasib|clax|degib|ciclib|parib|gliptin|gliflozin|sartan|vastatin|[dbt]e?vir|"
        r"rubicin|taxel|platin|setron|prazole|conazole|floxacin|cillin|cycline"
        r"|triptan|lukast|xaban|gatran|dipine|gepant|vaptan|oxetine|azepam|coxib|profen|olol|grelor|stat(?!in)|orexant)",
    ),
    ("small-molecule", _SALT + f"(?:{_OWN}){{1,3}}" + r"(?:替尼|列净|沙班|他汀|沙坦|拉唑|洛韦|沙星|西林(?!瓶))"),
    ("fusion-protein", r"(?!inter|per)[a-z]{3,12}(?:nercept|tacept|bercept|tercept|cicept)"),
    ("oligonucleotide", r"[a-z]{3,14}(?:siran|ersen)"),
    ("mrna", r"[a-z]{3,12}(?:nameran|someran|meran)"),
    ("peptide", r"[a-z]{3,14}(?:glutide|reotide|relin|patide)|" + f"(?:{_OWN}){{1,4}}" + r"(?:鲁肽|曲肽|瑞林)"),
    (
        "vaccine-viral",
        (
            r"(?:inactivated|live.attenuated|attenuated) (?:influenza|polio(?:virus)?|rabies|chikungunya|zika|dengue|"
            r"hepatitis a|japanese encephalitis|sars-cov-2|covid(?:-19)?|ev71|yellow fever|rsv)"
        ),
    ),
    ("adc", r"(?:vedotin|deruxtecan|emtansine|ozogamicin|govitecan|mafodotin|tesirine|soravtansine|德曲妥|维汀)"),
    ("radiopharmaceutical", r"dotatate|dotatoc|vipivotide|psma-617"),
    ("aav", r"[a-z]{4,14}parvovec"),
    ("oncolytic-virus", r"[a-z]{4,14}repvec"),
    ("autologous-car-t", r"[a-z]{3,14}(?:leucel)|[一-鿿]{1,4}仑赛"),
)
"""Stems of international non-proprietary names say what a medicine is."""
CHEMISTRY = (
    r"(?:(?!c1 )[a-z0-9α-ω/-]{2,14} (?:inhibitors?|antagonists?|agonists?|blockers?)|(?:channel|receptor|"
    r"allosteric) modulators?|topical (?:cream|gel|ointment)|dry.powder inhaler|inhaler|generic (?:drug|tablets?|"
    r"injectable)"
    r"|oral (?:drug|compound|candidate)|old drug|medicinal chemist\w{1,4}|compounds?(?! library)|化合物|"
    r"oral [a-z0-9-]{2,14} modulators?|repurposed drug|steroid|cannabinoid|opioid|antibiotic)"
)
"""Words for what is nearly always a small molecule, where nothing else is named."""
WEAK_CHEMISTRY = frozenset(
    [
        "eye drops",
        "ointment",
        "nasal spray",
        "滴眼液",
        "软膏",
        "贴剂",
        "仿制药",
        "吸入剂",
        "active pharmaceutical ingredient",
        "nce",
        "new chemical entity",
        "tablet",
        "tablets",
        "capsule",
        "capsules",
        "oral tablets",
        "片剂",
        "胶囊",
        "tablet formulation",
    ]
)
NEEDS = {
    "vaccine-antigen-ds": frozenset(["vaccine", "vaccine-protein", "vaccine-viral", "vaccine-conjugate"]),
    "linker-payload-synthesis": CONJUGATES,
    "conjugates": CONJUGATES | frozenset(["vaccine-conjugate"]),
    "vector-services": VECTORS | CELLS | frozenset(["gene-editing"]),
    "cell-therapy": CELLS,
    "hpapi": CONJUGATES | frozenset(["small-molecule", "synthetic-chemical"]),
}
"""A word that means this only in a text about one of those: "payload", "vector", "antigen"."""
LOOSE_WORDS = frozenset(
    [
        "antigen",
        "payload",
        "payloads",
        "linker",
        "linkers",
        "conjugate",
        "conjugates",
        "conjugated",
        "vector",
        "vectors",
        "cell product",
        "cell site",
        "patient doses",
        "抗原",
        "载体",
    ]
)
LOOSE_PROTEINS = frozenset(
    ["cytokine", "cytokines", "enzyme", "enzymes", "hormone", "interleukin", "interferon", "growth factor"]
)
ANY_PROTEIN = frozenset(
    ["biologic", "biologics", "biologic drug", "therapeutic protein", "therapeutic proteins", "生物药", "生物制品"]
)
"""Words for what a provider makes, more often than for the product, where a product is named."""
PLAIN_ANTIBODY = frozenset(["antibody", "antibodies", "抗体", "monoclonal antibody", "mab", "igg"])
FOR_OTHERS = frozenset(["plasmid-dna", "hpapi", "small-molecule", "oligonucleotide", "lentivirus", "recombinant-protein"])
"""What is bought to make something else of it."""
OF_ANTIBODY = re.compile(r"裸?抗体?(?:原液|中间体)")
"""What a conjugate is made from, and not the conjugate."""
DOMAIN_FAMILIES = {
    "biologics-cmc": "biologics-drug-substance", "gene-therapy": "vector-services", "cell-regenerative": "cell-therapy",
    "conjugates-radiopharma": "conjugates", "small-molecule-peptide": "api-manufacture", "drug-product": "dp-manufacture",
    "analytical-quality-control": "analytical-development", "clinical": "clinical-operations", "regulatory": "regulatory-strategy-group",
    "quality": "quality-services", "programme-transfer": "transfer", "microbial-synbio": "fermentation", "dmpk-safety": "toxicology",
    "pharmacology": "in-vivo-pharmacology",
}  # fmt: skip
"""What is meant most when the words only say the domain."""
FAMILY_OF_PRODUCT = {
    **dict.fromkeys(("aav", "lentivirus", "adenovirus", "oncolytic-virus", "gene-vector"), "vector-services"),
    **dict.fromkeys(("mrna", "sarna", "circrna"), "mrna-services"),
    **dict.fromkeys(("autologous-car-t", "tcr-til", "allogeneic-cell", "cell-based"), "cell-therapy"),
    **dict.fromkeys(("msc", "ipsc-regenerative", "tissue-engineered", "exosome"), "regenerative"),
    **dict.fromkeys(("adc", "bioconjugate-other"), "conjugates"),
    **dict.fromkeys(("live-biotherapeutic", "bacteriophage", "microbial-protein", "synbio-product", "microbial-living"), "fermentation"),
    "plasmid-dna": "plasmid-services", "oligonucleotide": "oligo-services", "radiopharmaceutical": "radiopharma",
}  # fmt: skip
PRODUCT_FAMILIES = frozenset(FAMILY_OF_PRODUCT.values()) | {"api-manufacture", "biologics-drug-substance"}
SYNTHETIC = ("small-molecule", "hpapi", "degrader", "peptide", "synthetic-chemical")
MICROBES = frozenset(["e-coli", "pseudomonas", "bacillus", "pichia", "saccharomyces", "filamentous-fungi"])
"""Hosts that are fermented."""
PROTEINS = ("mab", "bispecific", "fusion-protein", "antibody-fragment", "recombinant-protein")
LINES_THAT_MAKE = {
    "aav": ("aav-process-development", "aav-gmp-manufacture"),
    "lentivirus": ("lentivirus-process-development", "lentivirus-gmp-manufacture"),
    "adenovirus": ("vector-services", "adenovirus-oncolytic-manufacture"),
    "oncolytic-virus": ("vector-services", "adenovirus-oncolytic-manufacture"),
    "mrna": ("ivt-process-development", "mrna-ds-gmp"),
    "sarna": ("ivt-process-development", "mrna-ds-gmp"),
    "circrna": ("ivt-process-development", "mrna-ds-gmp"),
    "plasmid-dna": ("plasmid-services", "plasmid-gmp"),
    "oligonucleotide": ("oligo-process-development", "oligo-gmp-api"),
    "autologous-car-t": ("autologous-process-development", "autologous-gmp-manufacture"),
    "tcr-til": ("autologous-process-development", "autologous-gmp-manufacture"),
    "allogeneic-cell": ("allogeneic-process-development", "allogeneic-gmp-manufacture"),
    "msc": ("msc-tissue-engineering", "msc-tissue-engineering"),
    "tissue-engineered": ("msc-tissue-engineering", "msc-tissue-engineering"),
    "ipsc-regenerative": ("ipsc-regenerative-manufacture", "ipsc-regenerative-manufacture"),
    "exosome": ("exosome-manufacture", "exosome-manufacture"),
    "adc": ("conjugation-process-development", "adc-ds-gmp"),
    "bioconjugate-other": ("other-bioconjugation", "other-bioconjugation"),
    "radiopharmaceutical": ("radiolabelling-development", "radiopharmaceutical-gmp"),
    "live-biotherapeutic": ("live-biotherapeutic-phage", "live-biotherapeutic-phage"),
    "bacteriophage": ("live-biotherapeutic-phage", "live-biotherapeutic-phage"),
    "microbial-protein": ("upstream-process-microbial", "microbial-ds-clinical"),
    "peptide": ("peptide-process-development", "peptide-gmp-api"),
    "hpapi": ("route-scouting-process-rd", "hpapi-manufacture"),
    "small-molecule": ("route-scouting-process-rd", "api-clinical-manufacture"),
    "degrader": ("route-scouting-process-rd", "api-clinical-manufacture"),
    **dict.fromkeys(("vaccine-protein", "vaccine-viral", "vaccine-conjugate"), ("vaccine-antigen-ds", "vaccine-antigen-ds")),
    **dict.fromkeys(("mab", "bispecific", "fusion-protein", "antibody-fragment", "recombinant-protein"), ("bioprocess-development", "mammalian-ds-clinical")),
}  # fmt: skip
COMMERCIALLY = {
    "mammalian-ds-clinical": "mammalian-ds-commercial",
    "api-clinical-manufacture": "api-commercial-manufacture",
    "microbial-ds-clinical": "microbial-ds-commercial",
}
FAMILIES = FAMILY_OF_PRODUCT | dict.fromkeys(SYNTHETIC, "api-manufacture") | dict.fromkeys(
    ("mab", "bispecific", "fusion-protein", "antibody-fragment", "recombinant-protein", "vaccine-protein", "vaccine-viral", "vaccine-conjugate"), "biologics-drug-substance"
)  # fmt: skip
GMP_LINE = {product: lines[1] for product, lines in LINES_THAT_MAKE.items() if product not in PROTEINS}
FILLED_BY_MAKERS = (
    "autologous-car-t",
    "tcr-til",
    "allogeneic-cell",
    "cell-based",
    "msc",
    "ipsc-regenerative",
    "tissue-engineered",
    "radiopharmaceutical",
)
"""Filled where they are made, since they do not keep."""
_ANALYTICS = {
    **dict.fromkeys(("mrna", "sarna", "circrna"), "mrna-analytics"),
    **dict.fromkeys(("aav", "lentivirus", "adenovirus", "oncolytic-virus", "gene-vector"), "vector-analytics"),
}
OWN_LINES: dict[str, dict[str, str]] = {
    "analytical-development": _ANALYTICS,
    "structural-characterisation": _ANALYTICS,
    "qc-testing": dict.fromkeys(("mrna", "sarna", "circrna"), "mrna-analytics"),
    "cell-therapy": dict.fromkeys(("msc", "ipsc-regenerative", "tissue-engineered", "exosome"), "regenerative"),
    "bioprocess-development": FAMILY_OF_PRODUCT | dict.fromkeys(SYNTHETIC, "api-development"),
    "downstream-process-development": FAMILY_OF_PRODUCT
    | dict.fromkeys(SYNTHETIC, "api-development")
    | dict.fromkeys(("mrna", "sarna", "circrna"), "mrna-purification")
    | {"microbial-protein": "downstream-process-development"},
    "non-gmp-tox-material": FAMILY_OF_PRODUCT | dict.fromkeys(SYNTHETIC, "api-manufacture"),
    "formulation": dict.fromkeys(("mrna", "sarna", "circrna"), "lnp-formulation"),
    "upstream-process-mammalian": FAMILY_OF_PRODUCT,
    "biologics-drug-substance": FAMILY_OF_PRODUCT | dict.fromkeys(SYNTHETIC, "api-manufacture"),
    "mammalian-ds-clinical": GMP_LINE,
    "mammalian-ds-commercial": GMP_LINE
    | {"small-molecule": "api-commercial-manufacture", "microbial-protein": "microbial-ds-commercial"},
    "api-manufacture": {"oligonucleotide": "oligo-gmp-api"},
    "mrna-ds-gmp": {"oligonucleotide": "oligo-gmp-api"},
    "peptide-process-development": {"oligonucleotide": "oligo-process-development"},
    "aseptic-vial-filling": dict.fromkeys(("mrna", "sarna", "circrna"), "mrna-fill-finish")
    | dict.fromkeys(("aav", "lentivirus", "adenovirus", "oncolytic-virus"), "vector-fill-finish"),
    "cell-bank-manufacture": dict.fromkeys(("bacteriophage", "live-biotherapeutic"), "live-biotherapeutic-phage"),
    "dp-manufacture": {product: FAMILY_OF_PRODUCT[product] for product in (*FILLED_BY_MAKERS,)}
    | dict.fromkeys(("mrna", "sarna", "circrna"), "mrna-fill-finish")
    | dict.fromkeys(("aav", "lentivirus", "adenovirus", "oncolytic-virus"), "vector-fill-finish"),
}
"""What is called generally, by the product: "drug substance" of a vector is the vector."""


# What names of medicines, and of what is done with them, say beside each other.
FERMENTED_LINES = {
    "bioprocess-development": "fermentation",
    "biologics-drug-substance": "fermentation",
    "mammalian-ds-clinical": "microbial-ds-clinical",
    "mammalian-ds-commercial": "microbial-ds-commercial",
}
"""The same work where bacteria or yeasts do it."""
FERMENTED = frozenset(["recombinant-protein", "antibody-fragment", "fusion-protein"])
FERMENTING = re.compile(r"ferment|microbial|synthetic biology|发酵|合成生物")
MEDICINE = re.compile(
    r"[\s-]?(?:products?|candidates?|programmes?|programs?|medicines?|drugs?|assets?|compan(?:y|ies))\b|(?:产品|药物|疗法|候选|药品)",
    re.ASCII,
)
WORK = re.compile(r"conjugation|ferment|\bapi\b|偶联工艺|发酵|原料药", re.ASCII)
"""Names of medicines with the work in them."""
DOSAGE = re.compile(
    r"granulat|cream|ointment|\bgels?\b|liposom|microsphere|emulsion|nanosuspension|tablet|capsule|vials?\b|lyophil|sterile|inhal|脂质体|微球|片|胶囊|冻干|制粒|包衣|乳膏|软膏"
)
OF_CHEMISTRY = re.compile(r"drug substance|\bapi\b|synthes|intermediate|route|crystalli|原料药|合成|中间体|结晶", re.ASCII)
KILLS = re.compile(r"oncoly|溶瘤")
ANY_PRODUCT = re.compile(r"protein|enzyme|antigen|cytokine|hormone|toxin|蛋白|酶|抗原", re.ASCII)
"""What bacteria and yeasts are grown for."""
