"""Work that is said by a verb and its object: "qualify the methods", "immunise llamas", "建立放行方法"."""

import re
from collections.abc import Iterator

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Subject

SURE_BY_VERB = 0.8
_FEW = r"(?:[\w/-]+,? ){0,4}?"
"""A few words between the verb and its object."""
OF_SAMPLES = re.compile(
    r"plasma|serum\b|\bblood|urine|\bpk\b|\btk\b|\bada\b|immunogenicity|patient samples|血浆|血清|血样|尿液|样本", re.ASCII
)
"""Methods for these are bioanalysis."""
WORKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, quick(pattern, re.ASCII))
    for code, pattern in (
        (
            "method-development",
            (
                rf"\b(?:qualif\w+|validat\w+|build|establish\w*|set up|develop|transfer) {_FEW}(?:methods|assays)\b|"
                rf"\bmethods? (?:qual|val)\b\.?|(?:建立|开发|验证|确认)[^，。；;、\n]{{0,8}}方法"
            ),
        ),
        (
            "antibody-discovery",
            (
                rf"\bimmuni[sz](?:e|ing|ation of) {_FEW}(?:llamas?|alpacas?|camels?|mice|rats|rabbits|chickens)\b|"
                rf"\b(?:pan|panning) {_FEW}librar(?:y|ies)\b|\blibrary panning|(?:骆驼|羊驼|小鼠|兔)免疫|免疫(?:羊驼|骆驼|小鼠|大鼠|兔)"
            ),
        ),
        ("antibody-engineering", rf"\bhumani[sz](?:e|ing) {_FEW}(?:best|leads?|binders?|clones?|antibod\w+|candidates?|sequences?)\b"),
        (
            "hts-screening",
            (
                rf"\b(?:screen|run|running|test)(?:ing)? {_FEW}(?:diversity set|librar(?:y|ies)|fragments)\b|"
                rf"\bscreen(?:ing)? {_FEW}compounds\b"
            ),
        ),
        (
            "synthetic-chemistry-fte",
            (
                rf"\b(?:synthesi[sz](?:e|ing)|make) {_FEW}(?:analog(?:ue)?s|derivatives|compounds)\b|\b(?:medicinal|"
                rf"synthetic) chemists\b|\bteam of (?:[a-z0-9]+ ){{1,3}}chemists\b|(?:合成|制备)[^，。；;、\n]{{0,8}}(?:化合物|类似物|衍生物)"
            ),
        ),
        (
            "comparator-sourcing",
            (
                rf"\b(?:buy|buying|purchase|purchasing|procur\w+|source|sourcing)(?: of)? {_FEW}(?:ref(?:erence)?|"
                rf"comparators?|originators?)\b|(?:采购|购买)[^，。；;、\n]{{0,6}}(?:参比|对照|原研)"
            ),
        ),
        (
            "tech-transfer-programme",
            (
                rf"\btransferred (?:in\b|into|to (?:you|your))|\btransfer(?:ring)? {_FEW}process\b|\b(?:take|"
                rf"taking) over {_FEW}process\b|\bbring {_FEW}process (?:in|into|over)\b|(?:工艺|"
                rf"产线)[^，。；;、\n]{{0,4}}转(?:入|移|到)"
            ),
        ),
        ("cell-line", rf"\bgenerat\w+ {_FEW}(?:clonal|clone|cell) ?(?:line|pool)?s?\b"),
        ("bioprocess-development", (
            rf"\b(?:improve|increase|optimi[sz]e|raise|fix) {_FEW}(?:titres?|titers?|yields?|productivity|"
            rf"purification|process)\b"
        )),
        ("viral-clearance-validation", r"\bvir(?:al|us) safety (?:study|studies|validation)\b"),
        ("route-scouting-process-rd", r"\b(?:shorter|new|better|cheaper|scalable|safer) (?:[a-z]+ )?route\b|路线(?:打通|优化|设计)"),
        ("api-manufacture", rf"\bcustom synthesis of {_FEW}(?:intermediates?|starting materials?)\b"),
        ("structural-characterisation", (
            rf"\bcharacteri[sz](?:e|ing|ation of) {_FEW}(?:glycans?|variants|aggregates|charge|impurities)\b|"
            rf"\breference standards? (?:qualif|characteri|preparation)\w*"
        )),
        ("specialty-biomarker-lab", rf"\bmeasur(?:e|ing|ement of) {_FEW}(?:cytokines|biomarkers)\b"),
        ("cell-based-assays", r"\b(?:cell )?killing assays?\b|\bselectivity over\b|(?:激酶)?选择性(?:筛选|测试)"),
        ("research-protein-production", rf"\b(?:produce|express|make) {_FEW}(?:research|receptor|target) (?:antigen|protein|grade)?\w*"),
        ("clinical-monitoring", rf"\bmonitor(?:ing)? (?:of )?(?:\d+|all|the) {_FEW}(?:sites|centres|centers|hospitals)\b"),
        ("clinical-monitoring", r"(?<=project management, )monitoring\b|(?<=\bphase i )monitoring\b|(?<=\bphase i[iv] )monitoring\b|(?<=\bphase iii )monitoring\b|(?<=\bphase [1-4] )monitoring\b|\bmonitoring(?=(?:,| and) (?:data management|statistics|pharmacovigilance|safety))"),
        ("patient-recruitment", rf"\b(?:recruit|enrol|enroll)(?:ing|ment of)? {_FEW}(?:patients|subjects|volunteers|participants)\b"),
        ("imaging-core-lab", r"\becg (?:reading|core)\b|\bcentral(?:ised|ized)? (?:reading|ecg)\b"),
        ("marketing-applications", (
            rf"\bregister(?:ing)? {_FEW}(?:product|medicine|drug|vaccine|biosimilar)\b|"
            rf"\bpost-approval (?:variations?|changes?)\b"
        )),
        ("cold-chain", (
            rf"\bship(?:ping)? {_FEW}(?:samples|aliquots|cells|vials|doses|tissue|blood)\b {_FEW}(?:to|from|"
            rf"between)\b"
        )),
        ("cdmo-selection-advisory", (
            r"\bhelp (?:us )?(?:to )?(?:choose|select|find|pick) (?:an? |the )?(?:right )?(?:cdmo|cmo|cro|provider|"
            r"vendor)s?\b"
        )),
        ("strain-engineering", r"\b(?:rounds? of )?design-build-test\b|\bpathway (?:balancing|engineering)\b|\btransporter (?:hunt|screen|engineering)\b"),
        ("bioanalysis", r"\bassays? for (?:plasma|serum|blood|csf)\b|\banalysis of (?:all )?(?:study|plasma|serum|clinical|tk|pk) samples\b"),
        ("trial-applications", rf"\bapplications? to (?:the |your )?{_FEW}(?:authorit(?:y|ies)|agency)\b"),
        ("qc-testing", r"\b(?:re-)?test(?:ing)? (?:of )?(?:about |approx\.? |~ ?)?\d+ (?:commercial |retained )?(?:lots|batches)\b|\bimport (?:re-?)?test\w*"),
        ("method-development", r"\b(?:lc|gc|hplc|hrms|ms)[-/a-z]* method (?:at|for|with|to|development)\b"),
        ("toxicology", r"\b(?:single|repeat(?:ed)?)[^.;,\n]{0,30}toxicity\b"),
        ("comparator-sourcing", r"原研药?[^，。；]{0,10}采购"),
        ("mock-inspection", rf"\bmock {_FEW}inspections?\b"),
        ("clinical-packaging-labelling", (
            rf"\blabels? in {_FEW}languages?\b|\b(?:bottle|pack|label) and (?:bottle|pack|label)\b|"
            rf"\bbottles, labels\b"
        )),
        (
            "packaging",
            r"\b(?:label|pack|package|re-?label|re-?pack)(?:l?ing)?(?: of)? (?:about |approx\.? |~ ?)?\d[\d.,]* (?:[a-z-]+ ){0,2}"
            r"(?:vials|syringes|bottles|kits|tablets|capsules|blisters|boxes|cartons|units|pens|cartridges)\b",
        ),
        (
            "upstream-process-mammalian",
            r"\busp(?= ?(?:/|,|and|&|\+) ?(?:and )?dsp\b)(?! ?/ ?dsp dev)|(?<=\bdsp/)usp\b|(?<=\bdsp and )usp\b|\busp (?=process|optimi)|"
            r"\bup-?(?=(?: ?/ ?|,? (?:and|&|\+) )down-?stream)",
        ),
        ("bioprocess-development", r"(?:把|将)[^，。；;、\n]{0,6}工艺[^，。；;\n]{0,16}(?:改|优化|放大|升级)"),
        ("gmp-depot-storage", rf"\b(?:store|storing|storage of) {_FEW}(?:cell banks?|banks?|retains?|retention samples)\b"),
        ("refrigerated-distribution", (
            rf"\b(?:onward |road |air )?transport(?:ation)? {_FEW}(?:\d+ ?(?:-|–|to) ?\d+ ?°|"
            rf"at controlled temperature|to {_FEW}(?:hubs?|wholesalers?|depots?))"
        )),
        ("in-vivo-pk", r"(?:\bwith|\+|\bincl\w*\.?|\bplus) (?:full )?tk\b(?! sampl| bioanal)"),
        ("pharmacovigilance", r"\bsae reconciliation\b"),
        ("ctd-writing-publishing", r"(?:模块|申报资料|注册资料|ctd资料|ctd)[^，。；,;、\n]{0,4}翻译|\btranslation of (?:the |all )?(?:ctd|dossier|module)"),
        ("biostatistics", r"(?<![^、，,：:和与及])统计(?=[、，,。；;和与及\n]|$)"),
        ("target-identification-omics", r"\b(?:single-(?:cell|nucleus)|bulk) rna(?:[ -]?seq)?\b"),
    )
)  # fmt: skip


def found_verbs(terms: Terms) -> Iterator[Found]:
    """The services that are said by what is to be done."""
    plain, known = terms.layout.plain, terms.lexicon.parents[Subject.SERVICE_LINE]
    for code, pattern in WORKS:
        for match in pattern.finditer(plain):
            near = slice(*terms.layout.near(match.start()))
            is_bio = code == "method-development" and OF_SAMPLES.search(plain[near])
            line = terms.own_line("bioanalysis" if is_bio else code, plain[near])
            if line in known and "\n" not in match[0]:
                yield Found(Subject.SERVICE_LINE, (line,), match.start(), match.end(), SURE_BY_VERB, Subject.SERVICE_LINE)
