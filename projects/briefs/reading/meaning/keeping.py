"""Names of services that only say how cold something is kept, what a limit is, or how a step is run: "stability at -70 °C", "endotoxin
below 10 EU/mg", "a cryogenic (-78 °C) step". Nothing of it is asked for as a service."""

from projects.briefs.reading.meaning.meanings import Sense, sense

_MOVED = r"ship|transport|transit|deliver|distribut|courier|logistic|\bsen[dt]\b|dispatch|cold.chain|export|import|运|配送|寄|发货|冷链|物流"
_KEPT = r"stor(?:e|ed|es|age|ing)\b|stabil|\bkeep|\bkept\b|\bhold|\bheld\b|shelf|accelerated|long.term|real.time|months?\b|substance|\bbulk\b|\bbanks?\b|稳定|储|贮|保存|存放|长期|加速|原液"
_CHEMISTRY = r"chem|synth|compound|analog|\bhits?\b|\blead|合成|化学|化合物|先导"
_MAKING = (
    r"manufactur|produc|express|purif|suppl(?:y|ies)|\bmake|batch|lots?\b|\bbulk|substance|生产|制备|表达|纯化|原液|批"
)
KEEPING: tuple[Sense, ...] = (
    sense(rf"(?:{_KEPT})", names=r"[-–−]? ?\d{1,3}(?: ?(?:[-–~]|to|至|到) ?[-–−]?\d{1,3})? ?(?:°|º|℃|degrees?|度|摄氏度)?(?: ?c)?", unless=_MOVED),
    # What a test looks for, a gene codes for, or a medicine is aimed at.
    sense(
        r"(?:\bha|\bna|surface|tumou?r|target|coating|capture|spike)[ -]@|@ (?:content|binding|specific|test|assay|elisa|level|expression|titre|titer|identity|by\b)|@[^.;。；]{0,16}(?:quantif|measur|detect|检测|定量)",
        names=r"antigens?|抗原",
        unless=rf"(?:{_MAKING})[^.;。；]{{0,24}}@|@[^.;。；]{{0,12}}(?:{_MAKING})",
    ),
    sense(r"(?:encod\w+|codes? for|coding for|against|targeting|recogni[sz]\w+|编码|针对)[^.;,。；，]{0,32}@", names=r"antigens?|抗原"),
    # People by the year, of other trades than chemistry.
    sense(
        r"statist|biometr|data manage|clinical|programm|monitor|writ|regulat|\bqa\b|quality|vigilance|analytic|biolog|cell|upstream|downstream|统计|临床|注册|质量|分析|细胞|生物",
        names=r"ftes?|full[- ]time equivalents?", unless=_CHEMISTRY,
    ),
    sense(
        r"@[^.;,。；，]{0,16}(?:<|≤|below|under\b|less than|not more than|no more than|\bnmt\b|at most|max|eu/|低于|小于|不超过|不高于)|(?:<|≤) ?[\d.]+ ?eu[^,;]{0,12}@",
        names=r"endotoxins?|内毒素", unless=r"test|assay|\blal\b|检测|检查",
    ),
    # Runs of a filling line or a press make no substance.
    sense(
        r"tablet|capsule|\bfill|syringe|vials?\b|lyophil|compress|packag|制剂|灌装|片剂|胶囊|冻干|包装",
        names=r"(?:engineering|demonstration) (?:runs?|batch(?:es)?|lots?)|工程批(?:次)?",
        unless=r"substance|\bapi\b|bioreactor|\d ?k?l\b|intermediate|原料药|原液",
    ),
    # What is told or kept to oneself.
    sense(
        r"(?:disclos\w*|reveal\w*|shar(?:e|ing)|knowing|know|confidential|proprietary|secret) (?:of )?(?:the |our |its |any )?(?:exact |full )?@|@ (?:is |remains |stays )?(?:confidential|secret)|(?:透露|披露|公开|保密的?)@",
        names=r"formulations?|synthesis|配方|处方|routes?",
    ),
    sense(r"@ ?\([^()\n]{1,16}\) ?(?:steps?|reactions?|temperatures?|chemistry|conditions?)|@[^.;]{0,16}-(?:78|60|40)\b", names=r"cryogenic"),
)  # fmt: skip
