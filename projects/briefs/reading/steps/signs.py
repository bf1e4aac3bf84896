"""Words that say for whom something is made, and how far a product has come, in both languages."""

import re

ANNUAL = re.compile(
    (
        r"\d ?(?:t|tonnes?|tons?|kg|vials|syringes|cartridges|pens|capsules|tablets|bottles|batches|lots|doses|packs|"
        r"units|million) (?:\w+ )?(?:(?:a|per|each) year|per annum|p\.a\.|annually)|/ ?year|(?:每年|年供|年需|"
        r"年产)[^。；，,]{0,8}\d|首年\d"
    ),
    re.ASCII,
)
"""How much is made in a year is said of what is sold."""
VALIDATED = re.compile(
    r"\bppq\b|performance qualification|validation (?:batch|lot|run|campaign)|commercial|launch|验证|商业化", re.ASCII
)
"""Batches that are sold once the product is approved."""
CANDIDATE = re.compile(
    r"nominat|candidate selection|lead selection|select (?:a|the|one|our) (?:candidate|lead|molecule)|"
    r"which (?:one|molecule|candidate|compound)|\bpcc\b(?!已)|候选(?!.{0,6}已)"
)
"""While the molecule is not chosen, studies in animals are for the choice."""
DEVELOPS = re.compile(
    (
        r"process dev|propose (?:an? |the )?(?:route|process)|scal(?:e|ing)[- ]?up|optimi[sz]|develop (?:an?|the|"
        r"our)|method development|(?:new|shorter) route|must move|rework|improve|工艺(?:开发|优化|改)|把工艺|放大|方法(?:开发|建立)|"
        r"建立[^。；，]{0,6}方法|优化|处方开发"
    ),
    re.ASCII,
)
"""A process or a method is worked on."""
IN_HUMANS = re.compile(
    (
        r"first.in.(?:human|man)|\bfih\b|clinical (?:batch|lot|supply|material|trial|use)|\btrials?\b|"
        r"(?<!non-)(?<!non )\bgmp\b|\bind\b|\bcta\b|临床|首次人体|(?<!非)gmp"
    ),
    re.ASCII,
)
"""What is made for people, not for tests."""
FOR_TESTS = re.compile(
    (
        r"non-?gmp|not gmp|(?:tox\w*|glp|nhp|animal) (?:stud(?:y|ies) )?(?:lots?|batch(?:es)?|material|supply)|"
        r"material for (?:an? |the )?(?:nhp|glp|tox|animal)|非gmp|毒理批|毒理用"
    ),
    re.ASCII,
)
"""Material for animals."""
FIRST_TRIAL = re.compile(
    (
        r"first.in.(?:human|man)|\bfih\b|first (?:clinical )?(?:trial|stud(?:y|ies) in (?:man|humans|people|"
        r"patients))|首次人体|首例患者"
    ),
    re.ASCII,
)
"""What people are given for the first time."""
IN_GMP = re.compile(r"(?<!non-)(?<!non )(?<!no )(?<!非)gmp")
NOT_FOR_PEOPLE = re.compile(
    r"non-?gmp|(?:\bno|nothing) gmp|not (?:include )?gmp|非gmp|in (?:mice|mouse|rats?|animals)\b|another tender", re.ASCII
)
SOLD = re.compile(
    r"\bmarketed\b|\b(?:our|the|an) approved (?!trial|protocol|site|supplier|vendor)|\bwe sell\b|\bsold in\b|"
    r"\bmas? (?:was |is |were )?granted|all approved|post-authori[sz]ation|(?:licensed|approved|launched) (?:in|"
    r"since) 20\d\d|(?:authori[sz]ed|approved|licensed|market) since|\btype ii(?! dmf)\b|\bpas\b|"
    r"obtained (?:its |an? |the )?(?:eu |us |marketing ){0,2}(?:licen[cs]e|approval|authori[sz]ation)|"
    r"\bon sale\b|approved by (?:the )?(?:ema|fda|nmpa|mhra|pmda|european)|(?:been|is|already) on the market|"
    r"\bapproved (?:igg|product|drug|medicine|biologic|antibod|vaccine|enzyme|generic)|(?:was|is|been|"
    r"already) launched|in-market|post-approval"
    r"|(?<!拟)(?<!计划)已(?:经)?(?:在[^。，；]{0,6})?(?:获批)?上市|20\d\d年获批|获批上市|已获批的|补充申请|场地变更|获批品种|在售|上市多年|上市产品",
    re.ASCII,
)
"""A product that is sold already."""
LATE_WORDS = re.compile(
    r"marketing authori[sz]ation|single authori[sz]ation|\b(?:bla|maa)\b|segmented|in-market|"
    r"market(?:ed)? (?:product|supply)|commercial (?:supply|manufactur\w+|launch)|post-approval|validation batch|"
    r"\bppq\b"
    r"|上市申请|上市许可|分段生产|商业化|上市后|工艺验证",
    re.ASCII,
)
"""What is said of a product that has been through its first trials."""
SECOND_SOURCE = re.compile(r"second (?:supplier|source)|dual sourc|第二供应商|备用供应商", re.ASCII)
FRAMEWORK_BEFORE = re.compile(
    r"(?:under|within|via|through|open|active|cleared|approved|existing) (?:an? |the |our )?(?:(?:us|eu|uk|fda|"
    r"nmpa|australian|german) )?$|已(?:发|获|拿|取得|经)[^。；,，]{0,6}$|没法报$"
)
FRAMEWORK_AFTER = re.compile(
    r" (?:scheme|route|pathway|regime|framework|number|(?:is |was |has been |already )*(?:cleared|approved|open|"
    r"active|granted|in place|accepted|filed|submitted)|(?:went|is) (?:live|effective))\b|已?(?:获批|批准|受理|拿到|下发)"
)
"""The rules that a trial runs by, or an application that is through."""
FILED_BEFORE = re.compile(
    r"(?:took over|taken over|hold|holds|own|acquired|acquiring|transferred|transfer of|bought)\b[^.;]{0,24}$|"
    r"已(?:递交|提交|获批?)$"
)
FILED_AFTER = re.compile(
    r" ?(?:is |are |was |has been |have been |now |currently |already )*(?:under review|in review|filed|"
    r"submitted|accepted|approved|granted)\b|(?:正在|在)?审评|已(?:受理|递交|提交|获批|批准)"
)
"""An application for a market that lies with the authority already."""
