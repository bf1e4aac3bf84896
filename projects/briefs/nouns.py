"""What families of services, and lines that differ from theirs, are called where a text counts something or says where it is done."""

_BULK = r"drug substance|(?<![a-z])(?:ds|bulk|bds)(?![a-z])|原液"
_FILLED = r"(?<![a-z])fill|vials?(?![a-z])|灌装|制剂"
WORK_NOUNS = {
    "biologics-drug-substance": _BULK,
    "vaccine-antigen-ds": _BULK,
    "fermentation": rf"{_BULK}|ferment|发酵",
    "plasmid-services": r"plasmid|pdna|质粒",
    "plasmid-dna-template": r"plasmid|template|质粒|模板",
    "vector-services": r"vector|(?<![a-z])aav|lentivir|adenovir|载体|病毒",
    "lnp-encapsulation-gmp": r"(?<![a-z])lnp|encapsulat|包封",
    "conjugates": r"conjugat|偶联",
    "linker-payload-synthesis": r"linker|payload|毒素|载荷|连接子",
    "api-manufacture": r"(?<![a-z])apis?(?![a-z])|drug substance|原料药",
    "dp-manufacture": r"(?<![a-z])fill|drug product|(?<![a-z])dp(?![a-z])|vials?(?![a-z])|syringe|lyophil|灌装|制剂|冻干|西林瓶|预充",
    "oral-solid-manufacture": r"tablet|capsule|片剂|胶囊|固体制剂",
    "mrna-fill-finish": _FILLED,
    "vector-fill-finish": _FILLED,
    "packaging": r"(?<![a-z])pack|label|包装|贴签",
}
"""By what is done, or what comes out of it."""
PRODUCT_NOUNS = {
    "biologics-drug-substance": r"antibod|(?<![a-z])mabs?(?![a-z])|抗体|单抗|双抗|蛋白",
    "vaccine-antigen-ds": r"antigen|vaccine|抗原|疫苗|蛋白",
    "mrna-services": r"rna(?![a-z])|体外转录",
    "oligo-services": r"oligo|sirna|(?<![a-z])asos?(?![a-z])|核酸|核苷酸",
    "cell-therapy": r"(?<![a-z])cells?(?![a-z])|car-?t|细胞",
    "conjugates": r"(?<![a-z])adcs?(?![a-z])",
    "peptide-gmp-api": r"peptide|多肽",
}
"""By the medicine, where nothing else says which work is meant: what is filled is an antibody, too."""
NOUNS = {
    code: "|".join(filter(None, (WORK_NOUNS.get(code), PRODUCT_NOUNS.get(code)))) for code in (*WORK_NOUNS, *PRODUCT_NOUNS)
}
