"""Chinese names of services that mean something else beside their neighbours: "细胞工厂" grows cells, an "IND批" is a batch, an inspection
that must be passed is no rehearsal of one."""

from projects.briefs.reading.meaning.meanings import Sense, sense

_GOODS = r"参比|原研|对照|设备|仪器|试剂|耗材|辅料|填料|培养基|树脂|胶塞|包材|药包材|品牌|一次性|滤芯|标准品|血清|物料"
_BY_OTHERS = r"我[方司们]|甲方|客户|申办方|委托方|医院|中心|临床"
_FORMS = r"吸入|粉雾剂?|喷雾剂?|气雾剂|贴剂|贴片|贴膏|凝胶剂?|栓剂|口服液|混悬液?剂?|滴眼液|注射液|注射剂|粉针剂?|颗粒剂|口溶膜|缓释|控释|片剂?|胶囊|软膏|乳膏|制剂"
_CHEMICAL = r"原料药|硝化|氢化|加氢|氯化|溴化|氟化|磺化|氧化|还原|格氏|重氮|叠氮|缩合|手性|中间体|结晶|(?<![a-z])api"
_PROCESS = r"工艺(?:开发|优化|放大|研究)|处方工艺(?:开发|研究)?"
HAN_SENSES: tuple[Sense, ...] = (
    # Trays in which cells grow, unless strains are built.
    sense(r"@", names=r"细胞工厂", unless=r"合成生物|代谢工程|底盘|菌株|酵母[^;。]{0,12}@|@[^;。]{0,12}(?:改造|设计|构建)"),
    # What is to be passed is no rehearsal.
    sense(
        r"(?:通过|接受|经历|配合|应对|支持|满足|迎接|完成|经得起)(?:过|了)?[^,;。]{0,12}@|@(?:的)?(?:通过|经验|历史|记录|合格)",
        names=r"(?:注册|现场|官方|药监|上市前|批准前|动态|gmp|pai)?(?:现场)?(?:核查|检查|迎检|pai|认证检查)(?:迎检)?|(?:gmp|gxp|质量|供应商|客户|第三方)?审计",
        unless=r"(?:模拟|预|准备|辅导|培训|咨询|陪同)[^,;。]{0,6}@|@[^,;。]{0,6}(?:模拟|准备|辅导|培训|咨询|整改)",
    ),
    # The label of a form, and what somebody must have.
    sense(
        r"(?:^|[\n。；;，,、]\s?|必须|须|需|应|具备|具有|有|的|完善|健全|贵司|受托方|符合)@\s?(?:[:：\t|]|(?:须|需|应|必须)?(?:符合|满足|通过|完善|健全|要求|认证|良好))|"
        r"(?:完善|健全|良好|成熟|通过|符合)的?@",
        names=r"(?:mah)?质量(?:管理)?体系|质量管理",
        unless=r"(?:搭建|建设|建立|咨询|辅导|升级|整改)[^,;。]{0,10}@|@[^,;。]{0,6}(?:搭建|建设|建立|咨询|辅导|升级|文件)|[:：]\s?@",
    ),
    # Several are asked for prices by the buyer.
    sense(r"(?:[两二三四五几多\d]|若干)(?:到|-|~|至)?[三四五\d]?\s?[家个][^,;。]{0,8}@|(?:来|先|用于|仅供|内部|我们|好|做个?)@|@(?:用|后|再|一下|阶段|中)", names=r"比价|询比价|招标"),
    # People of the buyer in the plant, and who holds the licence.
    sense(r"(?:派|我[方司]|甲方|持有人|委托方|允许|接受|同意|qa)[^,;。]{0,8}@|@(?:人员|代表|qa|办公|条件)", names=r"驻厂|驻厂监督|驻厂代表", unless=r"(?:提供|需要|委托|寻找|找)[^,;。]{0,6}@(?:服务|监督)|第三方[^,;。]{0,6}@"),
    sense(r"@", names=r"mah委托生产", unless=r"@(?:监督|监管|质量协议|管理|质量管理)|质量协议[^;。]{0,12}@|@[^;。]{0,12}质量协议"),
    sense(r"@(?:委托|的?生产|持有|须|需|方|自行|企业|品种)", names=r"mah"),
    sense(r"@", names=r"委托生产", unless=r"质量协议|@(?:的)?(?:监督|监管|质量|管理)"),
    sense(r"(?:有|持|具备|持有|取得|拥有)@", names=r"[bc]证"),
    sense(r"从[^,;。]{1,10}[到至]@", names=r"(?:批|成品|最终)?放行|回输"),
    # When the batch has to be there.
    sense(r"(?:月|季度|年)(?:底|初|末|份)?(?:之?前|以前|内)?(?:拿到|完成|获得)?[^,;。]{0,8}@", names=r"(?:批|成品|最终)?放行", unless=r"@(?:检|测|试|实验|服务)"),
    sense(r"@人", names=r"(?:境内|欧盟)?法定代表"),
    # A batch for an application, and what comes before it.
    sense(r"@\s?(?:申报)?(?:用)?(?:批(?!件|准|复|文)|样品|之前|前(?!会议|沟通|咨询|的?会))", names=r"(?:pre-?)?(?:ind|cta|bla|nda)(?:申报)?"),
    # Signed before anything is told.
    sense(
        r"(?:签署?|签订|签好|签过|签了|双方|互签|双向)[^,;。\n]{0,6}@|@\s?(?:[^,;。\n]{0,6}(?:签|保密)|已?(?:sign|executed))|(?:sign\w*|under|mutual|execut\w+|exchang\w+|return) (?:an? |the |our |your )?@|"
        r"@(?:s)?(?:,? (?:first|comes first|before|in place)\b| (?:is|are|will be|must be|to be|has been)? ?(?:needed|required|necessary|signed|executed|in place)\b)|@\s?/\s?cda|cda\s?/\s?@",
        names=r"nda",
        unless=r"@ (?:filing|submission|approval|dossier)|@(?:申报|申请|资料|获批|批准)",
    ),
    # What people diagnose beside a medicine.
    sense(r"伴随诊断[^;。]{0,8}@|@[^;。]{0,8}(?:伴随诊断|试剂盒)|companion diagnostics? ?[(（]?@", names=r"cdx"),
    # A part of a capsule that is there, or sold so.
    sense(r"@(?:的)?(?:中间体|壳|填充物)", names=r"胶囊|片剂|软胶囊"),
    # What a pack holds.
    sense(r"@(?:规格|形式)", names=r"包装"),
    # What comes from abroad, and where goods go to.
    sense(rf"@(?:的)?(?:{_GOODS})", names=r"进口|出口", unless=r"@[^,;。]{0,12}(?:通关|报关|清关|许可|批件|备案|代理)"),
    sense(
        r"@(?:到|至|往|去)?(?:欧|美|东南亚|日本|韩国|中东|拉美|南美|北美|非洲|巴西|俄|印度|印尼|澳|加拿大|英国|德国|法国|全球|海外|国外|境外|一带一路|沙特|越南|泰国|新加坡|土耳其|墨西哥|东盟)",
        names=r"出口|进出口",
        unless=r"@[^,;。]{0,14}(?:通关|报关|清关|许可|审批|手续|证明|代理)|(?:办理|协助|代办|负责)[^,;。]{0,6}@",
    ),
    # Samples of people.
    sense(r"(?:临床|人体|受试者|患者|[iⅰⅱⅲ一二三123]{1,3}[ab]?期)[^,;。]{0,8}@", names=r"pk|pk/pd|药代|药代动力学|pk分析", unless=r"@(?:/be)?(?:试验|研究)|(?:动物|大鼠|小鼠|犬|猴|非临床|临床前)[^;。]{0,12}@", codes="bioanalysis"),
    # Blood that is brought.
    sense(rf"(?:{_BY_OTHERS})[^,;。]{{0,8}}(?:寄|送|提供|采集?)[^,;。]{{0,4}}@|@[^,;。]{{0,4}}(?:由|从|自)?(?:{_BY_OTHERS})[^,;。]{{0,6}}(?:寄|送|提供|采集?|供)|@[^,;。]{{0,3}}(?:寄|送)", names=r"单采血?|单采血样|外周血|pbmcs?|白膜层|apheresis"),
    # A batch of vials or tablets is none of the substance.
    sense(r"@(?:次)?[^,;。]{0,6}?\d[\d.]*\s?[万kw]?\s?[瓶支片粒袋]", names=r"中试批?|毒理批|工程批|临床批|小试批?"),
    # The process of a dosage form, and that of a chemical.
    sense(rf"(?:{_FORMS})[^,;。]{{0,6}}@", names=_PROCESS, unless=r"原料药[^,;。]{0,6}@|细胞|病毒|载体|mrna", codes="formulation"),
    sense(rf"(?:{_CHEMICAL})[^,;。]{{0,8}}@", names=rf"{_PROCESS}|中试", unless=r"(?:抗体|单抗|双抗|蛋白|细胞|病毒|载体|质粒|mrna|酶|疫苗)[^;。]{0,12}@", codes="api-development"),
    # Powder that is filled dry is not freeze-dried.
    sense(r"(?:头孢|青霉素|内酰胺|培南|无菌分装|粉末)[^;。]{0,12}@|@[^,;。]{0,6}(?:无菌)?分装", names=r"(?:无菌)?粉针剂?", unless=r"冻干", codes="dp-manufacture"),
)  # fmt: skip
