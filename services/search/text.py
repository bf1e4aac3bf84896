"""What a text is made of: stems of Latin words, and single Chinese characters, since nothing stands between Chinese words."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from vocabulary.phrases import BESIDE_HAN, normalised

Atoms = tuple[str, ...]
"""A phrase to compare: "fill–finish" is ("fill", "finish"), "CHO细胞" is ("cho", "细", "胞")."""

LONGEST_TEXT = 300
ATOM = re.compile(r"[㐀-䶿一-鿿]|[^\W_㐀-䶿一-鿿]+(?:[+.'][^\W_㐀-䶿一-鿿]+)*\+?")
HAN = re.compile(r"[㐀-䶿一-鿿]")
SPELLINGS = (
    *(("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("iser", "izer"), ("our", "or"), ("centre", "center")),
    *(("fibre", "fiber"), ("haem", "hem"), ("aemi", "emi"), ("oed", "ed"), ("sulph", "sulf"), ("programme", "program")),
    *(("elling", "eling"), ("elled", "eled"), ("catalogue", "catalog"), ("licence", "license"), ("analyse", "analyze")),
)
"""British and American; what is changed in a name is changed in a question alike, so it need not be good English."""
ENDINGS = (
    *(("manufacturing", "manufacture"), ("manufacturer", "manufacture"), ("manufactured", "manufacture")),
    *(("producing", "production"), ("producer", "production"), ("produced", "production")),
    *(("testing", "test"), ("developing", "development"), ("developer", "development"), ("packing", "packaging")),
)
"""Who does it, and doing it, is the thing done."""
SHORTEST_PLURAL = 4
SINGULARS = ("ss", "us", "sis", "xis", "tis")
TRADITIONAL = str.maketrans(
    "藥質載體細無製劑臨業產單雙聯關轉裝凍試驗檢測蘇廣東國韓歐純標準註冊報遞運輸倉儲線腫療蛋幹診斷開發醫廠飛設備給務專"
    "術類環應過濾離濃縮顆膠囊針預灌滅穩態學雜鏈審計諮詢維護創臺灣龍華聖爾奧齊諾億濟萬衛條實級長遠進錫連漢慶請薦們尋個兩寧遼陝貴雲滬粵",
    "药质载体细无制剂临业产单双联关转装冻试验检测苏广东国韩欧纯标准注册报递运输仓储线肿疗蛋干诊断开发医厂飞设备给务专"
    "术类环应过滤离浓缩颗胶囊针预灌灭稳态学杂链审计咨询维护创台湾龙华圣尔奥齐诺亿济万卫条实级长远进锡连汉庆请荐们寻个两宁辽陕贵云沪粤",
)
"""The traditional characters of the trade and of its places, as simplified ones."""
# fmt: off
STOP_WORDS = frozenset([
    "a", "able", "about", "all", "also", "am", "an", "and", "any", "anybody", "anyone", "are", "as", "at", "be", "been",
    "best", "but", "by", "can", "capability", "cdmo", "cmo", "company", "contract", "could", "crdmo", "cro", "do", "does", "experience", "experienced", "expertise", "find", "firm",
    "for", "from", "get", "give", "good", "had", "has", "have", "help", "how", "i", "if", "in", "into", "is", "it", "its",
    "like", "list", "looking", "made", "make", "making", "may", "me", "must", "my", "need", "needed", "of", "offer",
    "offering", "offer", "on", "one", "or", "organisation", "organization", "our", "partner", "please", "provide",
    "provider", "require", "search", "searching", "seek", "seeking", "service", "should", "show", "so", "some", "somebody",
    "someone", "solution", "study", "supplier", "tell", "that", "the", "their", "them", "there", "these", "they", "this", "those", "to",
    "urgently", "vendor", "want", "wanted", "was", "we", "were", "what", "where", "which", "who", "will", "with", "would",
    "you", "your",
])
"""What says nothing of what is wanted, as stems. "Services" and "providers" are what everything here is."""
STOP_PHRASES = (
    "有没有", "能不能", "是否", "我们", "我想", "想要", "需要", "寻找", "寻求", "想找", "查找", "推荐", "哪家", "哪些", "哪个", "哪里",
    "一家", "一个", "一些", "几家", "公司", "企业", "厂家", "厂商", "供应商", "服务商", "机构", "合作伙伴", "合作", "服务", "提供",
    "能够", "可以", "能做", "承接", "擅长", "位于", "谁能", "帮忙", "请问", "什么", "怎么", "如何", "或者", "以及", "并且", "方面",
    "外包", "委托", "项目", "经验", "能力", "与", "做", "及", "和", "在", "或", "找", "的", "请", "能", "有", "我", "你", "您", "要", "吗", "呢", "了", "是",
    "把", "给", "由", "从", "为", "用", "对", "想", "会", "地", "得", "家", "里", "中", "谁", "并", "等",
)
# fmt: on
"""The same in Chinese; left out only where no name begins, since a name may well hold one of them."""


def is_han(atom: str) -> bool:
    """Whether an atom is a Chinese character."""
    return HAN.match(atom) is not None


@lru_cache(20_000)
def stem(word: str) -> str:
    """Plural and singular, American and British spelling, with accents and without, doer and doing come out the same."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    for british, american in SPELLINGS:
        plain = plain.replace(british, american)
    if len(plain) < SHORTEST_PLURAL or not plain.isalpha():
        return plain
    if plain.endswith("ies"):
        plain = plain[:-3] + "y"
    elif plain.endswith("s") and not plain.endswith(SINGULARS):
        plain = plain[:-1]
    return next((other for ending, other in ENDINGS if plain == ending), plain)


def atoms_of(text: str) -> Atoms:
    """The atoms of a name or a question, in order. Never fails, whatever the text is."""
    return tuple(stem(atom) for atom in ATOM.findall(normalised(text).translate(TRADITIONAL)))


def name_of(text: str) -> Atoms:
    """The atoms by which a name is known: without those that say nothing, unless it has no others."""
    atoms = atoms_of(text)
    return tuple(atom for atom in atoms if atom not in STOP_WORDS) or atoms


def parts_of(atoms: Atoms) -> list[str]:
    """What a phrase is looked up by: its stems, and its Chinese characters two by two where there are two."""
    pairs = [one + other for one, other in pairwise(atoms) if is_han(one) and is_han(other)]
    return [atom for atom in atoms if not is_han(atom)] + pairs or list(atoms)


def words_of(text: str) -> set[str]:
    """What a text is found by: its stems, and its Chinese characters two by two."""
    return set(parts_of(atoms_of(text))) - STOP_WORDS


def asked(text: str) -> Atoms:
    """The atoms of what somebody looks for, as names are known; of a long text, the beginning."""
    return name_of(text[:LONGEST_TEXT])


STOPS: tuple[Atoms, ...] = tuple(sorted(map(tuple, STOP_PHRASES), key=len, reverse=True))


def stop_at(atoms: Atoms, start: int) -> int:
    """How many of the atoms from there on say nothing of what is wanted, in Chinese."""
    return next((len(stop) for stop in STOPS if atoms[start : start + len(stop)] == stop), 0)


def joined(atoms: Atoms) -> str:
    """As a person writes it: Chinese without spaces."""
    return BESIDE_HAN.sub("", " ".join(atoms))
