"""Names of services that say what the product is, how it is made or how it is tested: the three plasmids of a vector, the sugar on an
oligonucleotide, the test by which something is measured."""

from projects.briefs.reading.meaning.meanings import Sense, sense

_MAKE = r"生产|制备|供应|构建|合成|放行|gmp|manufactur|production|supply|prep|synthes|develop|开发|优化|工艺"
NATURES: tuple[Sense, ...] = (
    # The plasmids that are put into the cells together.
    sense(
        r"(?:三|双|两|二|四|单|[2-4]|three|triple|two|dual|double|four|helper|co)[ -]?@|@(?:瞬转|共转|转染|系统|体系)|@[ -](?:system|transfection|approach|format)",
        names=r"plasmids?|pdna|质粒|质粒转染",
        unless=rf"@(?! ?(?:系统|体系|转染|共转|瞬转)|[ -](?:system|transfection|approach|format))[^,，。；;、]{{0,8}}(?:{_MAKE}|\d)|(?:生产|制备|供应|采购|manufactur\w+|supply|production|produce|make|order)(?: of)?[^,，。；;、]{{0,16}}@",
    ),
    sense(r"@", names=r"triple transfection|三质粒(?:共)?转染|瞬时?转染", unless=r"@[^,，。；;]{0,10}(?:develop|optimi|process|开发|优化|工艺)|(?:develop|optimi|开发|优化)[^,，。；;]{0,16}@"),
    # A batch for the study, not the study.
    sense(r"@批|[一二两三四\d]\s?批@(?!试|研|安|学)", names=r"(?:ind|glp)?毒理", codes="non-gmp-tox-material"),
    # Dried as what is filled, and not as something is kept or brought.
    sense(r"@", names=r"lyophili[sz]ed|freeze[- ]dried", unless=r"\bfill\w*[^.;]{0,60}@|@[^.;]{0,40}\bfill|\bvials?(?: each)?,? @|@ (?:and |vials?|product manufactur|presentation)"),
    # Stuff for the study, by its weight.
    sense(r"(?:\d ?(?:k?g|mg) (?:of )?)?non[- ]gmp @(?![\w -]{0,14}(?:stud|package|programme|program|test))|\d ?(?:k?g|mg) (?:of )?(?:for )?@(?=[.,;)]|\Z)", names=r"tox(?:icology)?", codes="non-gmp-tox-material"),
    # The sugar that leads an oligonucleotide to the liver.
    sense(
        r"@",
        names=r"galnac[- ]?(?:偶联|conjugat\w+)",
        unless=r"@[^,，。；;]{0,4}(?:工艺|开发|合成|反应|优化|步骤)|@ (?:process|development|chemistry|synthesis|step)|(?:开发|优化|develop|optimi)[^,，。；;]{0,12}@|@[^.;。；]{0,60}(?:improv|optimi|优化|提高|改进|收率|yield)",
    ),
    # What is measured by a test in samples, and how.
    sense(r"(?:elisa|lc-?ms(?:/ms)?|ecl|msd|qpcr)(?:法|方法)? ?@|@ ?(?:检测|样品|样本|浓度|assays?\b|samples?\b)", names=r"pk|pk/pd", codes="bioanalysis"),
    # Compared in glass, not in people.
    sense(r"(?:体外|in[ -]vitro) ?@", names=r"生物等效性?(?:研究|试验)?|bioequivalence(?: stud(?:y|ies)| trials?)?|be", codes="analytical-development"),
    # Signed by the qualified person; the tests are another thing.
    sense(r"(?:qp|qualified person|受权人)(?:的| )?@|@ ?\(?(?:by )?(?:an? |the )?(?:eu )?(?:qp\b|qualified person)", names=r"放行|批放行|成品放行|releas(?:e|ing)|batch release", codes="qp-batch-release"),
    # Figures at the end of an analysis are no biostatistics of a trial.
    sense(r"@", names=r"stats", unless=r"\bdm\b|data|trial|phase|patients|monitor|\bcro\b|\bpv\b|medical writ"),
    # Data of a trial, unless it is a patient's diabetes.
    sense(r"@", names=r"dm", unless=r"\bstat|biostat|monitor|\bedc\b|\bpv\b|medical writ|\bcro\b|data base|database"),
    # A device is put together, and nothing is filled.
    sense(r"@", names=r"drug product|dp", unless=r"@(?! (?:device )?assembly)", codes="combination-device-development"),
    # Money for a slot that is kept.
    sense(r"@ (?:fees?|charges?|payments?|agreements?|deposits?)|@(?:费|金)", names=r"capacity reservations?|产能预留"),
    # Tablets run through a line without stop; cells are fed without stop.
    sense(
        r"@[^.;。；]{0,60}(?:tablet|capsule|oral solid|\bosd\b|片剂|胶囊|固体制剂)|(?:tablet|capsule|oral solid|\bosd\b|片剂|胶囊|固体制剂)[^.;。；]{0,60}@",
        names=r"continuous (?:manufacturing|manufacture|processing|production)|连续(?:化)?(?:生产|制造)",
        unless=r"perfusion|antibod|\bmabs?\b|灌流|抗体",
        codes="oral-solid-manufacture",
    ),
    # Blisters for patients of a trial.
    sense(
        r"(?:临床|试验|(?:i{1,3}|[一二三123ⅰⅱⅲ])期|phase [1-3i]|clinical|trial)[^。；]{0,40}@|@[^。；]{0,24}(?:临床|试验|clinical|trial)",
        names=r"泡罩包装|铝塑包装|装盒|二次包装|二级包装|外包装|blister packaging|blistering|secondary packaging|cartoning|bottling",
        unless=r"商业|上市|commercial|launch|market",
        codes="clinical-packaging-labelling",
    ),
)  # fmt: skip
